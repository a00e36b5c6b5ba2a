from datetime import timedelta

from django.core import mail
from django.test import TestCase

from bookings import privacy, services
from bookings.corrections import correct_address
from bookings.exceptions import NotFound, ReservationCancelled, ReservationExpired
from bookings.following import followed_view
from bookings.models import OutboxMessage, Reservation
from bookings.outbox import deliver_due
from bookings.tests.factories import NOW, book_request, booked, confirmed, make_performance
from bookings.tokens import Purpose, make_token, read_token

RIGHT = "giulia@gmail.com"


class CorrectAddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)

    def correct(self, reservation, email=RIGHT, at=NOW):
        with self.captureOnCommitCallbacks(execute=True):
            return correct_address(reference=reservation.reference, email=email, at=at)

    def messages(self, reservation):
        return list(reservation.messages.order_by("pk").values_list("kind", "state"))

    def acts(self, reservation):
        return list(reservation.history.order_by("pk").values_list("act", "before", "after", "actor"))

    def test_the_new_address_gets_a_link_of_its_own(self):
        reservation = booked(self.performance, email="giulia@gmial.com")
        corrected = self.correct(reservation)
        [sent] = mail.outbox
        assert sent.to == [RIGHT]
        assert make_token(Purpose.CONFIRM, corrected.public_id) in sent.body
        assert services.confirm(public_id=corrected.public_id, at=NOW).status == "confirmed"

    def test_every_link_sent_before_is_dead(self):
        reservation = booked(self.performance, email="giulia@gmial.com")
        self.correct(reservation)
        old = {"public_id": reservation.public_id, "at": NOW}
        for verb, more in [
            (services.confirm, {}),
            (services.cancel, {}),
            (services.change_party_size, {"party_size": 1}),
            (privacy.forget, {}),
        ]:
            with self.subTest(verb.__name__), self.assertRaises(NotFound):
                verb(**old, **more)
        reservation.refresh_from_db()
        assert (reservation.status, reservation.email, reservation.party_size) == ("pending", RIGHT, 2)

    def test_history_tells_the_act_and_no_address(self):
        reservation = booked(self.performance)
        self.correct(reservation)
        assert self.acts(reservation) == [
            ("booked", "", "pending", "visitor"),
            ("address_corrected", "", "", "visitor"),
        ]

    def test_mails_that_have_not_gone_out_never_will(self):
        for waiting in ("due", "failed"):
            with self.subTest(waiting):
                mail.outbox.clear()
                reservation = booked(self.performance, email="giulia@gmial.com")
                reservation.messages.update(state=waiting)
                self.correct(reservation)
                deliver_due(NOW + timedelta(hours=1))
                assert [message.to for message in mail.outbox] == [[RIGHT]]
                assert self.messages(reservation) == [("confirm", "dropped"), ("confirm", "sent")]

    def test_a_mail_that_went_out_stays_in_the_record(self):
        reservation = booked(self.performance)
        deliver_due(NOW)
        self.correct(reservation)
        assert self.messages(reservation) == [("confirm", "sent"), ("confirm", "sent")]

    def test_same_address_again_changes_nothing(self):
        reservation = booked(self.performance)
        self.correct(reservation, email=reservation.email)
        assert Reservation.objects.get().public_id == reservation.public_id
        assert (len(self.acts(reservation)), len(self.messages(reservation)), mail.outbox) == (1, 1, [])

    def test_what_is_confirmed_stays_with_its_address(self):
        reservation = confirmed(self.performance)
        given_back = self.correct(reservation)
        assert (given_back.status, given_back.email) == ("confirmed", "giulia@example.org")
        assert (given_back.public_id, len(mail.outbox)) == (reservation.public_id, 0)

    def test_too_late_and_cancelled_are_refused_and_stay_as_they_are(self):
        late = booked(self.performance)
        cancelled = services.cancel(public_id=booked(self.performance).public_id, at=NOW)
        with self.assertRaises(ReservationExpired):
            self.correct(late, at=late.expires_at)
        with self.assertRaises(ReservationCancelled):
            self.correct(cancelled)
        with self.assertRaises(NotFound):
            correct_address(reference="22222222", email=RIGHT, at=NOW)
        assert set(Reservation.objects.values_list("email", flat=True)) == {"giulia@example.org"}
        assert OutboxMessage.objects.filter(kind="confirm").count() == 2

    def test_time_and_seats_held_stay_what_they_were(self):
        reservation = booked(make_performance(capacity=4, hold_minutes=15))
        corrected = self.correct(reservation, at=NOW + timedelta(minutes=5))
        assert (corrected.expires_at, corrected.held_until) == (reservation.expires_at, reservation.held_until)

    def test_repeat_of_the_booking_gives_the_corrected_reservation(self):
        request = book_request(self.performance, idempotency_key="one", content_digest="same")
        first = services.book(request=request, at=NOW).reservation
        self.correct(first)
        again = services.book(request=request, at=NOW)
        assert (again.reservation.pk, again.reservation.email, again.is_new) == (first.pk, RIGHT, False)

    def test_own_data_tell_the_address_that_holds(self):
        corrected = self.correct(booked(self.performance))
        data = privacy.own_data(corrected)
        assert data["email"] == RIGHT
        assert [row["act"] for row in data["history"]] == ["booked", "address_corrected"]
        privacy.forget(public_id=corrected.public_id, at=NOW)
        assert followed_view(corrected.reference, NOW).email == ""


class FollowedViewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reservation = booked(make_performance(), email="giulia@gmial.com")

    def view(self, at=NOW):
        with self.assertNumQueries(1):
            return followed_view(self.reservation.reference, at)

    def test_what_the_browser_learns_that_has_booked(self):
        view = self.view()
        assert (view.reference, view.status, view.email) == (
            self.reservation.printed_reference,
            "pending",
            "g•••@gmial.com",
        )
        assert (view.email_suggestion, view.mail) == ("gmail.com", "due")
        assert view.confirm_before == self.reservation.expires_at

    def test_late_is_expired_by_the_clock(self):
        view = self.view(at=self.reservation.expires_at)
        assert (view.status, view.confirm_before, view.email_suggestion) == ("expired", None, None)

    def test_mail_is_the_newest_that_asks_or_brings_the_code(self):
        deliver_due(NOW)
        assert self.view().mail == "sent"
        services.confirm(public_id=self.reservation.public_id, at=NOW)
        view = self.view()
        assert (view.status, view.mail, view.email_suggestion) == ("confirmed", "due", None)
        services.cancel(public_id=self.reservation.public_id, at=NOW)
        assert self.view().mail == "due"

    def test_token_is_made_of_the_reference_and_never_of_a_public_id(self):
        token = make_token(Purpose.FOLLOW, self.reservation.reference)
        assert read_token(Purpose.FOLLOW, token) == self.reservation.reference
        for_other_use = make_token(Purpose.FOLLOW, self.reservation.public_id)
        with self.assertRaises(NotFound):
            followed_view(read_token(Purpose.FOLLOW, for_other_use), NOW)
