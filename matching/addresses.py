"""Where a text says how to reach or look up a person: e-mail, web pages, ORCID, DOI, telephone.

A DOI leads to the authors of a paper, an address to whoever lives there.
"""

from __future__ import annotations

# Over folded text: small letters without accents, every dash a hyphen.
_WEB_DOMAINS = "com|org|net|edu|io|gov|info|eu|cn|de|fr|jp|kr|uk|ru|br|in|ch|nl|se|no|es|it|au|ca|za|example"
ADDRESS = "|".join(
    (
        r"[a-z0-9._+-]+\s?(?:@|\[at\]|\(at\))\s?[a-z0-9-]+(?:\.[a-z0-9-]+)+",
        r"(?:https?://|www\.)[^\s<>()\"',;，。；、（）“”]+",
        r"(?:orcid[\s:]*)?\b\d{4}-\d{4}-\d{4}-\d{3}[\dx]\b",
        r"(?:doi[\s:]*)?\b10\.\d{4,9}/[^\s<>()\"',;，。；、（）“”]+",
        r"(?<![\w.])\+\d(?:[\s().-]{0,2}\d){8,13}",
        rf"(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:{_WEB_DOMAINS})(?![\w-])(?:/[^\s<>()\"',;，。；、（）“”]*)?",
    )
)
