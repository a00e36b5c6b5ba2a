"""Blocks of words: headings, text, quotes, notices, tables and what folds away.

A block that prints headings says which in `heading_levels`; the body checks that none is skipped.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "link", "document-link", "ol", "ul", "hr"]
# Where headings would break the order of the page: in columns, cells and what folds away.
PLAIN_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
CELL_FEATURES = ["bold", "italic", "link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        group = _("Text")
        description = _("A heading between two parts of the page.")
        preview_value = "Un laboratorio aperto"
        template = "blocks/heading.html"

    def heading_levels(self, value) -> list[int]:
        return [2]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, features=TEXT_FEATURES, **kwargs):
        super().__init__(features=features, **kwargs)

    class Meta:
        icon = "pilcrow"
        group = _("Text")
        description = _("Paragraphs, lists and links.")
        preview_value = (
            "<p>Proviamo ogni giorno, <b>a porte aperte</b>: chi passa può sedersi, guardare e tornare domani.</p>"
        )
        template = "blocks/text.html"

    def heading_levels(self, value) -> list[int]:
        return [int(level) for level in re.findall(r"<h([1-6])\b", value.source)]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"), max_length=500)
    author = blocks.CharBlock(label=_("who said it"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        group = _("Text")
        description = _("A sentence worth large type, and who said it.")
        label_format = "{author}"
        preview_value = {
            "text": "Il buio non è assenza: è il posto da cui si guarda.",
            "author": "Dal quaderno di regia",
        }
        template = "blocks/quote.html"


class NoticeBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("info", _("Information")), ("success", _("Good news")), ("warning", _("Warning"))],
        default="info",
        search_index=False,
    )
    text = blocks.RichTextBlock(label=_("text"), features=CELL_FEATURES)

    class Meta:
        icon = "info-circle"
        group = _("Text")
        description = _("Something visitors must not miss.")
        label_format = "{kind}"
        preview_value = {"kind": "warning", "text": "<p>Sabato l’ingresso è dal cortile.</p>"}
        template = "blocks/notice.html"


class AccordionItemBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=120, help_text=_("Seen while the text is folded away."))
    text = blocks.RichTextBlock(label=_("text"), features=PLAIN_FEATURES)

    class Meta:
        icon = "collapse-down"
        label_format = "{heading}"


class AccordionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=90, required=False)
    items = blocks.ListBlock(AccordionItemBlock(), label=_("items"), min_num=1)

    class Meta:
        icon = "collapse-down"
        group = _("Text")
        description = _("Questions and answers that unfold one by one. Not for what everybody must read.")
        label_format = "{heading}"
        preview_value = {
            "heading": "Prima di venire",
            "items": [
                {
                    "heading": "C’è un guardaroba?",
                    "text": "<p>Sì, all’ingresso, gratuito. I passeggini restano nel cortile, al coperto.</p>",
                },
                {
                    "heading": "Si può entrare a spettacolo iniziato?",
                    "text": "<p>Al primo cambio di luce, dal fondo della sala.</p>",
                },
            ],
        }
        template = "blocks/accordion.html"

    def heading_levels(self, value) -> list[int]:
        return ([2] if value["heading"] else []) + [3]


class CaptionedTableBlock(TypedTableBlock):
    """A table of which the caption says what it holds, as a screen reader announces it."""

    text = blocks.CharBlock(label=_("Text"), required=False, icon="pilcrow")
    rich_text = blocks.RichTextBlock(
        label=_("Text with links"), features=CELL_FEATURES, required=False, icon="doc-full"
    )
    number = blocks.DecimalBlock(label=_("Number"), required=False, icon="decimal")

    def clean(self, table):
        cleaned = super().clean(table)
        if not self.is_deferred_validation:
            faults = list(self._faults(cleaned))
            if faults:
                raise TypedTableBlockValidationError(non_block_errors=[ValidationError(fault) for fault in faults])
        return cleaned

    def _faults(self, table):
        if not (table.caption or "").strip():
            yield _("Give the table a caption that says what it holds.")
        if not (table.columns and table.row_data):
            yield _("A table has at least one column and one row.")
        if any(not column["heading"].strip() for column in table.columns):
            yield _("Give every column a heading.")


class TableBlock(blocks.StructBlock):
    table = CaptionedTableBlock(label=_("table"))
    first_column_heads = blocks.BooleanBlock(
        label=_("The first column names the rows"),
        required=False,
        default=True,
        help_text=_("As in a price list: the first cell of each row says what the others are about."),
    )

    class Meta:
        icon = "table"
        group = _("Text")
        description = _("Rows and columns with a caption: prices, times, measures. Not for layout.")
        preview_value = {
            "table": {
                "caption": "Orari della biglietteria",
                "columns": [
                    {"type": "text", "heading": "Giorno"},
                    {"type": "text", "heading": "Sala Macchine"},
                    {"type": "text", "heading": "La Serra"},
                ],
                "rows": [
                    {"values": ["Giovedì", "16–20", "chiusa"]},
                    {"values": ["Venerdì e sabato", "16–21", "18–21"]},
                    {"values": ["Domenica", "15–17", "chiusa"]},
                ],
            },
            "first_column_heads": True,
        }
        template = "blocks/table.html"
