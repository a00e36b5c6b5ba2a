"""What is on: shows, venues, categories, performances with availability. Each view: shape, one query, answer."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from bookings import listings, queries, statements
from bookings.api import serializers
from bookings.api.etags import respond_with_etag
from bookings.api.filters import PageFilterSerializer, PerformanceFilterSerializer, ShowFilterSerializer, by_day
from bookings.api.public import ETAG, IF_NONE_MATCH, UNCHANGED, PublicReadView
from bookings.api.shapes import shown, shown_each
from bookings.exceptions import NotFound
from bookings.models import Venue
from shows.models import Category, ShowPage
from shows.queries import live_shows


class PublicListView(PublicReadView):
    pagination_class: type[BasePagination] = api_settings.DEFAULT_PAGINATION_CLASS  # type: ignore[assignment]

    def paginated(self, rows: Any, serializer: type, present: Callable[[list[Any]], list[Any]] = list) -> Response:
        """A page of `rows`; only the rows of that page are turned by `present` into what `serializer` shows."""
        pages = self.pagination_class()
        page: list[Any] = pages.paginate_queryset(rows, self.request, view=self) or []
        return pages.get_paginated_response(shown_each(serializer, present(page)))


class PerformanceListView(PublicListView):
    @extend_schema(
        operation_id="performances_list",
        parameters=[PerformanceFilterSerializer, IF_NONE_MATCH, ETAG],
        responses={200: serializers.PerformanceSerializer(many=True), 304: UNCHANGED},
    )
    def get(self, request: Request) -> Response:
        """Performances to come, with availability, in the order of their curtains; `If-None-Match` is honoured."""
        wanted = _checked(PerformanceFilterSerializer, request)
        at = timezone.now()
        rows = queries.public(queries.counted_performances(at))
        if "date_from" not in wanted:
            rows = queries.from_tonight(rows, at)
        rows = by_day(rows, wanted.get("date_from"), wanted.get("date_to"))
        if "show" in wanted:
            rows = rows.filter(show__translation_key__in=_translation_keys(wanted["show"]))
        else:
            rows = queries.announced(rows)
        if "venue" in wanted:
            rows = rows.filter(venue__slug=wanted["venue"])
        if wanted["bookable"] is None:
            page = self.paginated(rows, serializers.PerformanceSerializer, lambda page: listings.listed(page, at))
        else:
            fitting = [row for row in listings.listed(rows, at) if row.is_bookable == wanted["bookable"]]
            page = self.paginated(fitting, serializers.PerformanceSerializer)
        return respond_with_etag(request, page.data)


class PerformanceDetailView(PublicReadView):
    refusals = (NotFound,)

    @extend_schema(
        operation_id="performances_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: serializers.PerformanceSerializer, 304: UNCHANGED},
    )
    def get(self, request: Request, performance_id: int) -> Response:
        """One performance with its availability; `If-None-Match` is honoured."""
        at = timezone.now()
        performance = statements.counted_performance(performance_id, at, only_public=True)
        [listed] = listings.listed([performance], at)
        return respond_with_etag(request, shown(serializers.PerformanceSerializer, listed))


class ShowListView(PublicListView):
    @extend_schema(
        operation_id="shows_list", parameters=[ShowFilterSerializer], responses=serializers.ShowSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        """Published shows in the language of the request."""
        wanted = _checked(ShowFilterSerializer, request)
        shows = _shows_in_language().order_by("-first_published_at", "pk")
        if wanted["upcoming"] is not None:
            playing = queries.upcoming_performances(timezone.now()).values("show__translation_key")
            shows = (
                shows.filter(translation_key__in=playing)
                if wanted["upcoming"]
                else shows.exclude(translation_key__in=playing)
            )
        if "category" in wanted:
            keys = Category.objects.filter(slug=wanted["category"]).values("translation_key")
            shows = shows.filter(categories__translation_key__in=keys)
        if "search" in wanted:
            shows = shows.filter(title__icontains=wanted["search"])
        return self.paginated(shows, serializers.ShowSerializer)


class ShowDetailView(PublicReadView):
    refusals = (NotFound,)

    @extend_schema(operation_id="shows_read", responses=serializers.ShowDetailSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """One show with its performances to come."""
        show = _shows_in_language().filter(translation_key__in=_translation_keys(slug)).first()
        if show is None:
            raise NotFound
        at = timezone.now()
        rows = queries.upcoming_performances(at).filter(show__translation_key=show.translation_key)
        show.listed_performances = listings.listed(rows, at)
        return Response(shown(serializers.ShowDetailSerializer, show))


class VenueListView(PublicListView):
    @extend_schema(
        operation_id="venues_list",
        parameters=[PageFilterSerializer],
        responses=serializers.VenueSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """The rooms, with their access facts."""
        _checked(PageFilterSerializer, request)
        return self.paginated(Venue.objects.order_by("name", "pk"), serializers.VenueSerializer)


class VenueDetailView(PublicReadView):
    refusals = (NotFound,)

    @extend_schema(operation_id="venues_read", responses=serializers.VenueSerializer)
    def get(self, request: Request, slug: str) -> Response:
        return Response(shown(serializers.VenueSerializer, _venue(slug)))


class VenuePerformancesView(PublicListView):
    refusals = (NotFound,)

    @extend_schema(
        operation_id="venues_performances",
        parameters=[PageFilterSerializer],
        responses=serializers.PerformanceSerializer(many=True),
    )
    def get(self, request: Request, slug: str) -> Response:
        """What is on in one room."""
        _checked(PageFilterSerializer, request)
        at = timezone.now()
        rows = queries.announced(queries.upcoming_performances(at)).filter(venue=_venue(slug))
        return self.paginated(rows, serializers.PerformanceSerializer, lambda page: listings.listed(page, at))


class CategoryListView(PublicListView):
    @extend_schema(
        operation_id="categories_list",
        parameters=[PageFilterSerializer],
        responses=serializers.CategorySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        _checked(PageFilterSerializer, request)
        categories = Category.objects.filter(locale__language_code=_language()).order_by("name", "pk")
        return self.paginated(categories, serializers.CategorySerializer)


def _checked(serializer: type, request: Request) -> dict[str, Any]:
    wanted = serializer(data=request.query_params.dict())
    wanted.is_valid(raise_exception=True)
    return wanted.validated_data


def _language() -> str:
    return (get_language() or "it")[:2]


def _shows_in_language() -> Any:
    shows = live_shows().filter(locale__language_code=_language())
    return shows.select_related("locale").prefetch_related("categories").defer_streamfields()  # type: ignore[attr-defined]


def _translation_keys(slug: str) -> Any:
    """The show behind a slug of any of its languages."""
    return ShowPage.objects.filter(slug=slug).values("translation_key")


def _venue(slug: str) -> Venue:
    venue = Venue.objects.filter(slug=slug).first()
    if venue is None:
        raise NotFound
    return venue
