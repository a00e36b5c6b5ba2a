"""What an act on a whole performance means, in sentences for the staff. The numbers come from consequences.py."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.box_pages import Count
from bookings.consequences import Consequences
from bookings.enums import MessageState, Occasion
from bookings.listings import moment_label
from bookings.models import Performance


def name_of(performance: Performance) -> str:
    """A performance as a sentence names it: show, moment, venue."""
    return f"{performance.show.title} · {moment_label(performance.local(performance.starts_at))} · {performance.venue}"


def counts(found: Consequences) -> list[Count]:
    shown = [
        Count(_("Reservations"), found.reservations),
        Count(_("People"), found.people),
        Count(_("To be confirmed"), found.pending),
        Count(_("Mails"), found.mails, _by_language(found)),
        Count(_("Without an address"), len(found.without_address), tone="warning" if found.without_address else ""),
    ]
    if found.already_in:
        shown.append(Count(_("In already"), found.already_in, tone="warning"))
    return shown


def of_cancelling(found: Consequences) -> list[str]:
    return [
        *_who_is_told(found),
        _("Reservations stay as they are, and say that the performance is off. Their codes open no door."),
        *_feeds(found, _("The page of the show, the programme, its calendars and feeds say that it is cancelled.")),
        _("This cannot be taken back here: who has been told stays told."),
    ]


def of_moving(found: Consequences) -> list[str]:
    return [
        *_who_is_told(found),
        _("Every reservation keeps its code, and can be given back by one link in the mail."),
        *_feeds(found, _("The page of the show, the programme, its calendars and feeds say the new time.")),
        _("The reminder goes out anew before the new curtain."),
    ]


def of_writing(found: Consequences) -> list[str]:
    return [*_who_is_told(found), _("Reservations stay as they are.")]


def of_cancelling_reservations(found: Consequences) -> list[str]:
    sentences = [
        *_who_is_told(found),
        _("Each reservation is cancelled, its code is dead, and its seats are free again."),
    ]
    if found.already_in:
        words = ngettext(
            "%(people)d person is in already: that reservation stays as it is.",
            "%(people)d people are in already: their reservations stay as they are.",
            found.already_in,
        )
        sentences.append(words % {"people": found.already_in})
    sentences.append(_("This cannot be taken back: whoever wants to come all the same books anew."))
    return sentences


def _who_is_told(found: Consequences) -> list[str]:
    if not found.reservations:
        sentences = [_("Nobody has an open reservation: there is nobody to tell.")]
    else:
        mails = ngettext("%(mails)d mail goes out.", "%(mails)d mails go out.", found.mails) % {"mails": found.mails}
        words = ngettext(
            "It concerns %(reservations)d reservation with %(people)d people.",
            "It concerns %(reservations)d reservations with %(people)d people.",
            found.reservations,
        )
        sentences = [f"{words % {'reservations': found.reservations, 'people': found.people}} {mails}"]
    if found.without_address:
        words = ngettext(
            "%(count)d reservation has no address: somebody must call. It is listed below.",
            "%(count)d reservations have no address: somebody must call. They are listed below.",
            len(found.without_address),
        )
        sentences.append(words % {"count": len(found.without_address)})
    if found.walk_ups:
        words = ngettext(
            "%(people)d person came without a reservation and cannot be told by mail.",
            "%(people)d people came without a reservation and cannot be told by mail.",
            found.walk_ups,
        )
        sentences.append(words % {"people": found.walk_ups})
    return sentences


def _feeds(found: Consequences, words: str) -> list[str]:
    return [words] if found.feeds else [_("The show is not published: no page and no calendar changes.")]


def _by_language(found: Consequences) -> str:
    names = {"it": _("Italian"), "en": _("English")}
    parts = [f"{number} {names.get(code, code)}" for code, number in found.mails_by_language.items() if number]
    return ", ".join(parts)


def mail_counts(number: Counter[str]) -> list[Count]:
    """How the mails of a performance stand."""
    return [
        Count(_("To be sent"), number[MessageState.DUE] + number[MessageState.SENDING]),
        Count(_("Sent"), number[MessageState.SENT]),
        Count(_("Failed"), number[MessageState.FAILED], tone="off" if number[MessageState.FAILED] else ""),
    ]


def done(occasion: str, performance: Performance) -> str:
    """What has been done, as far as it is so: an address that somebody keeps must not say what is not true."""
    if occasion == Occasion.CANCELLED and not performance.is_scheduled:
        return _("The performance is cancelled.")
    if occasion == Occasion.MOVED:
        moment = moment_label(performance.local(performance.starts_at))
        return _("The performance is on %(moment)s, %(venue)s.") % {"moment": moment, "venue": performance.venue}
    if occasion == Occasion.RESERVATIONS_CANCELLED:
        return _("The reservations of this performance are cancelled.")
    return _("The message is on its way.") if occasion == Occasion.MESSAGE else ""
