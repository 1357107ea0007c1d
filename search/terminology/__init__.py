"""The terminology as people work on it: editing, import and export, proposals, what is missing; and what it is good for
besides the English view: synonyms of a search, keywords that a text suggests.

It stands in this layer because a change concerns the index (search/indexing/terms.py) and is audited.
"""
