"""Guided actions on a whole performance: cancel, move, write to all, cancel all reservations.

Each page says what will happen, shows it on trial with the mails as they would be, and acts only upon numbers that
somebody has seen. Counting is done by consequences.py, acting by programme.py; this module joins them with words.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from django.views.decorators.http import require_safe

from bookings import act_words, consequences, programme, queries, trial_mails
from bookings.box_pages import Act, box_page
from bookings.consequences import Consequences
from bookings.enums import MessageKind, MessageState, Occasion, PerformanceStatus
from bookings.exceptions import BookingRefused, NotFound
from bookings.listings import moment_label
from bookings.models import Performance, Reservation, Venue
from bookings.panels import what_may_be_seen
from bookings.performance_forms import MoveForm, WordsForm, WriteForm

Typed = Mapping[str, Any]
MAY_ACT = ["bookings.change_performance", "bookings.view_reservation"]  # names of those to be called are shown


class PerformanceActView(PermissionRequiredMixin, View):
    """Looks (GET), tries (POST `try`) and acts (POST `act`). What is typed comes back whatever happens."""

    permission_required: Any = MAY_ACT
    raise_exception = True
    kind: ClassVar[MessageKind]
    occasion: ClassVar[Occasion]
    title: ClassVar[Any]
    label: ClassVar[Any]
    is_severe = True
    form_class: type[forms.Form] = WordsForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as unknown:
            raise Http404 from unknown

    def get(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        return self.show(self.form(), self.before(), seen_before=self.is_known_at_once)

    def post(self, request: HttpRequest, performance_id: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, self.before(), seen_before=False)
        found = self.consequences(form.cleaned_data)
        trial = None if found.obstacles else partial(self.trial, form)
        if "act" not in request.POST:
            return self.show(form, found, trial=trial)
        if request.POST.get("seen") != fingerprint(found, form.cleaned_data):
            messages.warning(request, _("What you have seen is not true any more. Look at the numbers once more."))
            return self.show(form, found, trial=trial)
        if found.obstacles:
            return self.show(form, found)
        try:
            self.act(form)
        except BookingRefused as refusal:
            messages.error(request, refusal.detail)
            return self.show(form, self.consequences(form.cleaned_data))
        return HttpResponseRedirect(f"{reverse('performance-done', args=[performance_id])}?of={self.occasion}")

    is_known_at_once = True  # whether all that matters is known before something is typed

    @cached_property
    def at(self) -> datetime:
        return timezone.now()

    @property
    def performance_id(self) -> int:
        return self.kwargs["performance_id"]

    @property
    def staff(self) -> User:
        return cast(User, self.request.user)

    def form(self, data: Any = None) -> Any:
        return self.form_class(data)

    def before(self) -> Consequences:
        """What may be said before anything is typed."""
        return self.consequences({})

    def consequences(self, typed: Typed) -> Consequences:
        raise NotImplementedError

    def act(self, form: Any) -> None:
        raise NotImplementedError

    def sentences(self, found: Consequences) -> list[str]:
        raise NotImplementedError

    def after(self, performance: Performance, typed: Typed) -> dict[str, Any]:
        """What the performance itself would be afterwards, for the mails of a trial."""
        return {}

    def trial(self, form: Any) -> list[trial_mails.TrialMail]:
        return trial_mails.trial_mails(
            self.performance_id,
            trial_mails.Trial(self.kind, self.occasion, form.words()),
            lambda performance: self.after(performance, form.cleaned_data),
            self.at,
        )

    def show(self, form: Any, found: Consequences, *, trial: Any = None, seen_before: bool = True) -> HttpResponse:
        performance = found.performance
        typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
        context = {
            "subtitle": act_words.name_of(performance),
            "performance": performance,
            "form": form,
            "counts": act_words.counts(found),
            "sentences": self.sentences(found),
            "warnings": found.warnings,
            "obstacles": found.obstacles,
            "without_address": found.without_address,
            "trial": trial() if trial else None,
            "seen": fingerprint(found, typed) if seen_before else "",
            "act": Act(
                label=str(self.label),
                back_url=reverse("box-office"),
                back_label=_("Leave everything as it is"),
                is_severe=self.is_severe,
            ),
        }
        return box_page(
            self.request, "bookings/admin/performance_act.html", context, title=str(self.title), icon="date"
        )


class CancelPerformanceView(PerformanceActView):
    kind, occasion = MessageKind.PERFORMANCE_CANCELLED, Occasion.CANCELLED
    title, label = gettext_lazy("Cancel a performance"), gettext_lazy("Cancel the performance")

    def consequences(self, typed: Typed) -> Consequences:
        return consequences.of_cancelling(self.performance_id, self.at)

    def sentences(self, found: Consequences) -> list[str]:
        return act_words.of_cancelling(found)

    def after(self, performance: Performance, typed: Typed) -> dict[str, Any]:
        return {"status": PerformanceStatus.CANCELLED}

    def act(self, form: Any) -> None:
        programme.cancel_performance(
            performance_id=self.performance_id, staff=self.staff, at=self.at, words=form.words()
        )


class MovePerformanceView(PerformanceActView):
    kind, occasion = MessageKind.PERFORMANCE_MOVED, Occasion.MOVED
    title, label = gettext_lazy("Move a performance"), gettext_lazy("Move the performance")
    is_severe = False
    is_known_at_once = False

    def form(self, data: Any = None) -> Any:
        return MoveForm(data, performance=self.before().performance)

    def before(self) -> Consequences:
        found = consequences.of_moving(self.performance_id, self._now_at(), None, self.at)
        found.obstacles.clear()  # that it stands where it stands is none before somebody has typed
        return found

    def consequences(self, typed: Typed) -> Consequences:
        return consequences.of_moving(self.performance_id, typed["starts_at"], typed["venue"].pk, self.at)

    def sentences(self, found: Consequences) -> list[str]:
        return act_words.of_moving(found)

    def after(self, performance: Performance, typed: Typed) -> dict[str, Any]:
        moved = programme.moved_times(performance, typed["starts_at"])
        return {**moved, "venue": typed["venue"], "moved_from": performance.starts_at}

    def act(self, form: Any) -> None:
        programme.move_performance(
            performance_id=self.performance_id,
            starts_at=form.cleaned_data["starts_at"],
            venue_id=form.cleaned_data["venue"].pk,
            staff=self.staff,
            at=self.at,
            words=form.words(),
        )

    def _now_at(self) -> datetime:
        found = Performance.objects.filter(pk=self.performance_id).values_list("starts_at", flat=True).first()
        if found is None:
            raise NotFound
        return found


class WriteToAllView(PerformanceActView):
    kind, occasion = MessageKind.ANNOUNCEMENT, Occasion.MESSAGE
    title, label = gettext_lazy("Write to all"), gettext_lazy("Send to all")
    form_class = WriteForm
    is_severe = False
    is_known_at_once = False

    def consequences(self, typed: Typed) -> Consequences:
        return consequences.of_writing(self.performance_id, self.at)

    def sentences(self, found: Consequences) -> list[str]:
        return act_words.of_writing(found)

    def act(self, form: Any) -> None:
        programme.write_to_all(performance_id=self.performance_id, words=form.words(), staff=self.staff, at=self.at)


class CancelReservationsView(PerformanceActView):
    permission_required: Any = [*MAY_ACT, "bookings.change_reservation"]
    kind, occasion = MessageKind.CANCELLED, Occasion.RESERVATIONS_CANCELLED
    title = gettext_lazy("Cancel all reservations of a performance")
    label = pgettext_lazy("reservations", "Cancel all of them")

    def consequences(self, typed: Typed) -> Consequences:
        found = consequences.of_cancelling_reservations(self.performance_id, self.at)
        if not found.reservations:
            found.obstacles.append(_("There is no reservation that could be cancelled."))
        return found

    def sentences(self, found: Consequences) -> list[str]:
        return act_words.of_cancelling_reservations(found)

    def act(self, form: Any) -> None:
        programme.cancel_reservations(
            performance_id=self.performance_id, staff=self.staff, at=self.at, words=form.words()
        )


def fingerprint(found: Consequences, typed: Typed) -> str:
    """Equal for what a person would judge alike: the same numbers, obstacles and warnings, place and time."""
    starts_at, venue = typed.get("starts_at"), typed.get("venue")
    facts = [
        *(found.reservations, found.people, found.pending, sorted(found.mails_by_language.items())),
        *([row.pk for row in found.without_address], found.already_in, found.walk_ups),
        *(found.obstacles, found.warnings, found.performance.status, found.performance.starts_at),
        *(starts_at and moment_label(starts_at), isinstance(venue, Venue) and venue.pk),
    ]
    return sha256(repr(facts).encode()).hexdigest()


@permission_required(MAY_ACT, raise_exception=True)
@require_safe
def performance_done(request: HttpRequest, performance_id: int) -> HttpResponse:
    """What has become of a performance's people after an act: the mails that wait, and who must be called."""
    now = timezone.now()
    try:
        found = consequences.of_writing(performance_id, now)
    except NotFound as unknown:
        raise Http404 from unknown
    number = queries.mails_by_state(performance_id)
    occasion = request.GET.get("of", "")
    mails_url = reverse("bookings_outboxmessage_modeladmin_index")
    context = {
        "subtitle": act_words.name_of(found.performance),
        "done": act_words.done(occasion, found.performance),
        "counts": act_words.mail_counts(number),
        "waiting": number[MessageState.DUE] + number[MessageState.SENDING],
        "without_address": _to_be_called(found, occasion),
        "mails_url": f"{mails_url}?performance={performance_id}",
        **what_may_be_seen(request.user),
    }
    return box_page(request, "bookings/admin/performance_done.html", context, title=_("Done"), icon="check")


def _to_be_called(found: Consequences, occasion: str) -> list[Reservation]:
    """Who cannot be reached by mail; after a cancellation of all, those whose reservation was cancelled by it."""
    if occasion != Occasion.RESERVATIONS_CANCELLED:
        return found.without_address
    return list(queries.cancelled_without_address(found.performance.pk))
