"""The index in an Elasticsearch cluster, 8.19 or 9.

An index version is one Elasticsearch index, `<prefix>-<hash of the mapping>-<hash of the encoders>-<when>`:

    <prefix>-read      alias of the version that serves
    <prefix>-write     alias of the version that takes changes: the same one
    <prefix>-building  alias of the version that a rebuild fills; changes reach it, too, while there is one

A document of ours is one document there; its passages are nested, so that a neighbour search answers with documents.
Words come as our own tokens, split at white space and nothing else. What a question is answered from – exact vectors,
stems – is packed into one field (packing.py); everything that is searched is left out of `_source`.

The index is refreshed by whoever wrote, at the end of a change, and never by the clock: a change becomes visible as
one. Only what core Elasticsearch has is used: no scripts, no `_delete_by_query`, no `_reindex`, nothing with a licence.
"""

from search.backends.elasticsearch.backend import ElasticsearchBackend

__all__ = ["ElasticsearchBackend"]
