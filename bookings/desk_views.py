"""The page of one reservation for the box office: all that is known of it, and the ways to what can be done."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from bookings import desk_facts, listings, mail_admin, pass_files, queries
from bookings.box_pages import box_page
from bookings.desk_facts import DeskAction
from bookings.desk_panels import reservation_panels
from bookings.enums import MessageState, ReservationStatus
from bookings.exceptions import NotFound
from bookings.holders import HolderView, holder_view
from bookings.models import OutboxMessage, Reservation
from bookings.page_headers import NotKeptMixin
from bookings.reservation_list import STATUS_TONES

SEE_RESERVATIONS = "bookings.view_reservation"
CHANGE_RESERVATIONS = "bookings.change_reservation"
SEND_MAILS = "bookings.change_outboxmessage"
LABELS: dict[DeskAction, Any] = {
    DeskAction.CONFIRM: gettext_lazy("Confirm"),
    DeskAction.PARTY: gettext_lazy("Change the number of people"),
    DeskAction.MOVE: gettext_lazy("Move to another performance"),
    DeskAction.RESEND: gettext_lazy("Send the mail again"),
    DeskAction.ADDRESS: gettext_lazy("Correct the address"),
    DeskAction.DETAILS: gettext_lazy("Correct the details"),
    DeskAction.NOTE: pgettext_lazy("box office", "Write a note"),
    DeskAction.CANCEL: gettext_lazy("Cancel the reservation"),
}
Fact = tuple[str, str]  # what it is called, and what it is


class DeskPageView(NotKeptMixin, View):
    """A screen of the box office for those with all of `permissions`; whatever is not found is a 404."""

    permissions: ClassVar[Sequence[str]] = [SEE_RESERVATIONS]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.staff().has_perms(self.permissions):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as unknown:
            raise Http404 from unknown

    def may(self, permission: str) -> bool:
        return self.staff().has_perm(permission)

    def staff(self) -> User:
        return cast(User, self.request.user)


class ReservationPageView(DeskPageView):
    def get(self, request: HttpRequest, reservation_id: int) -> HttpResponse:
        at = timezone.now()
        view = holder_view(queries.reservation_by_id(reservation_id), at)
        reservation = view.reservation
        context = {
            "view": view,
            "reservation": reservation,
            "subtitle": _subtitle(view),
            "tone": STATUS_TONES[view.status],
            "facts": [fact for fact in facts(view) if fact[1]],
            "actions": self._actions(view),
            "steps": desk_facts.history(reservation),
            "mails": [_mail(message) for message in reservation.messages.order_by("-pk")],
            "may_send": self.may(SEND_MAILS),
            "panels": reservation_panels(request, reservation),
            "again_url": self._again_url(view),
        }
        title = _("Reservation %(reference)s") % {"reference": view.reference}
        return box_page(request, "bookings/admin/reservation.html", context, title=title, way=[the_list()])

    def _actions(self, view: HolderView) -> list[tuple[str, str]]:
        if not self.may(CHANGE_RESERVATIONS):
            return []
        offered = desk_facts.offered_actions(view)
        return [(str(LABELS[action]), act_url(action, view.reservation.pk)) for action in LABELS if action in offered]

    def _again_url(self, view: HolderView) -> str:
        """Where a reservation that has ended is booked once more, with what is known of it filled in."""
        has_ended = view.status in {ReservationStatus.CANCELLED, ReservationStatus.EXPIRED}
        if not has_ended or view.performance.is_over or not self.may("bookings.add_reservation"):
            return ""
        return f"{reverse('desk-book')}?performance={view.performance.id}&again={view.reservation.pk}"


class DeskPassView(DeskPageView):
    """The pass of a confirmed reservation as a page to print, for somebody who has no mail."""

    def get(self, request: HttpRequest, reservation_id: int) -> HttpResponse:
        reservation = queries.reservation_by_id(reservation_id)
        with translation.override(reservation.language):
            view = holder_view(reservation, timezone.now())
            if not view.has_pass:
                raise NotFound
            content = pass_files.pass_pdf(view)
        name = f'inline; filename="{view.reference}.pdf"'
        return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})


def facts(view: HolderView) -> list[Fact]:
    """All that is kept about a reservation, in words; what there is nothing to say of is empty."""
    reservation = view.reservation
    return [
        (_("Name"), reservation.name),
        (_("E-mail"), reservation.email),
        (_("Phone"), reservation.phone),
        (_("People"), _people(reservation)),
        (_("Access needs"), ", ".join(str(need.label) for need in view.needs)),
        (_("Visitor's note"), reservation.notes),
        (_("Note for the staff"), reservation.staff_note),
        (_("Kind"), reservation.get_kind_display()),
        (_("How it came"), reservation.get_source_display()),
        (_("Language"), reservation.get_language_display()),
        (_("Booked"), _when(reservation, reservation.created_at)),
        (_("To be confirmed before"), _when(reservation, view.confirm_before)),
        (_("Seats held until"), _when(reservation, reservation.held_until if view.is_pending else None)),
        (_("Confirmed on"), _when(reservation, reservation.confirmed_at)),
    ]


def act_url(action: DeskAction, reservation_id: int) -> str:
    return reverse(f"desk-{action}", args=[reservation_id])


def the_list() -> tuple[str, str]:
    """The step on the way that leads back to all reservations."""
    return _("Reservations"), reverse("bookings_reservation_modeladmin_index")


def _subtitle(view: HolderView) -> str:
    performance = view.performance
    return f"{performance.show_title} · {performance.starts_label} · {performance.venue.name}"


def _people(reservation: Reservation) -> str:
    words = [str(reservation.party_size)]
    if reservation.admitted:
        words.append(_("%(people)d of them in") % {"people": reservation.admitted})
    if reservation.released_seats:
        words.append(_("places given away: %(places)d") % {"places": reservation.released_seats})
    return ", ".join(words)


def _when(reservation: Reservation, moment: Any) -> str:
    return listings.short_moment_label(reservation.performance.local(moment)) if moment else ""


def _mail(message: OutboxMessage) -> dict[str, Any]:
    return {
        "message": message,
        "when": mail_admin.moment_of(message),
        "why": mail_admin.why(message),
        "can_be_sent": message.state in {MessageState.DUE, MessageState.FAILED},
        "tone": mail_admin.TONES.get(MessageState(message.state), ""),
    }
