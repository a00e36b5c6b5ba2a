"""The practice sheet: the codes of thirty invented visitors, to be scanned in practice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from checkins import practice
from checkins.staff_pages import DoorPageView


class PracticeSheetView(DoorPageView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "checkins/practice.html", {"codes": practice.sheet()})
