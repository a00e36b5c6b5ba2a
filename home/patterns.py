"""What the pattern page shows: every block by its own preview value, and components in the states they can be in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

from django.apps import apps
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail import blocks

from home.blocks import BodyBlock

LONG = "Della straordinaria e finora mai raccontata disavventura di un suggeritore rimasto senza voce"
WIDE_TABLE = {
    "caption": "Misure delle sale, in metri",
    "columns": [
        {"type": "text", "heading": "Sala"},
        *({"type": "number", "heading": heading} for heading in ("Larghezza", "Profondità", "Altezza", "Graticcia")),
        {"type": "rich_text", "heading": "Da sapere"},
    ],
    "rows": [
        {"values": ["Sala Macchine", "11.5", "14", "6.2", "5.8", "<p>Il carico entra <b>dal cortile</b>.</p>"]},
        {"values": ["La Serra", "8", "9.25", "4", "3.6", "<p>Tetto di vetro, oscurabile.</p>"]},
    ],
}
# What an editor may choose beside the preview value; each becomes one more sample of the block.
STATES = {
    "heading": [LONG],
    "notice": [{"kind": "info"}, {"kind": "success"}],
    "quote": [{"author": ""}],
    "image": [{"caption": ""}],
    "video": [{"link": "https://youtu.be/aqz-KE-bpKQ", "caption": "", "transcript": "", "captions": "none"}],
    "table": [{"first_column_heads": False, "table": WIDE_TABLE}],
    "accordion": [{"heading": ""}],
    "columns": [{"wide": "first"}, {"wide": "second"}],
}


@dataclass(frozen=True)
class Sample:
    name: str
    label: str
    states: list[blocks.BoundBlock]


def block_samples() -> list[Sample]:
    return [Sample(name, block.label, list(_states(block))) for name, block in BodyBlock().child_blocks.items()]


def block_scripts() -> set[str]:
    return {block.meta.script for block in BodyBlock().child_blocks.values() if hasattr(block.meta, "script")}


def _states(block: blocks.Block) -> Iterator[blocks.BoundBlock]:
    value = block.get_preview_value()
    yield block.bind(value)
    for change in STATES.get(block.name, []):
        is_part = isinstance(change, dict)
        yield block.bind(block.normalize({**value, **change}) if is_part else change)
    if block.name == "video":
        yield from _own_videos(block, value)


def _own_videos(block: blocks.Block, value: blocks.StructValue) -> Iterator[blocks.BoundBlock]:
    """A video of one's own needs a file, which an empty library does not have."""
    document = apps.get_model("home.AzioneDocument").objects.filter(file__endswith=".webm").first()
    if document:
        yield block.bind(block.normalize({**value, "link": "", "file": document}))


def performances() -> list[SimpleNamespace]:
    labels = {
        "open": _("Places free"),
        "few_left": _("Few places left"),
        "full": _("Full"),
        "not_yet_open": _("Booking not open yet"),
        "closed": _("Booking closed"),
        "cancelled": _("Cancelled"),
    }
    access = [
        SimpleNamespace(value="relaxed", label=pgettext("performance", "Relaxed")),
        SimpleNamespace(value="captioned", label=pgettext("performance", "Captioned")),
        SimpleNamespace(value="audio_described", label=pgettext("performance", "Audio-described")),
        SimpleNamespace(value="signed", label=pgettext("performance", "With a sign language interpreter")),
    ]
    first = timezone.localtime().replace(hour=21, minute=0, second=0, microsecond=0)
    return [
        SimpleNamespace(
            id=number,
            starts_at=first + timedelta(days=number),
            doors_at=first + timedelta(days=number, minutes=-30),
            venue=SimpleNamespace(name="Sala Macchine", city="Bologna"),
            state=state,
            state_label=label,
            show_title="L’inventario delle piogge",
            show_url="#performances",
            is_cancelled=state == "cancelled",
            moved_from=first + timedelta(days=number - 1) if state == "few_left" else None,
            access_types=access[number : number + 1],
        )
        for number, (state, label) in enumerate(labels.items())
    ]


def shows() -> list[SimpleNamespace]:
    """Cards of shows: with a few dates, with many, with none, and with a title that is too long and no poster."""
    poster = (
        apps.get_model("home.AzioneImage")
        .objects.filter(height__gt=F("width"))
        .exclude(description="")
        .order_by("pk")
        .first()
    )
    dates = performances()
    card = {
        "title": "L’inventario delle piogge",
        "author": "di Tommaso Brandi",
        "summary": "In una città dove non piove più, un’archivista cataloga ogni pioggia che qualcuno ricorda.",
        "url": "#show-cards",
        "accent": "",
        "poster": poster,
    }
    return [
        SimpleNamespace(**card, performances_to_come=dates[:2]),
        SimpleNamespace(**card, performances_to_come=dates),
        SimpleNamespace(**card, performances_to_come=[]),
        SimpleNamespace(**{**card, "title": LONG, "poster": None}, performances_to_come=[]),
    ]
