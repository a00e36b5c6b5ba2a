from datetime import datetime, timedelta

from django.core import mail
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone, translation

from bookings import desk, mails, privacy, queries, services, timed
from bookings.acts import by_staff
from bookings.corrections import correct_address
from bookings.enums import PerformanceStatus
from bookings.exceptions import (
    AlreadyCheckedIn,
    HoldOutOfTime,
    IdempotencyConflict,
    NotEnoughSeats,
    NotFound,
    PartyTooLarge,
    PerformanceCancelled,
    PerformanceOver,
    PersonErased,
    ReservationCancelled,
    ReservationExpired,
    TooManySeats,
)
from bookings.listings import moment_label
from bookings.models import OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.outbox import deliver_due
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    booked,
    booked_at_the_desk,
    confirmed,
    desk_request,
    make_performance,
    make_show,
    make_staff,
    playing_soon,
)
from bookings.tokens import Purpose, make_token

DAY = timedelta(days=1)
DEADLINE = NOW + timedelta(hours=3)


def counted(performance, at=NOW):
    count = queries.house_count(queries.performances(at).get(pk=performance.pk))
    return count.confirmed_seats, count.held_seats, count.seats_available


class DeskTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=30)
        cls.staff = make_staff("biglietteria", first_name="Ada", last_name="Neri")
        cls.who = by_staff(cls.staff)

    def book(self, at=NOW, **values):
        with self.captureOnCommitCallbacks(execute=True):
            return booked_at_the_desk(self.performance, self.staff, at, **values)

    def history(self, reservation):
        return list(reservation.history.order_by("pk").values_list("act", "before", "after", "staff"))

    def mails(self, reservation):
        return list(reservation.messages.order_by("pk").values_list("kind", flat=True))

    def refuses(self, refusal, act):
        def rows():
            models = (Performance, Reservation, ReservationEvent, OutboxMessage)
            return [list(model.objects.order_by("pk").values()) for model in models]

        before = rows()
        with self.assertRaises(refusal) as caught:
            act()
        assert rows() == before
        return caught.exception


class BookTests(DeskTestCase):
    def test_caller_is_confirmed_at_once_and_gets_the_code(self):
        reservation = self.book(
            name="Giulia Neri", email="giulia@example.org", phone="051 1", notes="Zoppica", access_needs=["step_free"]
        )
        assert (reservation.status, reservation.source, reservation.kind) == ("confirmed", "box_office", "ordinary")
        assert (reservation.access_needs, reservation.confirmed_at) == (["step_free"], NOW)
        assert self.history(reservation) == [("confirmed", "", "confirmed", self.staff.pk)]
        assert [sent.to for sent in mail.outbox] == [["giulia@example.org"]]
        assert make_token(Purpose.PASS, reservation.public_id) in mail.outbox[0].body

    def test_without_an_address_there_is_no_mail(self):
        reservation = self.book(kind="comp", staff_note="Critica di Repubblica")
        assert (reservation.kind, reservation.staff_note) == ("comp", "Critica di Repubblica")
        assert (self.mails(reservation), mail.outbox) == ([], [])

    def test_neither_window_nor_limits_for_visitors_bind(self):
        for column, moment in [("opens_at", NOW + timedelta(hours=1)), ("closes_at", NOW - timedelta(hours=1))]:
            with self.subTest(column):
                Performance.objects.update(opens_at=None, closes_at=None)
                Performance.objects.update(**{column: moment})
                assert self.book(party_size=12, email="scuola@example.org").party_size == 12
        assert counted(self.performance) == (24, 0, 6)

    def test_never_above_the_seats(self):
        self.book(party_size=28)
        refusal = self.refuses(NotEnoughSeats, lambda: self.book(party_size=3))
        assert refusal.facts == {"seats_available": 2}

    def test_never_for_what_is_cancelled_or_over(self):
        self.refuses(PerformanceOver, lambda: self.book(at=CURTAIN + DAY))
        Performance.objects.update(status=PerformanceStatus.CANCELLED)
        self.refuses(PerformanceCancelled, self.book)
        self.refuses(NotFound, lambda: desk.book(request=desk.DeskRequest(0, 1), staff=self.staff, at=NOW))

    def test_while_the_evening_runs_a_latecomer_can_be_booked(self):
        assert self.book(at=CURTAIN + timedelta(minutes=10)).status == "confirmed"

    def test_the_same_form_twice_is_one_reservation(self):
        request = desk_request(self.performance, party_size=30, key="form 1")
        first, second = (desk.book(request=request, staff=self.staff, at=NOW) for _tap in range(2))
        assert (first.is_new, second.is_new) == (True, False)
        assert first.reservation == second.reservation
        assert counted(self.performance) == (30, 0, 0)

    def test_the_same_form_with_other_content_is_refused(self):
        self.book(key="form 1")
        self.refuses(IdempotencyConflict, lambda: self.book(key="form 1", party_size=3))

    def test_a_visitor_cannot_meet_the_key_of_a_form(self):
        self.book(key="form 1")
        assert booked(self.performance, idempotency_key="form 1").status == "pending"


class GroupTests(DeskTestCase):
    def group(self, at=NOW, **values):
        return self.book(at, **{"party_size": 20, "kind": "group", "hold_until": DEADLINE, **values})

    def test_seats_are_held_until_the_deadline_and_not_longer(self):
        reservation = self.group()
        assert (reservation.status, reservation.expires_at, reservation.held_until) == ("pending", DEADLINE, DEADLINE)
        assert counted(self.performance) == (0, 20, 10)
        assert counted(self.performance, DEADLINE) == (0, 0, 30)
        assert self.history(reservation) == [("booked", "", "pending", self.staff.pk)]

    def test_nobody_takes_held_seats_though_the_house_holds_none_for_visitors(self):
        self.group(party_size=25)
        assert (self.performance.hold_minutes, queries.rules().hold_minutes) == (None, 0)
        self.refuses(NotEnoughSeats, lambda: booked(self.performance, party_size=6))
        pending = [booked(self.performance, party_size=3, email=f"v{number}@example.org") for number in range(2)]
        services.confirm(public_id=pending[0].public_id, at=NOW)
        self.refuses(NotEnoughSeats, lambda: services.confirm(public_id=pending[1].public_id, at=NOW))
        assert services.confirm(public_id=pending[1].public_id, at=DEADLINE).status == "confirmed"

    def test_school_confirms_by_its_link_whatever_one_address_may_book(self):
        reservation = self.group(email="scuola@example.org")
        [sent] = mail.outbox
        assert make_token(Purpose.CONFIRM, reservation.public_id) in sent.body
        confirmed_ = services.confirm(public_id=reservation.public_id, at=NOW)
        assert (confirmed_.status, confirmed_.held_until) == ("confirmed", None)
        assert counted(self.performance) == (20, 0, 10)

    def test_box_office_confirms_with_the_number_that_comes(self):
        reservation = self.group()
        services.confirm(public_id=reservation.public_id, at=NOW, party_size=22, who=self.who)
        assert counted(self.performance) == (22, 0, 8)

    def test_deadline_lies_ahead_and_not_past_the_curtain(self):
        for deadline in (NOW, NOW - DAY, CURTAIN + timedelta(seconds=1)):
            with self.subTest(deadline=deadline):
                self.refuses(HoldOutOfTime, lambda until=deadline: self.group(hold_until=until))
        assert self.group(hold_until=CURTAIN).expires_at == CURTAIN

    def test_the_clock_ends_it(self):
        reservation = self.group()
        self.refuses(ReservationExpired, lambda: services.confirm(public_id=reservation.public_id, at=DEADLINE))
        assert timed.expire(at=DEADLINE) == 1
        reservation.refresh_from_db()
        assert (reservation.status, reservation.held_until) == ("expired", None)


class StaffTests(DeskTestCase):
    """The verbs of visitors, with a member of staff as the one who acts."""

    def test_confirms_above_the_limit_of_an_address(self):
        confirmed(self.performance, party_size=9)
        second = booked(self.performance, party_size=9)
        self.refuses(TooManySeats, lambda: services.confirm(public_id=second.public_id, at=NOW))
        services.confirm(public_id=second.public_id, at=NOW, who=self.who)
        assert self.history(second)[-1] == ("confirmed", "pending", "confirmed", self.staff.pk)

    def test_enlarges_a_party_though_booking_is_closed_and_above_the_limit(self):
        reservation = confirmed(self.performance)
        Performance.objects.update(closes_at=NOW)
        act = {"public_id": reservation.public_id, "party_size": 15, "at": NOW}
        self.refuses(PartyTooLarge, lambda: services.change_party_size(**{**act, "at": NOW - DAY}))
        assert services.change_party_size(**act, who=self.who).party_size == 15
        self.refuses(NotEnoughSeats, lambda: services.change_party_size(**{**act, "party_size": 31}, who=self.who))

    def test_an_expired_one_is_booked_again(self):
        late = booked(self.performance)
        act = {"public_id": late.public_id, "at": late.expires_at, "who": self.who}
        self.refuses(ReservationExpired, lambda: services.confirm(**act))

    def test_sends_the_mail_again(self):
        reservation = confirmed(self.performance)
        assert services.resend_by_staff(public_id=reservation.public_id, who=self.who, at=NOW) is True
        assert self.mails(reservation) == ["confirm", "confirmed", "confirmed"]
        assert self.history(reservation)[-1] == ("resent", "", "", self.staff.pk)

    def test_tells_when_there_is_nothing_to_send(self):
        nameless = self.book()
        cancelled = services.cancel(public_id=confirmed(self.performance).public_id, at=NOW)
        for reservation in (nameless, cancelled):
            assert services.resend_by_staff(public_id=reservation.public_id, who=self.who, at=NOW) is False

    def test_cancels_and_the_mail_says_who_did_it(self):
        reservation = confirmed(self.performance, language="en")
        services.cancel(public_id=reservation.public_id, at=NOW, who=self.who)
        deliver_due(NOW)
        assert "we have cancelled your reservation" in mail.outbox[-1].body
        assert "Thank you for telling us" not in mail.outbox[-1].body


class AddressTests(DeskTestCase):
    def correct(self, reservation, email="giulia@gmail.com"):
        with self.captureOnCommitCallbacks(execute=True):
            return correct_address(reference=reservation.reference, email=email, at=NOW, who=self.who)

    def test_confirmed_one_gets_a_new_code_at_the_right_address(self):
        reservation = confirmed(self.performance, email="giulia@gmial.com")
        deliver_due(NOW)
        mail.outbox.clear()
        corrected = self.correct(reservation)
        [sent] = mail.outbox
        assert sent.to == ["giulia@gmail.com"]
        assert make_token(Purpose.PASS, corrected.public_id) in sent.body
        with self.assertRaises(NotFound):
            queries.reservation(reservation.public_id)
        assert self.history(corrected)[-1] == ("address_corrected", "", "", self.staff.pk)

    def test_what_has_not_gone_to_the_old_address_never_will(self):
        reservation = confirmed(self.performance, email="giulia@gmial.com")
        self.correct(reservation)
        deliver_due(NOW)
        assert {address for sent in mail.outbox for address in sent.to} == {"giulia@gmail.com"}
        assert list(reservation.messages.order_by("pk").values_list("kind", "state")) == [
            ("confirm", "dropped"),
            ("confirmed", "dropped"),
            ("confirmed", "sent"),
        ]

    def test_nothing_is_added_to_who_was_erased(self):
        reservation = confirmed(self.performance)
        Reservation.objects.update(admitted=1)  # so that it stays confirmed
        privacy.forget(public_id=reservation.public_id, at=NOW)
        self.refuses(PersonErased, lambda: self.correct(reservation))


class NoteTests(DeskTestCase):
    def test_note_and_details_are_in_the_record_without_what_they_say(self):
        reservation = confirmed(self.performance, access_needs=["wheelchair"])
        of = {"public_id": reservation.public_id, "at": NOW, "who": self.who}
        desk.note(**of, text="Chiama dopo le 18")
        changed = desk.correct_details(**of, name="Giulia Nera", phone="333", notes="", access_needs=["companion"])
        assert (changed.name, changed.phone, changed.staff_note) == ("Giulia Nera", "333", "Chiama dopo le 18")
        assert changed.access_needs == ["companion"]
        assert [row[:3] for row in self.history(changed)[2:]] == [("noted", "", ""), ("details_corrected", "", "")]
        assert self.mails(changed) == ["confirm", "confirmed"]

    def test_the_same_again_changes_nothing(self):
        reservation = confirmed(self.performance, access_needs=["wheelchair"])
        of = {"public_id": reservation.public_id, "at": NOW, "who": self.who}
        desk.note(**of, text="")
        desk.correct_details(**of, name=reservation.name, phone="", notes="", access_needs=["wheelchair"])
        assert len(self.history(reservation)) == 2

    def test_note_is_among_the_own_data_and_is_erased_with_the_person(self):
        reservation = self.book(email="giulia@example.org", kind="comp", staff_note="Sorella della regista")
        data = privacy.own_data(reservation)
        assert (data["kind"], data["staff_note"]) == ("comp", "Sorella della regista")
        erased = privacy.forget(public_id=reservation.public_id, at=NOW)
        assert (erased.staff_note, erased.kind) == ("", "comp")
        of = {"public_id": reservation.public_id, "at": NOW, "who": self.who}
        self.refuses(PersonErased, lambda: desk.note(**of, text="Sorella"))
        details = {"name": "Giulia", "phone": "", "notes": "", "access_needs": ["wheelchair"]}
        self.refuses(PersonErased, lambda: desk.correct_details(**of, **details))

    def test_database_keeps_no_note_on_who_was_erased(self):
        reservation = self.book()
        privacy.forget(public_id=reservation.public_id, at=NOW)
        for wrong in ({"staff_note": "Giulia"}, {"kind": "friend"}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Reservation.objects.filter(pk=reservation.pk).update(**wrong)


class MoveTests(DeskTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.other = make_performance(
            show=cls.performance.show, venue=cls.performance.venue, starts_at=CURTAIN + DAY, capacity=4
        )

    def move(self, reservation, target=None, at=NOW):
        with self.captureOnCommitCallbacks(execute=True):
            return desk.move(
                public_id=reservation.public_id, performance_id=(target or self.other).pk, at=at, who=self.who
            )

    def test_seats_move_and_code_reference_and_needs_stay(self):
        reservation = confirmed(self.performance, party_size=3, access_needs=["wheelchair"], language="en")
        timed.remind(at=CURTAIN - timedelta(hours=1))
        mail.outbox.clear()
        moved = self.move(reservation)
        assert (counted(self.performance), counted(self.other)) == ((0, 0, 30), (3, 0, 1))
        moved.refresh_from_db()
        assert (moved.performance, moved.public_id, moved.reference) == (
            self.other,
            reservation.public_id,
            reservation.reference,
        )
        assert (moved.reminded_at, moved.access_needs) == (None, ["wheelchair"])
        [sent] = mail.outbox
        for words in (
            "it was for Friday 20 November 2026, at\xa021:00 and is now for Saturday 21 November 2026, at\xa021:00",
            "#give-back",
            make_token(Purpose.PASS, reservation.public_id),
        ):
            assert words in sent.body
        assert f"performance-{self.other.pk}@" in sent.attachments[-1][1]

    def test_history_tells_from_where_to_where(self):
        moved = self.move(confirmed(self.performance))
        act, before, after, staff = self.history(moved)[-1]
        assert (act, staff) == ("moved", self.staff.pk)
        assert before == f"2026-11-20T20:00:00+00:00 #{self.performance.pk}"
        assert after == f"2026-11-21T20:00:00+00:00 #{self.other.pk}"

    def test_not_without_seats_for_all(self):
        for reservation in (confirmed(self.performance, party_size=5), booked(self.performance, party_size=5)):
            self.refuses(NotEnoughSeats, lambda row=reservation: self.move(row))

    def test_not_once_somebody_is_in_nor_what_has_ended(self):
        for values, refusal in [
            ({"admitted": 1}, AlreadyCheckedIn),
            ({"status": "cancelled"}, ReservationCancelled),
            ({"status": "expired"}, ReservationExpired),
        ]:
            reservation = confirmed(self.performance, email=f"{len(values)}{refusal.code}@example.org")
            Reservation.objects.filter(pk=reservation.pk).update(**values)
            self.refuses(refusal, lambda row=reservation: self.move(row))

    def test_not_to_what_is_cancelled_or_over(self):
        reservation = confirmed(self.performance)
        past = make_performance(show=make_show(), starts_at=NOW - DAY)
        self.refuses(PerformanceOver, lambda: self.move(reservation, past))
        Performance.objects.filter(pk=self.other.pk).update(status="cancelled")
        self.refuses(PerformanceCancelled, lambda: self.move(reservation))

    def test_to_where_it_is_already_changes_nothing(self):
        reservation = confirmed(self.performance)
        self.move(reservation, self.performance)
        assert len(self.history(reservation)) == 2

    def test_hold_of_a_group_ends_with_the_new_curtain(self):
        early = make_performance(show=make_show(), starts_at=NOW + timedelta(hours=2), capacity=30)
        group = self.book(party_size=20, kind="group", hold_until=DEADLINE)
        moved = self.move(group, early)
        assert (moved.expires_at, moved.held_until) == (early.starts_at, early.starts_at)
        assert (counted(self.performance), counted(early)) == ((0, 0, 30), (0, 20, 10))

    def test_places_given_away_come_back_as_far_as_seats_are_left(self):
        for seats, released in [(4, 0), (3, 1)]:
            with self.subTest(seats=seats):
                target = make_performance(show=make_show(), capacity=seats)
                reservation = confirmed(self.performance, party_size=4, email=f"v{seats}@example.org")
                Reservation.objects.filter(pk=reservation.pk).update(released_seats=2)
                assert self.move(reservation, target).released_seats == released
        full = make_performance(show=make_show(), capacity=0)
        reservation = confirmed(self.performance, party_size=1, email="last@example.org")
        Reservation.objects.filter(pk=reservation.pk).update(released_seats=1)
        self.refuses(NotEnoughSeats, lambda: self.move(reservation, full))

    def test_another_show_is_named_in_the_mail(self):
        target = make_performance(show=make_show("Il gabbiano"), starts_at=CURTAIN + DAY)
        self.move(confirmed(self.performance, language="en"), target)
        body = mail.outbox[-1].body
        assert "it was for “Prova aperta”, Friday 20 November" in body
        assert "and is now for “Il gabbiano”" in body


class VisitorSideTests(TestCase):
    """What a school sees of its reservation while its seats are held."""

    @classmethod
    def setUpTestData(cls):
        cls.staff = make_staff("biglietteria")
        cls.at = timezone.now()
        cls.performance = playing_soon(capacity=30)
        cls.deadline = cls.performance.starts_at - timedelta(hours=5)
        values = {"party_size": 25, "kind": "group", "email": "scuola@example.org", "language": "en"}
        cls.reservation = booked_at_the_desk(
            cls.performance, cls.staff, cls.at, hold_until=cls.deadline, staff_note="Paga la preside", **values
        )
        with translation.override("en"):
            cls.until = moment_label(cls.performance.local(cls.deadline))

    def token(self, purpose):
        return make_token(purpose, self.reservation.public_id)

    def test_pages_say_until_when_the_places_are_held_and_not_what_the_staff_noted(self):
        for path in (f"confirm/{self.token(Purpose.CONFIRM)}", self.token(Purpose.MANAGE)):
            with self.subTest(path):
                page = self.client.get(f"/en/reservations/{path}/")
                self.assertContains(page, f"We hold your places until {self.until}.")
                self.assertNotContains(page, "Paga la preside")

    def test_link_confirms_all_of_them_though_visitors_may_be_ten(self):
        self.client.post(f"/en/reservations/confirm/{self.token(Purpose.CONFIRM)}/")
        self.reservation.refresh_from_db()
        assert (self.reservation.status, self.reservation.party_size) == ("confirmed", 25)

    def test_api_tells_the_deadline(self):
        token = {"token": self.token(Purpose.MANAGE)}
        answer = self.client.post("/api/reservations/view/", token, content_type="application/json").json()
        assert (answer["status"], answer["party_size"]) == ("pending", 25)
        assert datetime.fromisoformat(answer["confirm_before"]) == self.deadline
        assert "Paga la preside" not in str(answer)

    def test_school_may_come_with_fewer_and_not_with_more(self):
        body = {"token": self.token(Purpose.MANAGE), "party_size": 26}
        refused = self.client.post("/api/reservations/change/", body, content_type="application/json")
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "party_too_large")
        answer = self.client.post(
            "/api/reservations/change/", {**body, "party_size": 20}, content_type="application/json"
        )
        assert answer.json()["party_size"] == 20
        assert counted(self.performance, self.at) == (0, 20, 10)

    def test_after_a_move_the_page_says_from_where_and_takes_places_back(self):
        other = make_performance(show=self.performance.show, starts_at=self.performance.starts_at + DAY)
        of = {"public_id": self.reservation.public_id, "at": timezone.now(), "who": by_staff(self.staff)}
        desk.move(**of, performance_id=other.pk)
        page = self.client.get(f"/en/reservations/{self.token(Purpose.MANAGE)}/")
        self.assertContains(page, "Your reservation has been moved")
        with translation.override("en"):
            before = moment_label(self.performance.local(self.performance.starts_at))
        self.assertContains(page, f"It was on <s>{before}</s>")
        self.assertContains(page, "#give-back")
        sent = mails.render(self.reservation.messages.get(kind="changed"))
        assert f"We hold your places until {self.until}." in sent.body
