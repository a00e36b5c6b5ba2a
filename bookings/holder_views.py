"""The pages of a reservation's holder: confirming it, and one's own reservation.

They stand on the same services as the API. A refusal is shown on the page it belongs to.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import calendars, pass_files, privacy, queries, services
from bookings.api.serializers import ChangeRequestSerializer
from bookings.clients import client_address
from bookings.enums import ReservationStatus
from bookings.exceptions import BookingRefused, NotFound
from bookings.holders import HolderView, holder_view
from bookings.models import Reservation
from bookings.page_headers import TokenPageMixin
from bookings.refusal_pages import RefusalPageMixin
from bookings.throttling import count_try
from bookings.tokens import Purpose, make_token, read_token


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


class PassFileView(HolderPageView):
    """The pass as a file to keep or print; not found while, or once, the code opens no door."""

    content_type = ""
    ending = ""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        view = holder_view(queries.reservation(self.public_id()), timezone.now())
        if not view.has_pass:
            raise NotFound
        name = f'attachment; filename="{view.reference}.{self.ending}"'
        return HttpResponse(self.content(view), content_type=self.content_type, headers={"Content-Disposition": name})

    def content(self, view: HolderView) -> bytes:
        raise NotImplementedError


class PassDocumentView(PassFileView):
    content_type, ending = "application/pdf", "pdf"

    def content(self, view: HolderView) -> bytes:
        return pass_files.pass_pdf(view)


class PassPictureView(PassFileView):
    content_type, ending = "image/png", "png"

    def content(self, view: HolderView) -> bytes:
        return pass_files.pass_picture(view)


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
