"""The cash sheet of a performance: who came, and how many people paid which price. Reads only.

It is no fiscal document, and says so wherever it is shown (ADR 0029).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bookings import listings, queries
from bookings.attendance import EMPTY, Attendance, attendances
from bookings.enums import CameAs
from bookings.exceptions import NotFound
from bookings.models import PriceType, Takings


@dataclass(frozen=True)
class Line:
    """One price on a sheet. `people` is None while nobody has entered a number."""

    price_type_id: int
    name: str
    amount: Decimal
    people: int | None = None
    amount_now: Decimal | None = None  # what the price costs by now, where that is another amount

    @property
    def total(self) -> Decimal:
        return self.amount * (self.people or 0)


@dataclass(frozen=True)
class CashSheet:
    performance: listings.ListedPerformance
    attendance: Attendance
    lines: list[Line]
    entered_by: str
    entered_at: datetime | None
    made_at: datetime

    @property
    def people(self) -> int:
        return sum(line.people or 0 for line in self.lines)

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), start=Decimal(0))

    @property
    def has_numbers(self) -> bool:
        return self.entered_at is not None

    @property
    def seen(self) -> str:
        """What a form has shown: another value means that somebody has entered numbers meanwhile."""
        return fingerprint((line.price_type_id, line.people) for line in self.lines if line.people is not None)

    @property
    def difference(self) -> int:
        """How many more people are on the sheet than were let in."""
        return self.people - self.attendance.total.admitted

    @property
    def difference_words(self) -> str:
        """Compares in words what was paid for with who was let in; a difference is told and never refused."""
        missing = -self.difference
        if not missing:
            return _("The sheet has as many people as were let in.")
        if missing > 0:
            words = ngettext(
                "%(people)d person was let in who is not on the sheet.",
                "%(people)d people were let in who are not on the sheet.",
                missing,
            )
        else:
            words = ngettext(
                "The sheet has %(people)d person more than were let in.",
                "The sheet has %(people)d people more than were let in.",
                -missing,
            )
        return words % {"people": abs(missing)}


def cash_sheet(performance_id: int, at: datetime) -> CashSheet:
    """Raises NotFound."""
    found = listings.listed(queries.performances(at).filter(pk=performance_id), at)
    if not found:
        raise NotFound
    rows = {row.price_type_id: row for row in takings_of([performance_id])}
    kept = PriceType.objects.filter(Q(is_active=True) | Q(pk__in=rows))
    latest = max(rows.values(), key=lambda row: row.entered_at, default=None)
    return CashSheet(
        performance=found[0],
        attendance=attendances([performance_id]).get(performance_id, EMPTY),
        lines=[_line(price, rows.get(price.pk)) for price in kept],
        entered_by=latest.entered_by.get_full_name() or latest.entered_by.get_username() if latest else "",
        entered_at=timezone.localtime(latest.entered_at) if latest else None,
        made_at=timezone.localtime(at),
    )


def takings_of(performance_ids: Iterable[int]) -> list[Takings]:
    rows = Takings.objects.filter(performance_id__in=list(performance_ids))
    return list(rows.select_related("entered_by", "price_type").order_by("price_type__order", "price_type_id"))


def guests_line(sheet: CashSheet) -> Line | None:
    """The line that guests of the house go on: the first free price."""
    return next((line for line in sheet.lines if not line.amount), None)


def suggested(sheet: CashSheet) -> dict[int, int]:
    """What stands in the form before anybody has entered a number: the guests who were let in, as free."""
    line, guests = guests_line(sheet), sheet.attendance.of(CameAs.COMP).admitted
    return {line.price_type_id: guests} if line and guests and not sheet.has_numbers else {}


def told_in_words(lines: Iterable[Mapping[str, Any]]) -> str:
    """Lines of a sheet as a history tells them: the prices by their Italian names, as the sheet had copied them."""
    return ", ".join(f"{line['price']} {line['people']}" for line in lines) or pgettext("cash sheet", "empty")


def fingerprint(entered: Iterable[tuple[int, int | None]]) -> str:
    return hashlib.blake2b(repr(sorted(entered)).encode(), digest_size=8).hexdigest()


def _line(price: PriceType, row: Takings | None) -> Line:
    if row is None:
        return Line(price.pk, price.name, price.amount)
    amount_now = price.amount if price.cents != row.cents else None
    return Line(price.pk, row.name, row.amount, row.people, amount_now)
