"""What the box office types when it cancels or moves a performance, or writes to everyone who has reserved."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.announcements import Words
from bookings.models import Announcement, Performance, Venue


def _subject(label: Any) -> forms.CharField:
    length = Announcement._meta.get_field("subject_it").max_length
    return forms.CharField(label=label, required=False, max_length=length)


def _text(label: Any) -> forms.CharField:
    length = Announcement._meta.get_field("text_it").max_length
    return forms.CharField(label=label, required=False, max_length=length, widget=forms.Textarea({"rows": 5}))


class WordsForm(forms.Form):
    """A message beside what the mail says of itself, in both languages. Each reader gets their own, or the other."""

    text_it = _text(_("Message in Italian"))
    text_en = _text(_("Message in English"))

    def words(self) -> Words | None:
        """None when nothing was typed."""
        typed = {name: value for name, value in self.cleaned_data.items() if name.startswith(("subject_", "text_"))}
        return Words(**typed) if any(value.strip() for value in typed.values()) else None


class WriteForm(WordsForm):
    """A mail of its own: it needs a text, and takes subjects."""

    subject_it = _subject(_("Subject in Italian"))
    subject_en = _subject(_("Subject in English"))

    field_order = ["subject_it", "text_it", "subject_en", "text_en"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned["text_it"].strip() and not cleaned["text_en"].strip():
            self.add_error("text_it", _("Please write a text, in Italian or in English."))
        return cleaned


class MoveForm(WordsForm):
    """Where and when a performance goes. The time is read in the time zone of the venue that it goes to."""

    starts_at = forms.DateTimeField(
        label=_("New curtain"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In the venue's time. Doors, end and booking window move with it."),
    )
    venue = forms.ModelChoiceField(Venue.objects.all(), label=_("Venue"), empty_label=None)

    field_order = ["starts_at", "venue", "text_it", "text_en"]

    def __init__(self, data: Any, *, performance: Performance) -> None:
        initial = {
            "starts_at": timezone.make_naive(performance.starts_at, ZoneInfo(performance.venue.time_zone)),
            "venue": performance.venue_id,
        }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts_at, venue = cleaned.get("starts_at"), cleaned.get("venue")
        if starts_at and venue:
            # Read in the site's time zone by Django, and meant in the venue's.
            cleaned["starts_at"] = in_zone(starts_at, venue)
        return cleaned


def in_zone(moment: datetime, venue: Venue) -> datetime:
    """What a clock on the wall of the venue shows, from a moment that a form has read in the site's time zone."""
    return timezone.make_naive(moment).replace(tzinfo=ZoneInfo(venue.time_zone))
