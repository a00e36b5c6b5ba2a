from django.test import SimpleTestCase

from bookings.programme_questions import Month, Question, read_question


class ReadQuestionTests(SimpleTestCase):
    def test_everything_that_an_address_can_say(self):
        address = {
            "view": "calendar",
            "month": "2026-12",
            "venue": "sala-uno",
            "category": "prosa",
            "access": "relaxed",
            "tag": "acqua",
            "entry": "free",
            "q": " due  sedie ",
        }
        assert read_question(address) == Question(
            view="calendar",
            month=Month(2026, 12),
            venue="sala-uno",
            category="prosa",
            access="relaxed",
            tag="acqua",
            entry="free",
            words="due sedie",
        )

    def test_values_that_mean_nothing_are_left_out_and_named(self):
        address = {"view": "map", "month": "foo", "access": "loud", "entry": "cheap", "utm_source": "mail"}
        question = read_question(address)
        assert question == Question(misread=(("month", "foo"), ("access", "loud"), ("entry", "cheap")))
        assert question.is_narrowed

    def test_months_that_are_none(self):
        for month in (
            "2026-13",
            "2026-00",
            "2026-1",
            "12026-01",
            "2026",
            "0000-01",
            "3026-01",
            "２０２６-12",
            "-",
            "\x00",
        ):
            with self.subTest(month=month):
                assert Month.read(month) is None

    def test_long_values_and_noughts_are_cut(self):
        assert read_question({"q": "a\x00b" + "x" * 500}).words == "ab" + "x" * 78

    def test_address_of_a_changed_question_keeps_the_rest(self):
        question = read_question({"month": "2026-12", "q": "l’acqua & il sale", "venue": "sala"})
        assert question.with_(venue="") == "?q=l%E2%80%99acqua+%26+il+sale&month=2026-12"
        assert read_question({}).with_() == "?"

    def test_month_after_december_is_january(self):
        assert Month(2026, 12).after == Month(2027, 1)
        assert str(Month(2026, 9)) == "2026-09"
