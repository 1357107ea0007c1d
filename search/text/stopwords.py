"""Words that say nothing of a text's subject."""

from __future__ import annotations

_GRAMMAR = """
a an the of to in on at for and or with by from as is are be been being was were this that these those its
into than then so such
"""
_EMPTY_IN_SCIENCE = """
it onto sth sb one oneself etc esp also see same abbr variant old form lit fig usually about not no very some
any more most other can may do does have has had we our you your he she his her they their i which who what
when where how why there here all each both between use used using based paper study research approach method
propose proposed new via toward towards through over under up out off s t e g ie eg
"""
_CHINESE_GRAMMAR = "的 了 和 与 及 在 是 对 为 等 中 之 其 并 或 也 以 把 被 从 到 地 得 着 于 而 但"

# Only the grammar of a sentence: what is left out of search as people type it.
ENGLISH_FUNCTION_WORDS = frozenset(_GRAMMAR.split())
CHINESE_FUNCTION_WORDS = frozenset(_CHINESE_GRAMMAR.split())
# What is left out of the comparison of subjects.
ENGLISH_STOPWORDS = ENGLISH_FUNCTION_WORDS | frozenset(_EMPTY_IN_SCIENCE.split())
