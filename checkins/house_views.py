"""The house page of the box office, and the door list to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bookings.door_list import door_list
from bookings.door_sheets import door_list_name, door_list_pdf
from checkins import queries
from checkins.staff_pages import BoxOfficePageView
from checkins.stage import stage_url


class HousePageView(BoxOfficePageView):
    """`/check-in/house/`: tonight, what comes next and what was last, each with the way to its papers."""

    def get(self, request: HttpRequest) -> HttpResponse:
        nights = queries.nights(timezone.now())
        context = {
            "tonight": _with_stages(nights.tonight),
            "next": _with_stages(nights.next),
            "last": [(row, "") for row in nights.last],
        }
        return render(request, "checkins/house.html", context)


class DoorListView(BoxOfficePageView):
    """The list to print. With `?codes` each party's code stands beside it, on more pages."""

    def get(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        found = door_list(performance_id, timezone.now())
        content = door_list_pdf(found, with_codes="codes" in request.GET)
        return self.file(content, "application/pdf", door_list_name(found), way="inline")


def _with_stages(rows: list[queries.DoorPerformance]) -> list[tuple[queries.DoorPerformance, str]]:
    """Performances, each with the link that the box office hands to the stage."""
    return [(row, stage_url(row.listed.id)) for row in rows]
