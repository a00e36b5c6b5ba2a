"""The form that makes a whole run of dates: what people type about days and times, read as they write it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bookings import queries, run_plans
from bookings.enums import AccessType
from bookings.models import Performance, Venue
from bookings.new_dates import RunDetails
from shows.models import ShowPage

SEPARATORS = re.compile(r"[\s,;]+")
TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})?)?")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
WRITTEN_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
CENTURY = 2000
# Columns of a performance that a run may say otherwise than the site does; they have their words from the model.
HOUSE_COLUMNS = [
    *("additional_seats", "additional_reason", "occupied_seats", "occupied_reason"),
    *("max_party_size", "hold_minutes", "release_minutes"),
]


class TimesField(forms.CharField):
    """Times of one day, as `21:00` or `17, 21.30`; gives a tuple of times in order."""

    def to_python(self, value: Any) -> Any:
        words = SEPARATORS.split((super().to_python(value) or "").strip())
        return tuple(sorted({_read_time(word) for word in words if word}))


class DaysField(forms.CharField):
    """Days, one after another; gives them as typed, each as (day, month, year or None)."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        words = [word for word in SEPARATORS.split((super().to_python(value) or "").strip()) if word]
        return tuple(_read_day(word) for word in words)


class DatesField(forms.CharField):
    """A day and its times on each line; gives ((day, month, year or None), times) for each."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip(" ,;")]
        return tuple(self._read_line(line) for line in lines)

    def _read_line(self, line: str) -> tuple[Any, tuple[time, ...]]:
        day, *times = [word for word in SEPARATORS.split(line.strip()) if word]
        if not times:
            raise ValidationError(gettext("“%(line)s” has no time: write it like 31/12/2026 21:00.") % {"line": line})
        return _read_day(day), tuple(_read_time(word) for word in times)


class AddDatesForm(forms.Form):
    """A run: the pattern of a week within a range, days left out, dates added, and what all of them have in common."""

    show = forms.ModelChoiceField(ShowPage.objects.none(), label=pgettext_lazy("theatre", "Show"))
    venue = forms.ModelChoiceField(Venue.objects.all(), label=_("Venue"))
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    without = DaysField(
        label=_("Except on"), required=False, help_text=_("Days left out, for example: 24/12/2026, 31/12/2026.")
    )
    further = DatesField(
        label=_("And also on"),
        required=False,
        help_text=_("Dates beside the pattern: one day on each line with its times, such as 31/12/2026 17:00 21:30."),
    )
    doors_minutes = forms.IntegerField(
        label=_("Doors, minutes before curtain"),
        initial=30,
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(240)],
        help_text=_("Empty when the doors have no time of their own."),
    )
    capacity = forms.IntegerField(
        label=_("Capacity"), required=False, validators=[MinValueValidator(1)], help_text=_("Empty takes the venue's.")
    )
    opens_at = forms.DateTimeField(
        label=_("Booking opens"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: at once. In the venue's time."),
    )
    closes_minutes = forms.IntegerField(
        label=_("Booking closes, minutes before curtain"),
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(7 * 24 * 60)],
        help_text=_("Empty takes the site's setting."),
    )
    access_types = forms.MultipleChoiceField(
        label=_("Accessible performance"),
        choices=AccessType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For all dates of this run; single ones are changed later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shows: Any = self.fields["show"]
        shows.queryset = queries.pages_of_dates()
        for name in HOUSE_COLUMNS:
            self.fields[name] = _column_field(name)
        for weekday, name in WEEKDAYS.items():
            self.fields[_times_name(weekday)] = TimesField(
                label=name, required=False, max_length=80, widget=forms.TextInput({"inputmode": "text", "size": "12"})
            )

    @property
    def weekdays(self) -> Iterator[forms.BoundField]:
        """The seven fields for times, Monday first."""
        return (self[_times_name(weekday)] for weekday in WEEKDAYS)

    @property
    def folded(self) -> list[forms.BoundField]:
        """What is seldom said of a run: it stands folded, unless something is typed there."""
        return [self[name] for name in ("closes_minutes", *HOUSE_COLUMNS)]

    @property
    def is_unfolded(self) -> bool:
        return any(bound.errors or bound.value() not in (None, "", 0, "0") for bound in self.folded)

    def clean_opens_at(self) -> datetime | None:
        # Read in the site's time zone by Django, and meant in the venue's.
        opens_at, venue = self.cleaned_data["opens_at"], self.cleaned_data.get("venue")
        if opens_at is None or venue is None:
            return opens_at
        return timezone.make_naive(opens_at).replace(tzinfo=ZoneInfo(venue.time_zone))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_seats(cleaned)
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        elif first and last and last - first > run_plans.LONGEST_RANGE:
            self.add_error("last_day", _("A run in one form lasts two years at most."))
        elif first and last and not self.errors:
            self._check_number(self._read_pattern(first, last))
        return cleaned

    def _check_seats(self, cleaned: dict[str, Any]) -> None:
        venue = cleaned.get("venue")
        seats = (cleaned.get("capacity") or (venue.capacity if venue else 0)) + (cleaned.get("additional_seats") or 0)
        if venue and (cleaned.get("occupied_seats") or 0) > seats:
            self.add_error("occupied_seats", _("These are more seats than there are."))

    def _check_number(self, pattern: run_plans.Pattern | None) -> None:
        if pattern is None:
            return
        number = len(run_plans.curtains(pattern))
        if number > run_plans.MOST_DATES:
            message = _("These are %(number)d dates, and %(most)d go into one run. Make several of it.")
            facts = {"number": number, "most": run_plans.MOST_DATES}
            raise ValidationError(message, params=facts, code="too_many")
        if not number:
            raise ValidationError(
                _("No date comes out of this: write a time on a weekday between the first and the last day."),
                code="no_date",
            )
        self.pattern = pattern

    def _read_pattern(self, first: date, last: date) -> run_plans.Pattern | None:
        without = [self._day("without", typed, first, last) for typed in self.cleaned_data["without"]]
        further = [(self._day("further", typed, first, last), times) for typed, times in self.cleaned_data["further"]]
        if self.errors:
            return None
        return run_plans.Pattern(
            first_day=first,
            last_day=last,
            times={weekday: self.cleaned_data[_times_name(weekday)] for weekday in WEEKDAYS},
            time_zone=self.cleaned_data["venue"].time_zone,
            without=frozenset(day for day in without if day),
            further=tuple((day, curtain) for day, times in further if day for curtain in times),
        )

    def _day(self, field: str, typed: tuple[int, int, int | None], first: date, last: date) -> date | None:
        """A day as typed; without a year it is the one that lies in the range, or the first after its beginning."""
        day, month, year = typed
        years = [year] if year else [first.year, last.year, first.year + 1]
        candidates = [found for number in years if (found := _date(number, month, day))]
        within = [found for found in candidates if first <= found <= last]
        after = [found for found in candidates if found >= first]
        if candidates:
            return (within or after or candidates)[0]
        self.add_error(field, gettext("%(day)02d/%(month)02d is no day.") % {"day": day, "month": month})
        return None

    @property
    def details(self) -> RunDetails:
        """What all dates of a valid form have in common."""
        minutes, closes = self.cleaned_data["doors_minutes"], self.cleaned_data["closes_minutes"]
        columns = {name: self.cleaned_data[name] for name in HOUSE_COLUMNS if self.cleaned_data[name] not in (None, "")}
        return RunDetails(
            show=self.cleaned_data["show"],
            venue=self.cleaned_data["venue"],
            doors_before=None if minutes is None else timedelta(minutes=minutes),
            capacity=self.cleaned_data["capacity"],
            opens_at=self.cleaned_data["opens_at"],
            closes_before=None if closes is None else timedelta(minutes=closes),
            access_types=tuple(AccessType(access) for access in self.cleaned_data["access_types"]),
            columns=columns,
        )

    def plan(self, at: datetime) -> list[run_plans.PlannedDate]:
        """The dates that a valid form means, judged by what stands in the venue at this moment."""
        show, venue = self.cleaned_data["show"], self.cleaned_data["venue"]
        moments = run_plans.curtains(self.pattern)
        taken = queries.performances_in_venue(venue, moments[0], moments[-1])
        circumstances = run_plans.Circumstances(
            length=length_of(show),
            opens_at=self.cleaned_data["opens_at"],
            at=at,
            closes_before=timedelta(minutes=self.cleaned_data["closes_minutes"] or 0),
            taken=tuple(_taken(row, show) for row in taken),
        )
        return run_plans.plan(self.pattern, circumstances)


def _column_field(name: str) -> forms.Field:
    """A column of a performance as its own form asks for it, and may be left empty here."""
    [column] = [field for field in Performance._meta.concrete_fields if field.name == name]
    return cast(forms.Field, column.formfield(required=False))


def length_of(show: ShowPage) -> timedelta:
    return timedelta(minutes=show.running_time) if show.running_time else run_plans.ASSUMED_LENGTH


def _taken(performance: Performance, show: ShowPage) -> run_plans.Taken:
    return run_plans.Taken(
        starts_at=performance.starts_at,
        ends_at=performance.expected_end or performance.starts_at + run_plans.ASSUMED_LENGTH,
        title=performance.show.title,
        is_same_show=performance.show.translation_key == show.translation_key,
        is_cancelled=not performance.is_scheduled,
    )


def _times_name(weekday: int) -> str:
    return f"times_{weekday}"


def _read_time(word: str) -> time:
    found = TIME.fullmatch(word)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else _refuse_time(word)
    except ValueError:
        return _refuse_time(word)


def _refuse_time(word: str) -> time:
    raise ValidationError(gettext("“%(word)s” is no time: write it like 21:00.") % {"word": word})


def _read_day(word: str) -> tuple[int, int, int | None]:
    if found := ISO_DAY.fullmatch(word):
        year, month, day = (int(part) for part in found.groups())
    elif found := WRITTEN_DAY.fullmatch(word):
        day, month, year = int(found[1]), int(found[2]), int(found[3] or 0)
    else:
        raise ValidationError(gettext("“%(word)s” is no day: write it like 31/12/2026.") % {"word": word})
    if year and year < CENTURY:
        year += CENTURY
    # A leap year stands for all of them, so that 29/02 is refused only where the year is known.
    if _date(year or 2028, month, day) is None:
        raise ValidationError(gettext("“%(word)s” is no day of the calendar.") % {"word": word})
    return day, month, year or None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
