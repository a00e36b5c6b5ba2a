"""The outbox as the box office sees it: what is due, sent and failed, why, and sending again."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail_modeladmin.helpers import ButtonHelper

from bookings import queries
from bookings.box_pages import Count
from bookings.enums import MessageState
from bookings.export_views import ExportingIndexView
from bookings.listings import short_moment_label
from bookings.mail_failures import words_of_failure
from bookings.models import OutboxMessage

TONES = {MessageState.FAILED: "off", MessageState.SENT: "good", MessageState.DUE: "warning"}
SHOWN_STATES = [MessageState.DUE, MessageState.FAILED, MessageState.SENT, MessageState.DROPPED]
NEAR = 8  # performances to choose from, ahead and played each


class PerformanceFilter(SimpleListFilter):
    """Mails of a performance's reservations, and those of the performance itself."""

    title = _("performance")
    parameter_name = "performance"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        now = timezone.now()
        near = [*queries.performances_ahead(now)[:NEAR], *queries.performances_played(now)[:NEAR]]
        return [
            (str(row.pk), f"{row.show.title}, {short_moment_label(row.local(row.starts_at))}")
            for row in sorted(near, key=lambda row: row.starts_at)
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        value = self.value()
        if value is None:
            return queryset
        if not value.isdecimal() or len(value) > len("999999999"):
            return queryset.none()
        return queryset.filter(Q(performance_id=value) | Q(reservation__performance_id=value))


class MailIndexView(ExportingIndexView):
    """The list below its counts, which are those of all mails, whatever the list is narrowed to."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = queries.mails_by_state()
        number[MessageState.DUE] += number.pop(MessageState.SENDING, 0)
        context = {
            "counts": [
                Count(str(state.label), number[state], tone=TONES.get(state, "") if number[state] else "")
                for state in SHOWN_STATES
            ],
            "failed": number[MessageState.FAILED],
            "may_send": self.request.user.has_perm("bookings.change_outboxmessage"),
        }
        return super().get_context_data(**context, **kwargs)


class MailButtons(ButtonHelper):
    """A failed mail can be sent again; the button leads to a page whose form does it."""

    def get_buttons_for_obj(self, obj: OutboxMessage, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        buttons = super().get_buttons_for_obj(obj, *args, **kwargs)
        if obj.reservation_id and self.request.user.has_perm("bookings.view_reservation"):
            buttons.append(
                {
                    "url": reverse("desk-reservation", args=[obj.reservation_id]),
                    "label": _("Reservation"),
                    "classname": self.finalise_classname(["button-secondary"]),
                    "title": _("The reservation of this mail"),
                }
            )
        may_send = self.request.user.has_perm("bookings.change_outboxmessage")
        if may_send and obj.state in {MessageState.FAILED, MessageState.DUE}:
            buttons.append(
                {
                    "url": reverse("bookings-send-again", args=[obj.pk]),
                    "label": _("Send again"),
                    "classname": self.finalise_classname(["button-secondary"]),
                    "title": _("Send this mail again"),
                }
            )
        return buttons


def why(message: OutboxMessage) -> str:
    """Why a mail has not gone out yet; nothing of one that is sent."""
    return words_of_failure(message.last_error) if message.state != MessageState.SENT else ""


def why_and_how_often(message: OutboxMessage) -> str:
    """The same with the number of tries, for a column; nothing where there is nothing to say."""
    words = why(message)
    if not words:
        return ""
    tries = ngettext("Tried %(count)d time.", "Tried %(count)d times.", message.attempts) % {"count": message.attempts}
    return f"{words} {tries}"


def moment_of(message: OutboxMessage) -> str:
    """When a mail went out, or will be tried next."""
    if message.sent_at is not None:
        return short_moment_label(timezone.localtime(message.sent_at))
    if message.state != MessageState.DUE:
        return "–"
    words = _("tried on %(moment)s") if message.attempts else _("goes out on %(moment)s")
    return str(words) % {"moment": short_moment_label(timezone.localtime(message.next_attempt_at))}
