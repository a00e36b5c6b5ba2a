"""Booking for somebody on the phone or at the desk: one screen, and the reference to read out."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bookings import desk, desk_facts, listings, queries
from bookings.box_pages import Count, box_page
from bookings.desk import DeskRequest
from bookings.desk_act_views import address_question
from bookings.desk_facts import people_words
from bookings.desk_forms import BookAs, BookForm, dates_ahead
from bookings.desk_refusals import words_for_staff
from bookings.desk_views import SEE_RESERVATIONS, DeskPageView
from bookings.exceptions import BookingRefused, Busy, IdempotencyConflict, NotFound
from bookings.holders import holder_view
from bookings.listings import ListedPerformance
from bookings.models import Performance, Reservation
from bookings.refusal_pages import as_answer_to
from bookings.spelling import spelled

ADD_RESERVATIONS = "bookings.add_reservation"
LONGEST_KEY = 9  # digits


class BookView(DeskPageView):
    permissions = [ADD_RESERVATIONS]

    def get(self, request: HttpRequest) -> HttpResponse:
        offered = dates_ahead(timezone.now())
        chosen = _chosen(request.GET.get("performance", ""), offered)
        typed = {**self._once_more(), "performance": chosen.id if chosen else None, "key": str(uuid.uuid4())}
        return self.page(BookForm(offered=offered, initial=typed), offered, chosen)

    def post(self, request: HttpRequest) -> HttpResponse:
        offered = dates_ahead(timezone.now())
        chosen = _chosen(request.POST.get("performance", ""), offered)
        form = BookForm(request.POST, offered=offered)
        if not form.is_valid():
            return self.page(form, offered, chosen, status=400)
        asked = desk_request(form.cleaned_data, timezone.now())
        warnings, seen = _questions(asked)
        if seen and request.POST.get("seen") != seen:
            return self.page(form, offered, chosen, warnings=warnings, seen=seen)
        return self.book(form, asked)

    def book(self, form: BookForm, asked: DeskRequest) -> HttpResponse:
        try:
            booked = desk.book(request=asked, staff=self.staff(), at=timezone.now())
        except NotFound:
            raise
        except (OperationalError, InterfaceError):
            return self.refused(form, Busy())
        except BookingRefused as refusal:
            return self.refused(form, refusal)
        if not booked.is_new:
            messages.info(self.request, _("This form had been sent already: nothing was booked twice."))
        return HttpResponseRedirect(reverse("desk-booked", args=[booked.reservation.pk]))

    def refused(self, form: BookForm, refusal: BookingRefused) -> HttpResponse:
        offered = dates_ahead(timezone.now())
        chosen = _chosen(str(form.cleaned_data["performance"].pk), offered)
        again = BookForm(_with_new_key(self.request, refusal), offered=offered)
        again.is_valid()
        words = [words_for_staff(refusal), _("Nothing was booked.")]
        return as_answer_to(refusal, self.page(again, offered, chosen, refusal=words))

    def page(
        self, form: BookForm, offered: list[ListedPerformance], chosen: ListedPerformance | None, **context: Any
    ) -> HttpResponse:
        status = context.pop("status", 200)
        page = {
            "form": form,
            "offered": offered,
            "is_tonight": chosen is not None and _is_tonight(chosen),
            "seen": self.request.POST.get("seen", ""),  # what has been asked is asked once, also when seats run out
            **_beside(chosen),
            **context,
        }
        return box_page(
            self.request,
            "bookings/admin/desk_book.html",
            page,
            title=_("Book for a caller"),
            icon="plus",
            status=status,
        )

    def _once_more(self) -> dict[str, Any]:
        """What is known of a reservation that has ended, for booking it again; no telephone number in any address."""
        asked = self.request.GET.get("again", "")
        if not _is_key(asked) or not self.may(SEE_RESERVATIONS):
            return {}
        row = queries.reservation_by_id(int(asked))
        names = ["party_size", "name", "phone", "email", "language", "notes", "staff_note", "access_needs"]
        return {name: getattr(row, name) for name in names}


class SeatsView(DeskPageView):
    """The counts beside the form, for the performance that is chosen in it now."""

    permissions = [ADD_RESERVATIONS]

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = _chosen(request.GET.get("performance", ""), dates_ahead(timezone.now()), usual=False)
        return render(request, "bookings/admin/desk_seats.html", _beside(chosen))


class BookedView(DeskPageView):
    """The reference to read out, and the way to the next caller."""

    permissions = [ADD_RESERVATIONS]

    def get(self, request: HttpRequest, reservation_id: int) -> HttpResponse:
        view = holder_view(queries.reservation_by_id(reservation_id), timezone.now())
        reservation = view.reservation
        held = reservation.held_until if view.is_pending else None
        context = {
            "view": view,
            "reservation": reservation,
            "people": people_words(view.party_size),
            "spelled": spelled(reservation.reference, reservation.language),
            "held_until": listings.moment_label(reservation.performance.local(held)) if held else "",
            "counts": seat_counts(view.performance),
        }
        title = _("Booked: %(reference)s") % {"reference": view.reference}
        way = [(_("Book for a caller"), reverse("desk-book"))]
        return box_page(request, "bookings/admin/desk_booked.html", context, title=title, icon="check", way=way)


def desk_request(typed: dict[str, Any], at: datetime) -> DeskRequest:
    """What was typed into a valid form, as the booking core takes it."""
    performance: Performance = typed["performance"]
    book_as = BookAs(typed["book_as"])
    hold_until = None
    if book_as == BookAs.GROUP_HELD:
        hold_until = typed["hold_until"] or desk_facts.usual_hold(performance.starts_at, at)
    plain = ["party_size", "name", "email", "phone", "notes", "language", "staff_note", "key"]
    return DeskRequest(
        performance_id=performance.pk,
        kind=book_as.kind,
        hold_until=hold_until,
        access_needs=tuple(typed["access_needs"]),
        **{name: typed[name] for name in plain},
    )


def seat_counts(row: ListedPerformance) -> list[Count]:
    house = queries.house_count(row.performance)
    free = house.seats_available
    return [
        Count(
            pgettext("places", "Free"),
            free,
            tone="good" if free else "off",
            note="" if free else pgettext("performance", "full"),
        ),
        Count(
            pgettext("people", "Confirmed"), house.confirmed_seats, note=_("of %(seats)d") % {"seats": house.seat_limit}
        ),
        Count(pgettext("places", "Held"), house.held_seats),
    ]


def _beside(chosen: ListedPerformance | None) -> dict[str, Any]:
    """What stands beside the form: the seats of the chosen performance, and how long they are held for a group."""
    if chosen is None:
        return {"chosen": None}
    held = desk_facts.usual_hold(chosen.performance.starts_at, timezone.now())
    usual_hold = listings.short_moment_label(chosen.performance.local(held))
    return {"chosen": chosen, "counts": seat_counts(chosen), "usual_hold": usual_hold}


def _questions(asked: DeskRequest) -> tuple[list[str], str]:
    """What is said once before booking and prevents nothing, and what tells that it has been said."""
    question = address_question(asked.email) if asked.email else None
    duplicates = desk_facts.possible_duplicates(
        asked.performance_id,
        timezone.now(),
        name=asked.name,
        email=asked.email,
        phone=asked.phone,
        own_key=asked.idempotency_key,
    )
    warnings = [*([question[0]] if question else []), *map(_duplicate_words, duplicates)]
    seen = [*([question[1]] if question else []), *(row.reference for row in duplicates)]
    return warnings, " ".join(seen)


def _duplicate_words(row: Reservation) -> str:
    words = _(
        "For this performance there is already %(reference)s: %(name)s, %(people)s, %(status)s. "
        "If this is another party, press the button again."
    )
    return words % {
        "reference": row.printed_reference,
        "name": row.name,
        "people": people_words(row.party_size),
        "status": row.get_status_display(),
    }


def _chosen(asked: str, offered: list[ListedPerformance], *, usual: bool = True) -> ListedPerformance | None:
    """The performance asked for; when none is, the `usual` one: the first still to begin that has seats left."""
    if asked or not usual:
        return next((row for row in offered if str(row.id) == asked), None)
    return next((row for row in offered if row.verdict.seats_available and not row.has_begun), None)


def _is_tonight(row: ListedPerformance) -> bool:
    return queries.night_of(row.starts_at) == queries.night_of(timezone.now())


def _with_new_key(request: HttpRequest, refusal: BookingRefused) -> Any:
    """What was sent, to be sent again; under a key of its own when the old one stands for something else."""
    if not isinstance(refusal, IdempotencyConflict):
        return request.POST
    return {**request.POST.dict(), "access_needs": request.POST.getlist("access_needs"), "key": str(uuid.uuid4())}


def _is_key(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_KEY
