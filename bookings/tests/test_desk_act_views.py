"""What the box office does to one reservation: each act, each refusal, and what was typed."""

from datetime import timedelta

from django.utils import timezone

from bookings import programme, services
from bookings.desk_facts import DeskAction
from bookings.enums import MessageKind, ReservationStatus
from bookings.models import Performance, Reservation
from bookings.tests.desk_case import DeskTestCase, rows
from bookings.tests.factories import booked, confirmed, make_show, playing_soon


class ActTestCase(DeskTestCase):
    def page_of(self, reservation=None):
        return self.path(reservation=reservation)

    def assert_done(self, answer, words, reservation=None):
        self.assertRedirects(answer, self.page_of(reservation), fetch_redirect_response=False)
        assert [str(message) for message in self.client.get(answer.url).context["messages"]] == [words]

    def assert_refused(self, part, words, reservation=None, status=409, **typed):
        """The act answers in words and changes nothing; what was typed stands in the page."""
        before = rows()
        answer = self.act(part, reservation, **typed)
        assert answer.status_code == status
        self.assertContains(answer, words, status_code=status)
        assert rows() == before
        for name, value in typed.items():
            assert str(answer.context["form"][name].value()) == str(value)
        return answer

    def newest_mail(self, reservation=None):
        return (reservation or self.reservation).messages.order_by("pk").last().kind


class PageTests(ActTestCase):
    def test_each_act_that_is_offered_has_a_page_with_its_button_and_a_way_back(self):
        pending = booked(self.performance, timezone.now(), email="marco@example.org")
        playing_soon()
        for action in DeskAction:
            with self.subTest(action):
                answer = self.look(f"{action}/", pending)
                self.assertContains(answer, 'type="submit" name="act"', 1)
                self.assertContains(answer, f'href="{self.page_of(pending)}"')


class TwiceTests(ActTestCase):
    def test_a_form_sent_twice_does_it_once_and_says_so(self):
        other = playing_soon(capacity=8)
        for part, typed in [
            ("party", {"party_size": 3}),
            ("address", {"email": "other@example.org"}),
            ("details", {"name": "Ada Neri", "access_needs": ["other", "companion"]}),
            ("note", {"text": "Richiamare"}),
            ("move", {"performance": other.pk}),
            ("cancel", {}),
        ]:
            with self.subTest(part):
                self.act(part, **typed)
                self.client.get(self.page_of())
                before = rows()
                self.assert_done(self.act(part, **typed), "It was so already: nothing was changed.")
                assert rows() == before


class ConfirmTests(ActTestCase):
    def test_for_someone_on_the_phone(self):
        row = booked(self.performance, timezone.now(), email="marco@example.org")
        self.assertContains(self.look("confirm/", row), "m•••@example.org")
        self.assert_done(self.act("confirm", row), "The reservation is confirmed.", row)
        assert self.now(row).status == ReservationStatus.CONFIRMED
        assert self.acts(row)[-1] == ("confirmed", "biglietteria")
        assert self.newest_mail(row) == MessageKind.CONFIRMED

    def test_get_changes_nothing(self):
        row = booked(self.performance, timezone.now())
        before = rows()
        assert self.look("confirm/", row).status_code == 200
        assert rows() == before

    def test_not_above_the_seats(self):
        row = booked(self.performance, timezone.now(), party_size=6)
        Performance.objects.filter(pk=self.performance.pk).update(occupied_seats=2)
        self.assert_refused("confirm", "Seats free there now: 4.", row)

    def test_not_once_it_has_expired(self):
        row = booked(self.performance, timezone.now())
        Reservation.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
        answer = self.look("confirm/", row)
        self.assertRedirects(answer, self.page_of(row), fetch_redirect_response=False)
        self.assert_refused("confirm", "Book again.", row, status=410)
        self.assertContains(self.look(reservation=row), f"again={row.pk}")


class PartyTests(ActTestCase):
    def test_also_above_the_limit_of_the_website(self):
        Performance.objects.filter(pk=self.performance.pk).update(max_party_size=5)
        self.assert_done(self.act("party", party_size=9), "The number of people has been changed.")
        assert self.now().party_size == 9
        assert self.newest_mail() == MessageKind.CHANGED

    def test_not_above_the_seats(self):
        self.assert_refused("party", "Seats free there now: 10.", party_size=11)

    def test_a_number_that_is_none_is_shown_again(self):
        for typed in ["0", "vier", ""]:
            with self.subTest(typed):
                self.assert_refused("party", "Nothing is lost", status=400, party_size=typed)

    def test_not_fewer_than_are_in(self):
        Reservation.objects.filter(pk=self.reservation.pk).update(admitted=3)
        self.assert_refused("party", "in already: 3", party_size=2)


class MoveTests(ActTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.other = playing_soon(capacity=6, show=cls.performance.show)
        cls.elsewhere = playing_soon(capacity=2, show=make_show("Amleto"))

    def test_keeps_reference_and_code_and_tells_both_dates(self):
        before = self.now()
        answer = self.act("move", performance=self.other.pk)
        assert answer.status_code == 302
        after = self.now()
        assert after.performance == self.other
        assert (after.reference, after.public_id) == (before.reference, before.public_id)
        assert self.acts()[-1] == ("moved", "biglietteria")
        assert self.newest_mail() == MessageKind.CHANGED
        step = self.client.get(answer.url).context["steps"][-1]
        assert "→" in step.change

    def test_performances_ahead_are_offered_with_their_free_seats_the_same_show_first(self):
        choices = self.look("move/").context["form"].fields["performance"].choices
        groups = [(name, [words.split(" · ")[1] for _key, words in options]) for name, options in choices[1:]]
        assert groups == [("Prova aperta", ["6 seats free"]), ("Other shows", ["2 seats free"])]

    def test_not_where_seats_are_too_few(self):
        self.assert_refused("move", "Seats free there now: 2.", performance=self.elsewhere.pk)

    def test_not_to_a_cancelled_performance(self):
        programme.cancel_performance(performance_id=self.other.pk, staff=self.staff, at=timezone.now())
        self.assert_refused("move", "Nothing is lost", status=400, performance=self.other.pk)

    def test_not_once_somebody_is_in(self):
        Reservation.objects.filter(pk=self.reservation.pk).update(admitted=1)
        self.assert_refused("move", "in already: 1", performance=self.other.pk)

    def test_somebody_of_a_cancelled_performance_is_moved(self):
        programme.cancel_performance(performance_id=self.performance.pk, staff=self.staff, at=timezone.now())
        assert self.act("move", performance=self.other.pk).status_code == 302
        assert self.now().performance == self.other


class CancelTests(ActTestCase):
    def test_frees_the_seats_and_tells_by_mail(self):
        self.assertContains(self.look("cancel/"), "g•••@example.org")
        self.assert_done(self.act("cancel"), "The reservation is cancelled, and its seats are free for others.")
        assert self.now().status == ReservationStatus.CANCELLED
        assert self.acts()[-1] == ("cancelled", "biglietteria")
        assert self.newest_mail() == MessageKind.CANCELLED

    def test_not_once_somebody_is_in(self):
        Reservation.objects.filter(pk=self.reservation.pk).update(admitted=1)
        self.assert_refused("cancel", "in already: 1")


class ResendTests(ActTestCase):
    def test_says_to_which_masked_address(self):
        self.assertContains(self.look("resend/"), "g•••@example.org")
        self.assert_done(self.act("resend"), "The mail to g•••@example.org is on its way; its state stands below.")
        assert self.acts()[-1] == ("resent", "biglietteria")
        assert self.newest_mail() == MessageKind.CONFIRMED

    def test_nothing_is_sent_of_what_has_ended(self):
        services.cancel(public_id=self.reservation.public_id, at=timezone.now())
        before = rows()
        self.assert_done(self.act("resend"), "There was nothing to send: this reservation waits for no mail.")
        assert rows() == before


class AddressTests(ActTestCase):
    def test_old_links_and_code_die_and_it_says_so(self):
        old = self.now().public_id
        self.assertContains(self.look("address/"), "are dead from then on")
        answer = self.act("address", email="New@Example.org")
        self.assert_done(answer, "The address is corrected, and a new mail is on its way.")
        assert self.now().email == "new@example.org"
        assert self.now().public_id != old
        assert self.newest_mail() == MessageKind.CONFIRMED

    def test_a_likely_slip_is_asked_about_once(self):
        before = rows()
        answer = self.act("address", email="giulia@gmial.com")
        self.assertContains(answer, "giulia@gmail.com")
        assert rows() == before
        assert self.act("address", email="giulia@gmial.com", seen=answer.context["seen"]).status_code == 302
        assert self.now().email == "giulia@gmial.com"

    def test_what_is_no_address_is_shown_again(self):
        self.assert_refused("address", "Nothing is lost", status=400, email="giulia at home")

    def test_not_of_what_has_ended(self):
        services.cancel(public_id=self.reservation.public_id, at=timezone.now())
        self.assert_refused("address", "stays so", email="new@example.org")


class DetailsTests(ActTestCase):
    def test_name_phone_note_and_needs(self):
        typed = {"name": "Giulia Neri Rossi", "phone": "051 1234", "notes": "In fondo", "access_needs": ["companion"]}
        self.assert_done(self.act("details", **typed), "The details are corrected.")
        row = self.now()
        assert (row.name, row.phone, row.notes, row.access_needs) == tuple(typed.values())
        assert self.acts()[-1] == ("details_corrected", "biglietteria")

    def test_the_form_holds_what_is_known(self):
        row = confirmed(self.performance, timezone.now(), name="Ada", access_needs=("wheelchair",))
        form = self.look("details/", row).context["form"]
        assert (form["name"].value(), form["access_needs"].value()) == ("Ada", ["wheelchair"])

    def test_what_is_too_long_is_shown_again(self):
        self.assert_refused("details", "Nothing is lost", status=400, name="x" * 121, phone="1", notes="n")


class NoteTests(ActTestCase):
    def test_for_the_staff_alone(self):
        mails = self.reservation.messages.count()
        self.assert_done(self.act("note", text="Richiamare dopo le 18"), "The note is written.")
        assert self.now().staff_note == "Richiamare dopo le 18"
        assert self.acts()[-1] == ("noted", "biglietteria")
        assert self.reservation.messages.count() == mails

    def test_not_of_an_erased_person(self):
        Reservation.objects.filter(pk=self.reservation.pk).update(
            erased_at=timezone.now(), name="", email="", phone="", notes=""
        )
        self.assert_refused("note", "erased", text="Giulia Neri")
        self.assert_refused("details", "erased", name="Giulia Neri")
