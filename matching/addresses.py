"""Where a text says how to reach or look up a person: e-mail, web pages, ORCID, DOI, telephone.

A DOI leads to the authors of a paper, an address to whoever lives there.
"""

from __future__ import annotations

# Over folded text: small letters without accents, every dash a hyphen.
_TOP = "com|org|edu|gov|info|eu|cn|uk|example"
# Words as well: "in the plasma.In this case" is no address.
_COUNTRY = (
    "at|au|be|br|ca|ch|cz|de|dk|es|fi|fr|gr|hu|ie|il|in|it|jp|kr|mx|net|nl|no|nz|pl|pt|ru|se|sg|tr|tw|za"
)
_PATH = r"(?:/[^\s<>()\"',;，。；、（）“”]*)?"
ADDRESS = "|".join(
    (
        r"[a-z0-9._+-]+\s?(?:@|\[at\]|\(at\))\s?[a-z0-9-]+(?:\.[a-z0-9-]+)+",
        r"(?:https?://|www\.)[^\s<>()\"',;，。；、（）“”]+",
        r"(?:orcid[\s:]*)?\b\d{4}-\d{4}-\d{4}-\d{3}[\dx]\b",
        r"(?:doi[\s:]*)?\b10\.\d{4,9}/[^\s<>()\"',;，。；、（）“”]+",
        r"(?<![\w.])\+\d(?:[\s().-]{0,2}\d){8,13}",
        rf"(?<![a-z0-9.@-])(?:[a-z0-9-]+\.)+(?:{_TOP})(?![a-z0-9-]){_PATH}",
        rf"(?<![a-z0-9.@-])(?:[a-z0-9-]{{3,}}\.){{2,}}(?:{_COUNTRY})(?![a-z0-9-]){_PATH}",
    )
)
