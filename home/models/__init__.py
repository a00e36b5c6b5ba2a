from .base import BasePage
from .company import CompanyPage, PersonPage
from .files import AzioneDocument, AzioneImage, AzioneRendition
from .news import NewsIndexPage, NewsPage
from .pages import HomePage, StandardPage
from .people import Person
from .settings import CompanySettings, NavigationSettings
from .workflows import OtherPersonApprovalTask

__all__ = [
    "AzioneDocument",
    "AzioneImage",
    "AzioneRendition",
    "BasePage",
    "CompanyPage",
    "CompanySettings",
    "HomePage",
    "NavigationSettings",
    "NewsIndexPage",
    "NewsPage",
    "OtherPersonApprovalTask",
    "Person",
    "PersonPage",
    "StandardPage",
]
