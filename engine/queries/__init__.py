"""What pages and lists read: one module a page, frozen values out, nothing changed."""

from engine.queries.paging import MOST_COUNTED, MOST_ITEMS, Page
from engine.queries.reading import Reading, Services

__all__ = ["MOST_COUNTED", "MOST_ITEMS", "Page", "Reading", "Services"]
