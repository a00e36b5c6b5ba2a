"""The accent colour of a show: readable on paper as it is, and on the black box after lightening."""

import colorsys
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PAPER = "#f4f1ea"
BLACK_BOX = "#0e0d0c"
DARK_GROUND = "#1e1c1a"  # the lightest of the dark grounds: what is read there is read on all of them
WHITE = "#ffffff"
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text at level AA
LIGHTENING_STEPS = 50

Rgb = tuple[int, int, int]


def validate_accent(value: str) -> None:
    """Refuse what is no colour, and a colour in which text on paper could not be read."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValidationError(_("Write the colour as six hexadecimal digits, for example #b3261e."))
    ratio = contrast(value, PAPER)
    if ratio < READABLE:
        raise ValidationError(
            _("Too pale to be read on paper: the contrast is %(ratio)s to 1 and must be at least 4.5 to 1."),
            params={"ratio": f"{ratio:.1f}"},
        )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_black(accent: str) -> str:
    """The accent itself where it can be read on black, else the nearest lighter colour of its hue that can."""
    candidates = (_lightened(accent, step / LIGHTENING_STEPS) for step in range(LIGHTENING_STEPS + 1))
    return next(colour for colour in candidates if contrast(colour, DARK_GROUND) >= READABLE)


def text_on(background: str) -> str:
    """White or black, whichever reads better on the background."""
    return max((WHITE, BLACK_BOX), key=lambda ink: contrast(ink, background))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _lightened(colour: str, share_of_white: float) -> str:
    # Lightness alone is raised: mixing with white would make a strong colour chalky.
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    mixed = colorsys.hls_to_rgb(hue, lightness + (1 - lightness) * share_of_white, saturation)
    return "#{:02x}{:02x}{:02x}".format(*(round(channel * 255) for channel in mixed))


def _channels(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
