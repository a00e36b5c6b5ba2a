"""The visitor's pages: booking without JavaScript, confirming, and one's own reservation.

They stand on the same services as the API. A refusal is shown on the page it belongs to, with nothing typed lost.
"""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from bookings import calendars, listings, privacy, queries, services
from bookings.api.serializers import BookRequestSerializer, ChangeRequestSerializer
from bookings.clients import client_address
from bookings.enums import AccessNeed, ReservationStatus
from bookings.exceptions import BookingRefused, Busy, NotFound
from bookings.holders import HolderView, holder_view
from bookings.models import Reservation
from bookings.page_headers import NotKeptMixin, TokenPageMixin
from bookings.throttling import count_try
from bookings.tokens import Purpose, make_token, read_token

SENT_KEY = "reservation_sent"
TYPED_FIELDS = ["party_size", "name", "email", "phone", "notes", "privacy_accepted", "website"]


class RefusalPageMixin(View):
    """Turns a refusal that a page does not show itself into a page that says what to do."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return self.refused(Busy(), 503)
        except NotFound as refusal:
            return self.refused(refusal, 404)
        except BookingRefused as refusal:
            return self.refused(refusal, 409)

    def refused(self, refusal: BookingRefused, status: int) -> HttpResponse:
        return render(self.request, "bookings/refused.html", {"refusal": refusal}, status=status)


class BookPageView(NotKeptMixin, RefusalPageMixin):
    """The booking form for browsers in which the widget does not run."""

    def get(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        typed = {"party_size": 2, "idempotency_key": uuid.uuid4()}
        return self.form(_listed(performance_id), typed)

    def post(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        performance = _listed(performance_id)
        typed: dict[str, Any] = {name: request.POST[name] for name in TYPED_FIELDS if name in request.POST}
        typed["access_needs"] = request.POST.getlist("access_needs")
        key = request.POST.get("idempotency_key", "")[:64]
        wanted = BookRequestSerializer(data={**typed, "language": (get_language() or "it")[:2]})
        if not wanted.is_valid():
            return self.form(performance, {**typed, "idempotency_key": key}, errors=wanted.errors, status=400)
        if self.is_throttled(wanted.validated_data["email"]):
            too_many = _("Too many tries. Please wait a few minutes and send the form again.")
            return self.form(performance, {**typed, "idempotency_key": key}, refusal=too_many, status=429)
        try:
            booked = services.book(request=wanted.to_book_request(performance_id, key or None), at=timezone.now())
        except BookingRefused as refusal:
            typed["idempotency_key"] = uuid.uuid4()
            return self.form(_listed(performance_id), typed, refusal=refusal.detail, status=409)
        return self.sent(booked.reservation)

    def is_throttled(self, email: str) -> bool:
        at = timezone.now()
        client = client_address(self.request)
        return bool(count_try("book.client", client, at) or count_try("book.address", email, at))

    def form(self, performance: listings.ListedPerformance, typed: dict[str, Any], **context: Any) -> HttpResponse:
        status = context.pop("status", 200)
        largest = max(1, min(performance.verdict.max_party_size, performance.verdict.seats_available))
        choices = {
            "sizes": range(1, largest + 1),
            "needs": AccessNeed.choices,
            "privacy_url": queries.privacy_url(),
        }
        page = {"performance": performance, "typed": typed, **choices, **context}
        return render(self.request, "bookings/book.html", page, status=status)

    def sent(self, reservation: Reservation) -> HttpResponse:
        # The id alone: the session table holds nobody's address, and the page is right also after a change.
        self.request.session[SENT_KEY] = reservation.public_id
        return HttpResponseRedirect(reverse("reservations:sent"))


class SentPageView(NotKeptMixin):
    """Where the form leads: the mail is on its way. A reload books nothing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            reservation = queries.reservation(request.session.get(SENT_KEY, ""))
        except NotFound:
            return render(request, "bookings/sent.html")
        return render(request, "bookings/sent.html", {"view": holder_view(reservation, timezone.now())})


class HolderPageView(TokenPageMixin, RefusalPageMixin):
    """A page that belongs to the holder of a token."""

    purpose = Purpose.MANAGE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if count_try("token.client", client_address(request), timezone.now()):
            return self.with_headers(render(request, "bookings/too_many_tries.html", status=429))
        return super().dispatch(request, *args, **kwargs)

    def public_id(self) -> str:
        return read_token(self.purpose, self.kwargs["token"])

    def page(self, template: str, **context: Any) -> HttpResponse:
        status = context.pop("status", 200)
        view = holder_view(queries.reservation(self.public_id()), timezone.now())
        return render(self.request, template, {**_holder_context(view), **context}, status=status)


class ConfirmPageView(HolderPageView):
    """GET shows the reservation and one button, and changes nothing: mail scanners open links. POST confirms."""

    purpose = Purpose.CONFIRM

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page("bookings/confirm.html")

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            reservation = services.confirm(public_id=self.public_id(), at=timezone.now())
        except NotFound:
            raise
        except BookingRefused as refusal:
            return self.page("bookings/confirm.html", refusal=refusal.detail, status=409)
        messages.success(request, _("Your reservation is confirmed. See you at the theatre!"))
        return HttpResponseRedirect(_own_page(reservation))


class OwnPageView(HolderPageView):
    """Status, code, calendar file, change and cancel."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page("bookings/own_page.html")


class CalendarFileView(HolderPageView):
    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        reservation = queries.reservation(self.public_id())
        view = holder_view(reservation, timezone.now())
        content = calendars.reservation_calendar(reservation, view.performance)
        name = f'attachment; filename="{view.reference}.ics"'
        return HttpResponse(content, content_type="text/calendar", headers={"Content-Disposition": name})


class HolderActPageView(HolderPageView):
    """A form of one's own page; leads back to it, with the refusal in words when there is one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            self.act(self.public_id(), timezone.now())
        except NotFound:
            raise
        except BookingRefused as refusal:
            return self.page("bookings/own_page.html", refusal=refusal.detail, status=409)
        return HttpResponseRedirect(reverse("reservations:own", args=[token]))

    def act(self, public_id: str, at: datetime) -> None:
        raise NotImplementedError


class ChangeView(HolderActPageView):
    def act(self, public_id: str, at: datetime) -> None:
        wanted = ChangeRequestSerializer(
            data={"token": self.kwargs["token"], "party_size": self.request.POST.get("party_size")}
        )
        if wanted.is_valid():
            services.change_party_size(public_id=public_id, party_size=wanted.validated_data["party_size"], at=at)
            messages.success(self.request, _("The number of people has been changed."))


class CancelView(HolderActPageView):
    def act(self, public_id: str, at: datetime) -> None:
        services.cancel(public_id=public_id, at=at)
        thanks = _("Your reservation is cancelled, and the places are free for others. Thank you!")
        messages.success(self.request, thanks)


class ForgetView(HolderActPageView):
    def act(self, public_id: str, at: datetime) -> None:
        privacy.forget(public_id=public_id, at=at)
        messages.success(self.request, _("Your data have been erased."))


class OwnDataView(HolderPageView):
    """All that is kept about the holder, as a file for people and programs."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        reservation = queries.reservation(self.public_id())
        name = f'attachment; filename="{reservation.printed_reference}.json"'
        return JsonResponse(
            privacy.own_data(reservation),
            json_dumps_params={"indent": 2, "ensure_ascii": False},
            headers={"Content-Disposition": name},
        )


def _listed(performance_id: int) -> listings.ListedPerformance:
    performance = queries.public_performances(timezone.now()).filter(pk=performance_id).first()
    if performance is None:
        raise NotFound
    return listings.listed([performance])[0]


def _holder_context(view: HolderView) -> dict[str, Any]:
    reservation = view.reservation
    may_grow = view.performance.verdict.seats_available if view.performance.is_bookable else 0
    largest = min(view.performance.verdict.max_party_size, reservation.party_size + may_grow)
    return {
        "view": view,
        "performance": view.performance,
        "is_pending": view.status == ReservationStatus.PENDING,
        "is_confirmed": view.status == ReservationStatus.CONFIRMED,
        "is_open": view.status in {ReservationStatus.PENDING, ReservationStatus.CONFIRMED},
        "sizes": range(max(1, reservation.admitted), max(largest, reservation.party_size) + 1),
        "own_url": _own_page(reservation),
        "own_token": make_token(Purpose.MANAGE, reservation.public_id),
        "venue": view.performance.venue,
    }


def _own_page(reservation: Reservation) -> str:
    """The path of the own page in the language of this page."""
    return reverse("reservations:own", args=[make_token(Purpose.MANAGE, reservation.public_id)])
