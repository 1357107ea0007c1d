"""Editorial pages. What they show of openings and bases is read from the database when they are served."""

from cms.models.home import HomePage

__all__ = ["HomePage"]
