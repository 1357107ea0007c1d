"""The blocks of a page's body. Live ones read the database whenever the page is served."""

from cms.blocks.charts import SankeyBlock, TilesBlock
from cms.blocks.live import BasesBlock, DeadlinesBlock, OpeningsBlock, StatBlock
from cms.blocks.persons import ActionsBlock, PeopleBlock
from cms.blocks.written import DocumentsBlock, ImageBlock, QuestionsBlock, QuoteBlock, TableBlock, TextBlock

BODY = [
    ("text", TextBlock()),
    ("image", ImageBlock()),
    ("quote", QuoteBlock()),
    ("table", TableBlock()),
    ("questions", QuestionsBlock()),
    ("documents", DocumentsBlock()),
    ("openings", OpeningsBlock()),
    ("deadlines", DeadlinesBlock()),
    ("bases", BasesBlock()),
    ("stat", StatBlock()),
    ("tiles", TilesBlock()),
    ("sankey", SankeyBlock()),
    ("actions", ActionsBlock()),
    ("people", PeopleBlock()),
]
# Their parts have ids, which a page can hold once.
COUNTS = {"tiles": {"max_num": 1}, "sankey": {"max_num": 1}}

__all__ = ["BODY", "COUNTS"]
