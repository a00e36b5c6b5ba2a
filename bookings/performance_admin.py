"""Performances in the box office: the list, and the form, which says what it would break before it does.

Curtain, venue and status of a performance that exists are not typed here: moving and cancelling it are guided actions.
"""

from copy import copy
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.log_actions import registry
from wagtail_modeladmin.views import EditView

from bookings import consequences, programme, queries
from bookings.box_pages import Count
from bookings.enums import AccessType
from bookings.listings import moment_label, short_moment_label
from bookings.models import Performance
from bookings.performance_versions import Version

SHOWN_BY_CALENDARS = {"doors_at", "ends_at"}  # a new curtain and another venue are a move

WHAT = [FieldPanel("show"), FieldPanel("venue")]
NEW_TIMES = FieldRowPanel(
    [FieldPanel("starts_at"), FieldPanel("doors_at"), FieldPanel("ends_at")], heading=gettext_lazy("When")
)
TIMES = FieldRowPanel([FieldPanel("doors_at"), FieldPanel("ends_at")], heading=gettext_lazy("When"))
HOUSE = [
    MultiFieldPanel(
        [
            FieldPanel("capacity"),
            FieldRowPanel([FieldPanel("additional_seats"), FieldPanel("additional_reason")]),
            FieldRowPanel([FieldPanel("occupied_seats"), FieldPanel("occupied_reason")]),
        ],
        heading=gettext_lazy("Seats"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
            FieldRowPanel([FieldPanel("max_party_size"), FieldPanel("few_left_threshold")]),
            FieldRowPanel([FieldPanel("hold_minutes"), FieldPanel("release_minutes")]),
        ],
        heading=gettext_lazy("Booking"),
    ),
    MultiFieldPanel(
        [FieldPanel(access.value) for access in AccessType], heading=gettext_lazy("Accessible performance")
    ),
]


class PerformanceForm(WagtailAdminModelForm):
    """Writes what somebody has changed and no other column, so that it undoes nothing that was done meanwhile."""

    def save(self, commit: bool = True) -> Performance:
        self.instance.save(update_fields=self.changed_data)
        return self.instance


NEW_PERFORMANCE = ObjectList([*WHAT, NEW_TIMES, *HOUSE])
PERFORMANCE = ObjectList([TIMES, *HOUSE], base_form_class=PerformanceForm)


class PerformanceEditView(EditView):
    """Saves what was changed, once it has been said what that means, and nobody else has saved meanwhile."""

    def get_edit_handler(self) -> Any:
        return PERFORMANCE.bind_to_model(self.model)

    def get_context_data(self, form: Any = None, **kwargs: Any) -> dict[str, Any]:
        performance = queries.performances(timezone.now()).get(pk=self.instance.pk)
        house = queries.house_count(performance)
        context = {
            "performance": performance,
            "moment": moment_label(performance.local(performance.starts_at)),
            "counts": [
                Count(_("Confirmed seats"), house.confirmed_seats),
                Count(_("Held"), house.held_seats),
                Count(pgettext("places", "Free"), house.seats_available),
            ],
            "version": self.request.POST.get("version") or Version.of(performance).written,
            "sentences": [],
        }
        return super().get_context_data(form=form, **{**context, **kwargs})

    def get_error_message(self) -> str:
        return _("Something is not right yet. Nothing is lost: mend what is marked and go on.")

    def form_valid(self, form: Any) -> HttpResponse:
        stored = Performance.objects.select_related("show", "venue").get(pk=self.instance.pk)
        seen = Version.read(self.request.POST.get("version", ""))
        if seen is not None and seen != Version.of(stored):
            return self._show_what_others_did(form.instance, stored, seen)
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        sentences = consequences.of_editing(stored, changed, timezone.now())
        if sentences and self.request.POST.get("agreed") != fingerprint(sentences):
            return self.render_to_response(
                self.get_context_data(form=form, sentences=sentences, agreed=fingerprint(sentences))
            )
        return self._save(form)

    def _save(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer = super().form_valid(form)
                if SHOWN_BY_CALENDARS.intersection(form.changed_data):
                    programme.revise_in_calendars(performance_id=self.instance.pk, at=timezone.now())
        except IntegrityError:  # somebody has confirmed in this very moment
            form.add_error("capacity", _("Seats have been confirmed meanwhile, and these would be too few."))
            return self.form_invalid(form)
        return answer

    def _show_what_others_did(self, typed: Performance, stored: Performance, seen: Version) -> HttpResponse:
        """The form once more: what they have changed, with what was typed here on top of it."""
        mine, now = Version.of(typed), Version.of(stored)
        merged = copy(stored)
        for name in mine.differs_from(seen):
            setattr(merged, name, getattr(typed, name))
        entry = registry.get_logs_for_instance(stored).first()
        who = entry.user_display_name if entry else ""
        words = _(
            "%(who)s has changed this performance meanwhile: %(what)s. What you typed is still here: look, and save."
        )
        labels = [str(Performance._meta.get_field(name).verbose_name) for name in now.differs_from(seen)]
        facts = {"who": who or _("Somebody"), "what": ", ".join(labels)}
        messages.warning(self.request, words % facts)
        form = self.get_form_class()(instance=merged, for_user=self.request.user)
        return self.render_to_response(self.get_context_data(form=form, version=now.written))


def fingerprint(sentences: list[str]) -> str:
    """Equal for the same words."""
    return sha256("\n".join(sentences).encode()).hexdigest()


class PerformanceList:
    """The columns of the list; a part of its ModelAdmin."""

    list_display = ["starts", "show", "venue", "status", "confirmed_seats", "seats_available"]
    list_filter = ["status", "venue", "starts_at"]
    search_fields = ["show__title", "venue__name"]
    ordering = ["-starts_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Performance]:
        return queries.performances(timezone.now()).order_by(*self.ordering)

    def starts(self, performance: Performance) -> str:
        return short_moment_label(performance.local(performance.starts_at))

    starts.short_description = gettext_lazy("curtain")  # type: ignore[attr-defined]  # the admin's way to name a column
    starts.admin_order_field = "starts_at"  # type: ignore[attr-defined]  # and to put it in order

    def confirmed_seats(self, performance: Performance) -> int:
        return performance.house.confirmed_seats

    confirmed_seats.short_description = gettext_lazy("confirmed")  # type: ignore[attr-defined]  # the same

    def seats_available(self, performance: Performance) -> int:
        return queries.house_count(performance).seats_available

    seats_available.short_description = gettext_lazy("free")  # type: ignore[attr-defined]  # the same
