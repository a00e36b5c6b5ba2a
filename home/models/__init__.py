from .base import BasePage
from .files import AzioneDocument, AzioneImage, AzioneRendition
from .pages import HomePage, StandardPage
from .people import Person
from .settings import CompanySettings, NavigationSettings
from .workflows import OtherPersonApprovalTask

__all__ = [
    "AzioneDocument",
    "AzioneImage",
    "AzioneRendition",
    "BasePage",
    "CompanySettings",
    "HomePage",
    "NavigationSettings",
    "OtherPersonApprovalTask",
    "Person",
    "StandardPage",
]
