"""What was done at the door, for the activity screen of the box office: admissions, and those that were undone."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bookings.activity import Line, Source, name_of
from checkins.models import CheckIn


def admissions() -> Source:
    return Source(
        name="admission",
        label=_("Admissions"),
        rows=CheckIn.objects.all,
        lines=_admitted,
        acts={"conflict": (_("Not counted, in conflict with others"), ~Q(conflict=""))},
        of_performance=lambda performance: Q(performance=performance),
    )


def undone_admissions() -> Source:
    return Source(
        name="undone",
        label=_("Admissions taken back"),
        rows=lambda: CheckIn.objects.filter(undone_at__isnull=False),
        lines=_undone,
        acts={},
        of_performance=lambda performance: Q(performance=performance),
        at="undone_at",
        staff="undone_by",
    )


def _admitted(keys: Iterable[int]) -> dict[int, Line]:
    return {
        row.pk: Line(
            at=row.at,
            who=name_of(row.staff),
            what=row.get_conflict_display() or _("Let in"),
            detail=_people_and_device(row.people, row.device),
            reservation=row.reservation,
            performance=row.performance,
        )
        for row in _rows(keys)
    }


def _undone(keys: Iterable[int]) -> dict[int, Line]:
    return {
        row.pk: Line(
            at=row.undone_at,
            who=name_of(row.undone_by),
            what=_("Admission taken back"),
            detail=_people_and_device(row.people, row.undone_device),
            reservation=row.reservation,
            performance=row.performance,
        )
        for row in _rows(keys)
        if row.undone_at
    }


def _rows(keys: Iterable[int]) -> Iterable[CheckIn]:
    return CheckIn.objects.filter(pk__in=keys).select_related(
        "staff", "undone_by", "reservation", "performance__show", "performance__venue"
    )


def _people_and_device(people: int, device: str) -> str:
    words = ngettext("%(people)d person", "%(people)d people", people) % {"people": people}
    return f"{words}, {device}" if device else words
