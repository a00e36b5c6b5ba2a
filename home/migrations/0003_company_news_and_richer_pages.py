import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.db import migrations, models

import home.video


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("home", "0002_create_home_pages"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="azioneimage",
            name="is_decorative",
            field=models.BooleanField(
                default=False,
                help_text="It tells nothing that the words beside it do not tell: screen readers pass over it.",
                verbose_name="decorative",
            ),
        ),
        migrations.AddField(
            model_name="companysettings",
            name="founded",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="The year, in four digits.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1000),
                    django.core.validators.MaxValueValidator(2999),
                ],
                verbose_name="founded in",
            ),
        ),
        migrations.AddField(
            model_name="companysettings",
            name="legal_lines_en",
            field=models.TextField(
                blank=True, help_text="Empty: the Italian ones.", max_length=300, verbose_name="legal lines in English"
            ),
        ),
        migrations.AddField(
            model_name="companysettings",
            name="legal_lines_it",
            field=models.TextField(
                blank=True,
                help_text="What the law wants printed beside name and tax code: register, seat, public grants.",
                max_length=300,
                verbose_name="legal lines in Italian",
            ),
        ),
        migrations.AddField(
            model_name="companysettings",
            name="map_url",
            field=models.URLField(
                blank=True,
                help_text="Address of a map, for example on openstreetmap.org: the address links to it.",
                verbose_name="map",
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="featured_shows",
            field=wagtail.fields.StreamField(
                [("show", 0)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"icon": "calendar-alt", "label": "show", "page_type": ["shows.ShowPage"]},
                    )
                },
                help_text="Up to six, in this order. Empty: the shows that are announced next.",
                verbose_name="featured shows",
            ),
        ),
        migrations.AddField(
            model_name="navigationsettings",
            name="accessibility_page",
            field=models.ForeignKey(
                blank=True,
                help_text="Linked in the footer of every page. The privacy page is chosen with the booking rules.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
                verbose_name="accessibility statement",
            ),
        ),
        migrations.AddField(
            model_name="navigationsettings",
            name="action_label_en",
            field=models.CharField(
                blank=True,
                help_text="Empty: the page's title.",
                max_length=24,
                verbose_name="words on the button in English",
            ),
        ),
        migrations.AddField(
            model_name="navigationsettings",
            name="action_label_it",
            field=models.CharField(
                blank=True,
                help_text="Empty: the page's title.",
                max_length=24,
                verbose_name="words on the button in Italian",
            ),
        ),
        migrations.AddField(
            model_name="navigationsettings",
            name="action_page",
            field=models.ForeignKey(
                blank=True,
                help_text="The button in the header leads there, usually to the programme. Empty: no button.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
                verbose_name="page of the button",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="links",
            field=wagtail.fields.StreamField(
                [("link", 2)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"label": "name", "max_length": 40}),
                    1: ("wagtail.blocks.URLBlock", (), {"label": "address"}),
                    2: ("wagtail.blocks.StructBlock", [[("label", 0), ("url", 1)]], {"label": "Link"}),
                },
                help_text="The person's own website and the like; printed on their page.",
                verbose_name="links",
            ),
        ),
        migrations.AlterField(
            model_name="homepage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("heading", 0),
                    ("text", 1),
                    ("quote", 4),
                    ("notice", 7),
                    ("accordion", 13),
                    ("table", 19),
                    ("image", 22),
                    ("gallery", 23),
                    ("video", 34),
                    ("columns", 39),
                    ("people", 43),
                    ("shows", 46),
                    ("call_to_action", 50),
                ],
                blank=True,
                block_lookup={
                    0: ("home.text_blocks.HeadingBlock", (), {"label": "Heading", "max_length": 90}),
                    1: ("home.text_blocks.TextBlock", (), {"label": "Text"}),
                    2: ("wagtail.blocks.TextBlock", (), {"label": "quote", "max_length": 500}),
                    3: ("wagtail.blocks.CharBlock", (), {"label": "who said it", "max_length": 120, "required": False}),
                    4: ("wagtail.blocks.StructBlock", [[("text", 2), ("author", 3)]], {"label": "Quote"}),
                    5: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("info", "Information"), ("success", "Good news"), ("warning", "Warning")],
                            "label": "kind",
                        },
                    ),
                    6: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "link"], "label": "text"}),
                    7: ("wagtail.blocks.StructBlock", [[("kind", 5), ("text", 6)]], {"label": "Notice"}),
                    8: ("wagtail.blocks.CharBlock", (), {"label": "heading", "max_length": 90, "required": False}),
                    9: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "Seen while the text is folded away.", "label": "heading", "max_length": 120},
                    ),
                    10: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "text"},
                    ),
                    11: ("wagtail.blocks.StructBlock", [[("heading", 9), ("text", 10)]], {}),
                    12: ("wagtail.blocks.ListBlock", (11,), {"label": "items", "min_num": 1}),
                    13: ("wagtail.blocks.StructBlock", [[("heading", 8), ("items", 12)]], {"label": "Accordion"}),
                    14: ("wagtail.blocks.CharBlock", (), {"icon": "pilcrow", "label": "Text", "required": False}),
                    15: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link"],
                            "icon": "doc-full",
                            "label": "Text with links",
                            "required": False,
                        },
                    ),
                    16: ("wagtail.blocks.DecimalBlock", (), {"icon": "decimal", "label": "Number", "required": False}),
                    17: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 14), ("rich_text", 15), ("number", 16)]],
                        {"label": "table"},
                    ),
                    18: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {
                            "default": True,
                            "help_text": "As in a price list: the first cell of each row says what the others are about.",
                            "label": "The first column names the rows",
                            "required": False,
                        },
                    ),
                    19: (
                        "wagtail.blocks.StructBlock",
                        [[("table", 17), ("first_column_heads", 18)]],
                        {"label": "Table"},
                    ),
                    20: ("wagtail.images.blocks.ImageBlock", [], {"label": "image"}),
                    21: ("wagtail.blocks.CharBlock", (), {"label": "caption", "max_length": 200, "required": False}),
                    22: ("wagtail.blocks.StructBlock", [[("image", 20), ("caption", 21)]], {"label": "Image"}),
                    23: ("wagtail.blocks.StreamBlock", [[("image", 22)]], {"label": "Gallery"}),
                    24: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "For example: Trailer of the show.", "label": "title", "max_length": 120},
                    ),
                    25: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "label": "address at YouTube or Vimeo",
                            "max_length": 300,
                            "required": False,
                            "search_index": False,
                            "validators": [home.video.validate_link],
                        },
                    ),
                    26: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "MP4 or WebM, up to 200 MB.",
                            "label": "or a file of your own",
                            "required": False,
                        },
                    ),
                    27: (
                        "wagtail.images.blocks.ImageBlock",
                        [],
                        {
                            "help_text": "Across, 16 to 9: it stands in the place of the video until it is played.",
                            "label": "picture",
                        },
                    ),
                    28: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("switchable", "Captions can be switched on."),
                                ("open", "With captions in the picture."),
                                ("silent", "Nothing is spoken."),
                                ("none", "Without captions."),
                            ],
                            "label": "captions",
                        },
                    ),
                    29: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": [("it", "Italian"), ("en", "English")], "label": "language"},
                    ),
                    30: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"help_text": "A WebVTT file, ending in .vtt.", "label": "file"},
                    ),
                    31: ("wagtail.blocks.StructBlock", [[("language", 29), ("file", 30)]], {}),
                    32: (
                        "wagtail.blocks.ListBlock",
                        (31,),
                        {"default": [], "help_text": "For a file of your own.", "label": "caption files"},
                    ),
                    33: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link"],
                            "help_text": "What is said and heard, for those who cannot hear it. It folds away below the video.",
                            "label": "transcript",
                            "required": False,
                        },
                    ),
                    34: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 24),
                                ("link", 25),
                                ("file", 26),
                                ("picture", 27),
                                ("caption", 21),
                                ("captions", 28),
                                ("caption_files", 32),
                                ("transcript", 33),
                            ]
                        ],
                        {"label": "Video"},
                    ),
                    35: (
                        "home.text_blocks.TextBlock",
                        (),
                        {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "Text"},
                    ),
                    36: (
                        "wagtail.blocks.StreamBlock",
                        [[("text", 35), ("image", 22), ("quote", 4)]],
                        {"label": "first column", "min_num": 1},
                    ),
                    37: (
                        "wagtail.blocks.StreamBlock",
                        [[("text", 35), ("image", 22), ("quote", 4)]],
                        {"label": "second column", "min_num": 1},
                    ),
                    38: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("equal", "Both the same"),
                                ("first", "First wider"),
                                ("second", "Second wider"),
                            ],
                            "label": "widths",
                        },
                    ),
                    39: (
                        "wagtail.blocks.StructBlock",
                        [[("first", 36), ("second", 37), ("wide", 38)]],
                        {"label": "Columns"},
                    ),
                    40: ("wagtail.blocks.CharBlock", (), {"label": "heading", "max_length": 80, "required": False}),
                    41: ("wagtail.snippets.blocks.SnippetChooserBlock", ("home.Person",), {"label": "person"}),
                    42: ("wagtail.blocks.ListBlock", (41,), {"label": "people", "min_num": 1}),
                    43: ("wagtail.blocks.StructBlock", [[("heading", 40), ("people", 42)]], {"label": "People"}),
                    44: ("wagtail.blocks.PageChooserBlock", (), {"label": "show", "page_type": ["shows.ShowPage"]}),
                    45: ("wagtail.blocks.ListBlock", (44,), {"label": "shows", "max_num": 6, "min_num": 1}),
                    46: ("wagtail.blocks.StructBlock", [[("heading", 40), ("shows", 45)]], {"label": "Shows"}),
                    47: ("wagtail.blocks.CharBlock", (), {"label": "text", "max_length": 160}),
                    48: ("wagtail.blocks.CharBlock", (), {"label": "words on the button", "max_length": 40}),
                    49: ("wagtail.blocks.PageChooserBlock", (), {"label": "page"}),
                    50: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 47), ("label", 48), ("page", 49)]],
                        {"label": "Call to action"},
                    ),
                },
                verbose_name="about the company",
            ),
        ),
        migrations.AlterField(
            model_name="homepage",
            name="social_image",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: the page's own picture, or else the company's.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="home.azioneimage",
                verbose_name="picture for cards and shared links",
            ),
        ),
        migrations.AlterField(
            model_name="navigationsettings",
            name="footer_links",
            field=wagtail.fields.StreamField(
                [("link", 4)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.PageChooserBlock", (), {"label": "page", "required": False}),
                    1: ("wagtail.blocks.URLBlock", (), {"label": "or address", "required": False}),
                    2: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Empty: the page's title.",
                            "label": "label in Italian",
                            "max_length": 40,
                            "required": False,
                        },
                    ),
                    3: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Empty: the page's title.",
                            "label": "label in English",
                            "max_length": 40,
                            "required": False,
                        },
                    ),
                    4: (
                        "wagtail.blocks.StructBlock",
                        [[("page", 0), ("url", 1), ("label_it", 2), ("label_en", 3)]],
                        {"label": "Link"},
                    ),
                },
                help_text="Accessibility statement and privacy come to the footer by themselves.",
                verbose_name="links in the footer",
            ),
        ),
        migrations.AlterField(
            model_name="navigationsettings",
            name="header_links",
            field=wagtail.fields.StreamField(
                [("link", 4)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.PageChooserBlock", (), {"label": "page", "required": False}),
                    1: ("wagtail.blocks.URLBlock", (), {"label": "or address", "required": False}),
                    2: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Empty: the page's title.",
                            "label": "label in Italian",
                            "max_length": 40,
                            "required": False,
                        },
                    ),
                    3: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Empty: the page's title.",
                            "label": "label in English",
                            "max_length": 40,
                            "required": False,
                        },
                    ),
                    4: (
                        "wagtail.blocks.StructBlock",
                        [[("page", 0), ("url", 1), ("label_it", 2), ("label_en", 3)]],
                        {"label": "Link"},
                    ),
                },
                help_text="The main menu. Four or five links fit on a phone.",
                verbose_name="links in the header",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="portrait",
            field=models.ForeignKey(
                blank=True,
                help_text="Cut to 4 by 5 around its focal point.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="home.azioneimage",
                verbose_name="portrait",
            ),
        ),
        migrations.AlterField(
            model_name="standardpage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("heading", 0),
                    ("text", 1),
                    ("quote", 4),
                    ("notice", 7),
                    ("accordion", 13),
                    ("table", 19),
                    ("image", 22),
                    ("gallery", 23),
                    ("video", 34),
                    ("columns", 39),
                    ("people", 43),
                    ("shows", 46),
                    ("call_to_action", 50),
                ],
                blank=True,
                block_lookup={
                    0: ("home.text_blocks.HeadingBlock", (), {"label": "Heading", "max_length": 90}),
                    1: ("home.text_blocks.TextBlock", (), {"label": "Text"}),
                    2: ("wagtail.blocks.TextBlock", (), {"label": "quote", "max_length": 500}),
                    3: ("wagtail.blocks.CharBlock", (), {"label": "who said it", "max_length": 120, "required": False}),
                    4: ("wagtail.blocks.StructBlock", [[("text", 2), ("author", 3)]], {"label": "Quote"}),
                    5: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("info", "Information"), ("success", "Good news"), ("warning", "Warning")],
                            "label": "kind",
                        },
                    ),
                    6: ("wagtail.blocks.RichTextBlock", (), {"features": ["bold", "italic", "link"], "label": "text"}),
                    7: ("wagtail.blocks.StructBlock", [[("kind", 5), ("text", 6)]], {"label": "Notice"}),
                    8: ("wagtail.blocks.CharBlock", (), {"label": "heading", "max_length": 90, "required": False}),
                    9: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "Seen while the text is folded away.", "label": "heading", "max_length": 120},
                    ),
                    10: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "text"},
                    ),
                    11: ("wagtail.blocks.StructBlock", [[("heading", 9), ("text", 10)]], {}),
                    12: ("wagtail.blocks.ListBlock", (11,), {"label": "items", "min_num": 1}),
                    13: ("wagtail.blocks.StructBlock", [[("heading", 8), ("items", 12)]], {"label": "Accordion"}),
                    14: ("wagtail.blocks.CharBlock", (), {"icon": "pilcrow", "label": "Text", "required": False}),
                    15: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link"],
                            "icon": "doc-full",
                            "label": "Text with links",
                            "required": False,
                        },
                    ),
                    16: ("wagtail.blocks.DecimalBlock", (), {"icon": "decimal", "label": "Number", "required": False}),
                    17: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 14), ("rich_text", 15), ("number", 16)]],
                        {"label": "table"},
                    ),
                    18: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {
                            "default": True,
                            "help_text": "As in a price list: the first cell of each row says what the others are about.",
                            "label": "The first column names the rows",
                            "required": False,
                        },
                    ),
                    19: (
                        "wagtail.blocks.StructBlock",
                        [[("table", 17), ("first_column_heads", 18)]],
                        {"label": "Table"},
                    ),
                    20: ("wagtail.images.blocks.ImageBlock", [], {"label": "image"}),
                    21: ("wagtail.blocks.CharBlock", (), {"label": "caption", "max_length": 200, "required": False}),
                    22: ("wagtail.blocks.StructBlock", [[("image", 20), ("caption", 21)]], {"label": "Image"}),
                    23: ("wagtail.blocks.StreamBlock", [[("image", 22)]], {"label": "Gallery"}),
                    24: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "For example: Trailer of the show.", "label": "title", "max_length": 120},
                    ),
                    25: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "label": "address at YouTube or Vimeo",
                            "max_length": 300,
                            "required": False,
                            "search_index": False,
                            "validators": [home.video.validate_link],
                        },
                    ),
                    26: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "MP4 or WebM, up to 200 MB.",
                            "label": "or a file of your own",
                            "required": False,
                        },
                    ),
                    27: (
                        "wagtail.images.blocks.ImageBlock",
                        [],
                        {
                            "help_text": "Across, 16 to 9: it stands in the place of the video until it is played.",
                            "label": "picture",
                        },
                    ),
                    28: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("switchable", "Captions can be switched on."),
                                ("open", "With captions in the picture."),
                                ("silent", "Nothing is spoken."),
                                ("none", "Without captions."),
                            ],
                            "label": "captions",
                        },
                    ),
                    29: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": [("it", "Italian"), ("en", "English")], "label": "language"},
                    ),
                    30: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"help_text": "A WebVTT file, ending in .vtt.", "label": "file"},
                    ),
                    31: ("wagtail.blocks.StructBlock", [[("language", 29), ("file", 30)]], {}),
                    32: (
                        "wagtail.blocks.ListBlock",
                        (31,),
                        {"default": [], "help_text": "For a file of your own.", "label": "caption files"},
                    ),
                    33: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link"],
                            "help_text": "What is said and heard, for those who cannot hear it. It folds away below the video.",
                            "label": "transcript",
                            "required": False,
                        },
                    ),
                    34: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 24),
                                ("link", 25),
                                ("file", 26),
                                ("picture", 27),
                                ("caption", 21),
                                ("captions", 28),
                                ("caption_files", 32),
                                ("transcript", 33),
                            ]
                        ],
                        {"label": "Video"},
                    ),
                    35: (
                        "home.text_blocks.TextBlock",
                        (),
                        {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "Text"},
                    ),
                    36: (
                        "wagtail.blocks.StreamBlock",
                        [[("text", 35), ("image", 22), ("quote", 4)]],
                        {"label": "first column", "min_num": 1},
                    ),
                    37: (
                        "wagtail.blocks.StreamBlock",
                        [[("text", 35), ("image", 22), ("quote", 4)]],
                        {"label": "second column", "min_num": 1},
                    ),
                    38: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("equal", "Both the same"),
                                ("first", "First wider"),
                                ("second", "Second wider"),
                            ],
                            "label": "widths",
                        },
                    ),
                    39: (
                        "wagtail.blocks.StructBlock",
                        [[("first", 36), ("second", 37), ("wide", 38)]],
                        {"label": "Columns"},
                    ),
                    40: ("wagtail.blocks.CharBlock", (), {"label": "heading", "max_length": 80, "required": False}),
                    41: ("wagtail.snippets.blocks.SnippetChooserBlock", ("home.Person",), {"label": "person"}),
                    42: ("wagtail.blocks.ListBlock", (41,), {"label": "people", "min_num": 1}),
                    43: ("wagtail.blocks.StructBlock", [[("heading", 40), ("people", 42)]], {"label": "People"}),
                    44: ("wagtail.blocks.PageChooserBlock", (), {"label": "show", "page_type": ["shows.ShowPage"]}),
                    45: ("wagtail.blocks.ListBlock", (44,), {"label": "shows", "max_num": 6, "min_num": 1}),
                    46: ("wagtail.blocks.StructBlock", [[("heading", 40), ("shows", 45)]], {"label": "Shows"}),
                    47: ("wagtail.blocks.CharBlock", (), {"label": "text", "max_length": 160}),
                    48: ("wagtail.blocks.CharBlock", (), {"label": "words on the button", "max_length": 40}),
                    49: ("wagtail.blocks.PageChooserBlock", (), {"label": "page"}),
                    50: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 47), ("label", 48), ("page", 49)]],
                        {"label": "Call to action"},
                    ),
                },
                verbose_name="body",
            ),
        ),
        migrations.AlterField(
            model_name="standardpage",
            name="social_image",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: the page's own picture, or else the company's.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="home.azioneimage",
                verbose_name="picture for cards and shared links",
            ),
        ),
        migrations.CreateModel(
            name="CompanyPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One or two sentences for cards, search engines and shared links.",
                        max_length=240,
                        verbose_name="summary",
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="Set in large type below the title.",
                        max_length=400,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("text", 1),
                            ("quote", 4),
                            ("notice", 7),
                            ("accordion", 13),
                            ("table", 19),
                            ("image", 22),
                            ("gallery", 23),
                            ("video", 34),
                            ("columns", 39),
                            ("people", 43),
                            ("shows", 46),
                            ("call_to_action", 50),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("home.text_blocks.HeadingBlock", (), {"label": "Heading", "max_length": 90}),
                            1: ("home.text_blocks.TextBlock", (), {"label": "Text"}),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "quote", "max_length": 500}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "who said it", "max_length": 120, "required": False},
                            ),
                            4: ("wagtail.blocks.StructBlock", [[("text", 2), ("author", 3)]], {"label": "Quote"}),
                            5: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "Information"),
                                        ("success", "Good news"),
                                        ("warning", "Warning"),
                                    ],
                                    "label": "kind",
                                },
                            ),
                            6: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link"], "label": "text"},
                            ),
                            7: ("wagtail.blocks.StructBlock", [[("kind", 5), ("text", 6)]], {"label": "Notice"}),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "heading", "max_length": 90, "required": False},
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Seen while the text is folded away.",
                                    "label": "heading",
                                    "max_length": 120,
                                },
                            ),
                            10: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "text"},
                            ),
                            11: ("wagtail.blocks.StructBlock", [[("heading", 9), ("text", 10)]], {}),
                            12: ("wagtail.blocks.ListBlock", (11,), {"label": "items", "min_num": 1}),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 8), ("items", 12)]],
                                {"label": "Accordion"},
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "pilcrow", "label": "Text", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link"],
                                    "icon": "doc-full",
                                    "label": "Text with links",
                                    "required": False,
                                },
                            ),
                            16: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"icon": "decimal", "label": "Number", "required": False},
                            ),
                            17: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 14), ("rich_text", 15), ("number", 16)]],
                                {"label": "table"},
                            ),
                            18: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "default": True,
                                    "help_text": "As in a price list: the first cell of each row says what the others are about.",
                                    "label": "The first column names the rows",
                                    "required": False,
                                },
                            ),
                            19: (
                                "wagtail.blocks.StructBlock",
                                [[("table", 17), ("first_column_heads", 18)]],
                                {"label": "Table"},
                            ),
                            20: ("wagtail.images.blocks.ImageBlock", [], {"label": "image"}),
                            21: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "caption", "max_length": 200, "required": False},
                            ),
                            22: ("wagtail.blocks.StructBlock", [[("image", 20), ("caption", 21)]], {"label": "Image"}),
                            23: ("wagtail.blocks.StreamBlock", [[("image", 22)]], {"label": "Gallery"}),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "For example: Trailer of the show.", "label": "title", "max_length": 120},
                            ),
                            25: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "address at YouTube or Vimeo",
                                    "max_length": 300,
                                    "required": False,
                                    "search_index": False,
                                    "validators": [home.video.validate_link],
                                },
                            ),
                            26: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "MP4 or WebM, up to 200 MB.",
                                    "label": "or a file of your own",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {
                                    "help_text": "Across, 16 to 9: it stands in the place of the video until it is played.",
                                    "label": "picture",
                                },
                            ),
                            28: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("switchable", "Captions can be switched on."),
                                        ("open", "With captions in the picture."),
                                        ("silent", "Nothing is spoken."),
                                        ("none", "Without captions."),
                                    ],
                                    "label": "captions",
                                },
                            ),
                            29: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("it", "Italian"), ("en", "English")], "label": "language"},
                            ),
                            30: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"help_text": "A WebVTT file, ending in .vtt.", "label": "file"},
                            ),
                            31: ("wagtail.blocks.StructBlock", [[("language", 29), ("file", 30)]], {}),
                            32: (
                                "wagtail.blocks.ListBlock",
                                (31,),
                                {"default": [], "help_text": "For a file of your own.", "label": "caption files"},
                            ),
                            33: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link"],
                                    "help_text": "What is said and heard, for those who cannot hear it. It folds away below the video.",
                                    "label": "transcript",
                                    "required": False,
                                },
                            ),
                            34: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 24),
                                        ("link", 25),
                                        ("file", 26),
                                        ("picture", 27),
                                        ("caption", 21),
                                        ("captions", 28),
                                        ("caption_files", 32),
                                        ("transcript", 33),
                                    ]
                                ],
                                {"label": "Video"},
                            ),
                            35: (
                                "home.text_blocks.TextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "Text"},
                            ),
                            36: (
                                "wagtail.blocks.StreamBlock",
                                [[("text", 35), ("image", 22), ("quote", 4)]],
                                {"label": "first column", "min_num": 1},
                            ),
                            37: (
                                "wagtail.blocks.StreamBlock",
                                [[("text", 35), ("image", 22), ("quote", 4)]],
                                {"label": "second column", "min_num": 1},
                            ),
                            38: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("equal", "Both the same"),
                                        ("first", "First wider"),
                                        ("second", "Second wider"),
                                    ],
                                    "label": "widths",
                                },
                            ),
                            39: (
                                "wagtail.blocks.StructBlock",
                                [[("first", 36), ("second", 37), ("wide", 38)]],
                                {"label": "Columns"},
                            ),
                            40: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "heading", "max_length": 80, "required": False},
                            ),
                            41: ("wagtail.snippets.blocks.SnippetChooserBlock", ("home.Person",), {"label": "person"}),
                            42: ("wagtail.blocks.ListBlock", (41,), {"label": "people", "min_num": 1}),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 40), ("people", 42)]],
                                {"label": "People"},
                            ),
                            44: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "show", "page_type": ["shows.ShowPage"]},
                            ),
                            45: ("wagtail.blocks.ListBlock", (44,), {"label": "shows", "max_num": 6, "min_num": 1}),
                            46: ("wagtail.blocks.StructBlock", [[("heading", 40), ("shows", 45)]], {"label": "Shows"}),
                            47: ("wagtail.blocks.CharBlock", (), {"label": "text", "max_length": 160}),
                            48: ("wagtail.blocks.CharBlock", (), {"label": "words on the button", "max_length": 40}),
                            49: ("wagtail.blocks.PageChooserBlock", (), {"label": "page"}),
                            50: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 47), ("label", 48), ("page", 49)]],
                                {"label": "Call to action"},
                            ),
                        },
                        help_text="What you tell of the company, above its people.",
                        verbose_name="body",
                    ),
                ),
                (
                    "groups",
                    wagtail.fields.StreamField(
                        [("group", 3)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "heading", "max_length": 80}),
                            1: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "person's page", "page_type": ["home.PersonPage"]},
                            ),
                            2: ("wagtail.blocks.ListBlock", (1,), {"label": "people"}),
                            3: ("wagtail.blocks.StructBlock", [[("heading", 0), ("people", 2)]], {"label": "Group"}),
                        },
                        help_text="Headings and, below each, pages of people in your order. A person's page that stands in no group is shown after them; a draft is not shown.",
                        verbose_name="groups of people",
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the page's own picture, or else the company's.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="home.azioneimage",
                        verbose_name="picture for cards and shared links",
                    ),
                ),
            ],
            options={
                "verbose_name": "company page",
                "verbose_name_plural": "company pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One or two sentences for cards, search engines and shared links.",
                        max_length=240,
                        verbose_name="summary",
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="Set in large type below the title.",
                        max_length=400,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the page's own picture, or else the company's.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="home.azioneimage",
                        verbose_name="picture for cards and shared links",
                    ),
                ),
            ],
            options={
                "verbose_name": "news index",
                "verbose_name_plural": "news indexes",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One or two sentences for cards, search engines and shared links.",
                        max_length=240,
                        verbose_name="summary",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        help_text="Printed with the news; the newest stands first.",
                        verbose_name="date",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("text", 1),
                            ("quote", 4),
                            ("notice", 7),
                            ("accordion", 13),
                            ("table", 19),
                            ("image", 22),
                            ("gallery", 23),
                            ("video", 34),
                            ("columns", 39),
                            ("people", 43),
                            ("shows", 46),
                            ("call_to_action", 50),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("home.text_blocks.HeadingBlock", (), {"label": "Heading", "max_length": 90}),
                            1: ("home.text_blocks.TextBlock", (), {"label": "Text"}),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "quote", "max_length": 500}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "who said it", "max_length": 120, "required": False},
                            ),
                            4: ("wagtail.blocks.StructBlock", [[("text", 2), ("author", 3)]], {"label": "Quote"}),
                            5: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "Information"),
                                        ("success", "Good news"),
                                        ("warning", "Warning"),
                                    ],
                                    "label": "kind",
                                },
                            ),
                            6: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link"], "label": "text"},
                            ),
                            7: ("wagtail.blocks.StructBlock", [[("kind", 5), ("text", 6)]], {"label": "Notice"}),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "heading", "max_length": 90, "required": False},
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Seen while the text is folded away.",
                                    "label": "heading",
                                    "max_length": 120,
                                },
                            ),
                            10: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "text"},
                            ),
                            11: ("wagtail.blocks.StructBlock", [[("heading", 9), ("text", 10)]], {}),
                            12: ("wagtail.blocks.ListBlock", (11,), {"label": "items", "min_num": 1}),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 8), ("items", 12)]],
                                {"label": "Accordion"},
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "pilcrow", "label": "Text", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link"],
                                    "icon": "doc-full",
                                    "label": "Text with links",
                                    "required": False,
                                },
                            ),
                            16: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"icon": "decimal", "label": "Number", "required": False},
                            ),
                            17: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 14), ("rich_text", 15), ("number", 16)]],
                                {"label": "table"},
                            ),
                            18: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "default": True,
                                    "help_text": "As in a price list: the first cell of each row says what the others are about.",
                                    "label": "The first column names the rows",
                                    "required": False,
                                },
                            ),
                            19: (
                                "wagtail.blocks.StructBlock",
                                [[("table", 17), ("first_column_heads", 18)]],
                                {"label": "Table"},
                            ),
                            20: ("wagtail.images.blocks.ImageBlock", [], {"label": "image"}),
                            21: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "caption", "max_length": 200, "required": False},
                            ),
                            22: ("wagtail.blocks.StructBlock", [[("image", 20), ("caption", 21)]], {"label": "Image"}),
                            23: ("wagtail.blocks.StreamBlock", [[("image", 22)]], {"label": "Gallery"}),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "For example: Trailer of the show.", "label": "title", "max_length": 120},
                            ),
                            25: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "address at YouTube or Vimeo",
                                    "max_length": 300,
                                    "required": False,
                                    "search_index": False,
                                    "validators": [home.video.validate_link],
                                },
                            ),
                            26: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "MP4 or WebM, up to 200 MB.",
                                    "label": "or a file of your own",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {
                                    "help_text": "Across, 16 to 9: it stands in the place of the video until it is played.",
                                    "label": "picture",
                                },
                            ),
                            28: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("switchable", "Captions can be switched on."),
                                        ("open", "With captions in the picture."),
                                        ("silent", "Nothing is spoken."),
                                        ("none", "Without captions."),
                                    ],
                                    "label": "captions",
                                },
                            ),
                            29: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("it", "Italian"), ("en", "English")], "label": "language"},
                            ),
                            30: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"help_text": "A WebVTT file, ending in .vtt.", "label": "file"},
                            ),
                            31: ("wagtail.blocks.StructBlock", [[("language", 29), ("file", 30)]], {}),
                            32: (
                                "wagtail.blocks.ListBlock",
                                (31,),
                                {"default": [], "help_text": "For a file of your own.", "label": "caption files"},
                            ),
                            33: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link"],
                                    "help_text": "What is said and heard, for those who cannot hear it. It folds away below the video.",
                                    "label": "transcript",
                                    "required": False,
                                },
                            ),
                            34: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 24),
                                        ("link", 25),
                                        ("file", 26),
                                        ("picture", 27),
                                        ("caption", 21),
                                        ("captions", 28),
                                        ("caption_files", 32),
                                        ("transcript", 33),
                                    ]
                                ],
                                {"label": "Video"},
                            ),
                            35: (
                                "home.text_blocks.TextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "Text"},
                            ),
                            36: (
                                "wagtail.blocks.StreamBlock",
                                [[("text", 35), ("image", 22), ("quote", 4)]],
                                {"label": "first column", "min_num": 1},
                            ),
                            37: (
                                "wagtail.blocks.StreamBlock",
                                [[("text", 35), ("image", 22), ("quote", 4)]],
                                {"label": "second column", "min_num": 1},
                            ),
                            38: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("equal", "Both the same"),
                                        ("first", "First wider"),
                                        ("second", "Second wider"),
                                    ],
                                    "label": "widths",
                                },
                            ),
                            39: (
                                "wagtail.blocks.StructBlock",
                                [[("first", 36), ("second", 37), ("wide", 38)]],
                                {"label": "Columns"},
                            ),
                            40: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "heading", "max_length": 80, "required": False},
                            ),
                            41: ("wagtail.snippets.blocks.SnippetChooserBlock", ("home.Person",), {"label": "person"}),
                            42: ("wagtail.blocks.ListBlock", (41,), {"label": "people", "min_num": 1}),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 40), ("people", 42)]],
                                {"label": "People"},
                            ),
                            44: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "show", "page_type": ["shows.ShowPage"]},
                            ),
                            45: ("wagtail.blocks.ListBlock", (44,), {"label": "shows", "max_num": 6, "min_num": 1}),
                            46: ("wagtail.blocks.StructBlock", [[("heading", 40), ("shows", 45)]], {"label": "Shows"}),
                            47: ("wagtail.blocks.CharBlock", (), {"label": "text", "max_length": 160}),
                            48: ("wagtail.blocks.CharBlock", (), {"label": "words on the button", "max_length": 40}),
                            49: ("wagtail.blocks.PageChooserBlock", (), {"label": "page"}),
                            50: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 47), ("label", 48), ("page", 49)]],
                                {"label": "Call to action"},
                            ),
                        },
                        verbose_name="body",
                    ),
                ),
                (
                    "shows",
                    wagtail.fields.StreamField(
                        [("show", 0)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"icon": "calendar-alt", "label": "show", "page_type": ["shows.ShowPage"]},
                            )
                        },
                        help_text="At most three; they appear with their dates below the news.",
                        verbose_name="shows that the news is about",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only where it matters who writes.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="home.person",
                        verbose_name="author",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Across, 16 to 10: it opens the news and stands for it in lists.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="home.azioneimage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the page's own picture, or else the company's.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="home.azioneimage",
                        verbose_name="picture for cards and shared links",
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of news",
                "verbose_name_plural": "news",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="OtherPersonApprovalTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval by another person",
                "verbose_name_plural": "approvals by another person",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="PersonPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One or two sentences for cards, search engines and shared links.",
                        max_length=240,
                        verbose_name="summary",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("text", 1),
                            ("quote", 4),
                            ("notice", 7),
                            ("accordion", 13),
                            ("table", 19),
                            ("image", 22),
                            ("gallery", 23),
                            ("video", 34),
                            ("columns", 39),
                            ("people", 43),
                            ("shows", 46),
                            ("call_to_action", 50),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("home.text_blocks.HeadingBlock", (), {"label": "Heading", "max_length": 90}),
                            1: ("home.text_blocks.TextBlock", (), {"label": "Text"}),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "quote", "max_length": 500}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "who said it", "max_length": 120, "required": False},
                            ),
                            4: ("wagtail.blocks.StructBlock", [[("text", 2), ("author", 3)]], {"label": "Quote"}),
                            5: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "Information"),
                                        ("success", "Good news"),
                                        ("warning", "Warning"),
                                    ],
                                    "label": "kind",
                                },
                            ),
                            6: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link"], "label": "text"},
                            ),
                            7: ("wagtail.blocks.StructBlock", [[("kind", 5), ("text", 6)]], {"label": "Notice"}),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "heading", "max_length": 90, "required": False},
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Seen while the text is folded away.",
                                    "label": "heading",
                                    "max_length": 120,
                                },
                            ),
                            10: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "text"},
                            ),
                            11: ("wagtail.blocks.StructBlock", [[("heading", 9), ("text", 10)]], {}),
                            12: ("wagtail.blocks.ListBlock", (11,), {"label": "items", "min_num": 1}),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 8), ("items", 12)]],
                                {"label": "Accordion"},
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "pilcrow", "label": "Text", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link"],
                                    "icon": "doc-full",
                                    "label": "Text with links",
                                    "required": False,
                                },
                            ),
                            16: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"icon": "decimal", "label": "Number", "required": False},
                            ),
                            17: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 14), ("rich_text", 15), ("number", 16)]],
                                {"label": "table"},
                            ),
                            18: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "default": True,
                                    "help_text": "As in a price list: the first cell of each row says what the others are about.",
                                    "label": "The first column names the rows",
                                    "required": False,
                                },
                            ),
                            19: (
                                "wagtail.blocks.StructBlock",
                                [[("table", 17), ("first_column_heads", 18)]],
                                {"label": "Table"},
                            ),
                            20: ("wagtail.images.blocks.ImageBlock", [], {"label": "image"}),
                            21: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "caption", "max_length": 200, "required": False},
                            ),
                            22: ("wagtail.blocks.StructBlock", [[("image", 20), ("caption", 21)]], {"label": "Image"}),
                            23: ("wagtail.blocks.StreamBlock", [[("image", 22)]], {"label": "Gallery"}),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "For example: Trailer of the show.", "label": "title", "max_length": 120},
                            ),
                            25: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "address at YouTube or Vimeo",
                                    "max_length": 300,
                                    "required": False,
                                    "search_index": False,
                                    "validators": [home.video.validate_link],
                                },
                            ),
                            26: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "MP4 or WebM, up to 200 MB.",
                                    "label": "or a file of your own",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.images.blocks.ImageBlock",
                                [],
                                {
                                    "help_text": "Across, 16 to 9: it stands in the place of the video until it is played.",
                                    "label": "picture",
                                },
                            ),
                            28: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("switchable", "Captions can be switched on."),
                                        ("open", "With captions in the picture."),
                                        ("silent", "Nothing is spoken."),
                                        ("none", "Without captions."),
                                    ],
                                    "label": "captions",
                                },
                            ),
                            29: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("it", "Italian"), ("en", "English")], "label": "language"},
                            ),
                            30: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"help_text": "A WebVTT file, ending in .vtt.", "label": "file"},
                            ),
                            31: ("wagtail.blocks.StructBlock", [[("language", 29), ("file", 30)]], {}),
                            32: (
                                "wagtail.blocks.ListBlock",
                                (31,),
                                {"default": [], "help_text": "For a file of your own.", "label": "caption files"},
                            ),
                            33: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "link"],
                                    "help_text": "What is said and heard, for those who cannot hear it. It folds away below the video.",
                                    "label": "transcript",
                                    "required": False,
                                },
                            ),
                            34: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 24),
                                        ("link", 25),
                                        ("file", 26),
                                        ("picture", 27),
                                        ("caption", 21),
                                        ("captions", 28),
                                        ("caption_files", 32),
                                        ("transcript", 33),
                                    ]
                                ],
                                {"label": "Video"},
                            ),
                            35: (
                                "home.text_blocks.TextBlock",
                                (),
                                {"features": ["bold", "italic", "link", "document-link", "ol", "ul"], "label": "Text"},
                            ),
                            36: (
                                "wagtail.blocks.StreamBlock",
                                [[("text", 35), ("image", 22), ("quote", 4)]],
                                {"label": "first column", "min_num": 1},
                            ),
                            37: (
                                "wagtail.blocks.StreamBlock",
                                [[("text", 35), ("image", 22), ("quote", 4)]],
                                {"label": "second column", "min_num": 1},
                            ),
                            38: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("equal", "Both the same"),
                                        ("first", "First wider"),
                                        ("second", "Second wider"),
                                    ],
                                    "label": "widths",
                                },
                            ),
                            39: (
                                "wagtail.blocks.StructBlock",
                                [[("first", 36), ("second", 37), ("wide", 38)]],
                                {"label": "Columns"},
                            ),
                            40: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "heading", "max_length": 80, "required": False},
                            ),
                            41: ("wagtail.snippets.blocks.SnippetChooserBlock", ("home.Person",), {"label": "person"}),
                            42: ("wagtail.blocks.ListBlock", (41,), {"label": "people", "min_num": 1}),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [[("heading", 40), ("people", 42)]],
                                {"label": "People"},
                            ),
                            44: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "show", "page_type": ["shows.ShowPage"]},
                            ),
                            45: ("wagtail.blocks.ListBlock", (44,), {"label": "shows", "max_num": 6, "min_num": 1}),
                            46: ("wagtail.blocks.StructBlock", [[("heading", 40), ("shows", 45)]], {"label": "Shows"}),
                            47: ("wagtail.blocks.CharBlock", (), {"label": "text", "max_length": 160}),
                            48: ("wagtail.blocks.CharBlock", (), {"label": "words on the button", "max_length": 40}),
                            49: ("wagtail.blocks.PageChooserBlock", (), {"label": "page"}),
                            50: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 47), ("label", 48), ("page", 49)]],
                                {"label": "Call to action"},
                            ),
                        },
                        help_text="More than the biography says.",
                        verbose_name="body",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Name, role, portrait and biography are written there, once for the whole site.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="home.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "social_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the page's own picture, or else the company's.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="home.azioneimage",
                        verbose_name="picture for cards and shared links",
                    ),
                ),
            ],
            options={
                "verbose_name": "person's page",
                "verbose_name_plural": "people's pages",
            },
            bases=("wagtailcore.page",),
        ),
    ]
