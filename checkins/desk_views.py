"""What the box office does about admissions: takes one back late, looks into a conflict, lets people in at the desk."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from bookings.box_pages import Act, Count, box_page
from bookings.desk_refusals import words_for_staff
from bookings.desk_views import DeskPageView, the_list
from bookings.exceptions import BookingRefused, Busy, NotFound
from checkins import conflicts, queries, services
from checkins.admission_panel import MAY_CHANGE
from checkins.models import CheckIn

LARGEST_PARTY = 99


class AdmissionPageView(DeskPageView):
    """One act about one admission: GET asks, POST does it and leads back to the reservation."""

    permissions = MAY_CHANGE
    title: Any = ""
    done: Any = ""

    def get(self, request: HttpRequest, check_in_id: int) -> HttpResponse:
        return self.page(queries.check_in(check_in_id))

    def post(self, request: HttpRequest, check_in_id: int) -> HttpResponse:
        try:
            check_in = self.act(check_in_id, timezone.now())
        except NotFound:
            raise
        except (OperationalError, InterfaceError):
            return self.page(queries.check_in(check_in_id), refusal=[words_for_staff(Busy())], status=503)
        except BookingRefused as refusal:
            return self.page(queries.check_in(check_in_id), refusal=[words_for_staff(refusal)], status=409)
        messages.success(request, str(self.done))
        return HttpResponseRedirect(_page_of(check_in))

    def act(self, check_in_id: int, at: datetime) -> CheckIn:
        raise NotImplementedError

    def sentences(self, check_in: CheckIn) -> list[str]:
        raise NotImplementedError

    def page(self, check_in: CheckIn, **context: Any) -> HttpResponse:
        back, title, status = _page_of(check_in), str(self.title), context.pop("status", 200)
        page = {
            "sentences": [_what_happened(check_in), *self.sentences(check_in)],
            "act": Act(label=title, back_url=back, back_label=_("Back, without changing anything"), has_trial=False),
            **context,
        }
        way = [the_list(), (check_in.reservation.printed_reference, back)]
        return box_page(self.request, "bookings/admin/desk_act.html", page, title=title, way=way, status=status)


class UndoAdmissionView(AdmissionPageView):
    title = gettext_lazy("Take an admission back")
    done = gettext_lazy("The admission is taken back.")

    def sentences(self, check_in: CheckIn) -> list[str]:
        return [
            _("These people count as outside again, and their code lets them in once more."),
            _("The admission stays in the report as taken back, with your name and the time."),
        ]

    def act(self, check_in_id: int, at: datetime) -> CheckIn:
        return services.undo_admission(check_in_id=check_in_id, staff=self.staff(), at=at)


class SeeConflictView(AdmissionPageView):
    title = gettext_lazy("The conflict has been looked into")
    done = gettext_lazy("Looked into: the report lists it no more.")

    def sentences(self, check_in: CheckIn) -> list[str]:
        return [
            _("Why it does not count: %(reason)s.") % {"reason": check_in.get_conflict_display()},
            _("The report lists it no more, and here it stays with your name and the time. No number changes."),
        ]

    def act(self, check_in_id: int, at: datetime) -> CheckIn:
        return conflicts.see_conflict(check_in_id=check_in_id, staff=self.staff(), at=at)


class WalkUpForm(forms.Form):
    party_size = forms.IntegerField(
        label=gettext_lazy("People"),
        min_value=1,
        max_value=LARGEST_PARTY,
        help_text=gettext_lazy("Who stands here now, without a reservation and without a name."),
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )
    scan_id = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WalkUpView(DeskPageView):
    """People who stand at the desk now: let in at once, through the verb of the door."""

    permissions = MAY_CHANGE

    def get(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        return self.page(WalkUpForm(initial={"scan_id": str(uuid.uuid4())}))

    def post(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        form, at = WalkUpForm(request.POST), timezone.now()
        if not self.door(at).tonight or not form.is_valid():
            return self.page(form, status=400)
        people = form.cleaned_data["party_size"]
        scan = services.Scan(form.cleaned_data["scan_id"], performance_id, self.staff(), device=_("Box office")[:40])
        try:
            admitted = services.admit_walk_up(party_size=people, scan=scan, at=at)
        except NotFound:
            raise
        except (OperationalError, InterfaceError):
            return self.page(form, refusal=[words_for_staff(Busy())], status=503)
        except BookingRefused as refusal:
            return self.page(form, refusal=[words_for_staff(refusal), _("Nobody was let in.")], status=409)
        words = ngettext("%(people)d person is in: %(reference)s.", "%(people)d people are in: %(reference)s.", people)
        reference = admitted.check_in.reservation.printed_reference
        messages.success(request, words % {"people": people, "reference": reference})
        return HttpResponseRedirect(request.path)

    def door(self, at: datetime) -> queries.DoorPerformance:
        return queries.door_performance(self.kwargs["performance_id"], at)

    def page(self, form: WalkUpForm, **context: Any) -> HttpResponse:
        status, door = context.pop("status", 200), self.door(timezone.now())
        title = _("Walk-up: let people in now")
        obstacles = [] if door.tonight else [_("This performance is not tonight. Who comes for it is booked.")]
        booking = f"{reverse('desk-book')}?performance={door.listed.id}"
        page = {
            "subtitle": f"{door.listed.show_title} · {door.listed.starts_label} · {door.listed.venue.name}",
            "form": form,
            "counts": _counts(door),
            "obstacles": obstacles,
            "sentences": [
                _("They are in at once and have their seats. Nothing is written about them but their number.")
            ],
            "act": Act(
                label=pgettext("walk-up", "Let in"),
                back_url=booking,
                back_label=_("Book for a caller"),
                has_trial=False,
            ),
            **context,
        }
        template = "bookings/admin/desk_act.html"
        return box_page(self.request, template, page, title=title, icon="group", status=status)


def _counts(door: queries.DoorPerformance) -> list[Count]:
    counts = door.counts
    return [
        Count(pgettext("places", "Free"), counts.free, tone="" if counts.free else "off"),
        Count(pgettext("people", "In"), counts.admitted),
        Count(pgettext("people", "To come"), counts.to_come),
        Count(_("Walk-ups"), counts.walk_ups),
    ]


def _page_of(check_in: CheckIn) -> str:
    return reverse("desk-reservation", args=[check_in.reservation_id])


def _what_happened(check_in: CheckIn) -> str:
    words = _("%(people)d of %(reference)s, let in at %(when)s by %(who)s.")
    return words % {
        "people": check_in.people,
        "reference": check_in.reservation.printed_reference,
        "when": f"{check_in.performance.local(check_in.at):%H:%M:%S}",
        "who": check_in.staff_name,
    }
