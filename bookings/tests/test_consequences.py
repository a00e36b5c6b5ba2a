"""What an act on a whole performance does, and that it is what was said beforehand."""

from datetime import timedelta

from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import ModelLogEntry

from bookings import consequences, programme, queries, services
from bookings.announcements import Words
from bookings.exceptions import NotFound, NothingToSay, PerformanceExists, RoomTooSmall
from bookings.models import Announcement, OutboxMessage, Performance, Reservation
from bookings.outbox import deliver_due
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    booked,
    booked_at_the_desk,
    confirmed,
    make_performance,
    make_show,
    make_staff,
    make_venue,
)

DAY = timedelta(days=1)
WORDS = Words(text_it="Il protagonista è malato.\n\nCi dispiace <molto>.", text_en="The lead is ill.")


class WholePerformanceTestCase(TestCase):
    """Two Italian parties, one English still to confirm, one caller without an address, one walk-up, one latecomer."""

    @classmethod
    def setUpTestData(cls):
        cls.staff = make_staff("biglietteria")
        cls.performance = make_performance(capacity=40)
        cls.italian = confirmed(cls.performance, party_size=2, email="uno@example.org")
        cls.inside = confirmed(cls.performance, party_size=3, email="due@example.org")
        cls.english = booked(cls.performance, party_size=4, email="three@example.org", language="en")
        cls.caller = booked_at_the_desk(cls.performance, cls.staff, party_size=5, name="Zia Pina")
        walk_up = booked_at_the_desk(cls.performance, cls.staff, party_size=1)
        Reservation.objects.filter(pk=walk_up.pk).update(source="walk_up", admitted=1)
        Reservation.objects.filter(pk=cls.inside.pk).update(admitted=2)
        late = booked(cls.performance, party_size=6, email="late@example.org")
        Reservation.objects.filter(pk=late.pk).update(expires_at=NOW)
        OutboxMessage.objects.all().delete()
        cls.act = {"performance_id": cls.performance.pk, "staff": cls.staff, "at": NOW}

    def recorded(self):
        return list(OutboxMessage.objects.order_by("pk").values_list("kind", "reservation"))

    def sent_to(self, reservation):
        deliver_due(NOW)
        [sent] = [message for message in mail.outbox if message.to == [reservation.email]]
        return sent

    def counts(self, said):
        return (said.reservations, said.people, said.pending, said.mails, said.mails_by_language)

    def unchanged(self, refusal, act):
        def rows():
            return [
                list(model.objects.order_by("pk").values())
                for model in (Performance, Reservation, OutboxMessage, Announcement, ModelLogEntry)
            ]

        before = rows()
        with self.assertRaises(refusal) as caught:
            act()
        assert rows() == before
        return caught.exception


class CancelTests(WholePerformanceTestCase):
    def test_what_was_said_is_what_happens(self):
        said = consequences.of_cancelling(self.performance.pk, NOW)
        assert self.counts(said) == (4, 14, 1, 3, {"it": 2, "en": 1})
        assert (said.without_address, said.already_in, said.walk_ups) == ([self.caller], 3, 1)
        assert (said.obstacles, said.warnings, said.feeds) == ([], [], True)
        assert programme.cancel_performance(**self.act, words=WORDS) == said.reservations
        assert len(self.recorded()) == said.mails
        again = consequences.of_cancelling(self.performance.pk, NOW)
        assert (again.may_be_done, len(again.obstacles)) == (False, 1)

    def test_each_reads_the_words_in_their_language_with_paragraphs_and_nothing_else_in_them(self):
        programme.cancel_performance(**self.act, words=WORDS)
        italian, english = self.sent_to(self.italian), self.sent_to(self.english)
        assert "Il protagonista è malato.\n\nCi dispiace <molto>." in italian.body
        html = italian.alternatives[0][0]
        assert "<p>Il protagonista è malato.</p>" in html
        assert "<p>Ci dispiace &lt;molto&gt;.</p>" in html
        assert "The lead is ill." in english.body
        assert "protagonista" not in english.body

    def test_words_in_one_language_serve_both(self):
        programme.cancel_performance(**self.act, words=Words(text_it="Il protagonista è malato."))
        assert "Il protagonista è malato." in self.sent_to(self.english).body

    def test_without_words_nothing_is_announced(self):
        programme.cancel_performance(**self.act, words=Words(text_it="  \n "))
        assert not Announcement.objects.exists()
        assert len(self.recorded()) == 3

    def test_the_log_tells_who_did_it_and_how_many_were_told(self):
        programme.cancel_performance(**self.act)
        entry = ModelLogEntry.objects.get(action=programme.CANCELLED)
        assert (entry.user, entry.object_id, entry.data) == (self.staff, str(self.performance.pk), {"told": 4})
        with translation.override("en"):
            assert entry.formatter.format_message(entry) == "Performance cancelled: 4 reservations told"

    def test_unknown_is_not_found(self):
        with self.assertRaises(NotFound):
            consequences.of_cancelling(0, NOW)


class MoveTests(WholePerformanceTestCase):
    def test_what_was_said_is_what_happens(self):
        later = CURTAIN + DAY
        said = consequences.of_moving(self.performance.pk, later, None, NOW)
        assert self.counts(said) == (4, 14, 1, 3, {"it": 2, "en": 1})
        assert (said.obstacles, said.warnings) == ([], [])
        assert programme.move_performance(**self.act, starts_at=later, words=WORDS) == said.reservations
        assert len(self.recorded()) == said.mails
        body = self.sent_to(self.english).body
        assert "the performance of Friday 20 November 2026, at\xa021:00 has a new date." in body
        assert "The lead is ill." in body
        assert "#give-back" in body

    def test_whose_time_to_confirm_ends_with_the_move_is_told_too(self):
        said = consequences.of_moving(self.performance.pk, NOW - DAY, None, NOW)
        assert programme.move_performance(**self.act, starts_at=NOW - DAY) == said.reservations == 4

    def test_another_venue_brings_its_capacity_and_is_named(self):
        hall = make_venue(name="Sala Due", capacity=12)
        said = consequences.of_moving(self.performance.pk, CURTAIN, hall.pk, NOW)
        assert said.obstacles == []
        assert programme.move_performance(**self.act, starts_at=CURTAIN, venue_id=hall.pk) == 4
        moved = queries.performances(NOW).get(pk=self.performance.pk)
        assert (moved.venue, moved.house.seat_limit, moved.starts_at, moved.moved_from) == (hall, 12, CURTAIN, None)
        sent = self.sent_to(self.english)
        assert "It takes place in another venue: Sala Due, and not Sala Uno." in sent.body
        assert "has a new date" not in sent.body
        assert sent.subject.endswith(": another venue")

    def test_room_that_does_not_hold_what_is_confirmed_is_refused(self):
        closet = make_venue(capacity=10)
        [obstacle] = consequences.of_moving(self.performance.pk, CURTAIN, closet.pk, NOW).obstacles
        refusal = self.unchanged(
            RoomTooSmall, lambda: programme.move_performance(**self.act, starts_at=CURTAIN, venue_id=closet.pk)
        )
        assert (refusal.detail, refusal.facts) == (obstacle, {"confirmed": 11, "seat_limit": 10})

    def test_time_at_which_the_show_plays_there_already_is_refused(self):
        there = make_performance(show=self.performance.show, venue=self.performance.venue, starts_at=CURTAIN + DAY)
        [obstacle] = consequences.of_moving(self.performance.pk, there.starts_at, None, NOW).obstacles
        refusal = self.unchanged(
            PerformanceExists, lambda: programme.move_performance(**self.act, starts_at=there.starts_at)
        )
        assert refusal.detail == obstacle

    def test_nothing_to_move_is_said_and_does_nothing(self):
        assert not consequences.of_moving(self.performance.pk, CURTAIN, None, NOW).may_be_done
        assert programme.move_performance(**self.act, starts_at=CURTAIN) == 0
        assert self.recorded() == []

    def test_warnings_name_what_one_may_not_expect(self):
        make_performance(venue=self.performance.venue, starts_at=NOW + timedelta(hours=2))
        with translation.override("en"):
            soon = consequences.of_moving(self.performance.pk, NOW + timedelta(hours=1), None, NOW).warnings
            past = consequences.of_moving(self.performance.pk, NOW - DAY, None, NOW).warnings
        assert soon[0].startswith("1 reservation waits to be confirmed until after the new curtain")
        assert soon[1].startswith("In the venue at the same time: Prova aperta")
        assert past[0] == "The new time is in the past."

    def test_seats_held_for_a_group_that_another_room_would_lack_are_counted(self):
        booked_at_the_desk(self.performance, self.staff, party_size=20, kind="group", hold_until=CURTAIN)
        hall = make_venue(name="Sala Due", capacity=25)
        with translation.override("en"):
            warnings = consequences.of_moving(self.performance.pk, CURTAIN, hall.pk, NOW).warnings
        assert warnings == [
            "There are 25 seats in Sala Due, and 40 where it is now.",
            "6 seats that are held for parties still to confirm would be missing.",
        ]


class WriteTests(WholePerformanceTestCase):
    def test_everybody_with_an_address_gets_it_and_nothing_else_changes(self):
        said = consequences.of_writing(self.performance.pk, NOW)
        assert (said.mails, said.feeds) == (3, False)
        words = Words(subject_en="Come early", text_en="The lift is out of order.")
        assert programme.write_to_all(**self.act, words=words) == said.mails
        assert [kind for kind, _reservation in self.recorded()] == ["announcement"] * 3
        sent = self.sent_to(self.english)
        assert sent.subject == "Prova aperta, Friday 20 November 2026, at 21:00: Come early"
        assert "The lift is out of order." in sent.body
        assert self.english.history.last().announcement.occasion == "message"

    def test_who_cancels_before_it_goes_out_does_not_get_it(self):
        programme.write_to_all(**self.act, words=WORDS)
        services.cancel(public_id=self.italian.public_id, at=NOW)
        deliver_due(NOW)
        assert [
            sent.subject for sent in mail.outbox if "messaggio" in sent.subject and sent.to == ["uno@example.org"]
        ] == []

    def test_nothing_to_say_is_refused(self):
        for words in (Words(), Words(subject_it="Attenzione")):
            self.unchanged(NothingToSay, lambda said=words: programme.write_to_all(**self.act, words=said))

    def test_nobody_to_write_to_is_an_obstacle(self):
        Reservation.objects.update(email="")
        assert not consequences.of_writing(self.performance.pk, NOW).may_be_done


class CancelReservationsTests(WholePerformanceTestCase):
    def test_what_was_said_is_what_happens_and_who_is_in_stays(self):
        said = consequences.of_cancelling_reservations(self.performance.pk, NOW)
        assert self.counts(said) == (3, 11, 1, 2, {"it": 1, "en": 1})
        done = programme.cancel_reservations(**self.act, words=WORDS)
        assert (done.cancelled, done.people, done.left_in) == (said.reservations, said.people, 2)
        assert len(self.recorded()) == said.mails
        states = Reservation.objects.order_by("pk").values_list("status", flat=True)
        assert list(states) == ["cancelled", "confirmed", "cancelled", "cancelled", "confirmed", "pending"]
        house = queries.performances(NOW).get(pk=self.performance.pk)
        assert (house.house.confirmed_seats, house.status) == (4, "scheduled")
        body = self.sent_to(self.english).body
        assert "we have cancelled your reservation" in body
        assert "The lead is ill." in body

    def test_again_there_is_nothing_left(self):
        programme.cancel_reservations(**self.act)
        again = programme.cancel_reservations(**self.act)
        assert (again.cancelled, again.people) == (0, 0)


class EditTests(WholePerformanceTestCase):
    def said(self, **changed):
        with translation.override("en"):
            return consequences.of_editing(self.performance, changed, NOW)

    def test_fewer_seats_than_are_confirmed_name_how_many_would_have_none(self):
        assert self.said(capacity=9) == ["11 seats are confirmed, and this would leave 9: 2 people would have none."]

    def test_no_free_seat_shows_as_full(self):
        assert self.said(occupied_seats=29) == ["No seat would be free any more: the performance shows as full."]

    def test_parties_that_are_larger_stay(self):
        assert self.said(max_party_size=3) == ["2 reservations are for more than 3 people. They stay as they are."]

    def test_booking_that_would_close_or_open(self):
        assert self.said(closes_at=NOW)[0].startswith("Booking is open now, and would close at once.")
        assert self.said(opens_at=NOW + timedelta(hours=1))[0].startswith("Booking is open now, and would close until")
        Performance.objects.update(opens_at=NOW + timedelta(hours=1))
        self.performance.refresh_from_db()
        assert self.said(opens_at=None) == ["Booking would open at once."]

    def test_release_time_that_visitors_were_told_otherwise(self):
        assert len(self.said(release_minutes=10)) == 1
        assert self.said(capacity=40, name="x") == []


class CountTests(WholePerformanceTestCase):
    def test_queries_are_the_same_for_three_and_for_thirty(self):
        def queries_for(act):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                act()
            return len(captured)

        reads = [consequences.of_cancelling, consequences.of_writing, consequences.of_cancelling_reservations]
        few = [queries_for(lambda read=read: read(self.performance.pk, NOW)) for read in reads]
        Performance.objects.update(capacity=80)
        for _number in range(30):
            booked_at_the_desk(self.performance, self.staff, party_size=1)
        assert [queries_for(lambda read=read: read(self.performance.pk, NOW)) for read in reads] == few

    def test_show_that_is_not_published_stands_in_no_feed(self):
        show = make_show()
        show.unpublish()
        hidden = make_performance(show=show)
        assert consequences.of_cancelling(hidden.pk, NOW).feeds is False
