"""Whole requests and answers for the OpenAPI document; the widget's tests take theirs from there.

One evening of one show runs through all of them, so that they may be read in a row.
"""

from typing import Any

from drf_spectacular.utils import OpenApiExample

from bookings import exceptions as bookings
from checkins import exceptions as checkins

SHOW = {"slug": "il-corpo-che-resta", "title": "Il corpo che resta", "url": "/it/spettacoli/il-corpo-che-resta/"}
VENUE = {"slug": "teatro-cantiere", "name": "Teatro Cantiere", "city": "Firenze"}
STARTS_LABEL = "sabato 21 novembre 2026, ore 21:00"
PERFORMANCE = {
    "id": 12,
    "show": SHOW,
    "venue": VENUE,
    "starts_at": "2026-11-21T21:00:00+01:00",
    "starts_label": STARTS_LABEL,
    "doors_at": "2026-11-21T20:30:00+01:00",
    "ends_at": "2026-11-21T22:20:00+01:00",
    "status": "scheduled",
    "access_types": ["captioned"],
    "booking": {
        "state": "open",
        "label": "Posti disponibili",
        "seats_available": 38,
        "max_party_size": 6,
        "opens_at": "2026-11-01T10:00:00+01:00",
        "closes_at": "2026-11-21T21:00:00+01:00",
        "release_notice": "",
    },
}
FEW_LEFT = {
    **PERFORMANCE,
    "booking": {**PERFORMANCE["booking"], "state": "few_left", "label": "3 posti", "seats_available": 3},
}
FULL = {
    **PERFORMANCE,
    "booking": {**PERFORMANCE["booking"], "state": "full", "label": "Esaurito", "seats_available": 0},
}

# Not signed by any key: examples must work nowhere.
CONFIRM_TOKEN = "dGhpcyBpcyBub3Qh.a-signature-of-22-char"  # noqa: S105
PASS_TOKEN = "dGhpcyBpcyBub3Qh.other-signature-22-char"  # noqa: S105
PENDING = {
    "reference": "K7QF-2MXW",
    "status": "pending",
    "party_size": 2,
    "performance": PERFORMANCE,
    "confirm_before": "2026-11-21T18:30:00+01:00",
    "email": "g•••@example.org",
}
CONFIRMED = {
    **PENDING,
    "status": "confirmed",
    "confirm_before": None,
    "pass": {
        "url": f"https://www.azionelab.example/r/{PASS_TOKEN}",
        "svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 41 41"><path d="M4 4.5h7"/></svg>',
    },
}
CANCELLED = {**PENDING, "status": "cancelled", "confirm_before": None}
FOLLOW_TOKEN = "K7QF2MXW.third-signature-22-char"  # noqa: S105
BOOKED = {**PENDING, "follow_token": FOLLOW_TOKEN, "email_suggestion": None}
FOLLOWED = {
    "reference": "K7QF-2MXW",
    "status": "pending",
    "confirm_before": PENDING["confirm_before"],
    "email": "g•••@example.org",
    "email_suggestion": None,
    "mail": "sent",
}
MISTYPED = {"email": "g•••@gmial.com", "email_suggestion": "gmail.com"}
BOOK_REQUEST = {
    "party_size": 2,
    "name": "Giulia Rossi",
    "email": "giulia@example.org",
    "privacy_accepted": True,
    "phone": "+39 055 000000",
    "notes": "",
    "access_needs": ["wheelchair", "companion"],
    "language": "it",
}

COUNTS = {"confirmed": 84, "admitted": 61, "to_come": 23, "walk_ups": 5, "free": 12}
DOOR_PERFORMANCE = {
    "id": 12,
    "show": SHOW,
    "venue": VENUE,
    "starts_at": PERFORMANCE["starts_at"],
    "starts_label": STARTS_LABEL,
    "doors_at": PERFORMANCE["doors_at"],
    "status": "scheduled",
    "tonight": True,
    "counts": COUNTS,
}
PARTY = {
    "entry": 4711,
    "reference": "K7QF-2MXW",
    "name": "Giulia Rossi",
    "party_size": 2,
    "admitted": 0,
    "to_come": 2,
    "released": 0,
    "access_needs": ["wheelchair", "companion"],
    "status": "confirmed",
}
PARTY_RELEASED = {**PARTY, "to_come": 0, "released": 2}
PARTY_INSIDE = {**PARTY, "admitted": 2, "to_come": 0}
EARLIER = {
    "checked_in_at": "2026-11-21T20:41:07+01:00",
    "checked_in_by": "Marta Riva",
    "checked_in_device": "Porta A",
}
MAY_GO_IN = {
    "verdict": "admit",
    "detail": "Può entrare.",
    "reservation": PARTY,
    "performance": DOOR_PERFORMANCE,
    "checked_in_at": None,
    "checked_in_by": None,
    "checked_in_device": None,
    "seats_available": None,
}
ALREADY_IN = {
    **MAY_GO_IN,
    "verdict": "already_checked_in",
    "detail": "Questa prenotazione è già entrata.",
    "reservation": PARTY_INSIDE,
    **EARLIER,
}
GIVEN_AWAY = {
    **MAY_GO_IN,
    "verdict": "seats_released",
    "detail": "I posti di questo gruppo sono stati ceduti: 2. Posti liberi adesso: 5.",
    "reservation": PARTY_RELEASED,
    "seats_available": 5,
}
CHECK_IN = {
    "id": 3071,
    "scan_id": "6c1f2a52-6d44-4b7e-9f0e-0f6f3f0f8f11",
    "reservation": PARTY_INSIDE,
    "admitted": 2,
    **EARLIER,
    "conflict": "",
    "undone_at": None,
    "counts": {**COUNTS, "admitted": 63, "to_come": 21},
}
WALK_UP = {
    **CHECK_IN,
    "id": 3072,
    "reservation": {**PARTY_INSIDE, "entry": 4733, "reference": "R4TD-9PVC", "name": "", "access_needs": []},
    "counts": {**COUNTS, "confirmed": 86, "admitted": 63, "walk_ups": 7, "free": 10},
}
UNDONE = {**CHECK_IN, "reservation": PARTY, "undone_at": "2026-11-21T20:42:30+01:00", "counts": COUNTS}

PHONE_STATE = {
    "counts": COUNTS,
    "conflicts": 1,
    "house_clear_at": None,
    "late": 0,
    "release": {"is_offered": False, "people": 0, "released": 0},
    "entries": [
        {
            "id": 4711,
            "status": "confirmed",
            "party_size": 2,
            "admitted": 2,
            "released": 0,
            "last_at": EARLIER["checked_in_at"],
            "last_device": EARLIER["checked_in_device"],
        },
        {
            "id": 4712,
            "status": "pending",
            "party_size": 4,
            "admitted": 0,
            "released": 0,
            "last_at": None,
            "last_device": "",
        },
    ],
}
OTHER_PERFORMANCE = {
    "id": 13,
    "show_title": "Il corpo che resta",
    "starts_at": "2026-11-22T17:00:00+01:00",
    "starts_label": "domenica 22 novembre 2026, ore 17:00",
}
STAGE_URL = "https://www.azionelab.example/stage/12.fourth-signature-22-ch/"
HOUSE_CLEAR = {"at": "2026-11-21T20:58:12+01:00", "admitted": 84, "to_come": 9, "late": 0, "stage_url": STAGE_URL}
AFTER_RELEASE = {
    **PHONE_STATE,
    "counts": {**COUNTS, "confirmed": 61, "to_come": 0, "free": 35},
    "release": {"is_offered": True, "people": 0, "released": 23},
}
PHONE_LIST = {
    "performance": 12,
    "loaded_at": "2026-11-21T20:12:00+01:00",
    "ends_at": "2026-11-22T04:00:00+01:00",
    "salt": "8f14e45fceea167a5a36dedd4bea2543",
    "entries": [
        {
            "id": 4711,
            "passes": ["Zr6gKq8m3l0vYx5tWc2bHd", "pA9sD8fG7hJ6kL5zX4cV3b"],
            "reference": "q8Xw_",
            "needs": ["wheelchair", "companion"],
        },
        {"id": 4712, "passes": ["mN2bV5cX8zL1kJ4hG7fD0s"], "reference": "", "needs": []},
    ],
    "elsewhere": [{"performance": OTHER_PERFORMANCE, "passes": ["tR5eW2qY9uI6oP3aS0dF7g"]}],
    "latecomer_rule": "A spettacolo iniziato si entra soltanto all’intervallo.",
    "stage_url": STAGE_URL,
    "state": PHONE_STATE,
}
PRACTICE_LIST = {
    **PHONE_LIST,
    "performance": 0,
    "salt": "pratica",
    "entries": [
        {
            "id": 2,
            "passes": ["rG3yV8sK1mT6qL0xZ5nB7c"],
            "reference": "Lw4_t",
            "needs": ["step_free"],
            "name": "Colombina Servetta",
            "reference_text": "PRAT-CA24",
        }
    ],
    "elsewhere": [],
    "latecomer_rule": "Nella prova chi arriva tardi entra all’intervallo.",
    "state": {**PHONE_STATE, "entries": [{**PHONE_STATE["entries"][0], "id": 2}]},
}
TOLD = {"kind": "admit", "scan_id": CHECK_IN["scan_id"], "entry": 4711, "people": 2, "seconds_ago": 312}
TAKEN_BACK = {"kind": "undo", "scan_id": CHECK_IN["scan_id"], "seconds_ago": 305}
TOLD_ONCE = {"kind": "admit", "scan_id": CHECK_IN["scan_id"], "outcome": "admitted", "code": "", "detail": ""}
TOLD_TWICE = {
    **TOLD_ONCE,
    "outcome": "conflict",
    "code": "already_checked_in",
    "detail": "Più persone di quelle prenotate",
}
TOLD_IN_VAIN = {
    **TOLD_ONCE,
    "outcome": "refused",
    "code": "not_found",
    "detail": "Non lo troviamo. Controlla il link o il codice, oppure scrivi alla biglietteria.",
}

FACTS: dict[type[bookings.BookingRefused], dict[str, Any]] = {
    bookings.NotFound: {},
    bookings.PartyTooLarge: {"max_party_size": 6},
    bookings.NotYetOpen: {"opens_at": "2026-11-01T10:00:00+01:00"},
    bookings.BookingClosed: {"closes_at": "2026-11-21T21:00:00+01:00"},
    bookings.PerformanceCancelled: {},
    bookings.NotEnoughSeats: {"seats_available": 1},
    bookings.TooManySeats: {"seats_taken": 8, "max_seats": 10},
    bookings.IdempotencyConflict: {},
    bookings.ReservationExpired: {"expired_at": "2026-11-21T18:30:00+01:00"},
    bookings.ReservationCancelled: {},
    bookings.AlreadyCheckedIn: {"admitted": 2, "to_come": 0, **EARLIER},
    bookings.ReleaseOff: {},
    bookings.TooEarlyToRelease: {"release_from": "2026-11-21T20:50:00+01:00"},
    bookings.Busy: {},
    checkins.NotConfirmed: {},
    checkins.WrongPerformance: {
        "performance": OTHER_PERFORMANCE,
        "starts_label": OTHER_PERFORMANCE["starts_label"],
    },
    checkins.MoreThanToCome: {"to_come": 1, "max_party_size": 1},
    checkins.SeatsReleased: {"released": 2, "admitted": 0, "to_come": 0, "seats_available": 5},
    checkins.NotTonight: {},
    checkins.UndoTooLate: {},
    checkins.SyncTooLate: {},
}


def _request(value: dict[str, Any], name: str = "request") -> OpenApiExample:
    return OpenApiExample(name, value, request_only=True)


def _answer(value: dict[str, Any], name: str = "answer", status: int = 200) -> OpenApiExample:
    return OpenApiExample(name, value, response_only=True, status_codes=[str(status)])


EXAMPLES: dict[str, list[OpenApiExample]] = {
    "performances_list": [_answer(PERFORMANCE)],
    "performances_read": [_answer(PERFORMANCE, "open"), _answer(FEW_LEFT, "few left"), _answer(FULL, "full")],
    "reservations_create": [
        _request(BOOK_REQUEST),
        _request({**BOOK_REQUEST, "email": "giulia@gmial.com"}, "mistyped address"),
        _answer(BOOKED, status=201),
        _answer({**BOOKED, **MISTYPED}, "mistyped address", status=201),
        _answer(BOOKED, "repeated"),
    ],
    "reservations_follow": [
        _answer(FOLLOWED, "pending"),
        _answer({**FOLLOWED, **MISTYPED}, "mistyped address"),
        _answer({**FOLLOWED, "mail": "due"}, "mail not sent yet"),
        _answer({**FOLLOWED, "mail": "failed"}, "mail refused"),
        _answer({**FOLLOWED, "status": "confirmed", "confirm_before": None}, "confirmed"),
        _answer({**FOLLOWED, "status": "expired", "confirm_before": None}, "expired"),
        _answer({**FOLLOWED, "status": "cancelled", "confirm_before": None}, "cancelled"),
    ],
    "reservations_correct_address": [
        _request({"token": FOLLOW_TOKEN, "email": "giulia@gmail.com"}),
        _answer({**FOLLOWED, "email": "g•••@gmail.com"}),
    ],
    "reservations_confirm": [_request({"token": CONFIRM_TOKEN}), _answer(CONFIRMED)],
    "reservations_view": [
        _request({"token": CONFIRM_TOKEN}),
        _answer(CONFIRMED, "confirmed"),
        _answer(PENDING, "pending"),
    ],
    "reservations_change": [
        _request({"token": CONFIRM_TOKEN, "party_size": 3}),
        _answer({**CONFIRMED, "party_size": 3}),
    ],
    "reservations_cancel": [_request({"token": CONFIRM_TOKEN}), _answer(CANCELLED)],
    "reservations_resend": [
        _request({"reference": "K7QF-2MXW", "email": "giulia@example.org"}),
        _answer({"detail": "Se il codice e l'indirizzo corrispondono, una e-mail è in arrivo."}, status=202),
    ],
    "check_ins_preview": [
        _request({"token": PASS_TOKEN, "performance": 12}, "scanned"),
        _request({"reference": "K7QF-2MXW", "performance": 12}, "typed"),
        _request({"entry": 4711, "performance": 12}, "found"),
        _answer(MAY_GO_IN, "may go in"),
        _answer(ALREADY_IN, "already in"),
        _answer(GIVEN_AWAY, "places given away"),
    ],
    "check_ins_create": [
        _request(
            {"token": PASS_TOKEN, "performance": 12, "admit": 2, "scan_id": CHECK_IN["scan_id"], "device": "Porta A"}
        ),
        _request({"entry": 4711, "performance": 12, "scan_id": CHECK_IN["scan_id"], "reclaim": True}, "found"),
        _answer(CHECK_IN, status=201),
        _answer(CHECK_IN, "repeated"),
    ],
    "check_ins_undo": [_request({"device": "Porta A"}), _answer(UNDONE)],
    "check_ins_list_read": [_answer(PHONE_LIST)],
    "check_ins_practice_read": [_answer(PRACTICE_LIST)],
    "check_ins_state_read": [_answer(PHONE_STATE)],
    "check_ins_sync": [
        _request({"device": "Porta A", "acts": [TOLD, TAKEN_BACK]}),
        _answer({"results": [TOLD_ONCE, {**TOLD_ONCE, "kind": "undo", "outcome": "undone"}], "state": PHONE_STATE}),
        _answer({"results": [TOLD_TWICE], "state": PHONE_STATE}, "conflict"),
        _answer({"results": [TOLD_IN_VAIN], "state": PHONE_STATE}, "refused"),
    ],
    "check_ins_house_clear": [_request({"device": "Porta A"}), _answer(HOUSE_CLEAR, status=201)],
    "check_ins_release": [_request({}), _answer({"released": 23, "state": AFTER_RELEASE})],
    "check_ins_release_undo": [
        _request({}),
        _answer({"taken_back": 23, "still_released": 0, "state": PHONE_STATE}, "all"),
        _answer({"taken_back": 20, "still_released": 3, "state": AFTER_RELEASE}, "as many as there were seats"),
    ],
    "check_ins_performances_list": [_answer(DOOR_PERFORMANCE)],
    "check_ins_performances_read": [
        _answer({**DOOR_PERFORMANCE, "people": []}, "counts"),
        _answer({**DOOR_PERFORMANCE, "people": [PARTY]}, "people searched for"),
    ],
    "check_ins_walk_ups_create": [
        _request({"party_size": 2, "scan_id": WALK_UP["scan_id"], "device": "Porta A"}),
        _answer(WALK_UP, status=201),
        _answer(WALK_UP, "repeated"),
    ],
}
