"""The blocks of a page's body. Live ones read the database whenever the page is served."""

from cms.blocks.live import BasesBlock, DeadlinesBlock, OpeningsBlock, StatBlock
from cms.blocks.written import ImageBlock, QuestionsBlock, QuoteBlock, TableBlock, TextBlock

BODY = [
    ("text", TextBlock()),
    ("image", ImageBlock()),
    ("quote", QuoteBlock()),
    ("table", TableBlock()),
    ("questions", QuestionsBlock()),
    ("openings", OpeningsBlock()),
    ("deadlines", DeadlinesBlock()),
    ("bases", BasesBlock()),
    ("stat", StatBlock()),
]

__all__ = ["BODY"]
