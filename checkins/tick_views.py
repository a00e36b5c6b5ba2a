"""The page on which the box office enters what was ticked on paper. Plain HTML: one form, one button."""

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.door_list import DoorList, door_list, initial, need_words
from bookings.models import Reservation
from checkins.staff_pages import BoxOfficePageView
from checkins.ticks import Entered, Sheet, Tick, enter_ticks

LARGEST_NUMBER, LARGEST_KEY = 4, 18  # digits


@dataclass(frozen=True)
class Line:
    """One party of the form. `typed` stands in its field; `message` says why it was not written."""

    party: Reservation
    typed: str
    shown: int
    first_of_letter: str = ""
    message: str = ""

    @property
    def needs(self) -> str:
        return need_words(self.party)


class TicksView(BoxOfficePageView):
    def get(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        found = door_list(performance_id, timezone.now())
        return self._page(found, {}, {}, saved=request.GET.get("saved", ""))

    def post(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        at = timezone.now()
        ticks, unclear = _read(request.POST, door_list(performance_id, at))
        sheet = Sheet(performance_id, request.POST.get("form", "")[:40], cast(User, request.user), at)
        entered = enter_ticks(ticks, sheet)
        left = {row.tick.reservation_id: row for row in entered if not row.is_written}
        written = len(entered) - len(left)
        if not left and not unclear:
            return HttpResponseRedirect(f"{reverse('door-ticks', args=[performance_id])}?saved={written}")
        return self._page(door_list(performance_id, at), left, unclear, saved=str(written))

    def _page(self, found: DoorList, left: dict[int, Entered], unclear: dict[int, str], *, saved: str) -> HttpResponse:
        lines = _lines(found, left, unclear)
        listed = {line.party.pk for line in lines}
        context = {
            "here": "ticks",
            "list": found,
            "performance": found.performance,
            "lines": lines,
            "letters": [line.first_of_letter for line in lines if line.first_of_letter],
            "troubled": [line for line in lines if line.message],
            "gone": [row for row in left.values() if row.tick.reservation_id not in listed],
            "saved": int(saved) if saved.isdecimal() and len(saved) <= LARGEST_NUMBER else None,
            "form_id": token_urlsafe(12),
        }
        return render(self.request, "checkins/ticks.html", context, status=409 if left or unclear else 200)


def _read(posted: QueryDict, found: DoorList) -> tuple[list[Tick], dict[int, str]]:
    """What was typed for each party that the form has shown, and what of it is no number that the party can have.

    One that has left the list meanwhile is among them: it must be told of, and not be lost.
    """
    ticks, unclear = [], {}
    largest = {party.pk: party.kept_seats for party in found.parties}
    for name, shown in posted.items():
        key = name.removeprefix("shown-")
        if key == name or not _is_number(key, LARGEST_KEY) or not _is_number(str(shown)):
            continue
        party, typed = int(key), str(posted.get(f"in-{key}", "")).strip()
        if not _is_number(typed) or int(typed) > largest.get(party, int(typed)):
            unclear[party] = typed
        else:
            ticks.append(Tick(party, shown=int(str(shown)), people=int(typed)))
    return ticks, unclear


def _is_number(text: str, digits: int = LARGEST_NUMBER) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= digits


def _lines(found: DoorList, left: dict[int, Entered], unclear: dict[int, str]) -> list[Line]:
    lines, letter = [], ""
    for party in found.parties:
        here = initial(party.name)
        typed = unclear.get(party.pk, str(party.admitted))
        message = _message(party, left.get(party.pk), is_unclear=party.pk in unclear)
        lines.append(Line(party, typed, party.admitted, here if here != letter else "", message))
        letter = here
    return lines


def _message(party: Reservation, entered: Entered | None, *, is_unclear: bool) -> str:
    if is_unclear:
        return _("Write a number from 0 to %(people)d.") % {"people": party.kept_seats}
    if entered is None:
        return ""
    if entered.refusal is not None:
        return entered.refusal.detail
    facts = {"inside": entered.inside, "typed": entered.tick.people}
    return (
        _(
            "Changed by somebody else meanwhile: %(inside)d in now. You had written %(typed)d; "
            "it was not saved. Look at the paper and write it again if it is right."
        )
        % facts
    )
