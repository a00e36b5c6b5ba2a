"""What the house writes to all of a performance: one row for all, of which each mail shows its reader's language."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.contrib.auth.models import User

from bookings.enums import Occasion
from bookings.exceptions import NothingToSay
from bookings.models import Announcement, Performance


@dataclass(frozen=True)
class Words:
    """A text in two languages, of which one may be missing. Subjects are optional."""

    subject_it: str = ""
    subject_en: str = ""
    text_it: str = ""
    text_en: str = ""

    @property
    def stripped(self) -> "Words":
        return Words(**{name: "\n".join(value.strip().splitlines()) for name, value in asdict(self).items()})


@dataclass(frozen=True)
class Spoken:
    """The words in one language."""

    subject: str
    text: str


def add(
    performance: Performance, occasion: Occasion, words: Words | None, *, staff: User, at: datetime
) -> Announcement | None:
    """Records what the house says on an occasion; None when it says nothing, which a message cannot.

    Part of a transaction. Raises NothingToSay, also for a subject without a text.
    """
    said = (words or Words()).stripped
    if not said.text_it and not said.text_en:
        if occasion == Occasion.MESSAGE or said != Words():
            raise NothingToSay
        return None
    return Announcement.objects.create(performance=performance, occasion=occasion, staff=staff, at=at, **asdict(said))


def was_said(performance: Performance, occasion: Occasion, words: Words, *, since: datetime) -> bool:
    """Whether the house has said the very same since then: a button that was pressed twice, not a second message."""
    said = Announcement.objects.filter(performance=performance, occasion=occasion, at__gt=since)
    return said.filter(**asdict(words.stripped)).exists()


def spoken(announcement: Announcement, language: str) -> Spoken:
    """The words in a language, subject and text apart; what is missing in it comes in the other."""
    first, second = ("en", "it") if language.startswith("en") else ("it", "en")

    def said(name: str) -> str:
        return getattr(announcement, f"{name}_{first}") or getattr(announcement, f"{name}_{second}")

    return Spoken(subject=said("subject"), text=said("text"))
