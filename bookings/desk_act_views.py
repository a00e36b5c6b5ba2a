"""What the box office does to one reservation: a page for each act, which says what will happen and does it by POST.

Every act is a verb of the booking core. A refusal is said in words on the same page, and what was typed stays there.
"""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from bookings import corrections, desk, desk_facts, listings, mail_domains, queries, services
from bookings.acts import by_staff
from bookings.box_pages import Act, Count, box_page
from bookings.desk_facts import DeskAction, people_words
from bookings.desk_forms import ActForm, AddressForm, DetailsForm, MoveForm, NoteForm, PartyForm
from bookings.desk_refusals import words_for_staff
from bookings.desk_views import CHANGE_RESERVATIONS, LABELS, DeskPageView, the_list
from bookings.enums import ReservationStatus
from bookings.exceptions import BookingRefused, Busy, NotFound
from bookings.holders import HolderView, holder_view
from bookings.models import Reservation
from bookings.refusal_pages import as_answer_to

Typed = dict[str, Any]


class ActPageView(DeskPageView):
    """One act: GET tells what will happen, POST does it and leads back to the reservation."""

    permissions = [CHANGE_RESERVATIONS]
    action: ClassVar[DeskAction]
    form_class: ClassVar[type[ActForm]] = ActForm
    is_severe = False
    done: Any = ""  # what is said afterwards
    was_so: Any = gettext_lazy("It was so already: nothing was changed.")  # and what, when there was nothing to do

    def get(self, request: HttpRequest, reservation_id: int) -> HttpResponse:
        view = self.view()
        if self.action not in desk_facts.offered_actions(view):
            words = _("“%(act)s” is not possible for this reservation as it stands: %(status)s.")
            messages.warning(request, words % {"act": LABELS[self.action], "status": view.status.label})
            return self.leave()
        form = self.form_class(initial=self.filled_in(view), reservation=view.reservation)
        return self.page(view, form)

    def post(self, request: HttpRequest, reservation_id: int) -> HttpResponse:
        view = self.view()
        form = self.form_class(request.POST, reservation=view.reservation)
        if not form.is_valid():
            return self.page(view, form, status=400)
        question = self.question(view, form.cleaned_data)
        if question:
            return self.page(view, form, warnings=[question[0]], seen=question[1])
        try:
            was_done = self.act(view.reservation, form.cleaned_data, timezone.now())
        except NotFound:
            raise
        except (OperationalError, InterfaceError):
            return self.refused(form, Busy())
        except BookingRefused as refusal:
            return self.refused(form, refusal)
        messages.success(request, self.told(form.cleaned_data) if was_done else str(self.was_so))
        return self.leave()

    def view(self) -> HolderView:
        return holder_view(queries.reservation_by_id(self.kwargs["reservation_id"]), timezone.now())

    def filled_in(self, view: HolderView) -> Typed:
        return {}

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        """Whether there was anything to do: a form sent twice finds it done."""
        raise NotImplementedError

    def told(self, typed: Typed) -> str:
        return str(self.done)

    def question(self, view: HolderView, typed: Typed) -> tuple[str, str] | None:
        """What is asked once before it is done, and what tells that it has been asked."""
        return None

    def sentences(self, view: HolderView) -> list[str]:
        """What will happen, in words."""
        raise NotImplementedError

    def counts(self, view: HolderView) -> list[Count]:
        return []

    def refused(self, form: ActForm, refusal: BookingRefused) -> HttpResponse:
        view = self.view()
        words = [words_for_staff(refusal), _("Nothing was changed.")]
        return as_answer_to(refusal, self.page(view, form, refusal=words))

    def page(self, view: HolderView, form: ActForm, **context: Any) -> HttpResponse:
        status, title = context.pop("status", 200), str(LABELS[self.action])
        back = reverse("desk-reservation", args=[view.reservation.pk])
        page = {
            "subtitle": _("%(reference)s, %(name)s: %(show)s, %(curtain)s") % _names(view),
            "form": form,
            "seen": self.request.POST.get("seen", ""),  # what has been asked once is not asked again after an error
            "counts": self.counts(view),
            "sentences": self.sentences(view),
            "act": Act(
                label=title,
                back_url=back,
                back_label=_("Back, without changing anything"),
                is_severe=self.is_severe,
                has_trial=False,
            ),
            **context,
        }
        way = [the_list(), (view.reference, back)]
        return box_page(self.request, "bookings/admin/desk_act.html", page, title=title, way=way, status=status)

    def leave(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("desk-reservation", args=[self.kwargs["reservation_id"]]))


class ConfirmView(ActPageView):
    action = DeskAction.CONFIRM
    done = gettext_lazy("The reservation is confirmed.")

    def sentences(self, view: HolderView) -> list[str]:
        people = people_words(view.party_size)
        return [
            _("The reservation is confirmed for %(people)s, as if its link had been opened.") % {"people": people},
            _mail_words(view, _("The mail with the code goes to %(address)s.")),
        ]

    def counts(self, view: HolderView) -> list[Count]:
        return _seats(view)

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        services.confirm(public_id=reservation.public_id, at=at, who=by_staff(self.staff()))
        return reservation.status != ReservationStatus.CONFIRMED


class PartyView(ActPageView):
    action = DeskAction.PARTY
    form_class = PartyForm
    done = gettext_lazy("The number of people has been changed.")

    def filled_in(self, view: HolderView) -> Typed:
        return {"party_size": view.party_size}

    def sentences(self, view: HolderView) -> list[str]:
        return [
            _("Now it is for %(people)s. The code stays the same.") % {"people": people_words(view.party_size)},
            _mail_words(view, _("A mail with the new number goes to %(address)s.")),
        ]

    def counts(self, view: HolderView) -> list[Count]:
        return _seats(view)

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        who, people = by_staff(self.staff()), typed["party_size"]
        services.change_party_size(public_id=reservation.public_id, party_size=people, at=at, who=who)
        return people != reservation.party_size


class MoveView(ActPageView):
    action = DeskAction.MOVE
    form_class = MoveForm

    def sentences(self, view: HolderView) -> list[str]:
        return [
            _("The seats of %(people)s here become free, and as many are taken there.")
            % {"people": people_words(view.party_size)},
            _("Reference and code stay the same, and so do the needs. The code opens the other performance only."),
            _mail_words(view, _("A mail with the old and the new date goes to %(address)s.")),
        ]

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        target, who = typed["performance"].pk, by_staff(self.staff())
        desk.move(public_id=reservation.public_id, performance_id=target, at=at, who=who)
        return target != reservation.performance_id

    def told(self, typed: Typed) -> str:
        performance = typed["performance"]
        curtain = listings.moment_label(performance.local(performance.starts_at))
        return _("Moved to %(show)s, %(curtain)s.") % {"show": performance.show.title, "curtain": curtain}


class CancelView(ActPageView):
    action = DeskAction.CANCEL
    is_severe = True
    done = gettext_lazy("The reservation is cancelled, and its seats are free for others.")

    def sentences(self, view: HolderView) -> list[str]:
        return [
            _("The reservation of %(people)s ends, and its code opens no door any more.")
            % {"people": people_words(view.party_size)},
            _("Its seats are free for others at once. It stays cancelled: who changes their mind is booked anew."),
            _mail_words(view, _("A mail about it goes to %(address)s.")),
        ]

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        services.cancel(public_id=reservation.public_id, at=at, who=by_staff(self.staff()))
        return reservation.status != ReservationStatus.CANCELLED


class ResendView(ActPageView):
    action = DeskAction.RESEND
    was_so = gettext_lazy("There was nothing to send: this reservation waits for no mail.")

    def sentences(self, view: HolderView) -> list[str]:
        words = (
            _("The mail with the code goes to %(address)s once more. It is the same code.")
            if view.is_confirmed
            else _("The mail that asks to confirm goes to %(address)s once more.")
        )
        return [_mail_words(view, words)]

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        return services.resend_by_staff(public_id=reservation.public_id, at=at, who=by_staff(self.staff()))

    def told(self, typed: Typed) -> str:
        return _("The mail to %(address)s is on its way; its state stands below.") % {"address": self.view().email}


class AddressView(ActPageView):
    action = DeskAction.ADDRESS
    form_class = AddressForm
    done = gettext_lazy("The address is corrected, and a new mail is on its way.")

    def filled_in(self, view: HolderView) -> Typed:
        return {"email": view.reservation.email}

    def sentences(self, view: HolderView) -> list[str]:
        return [
            _("Every link and the code that were sent before are dead from then on, on paper and on phones too."),
            _("The new address gets a new code at once.")
            if view.is_confirmed
            else _("The new address gets a new link to confirm at once."),
            _("The reference stays the same."),
        ]

    def question(self, view: HolderView, typed: Typed) -> tuple[str, str] | None:
        email = typed["email"]
        return None if self.request.POST.get("seen") == email else address_question(email)

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        who = by_staff(self.staff())
        corrections.correct_address(reference=reservation.reference, email=typed["email"], at=at, who=who)
        return typed["email"] != reservation.email


class DetailsView(ActPageView):
    action = DeskAction.DETAILS
    form_class = DetailsForm
    done = gettext_lazy("The details are corrected.")

    def filled_in(self, view: HolderView) -> Typed:
        row = view.reservation
        return {"name": row.name, "phone": row.phone, "notes": row.notes, "access_needs": row.access_needs}

    def sentences(self, view: HolderView) -> list[str]:
        return [_("The door and its lists show the new details at once. No mail is sent.")]

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        before = (reservation.name, reservation.phone, reservation.notes, sorted(reservation.access_needs))
        desk.correct_details(public_id=reservation.public_id, at=at, who=by_staff(self.staff()), **typed)
        return before != (typed["name"], typed["phone"], typed["notes"], sorted(typed["access_needs"]))


class NoteView(ActPageView):
    action = DeskAction.NOTE
    form_class = NoteForm
    done = gettext_lazy("The note is written.")

    def filled_in(self, view: HolderView) -> Typed:
        return {"text": view.reservation.staff_note}

    def sentences(self, view: HolderView) -> list[str]:
        return [_("The history says who wrote it and when. No mail is sent.")]

    def act(self, reservation: Reservation, typed: Typed, at: datetime) -> bool:
        desk.note(public_id=reservation.public_id, text=typed["text"], at=at, who=by_staff(self.staff()))
        return typed["text"] != reservation.staff_note


VIEWS: dict[DeskAction, type[ActPageView]] = {
    view.action: view
    for view in [ConfirmView, PartyView, MoveView, CancelView, ResendView, AddressView, DetailsView, NoteView]
}


def address_question(email: str) -> tuple[str, str] | None:
    """Whether an address looks mistyped, in words, and the address that is asked about."""
    domain = mail_domains.suggestion(email)
    if domain is None:
        return None
    meant = mail_domains.with_domain(email, domain)
    words = _("Is %(typed)s right, or is %(meant)s meant? Mend it, or press the button again to keep it.")
    return words % {"typed": email, "meant": meant}, email


def _names(view: HolderView) -> dict[str, str]:
    performance = view.performance
    return {
        "reference": view.reference,
        "name": view.reservation.name or _("no name"),
        "show": performance.show_title,
        "curtain": performance.starts_label,
    }


def _mail_words(view: HolderView, words: str) -> str:
    return words % {"address": view.email} if view.email else _("No mail is sent: there is no address.")


def _seats(view: HolderView) -> list[Count]:
    free = view.performance.verdict.seats_available
    return [
        Count(_("People"), view.party_size),
        Count(
            _("Seats free there"),
            free,
            tone="" if free else "warning",
            note="" if free else pgettext("performance", "full"),
        ),
    ]
