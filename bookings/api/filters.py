"""The query parameters of the lists, checked like any input."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import serializers

from bookings.api.serializers import StrictSerializer
from bookings.models import Performance

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class PageFilterSerializer(StrictSerializer):
    page = serializers.IntegerField(required=False, min_value=1)
    page_size = serializers.IntegerField(required=False, min_value=1)


class DayField(serializers.DateField):
    """A day with a day before and after it, also at another hour: the calendar's own ends have none."""

    def to_internal_value(self, value: Any) -> date:
        return min(max(super().to_internal_value(value), FIRST_DAY), LAST_DAY)


class PerformanceFilterSerializer(PageFilterSerializer):
    show = serializers.CharField(required=False, help_text="Slug of a show, in any language.")
    venue = serializers.CharField(required=False, help_text="Slug of a venue.")
    date_from = DayField(required=False, help_text="First day, site time. Default: from tonight on.")
    date_to = DayField(required=False, help_text="Last day, site time.")
    bookable = serializers.BooleanField(required=False, allow_null=True, default=None)


class ShowFilterSerializer(PageFilterSerializer):
    upcoming = serializers.BooleanField(required=False, allow_null=True, default=None)
    category = serializers.CharField(required=False, help_text="Slug of a category.")
    search = serializers.CharField(required=False, max_length=80)


def by_day(rows: QuerySet[Performance], first: date | None, last: date | None) -> QuerySet[Performance]:
    """Performances that start on the days from `first` to `last`, both included, as the site's clock has them."""
    if first is not None:
        rows = rows.filter(starts_at__gte=_midnight(first))
    if last is not None:
        rows = rows.filter(starts_at__lt=_midnight(last + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
