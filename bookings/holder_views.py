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

from bookings import calendars, pass_files, privacy, queries, services, told_moves
from bookings.api.serializers import ChangeRequestSerializer
from bookings.clients import client_address
from bookings.exceptions import BookingRefused, NotEnoughSeats, NotFound, TooManySeats
from bookings.holders import HolderView, holder_view, other_dates
from bookings.kept_passes import kept_page_headers
from bookings.models import Reservation
from bookings.page_headers import TokenPageMixin
from bookings.refusal_pages import RefusalPageMixin, as_answer_to
from bookings.throttling import TooManyTries, count_try
from bookings.tokens import Purpose, make_token, read_token

MOST_DATES = 3  # of the same show, offered where a reservation ends


class HolderPageView(TokenPageMixin, RefusalPageMixin):
    """A page that belongs to the holder of a token."""

    purpose = Purpose.MANAGE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wait = count_try("token.client", client_address(request), timezone.now())
        if wait:
            return self.with_headers(self.too_many_tries(wait))
        return super().dispatch(request, *args, **kwargs)

    def too_many_tries(self, wait: TooManyTries) -> HttpResponse:
        page = render(self.request, "bookings/too_many_tries.html", {"seconds": wait.wait_seconds}, status=429)
        page.headers["Retry-After"] = str(wait.wait_seconds)
        return page

    def public_id(self) -> str:
        return read_token(self.purpose, self.kwargs["token"])

    def page(self, template: str, refusal: BookingRefused | None = None) -> HttpResponse:
        view = holder_view(queries.reservation(self.public_id()), timezone.now())
        context = {**_holder_context(view), **_ways_out(view, refusal)}
        shown = render(self.request, template, context)
        return as_answer_to(refusal, shown) if refusal else shown


class ConfirmPageView(HolderPageView):
    """GET shows the reservation and one button, and changes nothing: mail scanners open links. POST confirms."""

    purpose = Purpose.CONFIRM

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page("bookings/confirm.html")

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        at = timezone.now()
        try:
            # Fewer people, after a refusal that named how many fit.
            fewer = _people_in_form(request, token)
            reservation = services.confirm(public_id=self.public_id(), at=at, party_size=fewer)
        except NotFound:
            raise
        except BookingRefused as refusal:
            return self.page("bookings/confirm.html", refusal)
        messages.success(request, _("Your reservation is confirmed. See you at the theatre!"))
        return HttpResponseRedirect(_own_page(reservation))


class OwnPageView(HolderPageView):
    """Status, code, files, change and cancel. While it shows a code, it says until when a phone may keep it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        view = holder_view(queries.reservation(self.public_id()), timezone.now())
        headers = kept_page_headers(view)
        context = {**_holder_context(view), **_ways_out(view, None), "is_kept": bool(headers)}
        page = render(request, "bookings/own_page.html", context)
        for name, value in headers.items():
            page.headers[name] = value
        return page


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
            return self.page("bookings/own_page.html", refusal)
        return HttpResponseRedirect(reverse("reservations:own", args=[token]))

    def act(self, public_id: str, at: datetime) -> None:
        raise NotImplementedError


class ChangeView(HolderActPageView):
    def act(self, public_id: str, at: datetime) -> None:
        people = _people_in_form(self.request, self.kwargs["token"])
        if people is not None:
            services.change_party_size(public_id=public_id, party_size=people, at=at)
            messages.success(self.request, _("The number of people has been changed."))


class CancelView(HolderActPageView):
    def act(self, public_id: str, at: datetime) -> None:
        services.cancel(public_id=public_id, at=at)
        thanks = _("Your reservation is cancelled, and the places are free for others. Thank you!")
        messages.success(self.request, thanks)


class ResendView(HolderActPageView):
    """The mail that a reservation waits for, or its code, once more; to the address on record alone."""

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        email = queries.reservation(self.public_id()).email
        wait = count_try("resend.address", email, timezone.now())
        return self.too_many_tries(wait) if wait else super().post(request, token)

    def act(self, public_id: str, at: datetime) -> None:
        view = holder_view(queries.reservation(public_id), at)
        if not view.email or not (view.is_pending or view.is_confirmed):
            return  # no mail waits to be sent; the page says why
        services.resend(reference=view.reservation.reference, email=view.reservation.email, at=at)
        sent_to = _("The mail is on its way to %(address)s once more.")
        messages.success(self.request, sent_to % {"address": view.email})


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


def _people_in_form(request: HttpRequest, token: str) -> int | None:
    """The number of people that a form says; None where it says none."""
    wanted = ChangeRequestSerializer(data={"token": token, "party_size": request.POST.get("party_size")})
    return wanted.validated_data["party_size"] if wanted.is_valid() else None


def _holder_context(view: HolderView) -> dict[str, Any]:
    reservation, performance = view.reservation, view.performance
    may_grow = performance.verdict.seats_available if performance.is_bookable else 0
    largest = min(performance.verdict.max_party_size, reservation.kept_seats + may_grow)
    is_open = view.is_pending or view.is_confirmed
    is_ahead = is_open and not performance.is_cancelled and not performance.has_begun
    return {
        "view": view,
        "performance": performance,
        "is_pending": view.is_pending,
        "is_confirmed": view.is_confirmed,
        "is_open": is_open,
        "is_ahead": is_ahead,
        "may_cancel": is_ahead and not reservation.admitted,
        "moved": told_moves.newest(reservation) if is_ahead else None,
        "sizes": range(max(1, reservation.admitted), max(largest, reservation.party_size) + 1),
        "own_url": _own_page(reservation),
        "own_token": make_token(Purpose.MANAGE, reservation.public_id),
        "venue": performance.venue,
    }


def _ways_out(view: HolderView, refusal: BookingRefused | None) -> dict[str, Any]:
    """What a page offers to somebody who cannot have what they came for: fewer people, other dates of the same show."""
    ends_here = refusal is not None or view.performance.is_cancelled or not (view.is_pending or view.is_confirmed)
    return {
        "refusal": refusal,
        "sizes_left": _sizes_left(view, refusal) if view.is_pending else range(0),
        "other_dates": other_dates(view, MOST_DATES) if ends_here else [],
    }


def _sizes_left(view: HolderView, refusal: BookingRefused | None) -> range:
    """The numbers of people, fewer than asked, with which a refused confirmation would go through."""
    left = 0
    if isinstance(refusal, NotEnoughSeats):
        left = refusal.facts["seats_available"]
    if isinstance(refusal, TooManySeats):
        left = refusal.facts["max_seats"] - refusal.facts["seats_taken"]
    return range(1, min(left, view.party_size - 1) + 1)


def _own_page(reservation: Reservation) -> str:
    """The path of the own page in the language of this page."""
    return reverse("reservations:own", args=[make_token(Purpose.MANAGE, reservation.public_id)])
