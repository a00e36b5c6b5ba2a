"""The shell of the box office's own screens in Wagtail's admin: title, way back to where one came from, counts.

Each screen renders a template that extends `bookings/admin/base.html`, or `bookings/admin/act.html` when it does
something that must be understood before it is done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

Step = tuple[str, str]  # what a step on the way is called, and its address


@dataclass(frozen=True)
class Count:
    """A number with its name. `tone` is "good", "warning", "off" or nothing; words in `note` say what a tone says."""

    label: str
    value: object
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Act:
    """The buttons of a guided action: what it is called, where one goes who leaves it, and whether it may be tried."""

    label: str
    back_url: str
    back_label: str
    is_severe: bool = False  # cannot be taken back by one click: the button says so by its colour as well
    has_trial: bool = True


def box_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    icon: str = "clipboard-list",
    way: Iterable[Step] = (),
    status: int = 200,
) -> HttpResponse:
    """A screen of the box office; `way` is what lies between the first screen and this one."""
    steps = [(_("Box office"), reverse("box-office")), *way, (title, None)]
    shell = {
        "title": title,
        "icon": icon,
        "breadcrumbs_items": [{"label": label, "url": url} for label, url in steps],
    }
    return render(request, template, {**shell, **context}, status=status)
