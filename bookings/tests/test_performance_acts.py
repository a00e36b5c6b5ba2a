"""Guided actions on a performance: what is said beforehand, what a trial shows, and what the act then does."""

from dataclasses import replace
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from bookings import outbox, programme
from bookings.announcements import Words
from bookings.enums import MessageKind, MessageState, PerformanceStatus, ReservationStatus
from bookings.models import Announcement, OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.programme import SAME_MESSAGE
from bookings.tests.factories import (
    booked,
    booked_at_the_desk,
    confirmed,
    make_performance,
    make_staff,
    make_venue,
    playing_soon,
)

MAY = ["wagtailadmin.access_admin", "bookings.view_reservation", "bookings.change_performance"]
TEXTS = {"text_it": "La sala è allagata.", "text_en": "The room is flooded."}


class ActTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        now = timezone.now()
        cls.performance = playing_soon(capacity=30)
        cls.staff = make_staff("biglietteria", *MAY, "bookings.change_reservation")
        cls.italian = confirmed(cls.performance, at=now, party_size=4)
        cls.english = confirmed(cls.performance, at=now, party_size=2, language="en", email="ann@example.org")
        cls.pending = booked(cls.performance, at=now, party_size=1, email="terza@example.org")
        cls.by_phone = booked_at_the_desk(
            cls.performance, cls.staff, at=now, party_size=3, name="Nonna Rosa", phone="051 123456"
        )
        OutboxMessage.objects.update(state=MessageState.SENT)

    def setUp(self):
        self.client.force_login(self.staff)

    def path(self, act: str, performance=None) -> str:
        return f"/admin/box-office/performances/{(performance or self.performance).pk}/{act}/"

    def try_it(self, act: str, **typed):
        return self.client.post(self.path(act), {**typed, "try": "1"})

    def do(self, act: str, **typed):
        """Tries, and acts on what the trial has shown."""
        seen = self.try_it(act, **typed).context["seen"]
        return self.client.post(self.path(act), {**typed, "act": "1", "seen": seen})

    def rows(self):
        """Everything that an act could change."""
        return [
            *(list(model.objects.order_by("pk").values()) for model in (Performance, Reservation, ReservationEvent)),
            *(list(model.objects.order_by("pk").values()) for model in (OutboxMessage, Announcement)),
        ]

    def mails(self, kind: MessageKind) -> int:
        return OutboxMessage.objects.filter(kind=kind, state=MessageState.DUE).count()


class WhatWillHappenTests(ActTestCase):
    def test_each_page_counts_whom_it_concerns_and_lists_whom_to_call(self):
        for act in ("cancel", "move", "write", "cancel-reservations"):
            with self.subTest(act):
                answer = self.client.get(self.path(act))
                assert [count.value for count in answer.context["counts"]] == [4, 10, 1, 3, 1]
                self.assertContains(answer, "Nonna Rosa")
                self.assertContains(answer, "051 123456")

    def test_trial_shows_the_mails_in_both_languages_and_changes_nothing(self):
        before, later = self.rows(), timezone.localtime(self.performance.starts_at) + timedelta(days=7)
        typed = {"starts_at": later.strftime("%Y-%m-%dT%H:%M"), "venue": self.performance.venue_id}
        for act, more in [("cancel", {}), ("move", typed), ("write", {}), ("cancel-reservations", {})]:
            with self.subTest(act):
                italian, english = self.try_it(act, **TEXTS, **more).context["trial"]
                assert "La sala è allagata." in italian.text
                assert "La sala è allagata." in italian.html
                assert "The room is flooded." in english.text
                assert "La sala" not in english.text
                assert self.rows() == before

    def test_typed_words_and_mails_never_become_a_part_of_the_page(self):
        typed = {"text_it": '"></iframe><script>alert(1)</script>', "text_en": ""}
        html = self.try_it("cancel", **typed).content.decode()
        assert "<script>alert(1)" not in html
        assert "&lt;html lang=&quot;it&quot;" in html

    def test_trial_of_a_move_shows_the_new_time_and_the_old_one(self):
        later = timezone.localtime(self.performance.starts_at).replace(day=15, hour=18, minute=45) + timedelta(days=62)
        typed = {"starts_at": later.strftime("%Y-%m-%dT%H:%M"), "venue": self.performance.venue_id}
        [_italian, english] = self.try_it("move", **typed).context["trial"]
        assert later.strftime("%Y, at\N{NO-BREAK SPACE}18:45") in english.text

    def test_unknown_performance_is_not_found(self):
        for act in ("cancel", "move", "write", "cancel-reservations", "done"):
            with self.subTest(act):
                assert self.client.get(f"/admin/box-office/performances/999/{act}/").status_code == 404


class CancelTests(ActTestCase):
    def test_cancels_tells_everyone_with_the_words_and_leads_to_a_summary(self):
        answer = self.do("cancel", **TEXTS)
        self.assertRedirects(answer, f"{self.path('done')}?of=cancelled", fetch_redirect_response=False)
        self.performance.refresh_from_db()
        assert self.performance.status == PerformanceStatus.CANCELLED
        assert self.mails(MessageKind.PERFORMANCE_CANCELLED) == 3
        summary = self.client.get(answer.url)
        assert summary.context["waiting"] == 3
        self.assertContains(summary, "Nonna Rosa")
        outbox.deliver_due(timezone.now())
        assert self.client.get(answer.url).context["waiting"] == 0

    def test_nothing_is_done_when_the_numbers_are_not_those_that_were_seen(self):
        seen = self.try_it("cancel").context["seen"]
        confirmed(self.performance, at=timezone.now(), party_size=2, email="nuova@example.org")
        before = self.rows()
        answer = self.client.post(self.path("cancel"), {**TEXTS, "act": "1", "seen": seen})
        assert answer.status_code == 200
        assert self.rows() == before
        self.assertContains(answer, "La sala è allagata.")
        assert [count.value for count in answer.context["counts"]][:2] == [5, 12]

    def test_act_without_having_looked_does_nothing(self):
        before = self.rows()
        assert self.client.post(self.path("cancel"), {"act": "1"}).status_code == 200
        assert self.rows() == before

    def test_cancelled_performance_is_not_cancelled_again(self):
        self.do("cancel")
        before = self.rows()
        answer = self.do("cancel", **TEXTS)
        assert answer.context["obstacles"]
        assert self.rows() == before


class MoveTests(ActTestCase):
    def typed(self, venue=None, **ahead):
        later = timezone.localtime(self.performance.starts_at).replace(second=0, microsecond=0) + timedelta(**ahead)
        place = venue or self.performance.venue
        return later, {"starts_at": later.strftime("%Y-%m-%dT%H:%M"), "venue": place.pk}

    def test_moves_to_another_time_and_venue_and_keeps_the_codes(self):
        other = make_venue(capacity=50)
        later, typed = self.typed(other, days=2)
        code = Reservation.objects.get(pk=self.italian.pk).public_id
        self.assertRedirects(self.do("move", **typed), f"{self.path('done')}?of=moved", fetch_redirect_response=False)
        self.performance.refresh_from_db()
        assert (self.performance.starts_at, self.performance.venue, self.performance.capacity) == (later, other, 50)
        assert self.mails(MessageKind.PERFORMANCE_MOVED) == 3
        assert Reservation.objects.get(pk=self.italian.pk).public_id == code

    def test_time_is_that_of_the_venue_to_which_it_goes(self):
        lisbon = make_venue(capacity=50, time_zone="Europe/Lisbon")
        _later, typed = self.typed(lisbon, days=2)
        self.do("move", **{**typed, "starts_at": "2030-01-10T21:00"})
        self.performance.refresh_from_db()
        assert self.performance.starts_at.isoformat() == "2030-01-10T21:00:00+00:00"

    def test_there_is_no_button_before_a_time_was_tried(self):
        self.assertNotContains(self.client.get(self.path("move")), 'name="act"')
        _later, typed = self.typed(days=2)
        self.assertContains(self.try_it("move", **typed), 'name="act"')

    def test_another_time_than_the_one_tried_is_shown_first(self):
        _later, typed = self.typed(days=2)
        seen, before = self.try_it("move", **typed).context["seen"], self.rows()
        _later, other = self.typed(days=3)
        assert self.client.post(self.path("move"), {**other, "act": "1", "seen": seen}).status_code == 200
        assert self.rows() == before

    def test_room_that_is_too_small_and_a_time_that_is_taken_stand_in_the_way(self):
        small = make_venue(capacity=8)
        there, taken = self.typed(days=4)
        make_performance(show=self.performance.show, venue=self.performance.venue, starts_at=there)
        _later, to_small = self.typed(small, days=2)
        for typed in (to_small, taken):
            with self.subTest(typed):
                before = self.rows()
                answer = self.do("move", **typed)
                assert len(answer.context["obstacles"]) == 1
                assert self.rows() == before

    def test_what_cannot_be_read_comes_back_as_it_was_typed(self):
        before = self.rows()
        answer = self.try_it("move", starts_at="domani sera", venue=self.performance.venue_id, **TEXTS)
        self.assertContains(answer, "domani sera")
        self.assertContains(answer, "La sala è allagata.")
        assert self.rows() == before


class WriteTests(ActTestCase):
    def test_writes_to_all_who_have_an_address(self):
        answer = self.do("write", subject_it="Ingresso", subject_en="Entrance", **TEXTS)
        self.assertRedirects(answer, f"{self.path('done')}?of=message", fetch_redirect_response=False)
        assert self.mails(MessageKind.ANNOUNCEMENT) == 3
        assert Announcement.objects.get().text_en == "The room is flooded."

    def test_button_pressed_twice_is_one_message(self):
        seen = self.try_it("write", **TEXTS).context["seen"]
        for _press in range(2):
            answer = self.client.post(self.path("write"), {**TEXTS, "act": "1", "seen": seen})
            self.assertRedirects(answer, f"{self.path('done')}?of=message", fetch_redirect_response=False)
        assert (self.mails(MessageKind.ANNOUNCEMENT), Announcement.objects.count()) == (3, 1)

    def test_other_words_and_the_same_ones_later_are_a_message_of_their_own(self):
        now, words = timezone.now(), Words(text_it="La sala è allagata.")
        for text, at in [
            ("La sala è allagata.", now),
            ("È asciutta.", now),
            ("La sala è allagata.", now + SAME_MESSAGE),
        ]:
            told = programme.write_to_all(
                performance_id=self.performance.pk, words=replace(words, text_it=text), staff=self.staff, at=at
            )
            assert told == 3

    def test_subject_without_a_text_says_so_and_sends_nothing(self):
        before = self.rows()
        answer = self.client.post(self.path("write"), {"subject_it": "Ingresso", "act": "1"})
        assert "text_it" in answer.context["form"].errors
        assert self.rows() == before


class CancelReservationsTests(ActTestCase):
    def test_cancels_all_but_those_who_are_in_and_frees_their_seats(self):
        Reservation.objects.filter(pk=self.english.pk).update(admitted=2)
        self.do("cancel-reservations", **TEXTS)
        statuses = dict(Reservation.objects.values_list("pk", "status"))
        assert statuses.pop(self.english.pk) == ReservationStatus.CONFIRMED
        assert set(statuses.values()) == {ReservationStatus.CANCELLED}
        assert self.mails(MessageKind.CANCELLED) == 2
        self.assertContains(self.client.get(f"{self.path('done')}?of=reservations_off"), "Nonna Rosa")

    def test_nothing_to_cancel_says_so(self):
        self.do("cancel-reservations")
        assert self.client.get(self.path("cancel-reservations")).context["obstacles"]


class WhoMayTests(ActTestCase):
    def test_others_neither_look_nor_act(self):
        looks = ["wagtailadmin.access_admin", "bookings.view_reservation", "bookings.view_performance"]
        edits = [*looks[:2], "bookings.change_performance"]
        for name, permissions, acts in [
            ("guarda", looks, ["cancel", "move", "write", "cancel-reservations", "done"]),
            ("date", ["wagtailadmin.access_admin", "bookings.change_performance"], ["cancel", "move", "write", "done"]),
            ("senza", edits, ["cancel-reservations"]),
        ]:
            self.client.force_login(make_staff(name, *permissions))
            for act in acts:
                for method in ("get", "post"):
                    with self.subTest(f"{name} {method} {act}"):
                        before = self.rows()
                        answer = getattr(self.client, method)(self.path(act), {"act": "1"})
                        assert answer.status_code in {302, 403, 405}
                        assert "Nonna Rosa" not in answer.content.decode()
                        assert self.rows() == before
