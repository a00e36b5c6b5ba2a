from .categories import Category
from .pages import Credit, ShowIndexPage, ShowPage, ShowTag

__all__ = ["Category", "Credit", "ShowIndexPage", "ShowPage", "ShowTag"]
