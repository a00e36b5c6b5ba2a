"""The list of reservations: how it is searched and filtered, and what it says of the performance it was opened from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin import ListFilter, SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.views import InspectView

from bookings import desk_search, queries
from bookings.box_office_views import counts_of
from bookings.enums import AccessNeed, ReservationStatus, Source
from bookings.export_views import ExportingIndexView
from bookings.holders import status_at
from bookings.listings import short_moment_label
from bookings.models import Performance, Reservation, ReservationNeed
from bookings.panels import StaffRow, staff_rows

OF_PERFORMANCE, NAMED_LIKE = "performance__id__exact", "performance"
SHOWN_AHEAD, MOST_FOUND = 6, 10
STATUS_TONES = {
    ReservationStatus.PENDING: "warning",
    ReservationStatus.CONFIRMED: "good",
    ReservationStatus.CANCELLED: "off",
    ReservationStatus.EXPIRED: "off",
}
ANY_NEED = "any"
LONGEST_KEY = 9  # digits


class ReservationSearch(BaseSearchHandler):  # type: ignore[misc]  # modeladmin ships no types
    """By name, address, reference and phone; several words must each be found."""

    def search_queryset(self, queryset: QuerySet[Reservation], search_term: str, **kwargs: Any) -> Any:
        return desk_search.matching(queryset, search_term)


@dataclass(frozen=True)
class Choice:
    """One performance of the filter, in the words of `modeladmin/includes/filter.html`."""

    display: str
    query_string: str
    selected: bool


class EveningFilter(ListFilter):
    """Tonight's and the next performances to choose from, and words to find any other: there are hundreds in time."""

    title = gettext_lazy("performance")
    template = "bookings/admin/performance_filter.html"
    search_name = NAMED_LIKE

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.chosen = _key(_last(params.pop(OF_PERFORMANCE, [""])))
        self.typed = _last(params.pop(NAMED_LIKE, [""])).strip()[:100]

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [OF_PERFORMANCE, NAMED_LIKE]

    def queryset(self, request: HttpRequest, rows: QuerySet[Reservation]) -> QuerySet[Reservation]:
        if self.chosen is not None:
            return rows.filter(performance__id=self.chosen)
        if self.typed:
            found = desk_search.matching_performances(queries.performances(timezone.now()), self.typed)
            return rows.filter(performance__in=found.values("pk"))
        return rows

    def choices(self, changelist: Any) -> Iterator[Choice]:  # type: ignore[override]  # as the template takes them
        nothing = {OF_PERFORMANCE: None, NAMED_LIKE: None}
        everything = self.chosen is None and not self.typed
        yield Choice(_("All"), changelist.get_query_string(nothing), everything)
        for row in self._offered():
            words = f"{short_moment_label(row.local(row.starts_at))} · {row.show.title}"
            address = changelist.get_query_string({OF_PERFORMANCE: row.pk, NAMED_LIKE: self.typed or None})
            yield Choice(words, address, row.pk == self.chosen)

    @property
    def others(self) -> list[tuple[str, str]]:
        """What else is asked of the list, for the form that looks for a performance."""
        own = [*self.expected_parameters(), "p"]
        return [(name, str(value)) for name, value in self.request.GET.items() if name not in own]

    def _offered(self) -> QuerySet[Performance]:
        at = timezone.now()
        if self.typed:
            found = desk_search.matching_performances(queries.performances(at), self.typed)
            return found.order_by("-starts_at", "-pk")[:MOST_FOUND]
        return queries.performances_ahead(at)[:SHOWN_AHEAD]


class StatusFilter(SimpleListFilter):
    """By the status as of now: what nobody has confirmed in time is expired, written down or not."""

    title = gettext_lazy("status")
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return ReservationStatus.choices

    def queryset(self, request: HttpRequest, rows: QuerySet[Reservation]) -> QuerySet[Reservation]:
        status = self.value()
        in_time = queries.still_to_confirm(timezone.now())
        if status == ReservationStatus.PENDING:
            return rows.filter(in_time)
        if status == ReservationStatus.EXPIRED:
            return rows.filter(Q(status=status) | (Q(status=ReservationStatus.PENDING) & ~in_time))
        return rows.filter(status=status) if status else rows


class NeedFilter(SimpleListFilter):
    """By what a party needs, so that the house can prepare."""

    title = gettext_lazy("access needs")
    parameter_name = "need"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return [(ANY_NEED, gettext_lazy("With any need")), *AccessNeed.choices]

    def queryset(self, request: HttpRequest, rows: QuerySet[Reservation]) -> QuerySet[Reservation]:
        need = self.value()
        if not need:
            return rows
        needs = ReservationNeed.objects.filter(reservation=OuterRef("pk"))
        return rows.filter(Exists(needs if need == ANY_NEED else needs.filter(need=need)))


class ReservationIndexView(ExportingIndexView):
    """Opened from a performance, the list says which it is and how its house stands."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user, chosen = self.request.user, self._chosen()
        return {
            **context,
            "chosen": chosen,
            "counts": counts_of(chosen) if chosen else [],
            "may_book": user.has_perm("bookings.add_reservation"),
            "may_act": user.has_perm("bookings.change_performance"),
        }

    def _chosen(self) -> StaffRow | None:
        spec = next(spec for spec in self.filter_specs if isinstance(spec, EveningFilter))
        if spec.chosen is None:
            return None
        at = timezone.now()
        return next(iter(staff_rows(queries.performances(at).filter(pk=spec.chosen), at)), None)


class ReservationInspectView(InspectView):  # type: ignore[misc]  # the same
    """Modeladmin's address of one reservation leads to the page that tells all of it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.check_action_permitted(request.user):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("desk-reservation", args=[self.instance.pk]))


class ReservationButtons(ButtonHelper):  # type: ignore[misc]  # the same
    """The reference leads to the page of a reservation; what can be done with it is offered there."""

    def inspect_button(self, pk: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        button: dict[str, Any] = super().inspect_button(pk, *args, **kwargs)
        return {**button, "url": reverse("desk-reservation", args=[pk])}

    def get_buttons_for_obj(self, obj: Reservation, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        return []


def status_mark(reservation: Reservation, at: datetime) -> str:
    """The status as of now, as a word with the colour that says the same."""
    status = status_at(reservation, at)
    return format_html('<span class="box-state box-state--{}">{}</span>', STATUS_TONES[status], status.label)


def who_it_is(reservation: Reservation) -> str:
    """The name of a party, or in words why it has none."""
    if reservation.erased_at is not None:
        return _("Personal data erased")
    return reservation.name or (str(Source.WALK_UP.label) if reservation.source == Source.WALK_UP else "–")


def _last(values: list[str]) -> str:
    return values[-1] if values else ""


def _key(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_KEY else None
