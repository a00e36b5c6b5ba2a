"""What visitors read, wherever they book or look: from when places that nobody has claimed may be given away."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone, translation

from bookings import mails, pass_files, queries
from bookings.enums import MessageKind
from bookings.holders import holder_view
from bookings.mail_samples import sample_message
from bookings.models import OutboxMessage, Performance, Reservation
from bookings.tests.factories import booked, confirmed, playing_soon
from bookings.tests.test_paper import text_of
from bookings.tests.test_release import set_rules
from bookings.tokens import Purpose, make_token

TOLD = {MessageKind.CONFIRMED, MessageKind.CHANGED, MessageKind.PERFORMANCE_MOVED, MessageKind.REMINDER}


class ReleaseNoticeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=20)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=4, language="en")
        by = cls.performance.local(cls.performance.starts_at - timedelta(minutes=10))
        cls.notice = f"Please be there by {by:%H:%M}: places that nobody has claimed by then may be given to others."

    def setUp(self):
        set_rules(release_minutes=10)

    def mail_texts(self, kind):
        return self.texts_of(sample_message(kind, "en"))

    def texts_of(self, message):
        made = mails.render(message)
        [html] = made.alternatives
        return made.body, html.content

    def page(self, path):
        return self.client.get(f"/en/reservations/{path}/").content.decode()

    def shown(self):
        """What visitors read about this evening, by the name of its place."""
        pending = booked(self.performance, at=timezone.now(), email="altra@example.org", language="en")
        places = {
            "form": self.page(f"book/{self.performance.pk}"),
            "confirm page": self.page(f"confirm/{make_token(Purpose.CONFIRM, pending.public_id)}"),
            "own page": self.page(make_token(Purpose.MANAGE, self.reservation.public_id)),
        }
        answer = self.client.get(f"/api/performances/{self.performance.pk}/", headers={"Accept-Language": "en"})
        places["widget"] = answer.json()["booking"]["release_notice"]
        with translation.override("en"):
            view = holder_view(queries.reservation(self.reservation.public_id), timezone.now())
            places["pass"] = " ".join(text_of(pass_files.pass_pdf(view)).split())
        return places

    def test_every_page_on_which_somebody_books_or_looks_says_it(self):
        assert [place for place, words in self.shown().items() if self.notice not in words] == []

    def test_a_performance_may_have_minutes_of_its_own(self):
        set_rules(release_minutes=30)
        Performance.objects.update(release_minutes=10)
        assert [place for place, words in self.shown().items() if self.notice not in words] == []

    def test_a_performance_may_give_none_away_though_the_house_does(self):
        Performance.objects.update(release_minutes=0)
        assert [place for place, words in self.shown().items() if "may be given to others" in words] == []
        assert "may be given to others" not in " ".join(self.texts_of(OutboxMessage.objects.last()))

    def test_nothing_is_said_where_none_are_given_away(self):
        set_rules(release_minutes=0)
        assert [place for place, words in self.shown().items() if "Please be there by" in words] == []
        for kind in MessageKind:
            for text in self.mail_texts(kind):
                assert "Please be there by" not in text

    def test_nothing_is_said_once_its_time_has_come(self):
        type(self.performance).objects.update(starts_at=timezone.now() + timedelta(minutes=5), doors_at=None)
        assert [place for place, words in self.shown().items() if "Please be there by" in words] == []

    def test_mails_of_a_confirmed_party_say_it_in_text_and_html(self):
        for kind in MessageKind:
            with self.subTest(kind):
                assert [self.notice in text for text in self.mail_texts(kind)] == [kind in TOLD] * 2

    def test_time_stands_in_the_confirmed_mail_in_place_of_the_usual_advice(self):
        usual = "Please come a quarter of an hour before the start."
        assert [usual in text for text in self.mail_texts(MessageKind.CONFIRMED)] == [False, False]
        set_rules(release_minutes=0)
        assert [usual in text for text in self.mail_texts(MessageKind.CONFIRMED)] == [True, True]

    def test_a_party_whose_places_have_gone_is_told_what_it_can_do_and_keeps_its_code(self):
        Reservation.objects.filter(pk=self.reservation.pk).update(released_seats=4)
        page = self.page(make_token(Purpose.MANAGE, self.reservation.public_id))
        words = "4 of your places have been given to others, because nobody had come for them."
        assert words in page
        assert "<svg" in page
        assert "It lets in" not in page
        message = OutboxMessage(
            reservation=Reservation.objects.get(pk=self.reservation.pk),
            kind=MessageKind.PERFORMANCE_MOVED,
            next_attempt_at=timezone.now(),
            pk=0,
        )
        for text in self.texts_of(message):
            assert words in text
            assert "Your reservation stays good for it." not in text

    def test_settings_take_no_more_than_three_hours(self):
        rules = queries.rules()
        field = rules._meta.get_field("release_minutes")
        assert field.clean(180, rules) == 180
        with self.assertRaisesMessage(Exception, "180"):
            field.clean(181, rules)
