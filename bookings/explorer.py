"""The list of shows in Wagtail's explorer: when each plays next, how often, where it stands, and what it lacks."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter, ModelMultipleChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet

from bookings import policies, queries
from bookings.enums import Standing
from bookings.listings import short_moment_label
from home import checklist
from shows.models import Category, ShowPage
from shows.seasons import season_of_show


def standing_of(show: Any) -> Standing:
    """Where a show from `queries.with_dates` stands."""
    return policies.standing_of(show.last_curtain, queries.night_of(timezone.now()))


class NextDateColumn(Column):  # type: ignore[misc]  # Wagtail ships no types
    def get_value(self, show: Any) -> str:
        next_date = getattr(show, "next_date", None)
        if next_date is None:
            return "–"
        local = timezone.localtime(next_date, ZoneInfo(show.next_venue_zone))
        return short_moment_label(local)


def season_name(show: Any) -> str:
    last = timezone.localtime(show.last_curtain, ZoneInfo(show.last_venue_zone)) if show.last_curtain else None
    return season_of_show(show.season, last.date() if last else None) or "–"


class MissingColumn(Column):  # type: ignore[misc]  # the same
    cell_template_name = "bookings/admin/missing_cell.html"

    def get_value(self, show: Any) -> list[str]:
        return [finding.words for finding in show.checklist if not finding.is_advice]


def category_names(show: Any) -> str:
    return ", ".join(category.name for category in show.categories.all())


class ShowFilterSet(PageFilterSet):  # type: ignore[misc]  # the same
    state = ChoiceFilter(
        label=_("Where it stands"),
        method="filter_state",
        choices=Standing.choices,
        empty_label=_("All"),
        widget=RadioSelect,
    )
    categories = ModelMultipleChoiceFilter(
        label=_("Category"),
        queryset=lambda request: Category.objects.select_related("locale"),
        widget=CheckboxSelectMultiple,
    )

    missing = ChoiceFilter(
        label=_("What is missing"),
        method="filter_missing",
        choices=[("something", _("Something is missing")), ("nothing", _("Nothing is missing"))],
        empty_label=_("All"),
        widget=RadioSelect,
    )

    class Meta:
        model = ShowPage
        fields: list[str] = []

    def filter_state(self, shows: QuerySet[ShowPage], name: str, value: str) -> QuerySet[ShowPage]:
        tonight = queries.night_of(timezone.now())
        conditions: dict[str, dict[str, Any]] = {
            Standing.ANNOUNCED: {"last_curtain__gte": tonight},
            Standing.ARCHIVED: {"last_curtain__lt": tonight},
            Standing.IN_PREPARATION: {"last_curtain": None},
        }
        return shows.filter(**conditions[value])

    def filter_missing(self, shows: QuerySet[ShowPage], name: str, value: str) -> QuerySet[ShowPage]:
        asked = list(shows)
        found = checklist.findings_by_page(asked)
        incomplete = [show.pk for show in asked if checklist.count_missing(found[id(show)])]
        return shows.filter(pk__in=incomplete) if value == "something" else shows.exclude(pk__in=incomplete)


class ShowIndexView(ExplorableIndexView):  # type: ignore[misc]  # the same
    base_filterset_class = ShowFilterSet
    filterset_class = ShowFilterSet
    model = ShowPage

    def get_base_queryset(self) -> QuerySet[ShowPage]:
        # The model is ours, so that its own columns and filters work; the annotations survive, being of that model.
        return queries.with_dates(super().get_base_queryset(), timezone.now()).prefetch_related("categories")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shows = list(context["object_list"])
        found = checklist.findings_by_page(shows)
        for show in shows:
            show.checklist = found[id(show)]
        return context


class ShowViewSet(PageViewSet):  # type: ignore[misc]  # the same
    model = ShowPage
    index_view_class = ShowIndexView
    filterset_class = ShowFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title", width="28%"),
        NextDateColumn("next_date", label=_("Next performance"), sort_key="next_date"),
        Column("date_count", label=_("Performances"), sort_key="date_count"),
        Column("season", label=_("Season"), accessor=season_name),
        Column("state", label=_("Where it stands"), accessor=lambda show: standing_of(show).label),
        Column("categories", label=_("Categories"), accessor=category_names),
        MissingColumn("missing", label=_("Missing")),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]
