"""Booking by plain pages, for browsers in which the widget does not run: the form, and where it leads.

They stand on the same services as the API. A refusal is shown on the form, with nothing typed lost.
"""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bookings import listings, queries, services
from bookings.api.serializers import BookRequestSerializer
from bookings.clients import client_address
from bookings.enums import AccessNeed
from bookings.exceptions import BookingRefused, NotFound
from bookings.holders import holder_view
from bookings.models import Reservation
from bookings.page_headers import NotKeptMixin
from bookings.refusal_pages import RefusalPageMixin
from bookings.throttling import count_try

SENT_KEY = "reservation_sent"
TYPED_FIELDS = ["party_size", "name", "email", "phone", "notes", "privacy_accepted", "website"]


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


def _listed(performance_id: int) -> listings.ListedPerformance:
    performance = queries.public_performances(timezone.now()).filter(pk=performance_id).first()
    if performance is None:
        raise NotFound
    return listings.listed([performance])[0]
