"""Booking by plain pages, for browsers in which the widget does not run: the form, and the form filled once more.

They stand on the same services as the API. Whatever is refused, and whatever goes wrong, what was typed is still there,
also when the page had been open for too long and when another date is chosen. sent_views.py is where the form leads.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views import View
from django.views.csrf import csrf_failure

from bookings import listings, queries, services
from bookings.api.serializers import BookRequestSerializer
from bookings.clients import client_address
from bookings.enums import AccessNeed, ReservationStatus
from bookings.exceptions import BookingRefused, Busy, IdempotencyConflict, NotFound
from bookings.holder_views import HolderPageView
from bookings.holders import status_at
from bookings.models import Reservation
from bookings.page_headers import NotKeptMixin
from bookings.refusal_pages import RefusalPageMixin, as_answer_to
from bookings.runs import still_bookable
from bookings.throttling import TooManyTries, count_try

SENT_KEY = "reservation_sent"
CHOOSE = "choose"  # the button of another date: shows the form for it, and books nothing
USUAL_PARTY = "2"
TYPED_FIELDS = ["party_size", "name", "email", "phone", "notes", "privacy_accepted"]
OPTIONAL_FIELDS = ["phone", "notes", "access_needs"]
LABELS: dict[str, Any] = {
    "party_size": lazy("How many people"),
    "name": lazy("Name"),
    "email": lazy("E-mail"),
    "phone": lazy("Phone"),
    "access_needs": lazy("What do you need?"),
    "notes": lazy("Note"),
    "privacy_accepted": "",  # its words name it
}
Typed = dict[str, Any]  # what stands in the form, by the names of its fields


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field, in words."""

    field: str
    words: str

    @property
    def label(self) -> str:
        return str(LABELS.get(self.field, ""))


@dataclass(frozen=True)
class OtherDate:
    """Another date of the show, and where its form is."""

    performance: listings.ListedPerformance
    url: str


class BookingFormMixin(View):
    """The booking form of one performance: shown, sent, and shown again."""

    is_stale = False  # set by `stale_form`

    def performance_id(self) -> int:
        raise NotImplementedError

    def form_address(self, performance_id: int) -> str:
        """Where the same form is for another performance."""
        raise NotImplementedError

    def filled_in(self) -> Typed:
        """What stands in the form when it is opened."""
        return {"party_size": USUAL_PARTY}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        typed = {**self.filled_in(), "idempotency_key": str(uuid.uuid4())}
        return self.form(_listed(self.performance_id()), typed)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        performance, typed = _listed(self.performance_id()), _typed(request.POST)
        if self.is_stale:
            return self.form(performance, typed, status=403, words=stale_words())
        if CHOOSE in request.POST:
            return self.form(performance, typed)
        wanted = BookRequestSerializer(data=_asked(request.POST, typed))
        if not wanted.is_valid():
            return self.form(performance, typed, status=400, faults=faults_in(wanted.errors))
        return self.book(performance, wanted, typed)

    def book(
        self, performance: listings.ListedPerformance, wanted: BookRequestSerializer, typed: Typed
    ) -> HttpResponse:
        at, key = timezone.now(), typed["idempotency_key"]
        try:
            waiting = too_many_tries(self.request, "book", wanted.validated_data["email"])
            if waiting:
                return waiting_for(waiting, self.form(performance, typed, status=429, words=words_about(waiting)))
            booked = services.book(request=wanted.to_book_request(performance.id, key or None), at=at)
        except NotFound:
            raise
        except (OperationalError, InterfaceError, Busy):
            # Whether it was booked is not known: the same key makes the next press the same request.
            return as_answer_to(Busy(), self.form(performance, typed, words=Busy().detail))
        except BookingRefused as refusal:
            return self.refused_form(refusal, typed)
        return self.sent(booked.reservation)

    def refused_form(self, refusal: BookingRefused, typed: Typed) -> HttpResponse:
        performance = _listed(self.performance_id())
        if isinstance(refusal, IdempotencyConflict):
            words = _(
                "We already had this reservation from you, with other details. Please look at your mail before you "
                "press the button again: that would make one more reservation."
            )
            return self.form(performance, {**typed, "idempotency_key": str(uuid.uuid4())}, status=409, words=words)
        if performance.is_bookable:
            # One that can be booked is refused for the number of people alone.
            return self.form(performance, typed, status=409, faults=[Fault("party_size", refusal.detail)])
        return self.form(performance, typed, status=409, is_refused=True)

    def form(self, performance: listings.ListedPerformance, typed: Typed, **context: Any) -> HttpResponse:
        status, faults = context.pop("status", 200), context.get("faults", [])
        largest = min(performance.verdict.max_party_size, performance.verdict.seats_available)
        sizes = range(1, largest + 1)
        wrong = {fault.field for fault in faults}
        page = {
            "performance": performance,
            "other_dates": self.other_dates(performance),
            "typed": typed,
            "kept": _kept(typed),
            "has_typed": any(typed.get(name) for name in ("name", "email", *OPTIONAL_FIELDS)),
            "errors": {name: [fault.words for fault in faults if fault.field == name] for name in wrong},
            "sizes": sizes,
            "must_choose": typed.get("party_size") not in [str(size) for size in sizes],
            "is_more_open": any(typed.get(name) or name in wrong for name in OPTIONAL_FIELDS),
            "needs": AccessNeed.choices,
            "privacy_url": queries.privacy_url(),
            **context,
        }
        return render(self.request, "bookings/book.html", page, status=status)

    def other_dates(self, performance: listings.ListedPerformance) -> list[OtherDate]:
        """The dates of the same show that can be booked instead."""
        rows = still_bookable(performance.show, queries.rules(), timezone.now())
        return [OtherDate(row, self.form_address(row.id)) for row in rows if row.id != performance.id]

    def sent(self, reservation: Reservation) -> HttpResponse:
        # The reference alone: the session table holds nobody's address, and a corrected address leaves it as it is.
        self.request.session[SENT_KEY] = reservation.reference
        return HttpResponseRedirect(reverse("reservations:sent"))


class BookPageView(BookingFormMixin, NotKeptMixin, RefusalPageMixin):
    """The booking form for browsers in which the widget does not run."""

    def performance_id(self) -> int:
        return self.kwargs["performance_id"]

    def form_address(self, performance_id: int) -> str:
        return reverse("reservations:book", args=[performance_id])


class AgainPageView(BookingFormMixin, HolderPageView):
    """The form once more for the holder of a reservation that has expired or was cancelled, filled in as it was.

    `?date=ID` chooses another performance; who it is for stands in no address.
    """

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if status_at(self.before(), timezone.now()) in {ReservationStatus.PENDING, ReservationStatus.CONFIRMED}:
            return HttpResponseRedirect(reverse("reservations:own", args=[self.kwargs["token"]]))
        return super().get(request, **kwargs)

    def before(self) -> Reservation:
        return queries.reservation(self.public_id())

    def performance_id(self) -> int:
        before, chosen = self.before(), self.request.GET.get("date", "")  # a wrong token finds nothing here
        if not chosen:
            return before.performance_id
        if not chosen.isdecimal():
            raise NotFound
        return int(chosen)

    def form_address(self, performance_id: int) -> str:
        return f"?date={performance_id}"

    def filled_in(self) -> Typed:
        before = self.before()
        return {
            "party_size": str(before.party_size),
            "name": before.name,
            "email": before.email,
            "phone": before.phone,
            "notes": before.notes,
            "access_needs": before.access_needs,
        }


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of Django's bare page when the CSRF check has failed: a form with what was typed is shown again.

    Nothing has been done and nothing is: the form gets a fresh token, and the visitor presses once more.
    """
    match = request.resolver_match
    view: Any = getattr(match.func, "view_class", None) if match else None
    if match is None or not hasattr(view, "is_stale"):
        return csrf_failure(request, reason)
    return view.as_view(is_stale=True)(request, *match.args, **match.kwargs)


def stale_words() -> str:
    return _("This page was open for a long time, so nothing has been sent yet. Please press the button once more.")


def too_many_tries(request: HttpRequest, scope: str, email: str) -> TooManyTries | None:
    at = timezone.now()
    client = count_try(f"{scope}.client", client_address(request), at)
    return client or count_try(f"{scope}.address", email, at)


def words_about(waiting: TooManyTries) -> str:
    minutes = -(-waiting.wait_seconds // 60)
    words = ngettext(
        "Too many tries in a short time. Please wait %(minutes)d minute, then press the button again.",
        "Too many tries in a short time. Please wait %(minutes)d minutes, then press the button again.",
        minutes,
    )
    return words % {"minutes": minutes}


def waiting_for(waiting: TooManyTries, answer: HttpResponse) -> HttpResponse:
    answer.headers["Retry-After"] = str(waiting.wait_seconds)
    return answer


def faults_in(errors: Any) -> list[Fault]:
    """What a serializer found, one by one in the order of its fields; the trap stands last, and speaks to people."""
    found = [Fault(name, str(words)) for name in LABELS for words in _all_words(errors.get(name, []))]
    if "website" in errors:
        found.append(Fault("", _("A field that people cannot see was filled in. It is empty now: please press again.")))
    return found


def _all_words(errors: Any) -> Iterable[Any]:
    """A list of choices has its errors by position."""
    return [words for each in errors.values() for words in each] if isinstance(errors, dict) else errors


def _typed(sent: QueryDict) -> Typed:
    typed: Typed = {name: sent[name] for name in TYPED_FIELDS if name in sent}
    typed["access_needs"] = sent.getlist("access_needs")
    typed["idempotency_key"] = sent.get("idempotency_key", "")[:64]
    return typed


def _kept(typed: Typed) -> list[tuple[str, str]]:
    """What was typed, for a page without the form, which takes it along to another date."""
    plain = [(name, typed[name]) for name in TYPED_FIELDS if typed.get(name)]
    return [*plain, *(("access_needs", need) for need in typed.get("access_needs", []))]


def _asked(sent: QueryDict, typed: Typed) -> dict[str, Any]:
    """The form as the serializer takes it, with the trap, which is never filled again."""
    asked = {name: value for name, value in typed.items() if name != "idempotency_key"}
    return {**asked, "website": sent.get("website", ""), "language": (get_language() or "it")[:2]}


def _listed(performance_id: int) -> listings.ListedPerformance:
    performance = queries.public_performances(timezone.now()).filter(pk=performance_id).first()
    if performance is None:
        raise NotFound
    return listings.listed([performance])[0]
