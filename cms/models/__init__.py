"""Editorial pages. What they show of openings and bases is read from the database when they are served."""

from cms.models.fields import FieldIndexPage, FieldPage
from cms.models.home import HomePage
from cms.models.news import NewsArticlePage, NewsIndexPage
from cms.models.standard import StandardPage

__all__ = ["FieldIndexPage", "FieldPage", "HomePage", "NewsArticlePage", "NewsIndexPage", "StandardPage"]
