"""Where the booking form leads: the mail is on its way. A reload books nothing and shows how the reservation stands.

The session holds the reference of what this browser has booked, and nothing else: it opens neither name nor code.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import corrections, following, mail_domains, queries, services
from bookings.api.serializers import AddressRequestSerializer
from bookings.booking_views import SENT_KEY, Fault, faults_in, stale_words, too_many_tries, waiting_for, words_about
from bookings.enums import MessageState, ReservationStatus
from bookings.exceptions import Busy, NotFound, ReservationCancelled, ReservationExpired
from bookings.holders import holder_view
from bookings.models import Reservation
from bookings.page_headers import NotKeptMixin
from bookings.refusal_pages import RefusalPageMixin, as_answer_to


class SentPageView(NotKeptMixin, RefusalPageMixin):
    is_stale = False  # set by `booking_views.stale_form`

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.page(self.booked())
        except NotFound:
            return render(request, "bookings/sent.html")

    def booked(self) -> Reservation:
        """What this browser has booked last. Raises NotFound."""
        return queries.reservation_by_reference(self.request.session.get(SENT_KEY, ""))

    def page(self, reservation: Reservation, **context: Any) -> HttpResponse:
        status, at = context.pop("status", 200), timezone.now()
        view, followed = holder_view(reservation, at), following.followed_view(reservation.reference, at)
        faults: list[Fault] = context.get("faults", [])
        page = {
            "view": view,
            "performance": view.performance,
            "is_pending": view.status == ReservationStatus.PENDING,
            "is_confirmed": view.status == ReservationStatus.CONFIRMED,
            "has_failed": followed.mail == MessageState.FAILED,
            "is_waiting": followed.mail in {MessageState.DUE, MessageState.SENDING},
            "suggestion": followed.email_suggestion,
            "errors": {fault.field: [fault.words] for fault in faults},
            **context,
        }
        return render(self.request, "bookings/sent.html", page, status=status)


class SentActView(SentPageView):
    """A form of that page; leads back to it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            reservation = self.booked()
        except NotFound:
            return HttpResponseRedirect(reverse("reservations:sent"))
        if self.is_stale:
            return self.page(reservation, status=403, words=stale_words(), typed=request.POST.get("email", ""))
        try:
            refused = self.act(reservation, timezone.now())
        except (OperationalError, InterfaceError, Busy):
            shown = self.page(reservation, words=Busy().detail, typed=request.POST.get("email", ""))
            return as_answer_to(Busy(), shown)
        return refused or HttpResponseRedirect(reverse("reservations:sent"))

    def act(self, reservation: Reservation, at: datetime) -> HttpResponse | None:
        """Does it; an answer when it was not done."""
        raise NotImplementedError

    def throttled(self, scope: str, email: str, reservation: Reservation, **context: Any) -> HttpResponse | None:
        waiting = too_many_tries(self.request, scope, email)
        if waiting is None:
            return None
        return waiting_for(waiting, self.page(reservation, status=429, words=words_about(waiting), **context))


class SentResendView(SentActView):
    def act(self, reservation: Reservation, at: datetime) -> HttpResponse | None:
        refused = self.throttled("resend", reservation.email, reservation)
        if refused is None:
            services.resend(reference=reservation.reference, email=reservation.email, at=at)
            messages.success(self.request, _("The mail is on its way once more. It may take some minutes."))
        return refused


class SentAddressView(SentActView):
    """Another address: the one that was typed, or, by the button of the suggestion, the same at the domain meant."""

    def act(self, reservation: Reservation, at: datetime) -> HttpResponse | None:
        suggested = following.suggestion_for(reservation, ReservationStatus.PENDING)
        typed = self.request.POST.get("email", "")
        if "suggested" in self.request.POST and suggested:
            typed = mail_domains.with_domain(reservation.email, suggested)
        wanted = AddressRequestSerializer(data={"email": typed})
        if not wanted.is_valid():
            return self.page(reservation, status=400, faults=faults_in(wanted.errors), typed=typed)
        email = wanted.validated_data["email"]
        refused = self.throttled("book", email, reservation, typed=typed)
        if refused is None:
            self.correct(reservation, email, at)
        return refused

    def correct(self, reservation: Reservation, email: str, at: datetime) -> None:
        try:
            corrected = corrections.correct_address(reference=reservation.reference, email=email, at=at)
        except (ReservationExpired, ReservationCancelled):
            return  # the page says which, and what can be done
        if corrected.email == email and corrected.public_id != reservation.public_id:
            messages.success(self.request, _("The address is corrected, and a new mail is on its way."))
