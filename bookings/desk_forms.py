"""The forms of the box office: what is done to one reservation, and booking for somebody on the phone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from bookings import queries
from bookings.enums import AccessNeed, ReservationKind
from bookings.listings import ListedPerformance, listed, short_moment_label
from bookings.models import Performance, Reservation

LARGEST_PARTY = 999  # the seats decide; this keeps slips of the finger out of the database
MOST_DATES = 200
MOMENT = "%Y-%m-%dT%H:%M"
CHOOSE = _("Choose a performance")


class BookAs(TextChoices):
    """What is booked at the desk, and whether it is confirmed at once or its seats are held for a while."""

    ORDINARY = "ordinary", _("Ordinary, confirmed at once")
    COMP = "comp", _("Guests of the house, confirmed at once")
    GROUP = "group", _("Group, confirmed at once")
    GROUP_HELD = "group_held", _("Group, its seats held until it confirms")

    @property
    def kind(self) -> ReservationKind:
        return ReservationKind.GROUP if self == BookAs.GROUP_HELD else ReservationKind(self.value)


class PartyField(forms.IntegerField):
    """How many people. The largest party of the website does not bind the box office."""

    def __init__(self, **kwargs: Any) -> None:
        typed = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(min_value=1, max_value=LARGEST_PARTY, widget=forms.NumberInput(typed), **kwargs)


class NeedsField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=AccessNeed.choices,
            required=False,
            label=_("Access needs"),
            help_text=_("The door sees them, and the list of what the house prepares."),
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class PerformanceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic when it runs
    """A performance ahead, each with the seats that are free now."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Performance.objects.none(), empty_label=CHOOSE, **kwargs)

    def offer(self, rows: list[ListedPerformance], first: list[ListedPerformance] | None = None) -> None:
        """Offers `rows`; those in `first` stand in a group of their own above the others."""
        self.queryset = Performance.objects.filter(pk__in=[row.id for row in rows])
        if not first:
            self.choices = [("", CHOOSE), *map(_choice, rows)]
            return
        others = [row for row in rows if row not in first]
        groups = [(first[0].show_title, list(map(_choice, first)))]
        if others:
            groups.append((str(_("Other shows")), list(map(_choice, others))))
        self.choices = [("", CHOOSE), *groups]


class ActForm(forms.Form):
    """What a member of staff types for one action. Actions without fields use it as it is."""

    def __init__(self, *args: Any, reservation: Reservation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reservation = reservation


class PartyForm(ActForm):
    party_size = PartyField(
        label=_("People"),
        help_text=_("As many as will come. More need free seats; the limit of the website does not bind you."),
    )


class MoveForm(ActForm):
    performance = PerformanceField(
        label=_("To which performance"), help_text=_("Those ahead, with the seats that are free now.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.reservation.performance
        rows = [row for row in dates_ahead(timezone.now()) if row.id != own.pk]
        key = own.show.translation_key
        field: Any = self.fields["performance"]
        field.offer(rows, [row for row in rows if row.performance.show.translation_key == key])
        # Not offered, and no fault: a form sent twice finds the reservation moved there.
        field.queryset |= Performance.objects.filter(pk=own.pk)


class AddressForm(ActForm):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The new address gets a new link or a new code at once."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class DetailsForm(ActForm):
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("As the door list and the mails show it.")
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("For a call from the box office. No message is sent to it."),
    )
    notes = forms.CharField(
        label=_("Visitor's note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What the visitor has written or said; the visitor may read it too."),
    )
    access_needs = NeedsField()


class NoteForm(ActForm):
    text = forms.CharField(
        label=_("Note for the staff"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("For colleagues. The visitor sees it only on asking for all their data. Empty removes it."),
    )


class BookForm(forms.Form):
    """A reservation for somebody on the phone or at the desk, in the order in which one asks."""

    performance = PerformanceField(
        label=_("Performance"), help_text=_("Those ahead, with the seats that are free now.")
    )
    party_size = PartyField(label=_("People"), help_text=_("Also more than the website allows, as long as seats last."))
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("For the door list."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("May stay empty."),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("May stay empty: then the reference is enough at the door."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, initial="it", help_text=_("Of the mails to this person.")
    )
    book_as = forms.ChoiceField(
        label=_("What kind"),
        choices=BookAs.choices,
        initial=BookAs.ORDINARY,
        widget=forms.RadioSelect,
        help_text=_("A group is a school or an association; guests of the house are counted apart."),
    )
    hold_until = forms.DateTimeField(
        label=_("Hold the seats until"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
        help_text=_("Only for a group whose seats are held; in the venue's time. Empty takes the usual date."),
    )
    access_needs = NeedsField()
    notes = forms.CharField(
        label=_("Visitor's note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("What the visitor says; the visitor may read it too."),
    )
    staff_note = forms.CharField(
        label=_("Note for the staff"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("For colleagues. The visitor sees it only on asking for all their data."),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: list[ListedPerformance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["performance"]
        field.offer(offered)
        self.fields["party_size"].widget.attrs["autofocus"] = True

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_hold_until(self) -> datetime | None:
        # Read in the site's time zone by Django, and meant in the venue's.
        typed, performance = self.cleaned_data["hold_until"], self.cleaned_data.get("performance")
        if typed is None or performance is None:
            return typed
        return timezone.make_naive(typed).replace(tzinfo=ZoneInfo(performance.venue.time_zone))


def dates_ahead(at: datetime) -> list[ListedPerformance]:
    """Performances from tonight on that are not cancelled, each with its seats."""
    return [row for row in listed(queries.performances_ahead(at)[:MOST_DATES], at) if not row.is_cancelled]


def seats_words(row: ListedPerformance) -> str:
    free = row.verdict.seats_available
    return (
        ngettext("%(free)d seat free", "%(free)d seats free", free) % {"free": free}
        if free
        else pgettext("performance", "full")
    )


def _choice(row: ListedPerformance) -> tuple[int, str]:
    """The seats before the show: on a narrow screen the end of it is cut off."""
    return row.id, f"{short_moment_label(row.starts_at)} · {seats_words(row)} · {row.show_title} · {row.venue.name}"
