from .categories import Category
from .pages import Credit, ShowIndexPage, ShowPage

__all__ = ["Category", "Credit", "ShowIndexPage", "ShowPage"]
