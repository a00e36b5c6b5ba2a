from django.test import SimpleTestCase

from bookings.references import ALPHABET
from bookings.spelling import spelled


class SpelledTests(SimpleTestCase):
    def test_letters_have_words_in_the_language_of_the_caller_and_digits_are_said(self):
        assert spelled("K7QF2MXW", "it") == [
            *[("K", "Kappa"), ("7", "7"), ("Q", "Quadro"), ("F", "Firenze")],
            *[("2", "2"), ("M", "Milano"), ("X", "Xilofono"), ("W", "Washington")],
        ]
        assert [word for _sign, word in spelled("K7QF2MXW", "en")][:4] == ["Kilo", "7", "Quebec", "Foxtrot"]

    def test_every_letter_of_a_reference_has_a_word(self):
        letters = "".join(sign for sign in ALPHABET if sign.isalpha())
        for language in ("it", "en"):
            assert [sign for sign, word in spelled(letters, language) if sign == word] == []
            assert [word[0] for _sign, word in spelled(letters, language)] == list(letters)
