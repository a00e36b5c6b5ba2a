"""A page for the press and for other theatres, and a trailer: they show what bodies and shows can be made of."""

from azionelab.demo.pages import Translated, ensure_page, stream
from azionelab.demo.texts import Block, PageText
from azionelab.demo.texts.materials import (
    MEASURES,
    MEASURES_TABLE,
    ON_TOUR,
    PAGE,
    PICTURES,
    QUESTIONS,
    ROOM,
    TRAILER,
)
from azionelab.demo.texts.shows import CHAIRS, RAINS, SALT, SHOWS, DemoShow
from home.models import AzioneImage, StandardPage


def ensure_materials(homes: Translated, shows: dict[str, Translated]) -> Translated:
    def fill(page: StandardPage, text: PageText, language: str) -> None:
        page.introduction = text.introduction
        page.body = stream(_body(language, shows), language)

    return ensure_page(StandardPage, homes, PAGE, fill)


def trailer(show: DemoShow, language: str) -> list[Block]:
    """The trailer of the one show that has one."""
    if show is not RAINS:
        return []
    words = {name: TRAILER[name].in_language(language) for name in ("title", "caption")}
    picture = _picture("picture", show, language)
    return [("video", {"link": TRAILER["link"], "captions": "silent", "picture": picture, **words})]


def _body(language: str, shows: dict[str, Translated]) -> list[Block]:
    return [
        (
            "columns",
            {
                "wide": "equal",
                "first": [{"type": "text", "value": ROOM.in_language(language)}],
                "second": [{"type": "image", "value": _captioned("detail", CHAIRS, language)}],
            },
        ),
        ("heading", PICTURES.in_language(language)),
        ("gallery", [{"type": "image", "value": _captioned("picture", show, language)} for show in SHOWS]),
        ("heading", MEASURES.in_language(language)),
        ("table", {"table": _table(language), "first_column_heads": True}),
        ("accordion", QUESTIONS[language]),
        (
            "shows",
            {
                "heading": ON_TOUR.in_language(language),
                "shows": [shows[show.key][language].pk for show in (RAINS, CHAIRS, SALT)],
            },
        ),
    ]


def _table(language: str) -> dict:
    table = MEASURES_TABLE[language]
    kinds = ["text", *["number"] * (len(table["columns"]) - 1)]
    return {
        "caption": table["caption"],
        "columns": [{"type": kind, "heading": heading} for kind, heading in zip(kinds, table["columns"], strict=True)],
        "rows": [{"values": row} for row in table["rows"]],
    }


def _captioned(kind: str, show: DemoShow, language: str) -> dict:
    caption = show.caption if kind == "picture" else show.detail_caption
    return {"image": _picture(kind, show, language), "caption": caption.in_language(language)}


def _picture(kind: str, show: DemoShow, language: str) -> dict:
    alt = show.picture_alt if kind == "picture" else show.detail_alt
    image = AzioneImage.objects.get(title=f"demo-{kind}-{show.key}")
    return {"image": image.pk, "alt_text": alt.in_language(language), "decorative": False}
