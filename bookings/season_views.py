"""A season in figures: page, files and paper; for whoever may change takings."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bookings.box_pages import box_page
from bookings.cash_tables import notice
from bookings.cash_views import in_words, may_enter_takings
from bookings.figure_files import Document, sent
from bookings.models import Venue
from bookings.season_sheets import Season, season, season_names, season_tables
from shows.seasons import season_of, validate_season


@dataclass(frozen=True)
class Question:
    """What an address asks for; what it says wrongly is passed over."""

    season: str
    seasons: list[str]
    venue: Venue | None
    venues: list[Venue]


def question_of(request: HttpRequest) -> Question:
    names, venues = season_names(), list(Venue.objects.all())
    today = season_of(timezone.localdate())
    asked = request.GET.get("season", "")
    venue = next((venue for venue in venues if str(venue.pk) == request.GET.get("venue")), None)
    newest = today if today in names else next(iter(names), today)
    season = asked if _is_season(asked) else newest
    return Question(season, sorted({season, *names}, reverse=True), venue, venues)


@may_enter_takings
@require_safe
def season_page(request: HttpRequest) -> HttpResponse:
    question = question_of(request)
    found = season(question.season, question.venue, timezone.now())
    context = {
        "question": question,
        "found": found,
        "notice": notice(),
        "query": request.GET.urlencode(),
        "tables": [in_words(table) for table in season_tables(found)],
        "notes": _notes(found),
        "subtitle": _("Season %(season)s") % {"season": found.name},
    }
    return box_page(request, "bookings/admin/seasons.html", context, title=_("Attendance and takings of a season"))


@may_enter_takings
@require_safe
def season_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    question = question_of(request)
    found = season(question.season, question.venue, timezone.now())
    where = str(found.venue) if found.venue else _("all venues")
    words = _("Season %(season)s") % {"season": found.name}
    document = Document(
        kind=_("Attendance and takings"),
        name=f"{found.name.replace('/', '-')} {found.venue.name if found.venue else ''}",
        title=words,
        lines=[where],
        head_rows=[[notice()], [words], [where]],
        tables=season_tables(found),
        notes=_notes(found),
        made_at=found.made_at,
        is_wide=True,
    )
    return sent(document, ending)


def _notes(found: Season) -> list[str]:
    """What the numbers do not tell by themselves."""
    notes = []
    if found.without_numbers:
        words = ngettext(
            "%(count)d performance has no numbers on its cash sheet: its total counts as nothing.",
            "%(count)d performances have no numbers on their cash sheets: their totals count as nothing.",
            found.without_numbers,
        )
        notes.append(words % {"count": found.without_numbers})
    if found.to_come:
        words = ngettext(
            "%(count)d performance is still to come and is not in it.",
            "%(count)d performances are still to come and are not in it.",
            found.to_come,
        )
        notes.append(words % {"count": found.to_come})
    return notes


def _is_season(asked: str) -> bool:
    try:
        validate_season(asked)
    except ValidationError:
        return False
    return True
