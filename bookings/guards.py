"""What an editor may not do to a page because reservations rest on it, and what is said instead."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.models import Page

from bookings import queries
from shows.models import ShowPage

NAMED = 3


def refuse_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Deleting a show, or a page above it, is refused while it has performances."""
    kept = queries.pages_with_performances([page.path])
    if not kept.exists():
        return None
    _say_kept(request, kept)
    return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Moving a show with performances, or a page above it, elsewhere is refused; another place in the row is none."""
    if page.get_parent().pk == destination.pk:
        return None
    held = queries.shows_with_performances([page.path])
    if not held.exists():
        return None
    _say_held(request, held)
    return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def refuse_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """The same for a choice of pages; none of them is touched when one of them must stay."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type == "delete":
        kept = queries.pages_with_performances([page.path for page in pages])
        if kept.exists():
            _say_kept(request, kept)
            return redirect(action.next_url)
    if action_type == "move":
        destination = action.cleaned_form.cleaned_data["chooser"]
        leaving = [page.path for page in pages if page.get_parent().pk != destination.pk]
        held = queries.shows_with_performances(leaving)
        if held.exists():
            _say_held(request, held)
            return redirect(action.next_url)
    return None


class PoliteDeleteBulkAction(DeleteBulkAction):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's own refuses pages on which rows rest too, and says no more than that one may not."""

    def prepare_action(self, objects: list[Any], objects_without_access: Any) -> HttpResponse | None:
        refusal = refuse_in_bulk(self.request, self.action_type, objects, self)
        return refusal or super().prepare_action(objects, objects_without_access)


def tell_what_unpublishing_means(request: HttpRequest, pages: Iterable[Page], *, with_below: bool) -> None:
    """Says that booking has stopped, for the pages among these to which performances ahead belong."""
    paths = [page.path for page in pages]
    shows = queries.pages_with_performances(paths) if with_below else ShowPage.objects.filter(path__in=paths)
    ahead = queries.performances_ahead(timezone.now()).filter(show__in=shows.filter(live=False))
    if ahead.exists():
        messages.warning(
            request,
            _(
                "Booking has stopped with the page: its dates are off the site. Reservations made so far stay valid, "
                "and so do their codes at the door. To call a performance off, ask the box office to cancel it."
            ),
        )


def _say_kept(request: HttpRequest, shows: QuerySet[ShowPage]) -> None:
    messages.error(
        request,
        _(
            "Nothing has been deleted. These shows have performances, and reservations rest on them: %(shows)s. "
            "Unpublish a show to take it off the site; after its last date it goes to the archive by itself."
        )
        % {"shows": _names(shows)},
    )


def _say_held(request: HttpRequest, shows: QuerySet[ShowPage]) -> None:
    messages.error(
        request,
        _(
            "Nothing has been moved. These shows have performances, and mails and codes lead to their address: "
            "%(shows)s. Their order within the programme can be changed; for another place, copy the page: "
            "a copy has no dates."
        )
        % {"shows": _names(shows)},
    )


def _names(shows: QuerySet[ShowPage]) -> str:
    titles = list(shows.order_by("title").values_list("title", flat=True)[: NAMED + 1])
    return ", ".join(f"“{title}”" for title in titles[:NAMED]) + ("…" if len(titles) > NAMED else "")
