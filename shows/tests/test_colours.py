import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from shows import colours

TOKENS = Path(__file__).resolve().parents[2] / "home/static/home/css/tokens.css"


class ContrastTests(SimpleTestCase):
    def test_contrast_agrees_with_the_examples_of_wcag(self):
        assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
        assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
        assert colours.contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)

    def test_text_on_a_colour_is_the_ink_that_reads_better(self):
        assert colours.text_on("#1d4ed8") == colours.WHITE
        assert colours.text_on("#ffd400") == colours.BLACK_BOX


class ValidateAccentTests(SimpleTestCase):
    def test_readable_colours_are_accepted(self):
        for accent in ("#bf2c12", "#1D4ED8", "#000000"):
            with self.subTest(accent=accent):
                assert colours.validate_accent(accent) is None

    def test_pale_colours_and_other_words_are_refused(self):
        for accent in ("#ffd400", "#f4f1ea", "red", "#fff", "bf2c12", "#bf2c12;}"):
            with self.subTest(accent=accent), pytest.raises(ValidationError):
                colours.validate_accent(accent)


class OnBlackTests(SimpleTestCase):
    def test_every_accepted_colour_becomes_readable_on_black(self):
        for accent in ("#000000", "#1d4ed8", "#0f6b4f", "#b0155c", "#3a0ca3"):
            with self.subTest(accent=accent):
                colours.validate_accent(accent)
                assert colours.contrast(colours.on_black(accent), colours.DARK_GROUND) >= colours.READABLE

    def test_colour_that_is_readable_already_stays(self):
        assert colours.on_black("#ffd400") == "#ffd400"


class TokensTests(SimpleTestCase):
    """The colours of the style sheet and of the rules are the same colours."""

    def setUp(self):
        light, dark = TOKENS.read_text().split("@media")
        self.tokens, self.dark = (dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", css)) for css in (light, dark))

    def test_paper_and_black_box_are_those_that_accents_are_checked_against(self):
        assert self.tokens["--azl-paper"] == colours.PAPER
        assert self.tokens["--box"] == colours.BLACK_BOX
        assert self.dark["--raised"] == colours.DARK_GROUND

    def test_accent_of_the_company_follows_the_rule_for_shows(self):
        accent = self.tokens["--accent-on-paper"]
        colours.validate_accent(accent)
        assert self.tokens["--accent-on-black"] == colours.on_black(accent)
        assert self.tokens["--on-accent-on-paper"] == colours.text_on(accent)
        assert self.tokens["--on-accent-on-black"] == colours.text_on(colours.on_black(accent))
