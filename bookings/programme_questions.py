"""What a visitor asks of the programme, as its address says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from bookings.enums import AccessType
from bookings.listings import month_label

CALENDAR = "calendar"
FREE = "free"
LONGEST_VALUE = 80  # what is longer was not made by this site


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """The month written as in 2026-12; None for anything else."""
        match = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", text, re.ASCII)
        return cls(int(match[1]), int(match[2])) if match else None

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def after(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def label(self) -> str:
        return month_label(self.first_day)

    @property
    def days(self) -> tuple[datetime, datetime]:
        """Its first moment and that of the month after it, as the site's clock has them."""
        return _midnight(self.first_day), _midnight(self.after.first_day)


@dataclass(frozen=True)
class Question:
    """What the address asks for, with every value that could not be read left out and named in `misread`."""

    view: str = ""
    words: str = ""
    month: Month | None = None
    venue: str = ""
    category: str = ""
    access: str = ""
    tag: str = ""
    entry: str = ""
    misread: tuple[tuple[str, str], ...] = ()  # parameter and value

    @property
    def is_calendar(self) -> bool:
        return self.view == CALENDAR

    @property
    def narrows(self) -> tuple[str, ...]:
        """The filters that are set. The month of the calendar is none of them: it is the page that is open."""
        return tuple(name for name in FILTERS if getattr(self, name) and not (name == "month" and self.is_calendar))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrows or self.misread)

    def with_(self, **changes: Any) -> str:
        """The address of this question with some of it changed; begins with its question mark."""
        changed = replace(self, **changes)
        return "?" + urlencode(
            {PARAMETERS[name]: str(getattr(changed, name)) for name in PARAMETERS if getattr(changed, name)}
        )


PARAMETERS = {field.name: field.name for field in fields(Question) if field.name != "misread"} | {"words": "q"}
FILTERS = [name for name in PARAMETERS if name != "view"]


def read_question(address: Mapping[str, str]) -> Question:
    """The question in the query string of an address. Whatever stands there, this gives an answer."""
    given = {name: _clean(address.get(parameter, "")) for name, parameter in PARAMETERS.items()}
    readable: dict[str, bool] = {
        "view": given["view"] == CALENDAR,
        "month": Month.read(given["month"]) is not None,
        "access": given["access"] in AccessType.values,
        "entry": given["entry"] == FREE,
    }
    misread = {name: value for name, value in given.items() if value and not readable.get(name, True)}
    read = {name: value for name, value in given.items() if name not in misread}
    misread.pop("view", None)  # a view that there is none of is the list, without a word
    return Question(**read | {"month": Month.read(given["month"])}, misread=tuple(misread.items()))  # type: ignore[arg-type]


def _clean(value: str) -> str:
    return " ".join(value.replace("\x00", "").split())[:LONGEST_VALUE]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
