"""The programme: the shows and dates that answer what a visitor asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.query import PageQuerySet

from bookings import queries
from bookings.enums import AccessType, Standing
from bookings.listings import ListedPerformance, listed_on_pages
from bookings.month_calendar import Calendar, weeks_of
from bookings.programme_questions import CALENDAR, FILTERS, FREE, Month, Question
from bookings.runs import dates_ahead, runs_of
from home import search
from shows.models import Category, ShowPage
from shows.queries import categories_by_show
from shows.seasons import season_of_show

LONGEST_ECHO = 30


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Chosen:
    """A filter that is set, with the address of the programme without it."""

    name: str
    label: str
    url: str


@dataclass(frozen=True)
class Found:
    """A show that answers the question, with those of its performances that do."""

    show: ShowPage
    performances: list[ListedPerformance]


@dataclass(frozen=True)
class Season:
    name: str
    shows: list[ShowPage]


@dataclass(frozen=True)
class Programme:
    question: Question
    announced: list[Found] = field(default_factory=list)
    in_preparation: list[ShowPage] = field(default_factory=list)
    archive: list[Season] = field(default_factory=list)
    calendar: Calendar | None = None
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    chosen: list[Chosen] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def announced_shows(self) -> list[ShowPage]:
        return [found.show for found in self.announced]

    @property
    def show_count(self) -> int:
        return len(self.announced) + len(self.in_preparation) + sum(len(season.shows) for season in self.archive)

    @property
    def count_label(self) -> str:
        """How much was found, in words: what is read aloud when the filters change."""
        if self.calendar is not None:
            dates = self.calendar.date_count
            words = ngettext("%(count)d date in %(month)s", "%(count)d dates in %(month)s", dates)
            return words % {"count": dates, "month": self.calendar.month.label}
        return ngettext("%(count)d show", "%(count)d shows", self.show_count) % {"count": self.show_count}

    @property
    def is_empty(self) -> bool:
        return self.calendar is None and not self.show_count

    @property
    def list_url(self) -> str:
        return self.question.with_(view="")

    @property
    def calendar_url(self) -> str:
        return self.question.with_(view=CALENDAR)

    @property
    def all_url(self) -> str:
        """The same view without any filter."""
        return Question(view=self.question.view).with_()

    @property
    def month_before_url(self) -> str:
        return self.question.with_(month=self.calendar.before) if self.calendar and self.calendar.before else ""

    @property
    def month_after_url(self) -> str:
        return self.question.with_(month=self.calendar.after) if self.calendar and self.calendar.after else ""


def programme(shows: Iterable[ShowPage], question: Question, at: datetime) -> Programme:
    """The answer to a question, from the published shows of one language.

    Four queries for the list and five for the calendar, whatever their number; one or two more when words are searched.
    """
    return _Reading(list(shows), question, at).answer()


class _Reading:
    """One reading of the programme: everything is fetched at most once."""

    def __init__(self, shows: list[ShowPage], question: Question, at: datetime) -> None:
        self.shows, self.at = shows, at
        self.rules = queries.rules()
        self.ahead_of = dates_ahead(shows, self.rules, at)
        self.categories_of = categories_by_show(shows)
        self.asked = question
        self.notes = [_note(name, value) for name, value in question.misread]
        self.question = self._understood(question)

    def answer(self) -> Programme:
        return Programme(
            question=self.question,
            choices=self._choices(),
            chosen=self._chosen(),
            notes=self.notes,
            **(self._in_calendar() if self.question.is_calendar else self._in_list()),
        )

    def _in_calendar(self) -> dict[str, Any]:
        return {"calendar": self._calendar(self._fitting_shows())}

    def _in_list(self) -> dict[str, Any]:
        shows = self._fitting_shows()
        announced = _next_first([found for show in shows if (found := self._found(show)).performances])
        if self._asks_for_dates:
            return {"announced": announced}
        runs = runs_of({show.translation_key: self.ahead_of[show.translation_key] for show in shows}, self.at)
        for show in shows:
            show.run = runs[show.translation_key]
        return {
            "announced": announced,
            "in_preparation": [show for show in shows if show.run.standing == Standing.IN_PREPARATION],
            "archive": _seasons([show for show in shows if show.run.is_archived]),
        }

    # What there is to choose from

    @cached_property
    def ahead(self) -> list[ListedPerformance]:
        return sorted((row for rows in self.ahead_of.values() for row in rows), key=lambda row: row.starts_at)

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """For each filter with a list of choices, what may be chosen and how it is called."""
        access = {kind for row in self.ahead for kind in row.access_types}
        categories = (category for chosen in self.categories_of.values() for category in chosen)
        free = {FREE: _("Free entry")} if len({show.entry for show in self.shows}) > 1 else {}
        return {
            "month": {str(month): month.label for month in (Month.of(row.day) for row in self.ahead)},
            "venue": _by_label({row.venue.slug: str(row.venue) for row in self.ahead}),
            "category": _by_label({category.slug: category.name for category in categories}),
            "access": {kind.value: str(kind.label) for kind in AccessType if kind in access},
            "entry": free,
        }

    def _choices(self) -> dict[str, list[Choice]]:
        return {
            name: [
                Choice(value, label, is_chosen=value == str(getattr(self.question, name)))
                for value, label in self._labels_with_chosen(name).items()
            ]
            for name in self.labels
        }

    def _labels_with_chosen(self, name: str) -> dict[str, str]:
        """A choice that is set is offered even where nothing answers it, so that the form shows what is asked."""
        value = getattr(self.question, name)
        return self.labels[name] if not value else {str(value): self._label(name)} | self.labels[name]

    def _chosen(self) -> list[Chosen]:
        emptied: dict[str, Any] = {name: Question.__dataclass_fields__[name].default for name in FILTERS}
        return [
            Chosen(name, self._label(name), self.question.with_(**{name: emptied[name]}))
            for name in self.question.narrows
        ]

    def _label(self, name: str) -> str:
        value = getattr(self.question, name)
        if name == "words":
            return _("“%(words)s”") % {"words": value}
        if name == "month":
            return value.label
        if name == "access":
            return str(AccessType(value).label)
        if name == "entry":
            return _("Free entry")
        return self.labels.get(name, {}).get(value, value)

    def _understood(self, question: Question) -> Question:
        """The question without venues, categories and tags that are none here; each leaves a note."""
        known: dict[str, Any] = {}
        if question.venue and question.venue not in self.labels["venue"]:
            known["venue"] = ""
        if question.category and question.category not in self.labels["category"]:
            known["category"] = self._category_of_another_language(question.category)
        if question.tag and not self._ids_with_tag:
            known["tag"] = ""
        self.notes += [_note(name, getattr(question, name)) for name, value in known.items() if not value]
        return replace(question, **known, misread=())

    def _category_of_another_language(self, slug: str) -> str:
        """What a category is called here that was chosen before the language was switched."""
        keys = set(Category.objects.filter(slug=slug).values_list("translation_key", flat=True))
        chosen = (category for categories in self.categories_of.values() for category in categories)
        return next((category.slug for category in chosen if category.translation_key in keys), "")

    # What answers

    @property
    def _asks_for_dates(self) -> bool:
        """Whether only shows with a date ahead can answer."""
        return bool(self.question.month or self.question.venue or self.question.access)

    def _fitting_shows(self) -> list[ShowPage]:
        return [show for show in self.shows if self._show_fits(show)]

    def _show_fits(self, show: ShowPage) -> bool:
        question = self.question
        is_free = not question.entry or show.entry == ShowPage.Entry.FREE
        slugs = {category.slug for category in self.categories_of[show.pk]}
        in_category = not question.category or question.category in slugs
        has_tag = not question.tag or show.pk in self._ids_with_tag
        has_words = not question.words or show.pk in self._ids_with_words
        return is_free and in_category and has_tag and has_words

    @cached_property
    def _published(self) -> PageQuerySet:
        return ShowPage.objects.filter(pk__in=[show.pk for show in self.shows])

    @cached_property
    def _ids_with_tag(self) -> set[int]:
        return set(self._published.filter(tags__slug=self.asked.tag).values_list("pk", flat=True))

    @cached_property
    def _ids_with_words(self) -> set[int]:
        return search.found_among(self._published, self.question.words, get_language() or "it")

    def _found(self, show: ShowPage) -> Found:
        show.performances_to_come = self.ahead_of[show.translation_key]
        return Found(show, [row for row in show.performances_to_come if self._fits(row)])

    def _fits(self, row: ListedPerformance) -> bool:
        question = self.question
        in_month = question.is_calendar or not question.month or Month.of(row.day) == question.month
        at_venue = not question.venue or row.venue.slug == question.venue
        accessible = not question.access or AccessType(question.access) in row.access_types
        return in_month and at_venue and accessible

    # The calendar

    def _calendar(self, shows: list[ShowPage]) -> Calendar:
        pages = {show.translation_key: show for show in shows}
        month = self.question.month or self._opening_month(pages)
        first, end = month.days
        public = queries.public_performances(self.at).filter(show__translation_key__in=pages)
        in_month = public.filter(starts_at__gte=first, starts_at__lt=end)
        rows = [row for row in listed_on_pages(in_month, pages, self.rules, self.at) if self._fits(row)]
        around = public.filter(**self._date_conditions).aggregate(
            before=Max("starts_at", filter=Q(starts_at__lt=first)), after=Min("starts_at", filter=Q(starts_at__gte=end))
        )
        return Calendar(
            month=month,
            weeks=weeks_of(month, rows, queries.night_of(self.at).date()),
            before=Month.of(timezone.localdate(around["before"])) if around["before"] else None,
            after=Month.of(timezone.localdate(around["after"])) if around["after"] else None,
        )

    def _opening_month(self, pages: Mapping[object, ShowPage]) -> Month:
        """The month with the next date that fits; this one when there is none."""
        days = (row.day for row in self.ahead if row.performance.show.translation_key in pages and self._fits(row))
        return Month.of(next(days, timezone.localdate(self.at)))

    @property
    def _date_conditions(self) -> dict[str, Any]:
        conditions: dict[str, Any] = {"venue__slug": self.question.venue} if self.question.venue else {}
        return conditions | ({self.question.access: True} if self.question.access else {})


def _seasons(shows: list[ShowPage]) -> list[Season]:
    """The archive: the latest season first, and in it the show that was played last."""
    by_season: dict[str, list[ShowPage]] = {}
    for show in sorted(shows, key=_last_night, reverse=True):
        season = season_of_show(show.season, show.run.played.last if show.run.played else None)
        by_season.setdefault(season, []).append(show)
    return [Season(name, by_season[name]) for name in sorted(by_season, reverse=True)]


def _last_night(show: ShowPage) -> date:
    return show.run.played.last if show.run.played else date.min


def _note(name: str, value: str) -> str:
    """Why a part of the address changes nothing."""
    shown = value if len(value) <= LONGEST_ECHO else f"{value[:LONGEST_ECHO]}…"
    notes = {
        "month": _("“%(value)s” is no month, so all months are shown."),
        "venue": _("No venue with dates ahead is called “%(value)s”, so all venues are shown."),
        "category": _("No category is called “%(value)s”, so all categories are shown."),
        "access": _("“%(value)s” is no kind of accessible performance, so all performances are shown."),
        "tag": _("No show has the tag “%(value)s”, so all shows are shown."),
        "entry": _("“%(value)s” says nothing about the price, so all shows are shown."),
    }
    return notes[name] % {"value": shown}


def _by_label(labels: dict[str, str]) -> dict[str, str]:
    return dict(sorted(labels.items(), key=lambda pair: pair[1].casefold()))


def _next_first(found: list[Found]) -> list[Found]:
    return sorted(found, key=lambda each: each.performances[0].starts_at)
