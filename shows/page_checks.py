"""What a visitor wants to know of a show before coming, and what its page should therefore have."""

from collections.abc import Iterator, Sequence

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.checklist import Finding, Severity
from shows.models import ShowPage

FACTS = [
    ("running_time", _("No running time.")),
    ("age_guidance", _("No age guidance.")),
    ("language_note", _("Nothing is said about the language that is spoken.")),
    ("poster", _("No poster.")),
    ("picture", _("No large picture to open the page.")),
]
ADVISED = {"language_note", "picture"}


def check_facts(pages: Sequence[Page]) -> Iterator[tuple[Page, Finding]]:
    """Running time, age, language, poster and picture."""
    for page in _shows(pages):
        for field, words in FACTS:
            if not getattr(page, field):
                severity = Severity.ADVICE if field in ADVISED else Severity.MISSING
                yield page, Finding(str(words), field=field, severity=severity)


def check_warnings(pages: Sequence[Page]) -> Iterator[tuple[Page, Finding]]:
    """Content warnings, or the tick that says that there is nothing to warn of: silence may be forgetting."""
    shows = _shows(pages)
    _load_deferred(shows, "content_warnings")
    for page in shows:
        if not page.content_warnings and not getattr(page, "no_content_warnings", False):
            yield page, Finding(str(_("Nothing is said about content warnings.")), field="content_warnings")


def check_credits(pages: Sequence[Page]) -> Iterator[tuple[Page, Finding]]:
    shows = _shows(pages)
    stored = [page for page in shows if page.pk and not page.credits.is_deferring]
    prefetch_related_objects(stored, "credits")
    for page in shows:
        if not page.credits.all():
            yield page, Finding(str(_("No credits.")), field="credits")


def _shows(pages: Sequence[Page]) -> list[ShowPage]:
    return [page for page in pages if isinstance(page, ShowPage)]


def _load_deferred(shows: Sequence[ShowPage], field: str) -> None:
    """Reads a field that a list has left out for all of its shows together."""
    without = {show.pk: show for show in shows if field in show.get_deferred_fields()}
    for loaded in ShowPage.objects.filter(pk__in=without).only(field) if without else ():
        setattr(without[loaded.pk], field, getattr(loaded, field))
