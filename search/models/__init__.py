"""What the search engine keeps in the database: work to do, and vectors it has made."""

from search.models.job import Fault, IndexJob
from search.models.vector import CachedVector

__all__ = ["CachedVector", "Fault", "IndexJob"]
