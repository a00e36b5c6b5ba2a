"""After a whole evening no usable token lies anywhere, and personal data only in its own columns.

Recognisable words are planted, every way through the site is played, then everything that is kept is searched.
"""

import logging
import smtplib
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client, TransactionTestCase, override_settings
from django.utils import timezone

from bookings import desk, programme, services
from bookings.acts import by_staff
from bookings.announcements import Words
from bookings.exceptions import BookingRefused
from bookings.models import ContactMessage, OutboxMessage, Performance, Reservation
from bookings.stamps import new_stamp
from bookings.tests.factories import make_contact_page, make_doorkeeper, make_performance, make_staff, playing_soon
from bookings.tokens import Purpose, make_token
from tests import leaks

NAME, NOTES = "Zaffirina Piantabella", "portiamo un ornitorinco"
ADDRESSES = [f"zaffirina.{number}@ornitorinco.example" for number in range(4)]
PHONE = "+39 055 7310248"
PERSONAL = ["Zaffirina", "Piantabella", "ornitorinco", "7310248", "7310 248"]
SENT_ALONG = ["Authorization", "Referer", "User-Agent", "X-Request-ID", "X-Forwarded-User"]
NEEDS = ["sign_language", "hearing_loop"]
MINUTE = timedelta(minutes=1)


class UnwillingBackend(EmailBackend):
    """A mail server that takes nothing, and says so with the address and the text in its words."""

    def send_messages(self, messages):
        [message] = messages
        words = f"550 <{message.to[0]}>: {message.body}".encode()
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (450, words)})


class LeakTests(TransactionTestCase):
    serialized_rollback = True  # the first pages come from migrations and must be there for the next test

    def setUp(self):
        self.performance = playing_soon(capacity=30)
        # What browsers and proxies send beside a request, each with a word that must be found nowhere.
        self.client = Client(headers=dict.fromkeys(SENT_ALONG, NAME))
        self.client.cookies["remembered"] = "ornitorinco"
        self.log = self.enterContext(leaks.LogCapture())

    def test_nothing_leaks_in_a_whole_evening(self):
        self.book_by_the_api()
        self.book_by_the_form()
        self.correct_an_address()
        self.book_while_the_mail_server_refuses()
        self.write_on_the_contact_page()
        self.confirm_and_look()
        self.act_at_the_desk()
        self.ask_with_wrong_tokens()
        self.let_in()
        self.look_from_the_office()
        call_command("tick", stdout=self.log)

        assert Reservation.objects.exclude(email="").count() == 4
        assert Reservation.objects.filter(admitted=2).exists()
        assert len(mail.outbox) >= 4
        assert self.findings() == set()

        self.forget_everybody()
        assert leaks.found(leaks.dump(), PERSONAL) == set()
        assert self.findings() == set()

    def test_search_finds_what_is_planted(self):
        """The canary: were the search blind, the test above would show nothing."""
        self.book_by_the_api()
        reservation = Reservation.objects.first()
        token = make_token(Purpose.CONFIRM, reservation.public_id)
        OutboxMessage.objects.update(last_error=token)
        logging.getLogger("anybody").debug("written to %s", reservation.email)
        session = self.client.session
        session["remembered"] = reservation.name
        session.save()
        assert self.findings() >= {
            ("bookings_outboxmessage.last_error", token),
            ("dump", token),
            ("log", "ornitorinco"),
            ("session", "Piantabella"),
        }

    def test_access_log_holds_neither_tokens_nor_what_was_searched_for(self):
        token = make_token(Purpose.MANAGE, "a-public-id-x")
        for path in (
            f"/r/{token}",
            f"/stage/{token}/",
            f"/it/reservations/{token}/",
            f"/api/check-ins/performances/1/?search={NOTES[:8]}",
        ):
            logging.getLogger("django.server").info('"%s" %s %s', f"GET {path} HTTP/1.1", "200", "512")
        lines = [line for line in self.log.getvalue().splitlines() if not line.startswith("{")]
        assert [line.partition("GET ")[2] for line in lines] == [
            '/r/*** HTTP/1.1" 200 512',
            '/stage/***/ HTTP/1.1" 200 512',
            '/it/reservations/***/ HTTP/1.1" 200 512',
            '/api/check-ins/performances/1/?*** HTTP/1.1" 200 512',
        ]

    def findings(self):
        kept = [*leaks.cells(), *leaks.sessions(), *leaks.cached(), ("log", self.log.getvalue())]
        assert len(kept) > 100
        return leaks.found([*kept, *leaks.dump()], self.tokens()) | leaks.found(kept, PERSONAL)

    def tokens(self):
        """Every token of every reservation, and the signature alone, which is the part that must stay secret."""
        for public_id, reference in Reservation.objects.values_list("public_id", "reference"):
            for purpose in Purpose:
                token = make_token(purpose, reference if purpose == Purpose.FOLLOW else public_id)
                yield from (token, token.partition(".")[2])
        for performance_id in Performance.objects.values_list("pk", flat=True):
            token = make_token(Purpose.STAGE, str(performance_id))
            yield from (token, token.partition(".")[2])

    # -- the evening ---------------------------------------------------------------------------------------------------

    def book_by_the_api(self, email=ADDRESSES[0]):
        path = f"/api/performances/{self.performance.pk}/reservations/"
        body = {"party_size": 2, "name": NAME, "email": email, "phone": PHONE, "notes": NOTES}
        body |= {"privacy_accepted": True, "access_needs": NEEDS}
        key = {"Idempotency-Key": f"key-{ADDRESSES.index(email)}"}
        self.assert_answers([201, 200], [self.post(path, body, key) for _try in range(2)])
        refused = [{**body, "notes": "other"}, {**body, NAME: 1}, {**body, "email": NOTES}, {**body, "party_size": 99}]
        answers = [self.post(path, refused[0], key), *(self.post(path, wrong) for wrong in refused[1:])]
        self.assert_answers([409, 400, 400, 400], answers)
        self.client.generic("POST", path, f'{{"name": "{NAME}', "application/json")

    def book_by_the_form(self):
        path = f"/it/reservations/book/{self.performance.pk}/"
        typed = {"party_size": 2, "name": NAME, "email": ADDRESSES[1], "phone": PHONE, "notes": NOTES}
        wrong = self.client.post(path, {**typed, "email": NAME})
        right = self.client.post(path, {**typed, "privacy_accepted": "on"}, follow=True)
        sent = "/it/reservations/sent/"
        kept = [
            self.client.post(f"{sent}resend/", follow=True),
            self.client.post(f"{sent}address/", {"email": NAME}),
            self.client.post(f"{sent}address/", {"email": ADDRESSES[0]}, follow=True),
            self.client.post(f"{sent}address/", {"email": ADDRESSES[1]}, follow=True),
        ]
        self.assert_answers([400, 200, 200, 400, 200, 200], [wrong, right, *kept])

    def correct_an_address(self):
        token = make_token(Purpose.FOLLOW, self.reservation(0).reference)
        right = {"token": token, "email": ADDRESSES[0]}
        path = "/api/reservations/correct-address/"
        followed = [
            self.client.get("/api/reservations/follow/", headers={"X-Follow-Token": token}) for _time in range(2)
        ]
        self.assert_answers([200, 200], followed)
        wrong = {**right, "token": self.token(Purpose.CONFIRM, 0)}
        corrected = {**right, "email": "zaffirina.altrove@ornitorinco.example"}
        tried = [self.post(path, sent) for sent in (wrong, corrected, right, right)]
        self.assert_answers([404, 200, 200, 200], tried)

    @override_settings(EMAIL_BACKEND="tests.test_leaks.UnwillingBackend")
    def book_while_the_mail_server_refuses(self):
        self.book_by_the_api(ADDRESSES[2])
        self.book_by_the_api(ADDRESSES[3])
        self.post("/api/reservations/resend/", {"reference": self.reservation(3).reference, "email": ADDRESSES[3]})
        call_command("tick", at=timezone.now() + timedelta(minutes=2), stdout=self.log)
        assert OutboxMessage.objects.filter(state="due", attempts__gt=0, last_error__contains="Refused").exists()

    def write_on_the_contact_page(self):
        path = make_contact_page().url
        typed = {"name": NAME, "email": ADDRESSES[0], "text": NOTES, "stamp": new_stamp(timezone.now() - MINUTE)}
        refused = [{**typed, "email": NAME}, {**typed, "stamp": NAME}, {**typed, "text": f"{NOTES} www. www. www."}]
        answers = [self.client.post(path, one) for one in (*refused, {**typed, "website": NAME}, typed, typed)]
        self.assert_answers([400, 400, 400, 302, 302, 302], answers)
        with override_settings(EMAIL_BACKEND="tests.test_leaks.UnwillingBackend"):
            self.client.post(path, {**typed, "text": f"{NOTES} e un secondo"})
        assert OutboxMessage.objects.filter(contact__text__contains="secondo", last_error__contains="Refused").exists()

    def confirm_and_look(self):
        for number in range(3):
            token = self.token(Purpose.CONFIRM, number)
            pages = [self.client.get(f"/it/reservations/confirm/{token}/") for _scanner in range(3)]
            pages.append(self.client.post(f"/it/reservations/confirm/{token}/", follow=True))
            self.assert_answers([200] * 4, pages)
        own, body = self.token(Purpose.MANAGE, 0), {"token": self.token(Purpose.MANAGE, 0)}
        parts = ["", "calendar.ics", "data.json"]
        self.assert_answers([200] * 3, [self.client.get(f"/en/reservations/{own}/{part}") for part in parts])
        self.assert_answers(
            [200, 302],
            [
                self.post("/api/reservations/view/", body),
                self.client.post(f"/it/reservations/{own}/change/", {"party_size": 3}),
            ],
        )
        self.assert_answers([200], [self.post("/api/reservations/change/", {**body, "party_size": 2})])
        resend = {"reference": self.reservation(0).reference, "email": ADDRESSES[0]}
        self.assert_answers(
            [202] * 2,
            [
                self.post("/api/reservations/resend/", resend),
                self.post("/api/reservations/resend/", {**resend, "email": ADDRESSES[1]}),
            ],
        )
        self.assert_answers([200], [self.post("/api/reservations/cancel/", {"token": self.token(Purpose.MANAGE, 2)})])

    def act_at_the_desk(self):
        """What the verbs of the box office write, whichever screen calls them."""
        staff, at = make_staff("biglietteria"), timezone.now()
        other = make_performance(show=self.performance.show, starts_at=self.performance.starts_at + timedelta(hours=5))
        told = {"name": NAME, "phone": PHONE, "notes": NOTES, "access_needs": NEEDS}
        request = desk.DeskRequest(self.performance.pk, 4, **told, staff_note=f"{NAME}: {NOTES}", key=f"form of {NAME}")
        booked = [desk.book(request=request, staff=staff, at=at).reservation for _tap in range(2)]
        of = {"public_id": booked[0].public_id, "at": at, "who": by_staff(staff)}
        desk.note(**of, text=f"{NOTES}, e un secondo")
        desk.correct_details(**of, **{**told, "phone": PHONE[1:]})
        desk.move(**of, performance_id=other.pk)
        services.resend_by_staff(public_id=self.reservation(1).public_id, who=by_staff(staff), at=at)
        words = Words(text_it="Venite presto.", text_en="Please come early.")
        assert programme.write_to_all(performance_id=self.performance.pk, words=words, staff=staff, at=at) == 3
        with self.assertRaises(BookingRefused):
            desk.book(request=replace(request, notes=PHONE), staff=staff, at=at)

    def ask_with_wrong_tokens(self):
        good = self.token(Purpose.PASS, 0)
        for token in (good, f"{good[:-1]}~", good.replace(".", "x")):
            paths = [
                f"/it/reservations/confirm/{token}/",
                f"/it/reservations/{token}/",
                f"/it/reservations/{token}/no/",
            ]
            self.assert_answers([404] * 3, [self.client.get(path) for path in paths])
            calls = ["confirm", "view", "cancel"]
            self.assert_answers(
                [404] * 3, [self.post(f"/api/reservations/{call}/", {"token": token}) for call in calls]
            )
            self.client.get(f"/r/{token}")

    def let_in(self):
        self.client.force_login(make_doorkeeper())
        scan = {"token": self.token(Purpose.PASS, 0), "performance": self.performance.pk}
        door = f"/api/check-ins/performances/{self.performance.pk}/"
        self.assert_answers(
            [200, 200, 200, 200],
            [
                self.client.get(f"/r/{scan['token']}"),
                self.post("/api/check-ins/preview/", scan),
                self.client.get(door, {"search": "Piantabella"}),
                self.client.get("/check-in/"),
            ],
        )
        first = self.post("/api/check-ins/", {**scan, "scan_id": "one"})
        again = self.post("/api/check-ins/", {**scan, "scan_id": "two"})
        unknown = self.post("/api/check-ins/", {**scan, "token": self.token(Purpose.MANAGE, 0), "scan_id": "three"})
        self.assert_answers([201, 409, 404], [first, again, unknown])
        self.assert_answers([200], [self.post(f"/api/check-ins/{first.json()['id']}/undo/", {})])
        self.assert_answers([201], [self.post("/api/check-ins/", {**scan, "scan_id": "four"})])
        self.assert_answers([201], [self.post(f"{door}walk-ups/", {"party_size": 1, "scan_id": "five"})])
        self.client.logout()
        stage = make_token(Purpose.STAGE, str(self.performance.pk))
        self.assert_answers([200, 404], [self.client.get(f"/stage/{token}/") for token in (stage, stage[:-1])])

    def look_from_the_office(self):
        """The screens of the box office, as an administrator sees all of them."""
        self.client.force_login(User.objects.create_superuser("direzione", password="una lunga parola"))
        lists = ["reservation", "contactmessage", "outboxmessage", "performance", "venue"]
        paths = [f"/admin/bookings/{name}/" for name in lists]
        one = f"/admin/box-office/reservations/{self.reservation(0).pk}/"
        paths += [one, f"{one}note/", f"{one}booked/", "/admin/box-office/book/", "/admin/reports/site-history/"]
        paths += [f"/admin/bookings/contactmessage/inspect/{ContactMessage.objects.first().pk}/"]
        self.assert_answers([200] * len(paths), [self.client.get(path) for path in paths])
        self.client.get("/admin/bookings/reservation/", {"q": "Piantabella"})
        self.client.get("/admin/bookings/contactmessage/", {"q": "ornitorinco"})
        self.client.logout()

    def forget_everybody(self):
        for number in range(4):
            # Who is in already cannot be cancelled any more, and is erased all the same.
            self.client.post(f"/it/reservations/{self.token(Purpose.MANAGE, number)}/forget/", follow=True)
        call_command("tick", at=timezone.now() + timedelta(days=1), stdout=self.log)
        call_command("tick", at=timezone.now() + timedelta(days=32), stdout=self.log)

    def post(self, path, body, headers=None):
        return self.client.post(path, body, content_type="application/json", headers=headers or {})

    def reservation(self, number):
        # Kept from the first look: an erased reservation has no address to be found by.
        keys = self.__dict__.setdefault("keys", {})
        if number not in keys:
            keys[number] = Reservation.objects.get(email=ADDRESSES[number]).pk
        return Reservation.objects.get(pk=keys[number])

    def token(self, purpose, number):
        return make_token(purpose, self.reservation(number).public_id)

    def assert_answers(self, expected, answers):
        assert [answer.status_code for answer in answers] == expected, [answer.content[:300] for answer in answers]
