import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

import home.video


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0003_accessible_and_moved_performances"),
        ("home", "0003_company_news_and_richer_pages"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookingTexts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("above_form_it", models.TextField(blank=True, max_length=600, verbose_name="in Italian")),
                ("above_form_en", models.TextField(blank=True, max_length=600, verbose_name="in English")),
                ("consent_it", models.CharField(blank=True, max_length=240, verbose_name="in Italian")),
                ("consent_en", models.CharField(blank=True, max_length=240, verbose_name="in English")),
                ("below_sent_it", models.TextField(blank=True, max_length=600, verbose_name="in Italian")),
                ("below_sent_en", models.TextField(blank=True, max_length=600, verbose_name="in English")),
                ("at_the_door_it", models.TextField(blank=True, max_length=600, verbose_name="in Italian")),
                ("at_the_door_en", models.TextField(blank=True, max_length=600, verbose_name="in English")),
                ("mail_closing_it", models.TextField(blank=True, max_length=600, verbose_name="in Italian")),
                ("mail_closing_en", models.TextField(blank=True, max_length=600, verbose_name="in English")),
            ],
            options={
                "verbose_name": "Texts of the booking",
            },
        ),
        migrations.CreateModel(
            name="ContactMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(blank=True, max_length=80, verbose_name="topic")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="message")),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="written")),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="personal data erased")),
                ("form_digest", models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ],
            options={
                "verbose_name": "message from a contact page",
                "verbose_name_plural": "messages from contact pages",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ContactPage",
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
                    "topics",
                    wagtail.fields.StreamField(
                        [("topic", 0)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What a visitor may want to write about, or to whom: the box office, the press, the technicians.",
                                    "icon": "tag",
                                    "label": "Topic",
                                    "max_length": 80,
                                },
                            )
                        },
                        help_text="The visitor chooses one. Without topics the form does not ask.",
                        verbose_name="topics",
                    ),
                ),
                (
                    "recipient",
                    models.EmailField(
                        blank=True,
                        help_text="An e-mail address; visitors do not see it. Empty: the address of the company.",
                        max_length=254,
                        verbose_name="messages go to",
                    ),
                ),
                (
                    "thanks",
                    models.TextField(
                        blank=True,
                        help_text="What a visitor reads after sending: when to expect an answer, for example.",
                        max_length=400,
                        verbose_name="thank-you text",
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
                        help_text="Below the form.",
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact page",
                "verbose_name_plural": "contact pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="VenuePage",
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
                        help_text="The room, its history, its pictures.",
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "verbose_name": "venue page",
                "verbose_name_plural": "venue pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="cause",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="bookings.reservationevent",
                verbose_name="cause",
            ),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("confirm", "Please confirm"),
                    ("confirmed", "Confirmed, with the code"),
                    ("changed", "Changed"),
                    ("cancelled", "Cancelled"),
                    ("performance_cancelled", "Performance cancelled"),
                    ("performance_moved", "Performance moved"),
                    ("reminder", "Reminder, the day before"),
                    ("contact", "Message from a contact page"),
                ],
                max_length=22,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="reservation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="bookings.reservation",
                verbose_name="reservation",
            ),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="contact",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mail",
                to="bookings.contactmessage",
                verbose_name="message from a contact page",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cause__isnull", True),
                        ("contact__isnull", False),
                        ("reservation__isnull", True),
                        ("kind", "contact"),
                    ),
                    models.Q(
                        ("cause__isnull", False),
                        ("contact__isnull", True),
                        ("reservation__isnull", False),
                        models.Q(("kind", "contact"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bookings_mail_of_one_origin",
            ),
        ),
        migrations.AddField(
            model_name="contactpage",
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
        migrations.AddField(
            model_name="contactmessage",
            name="page",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="messages",
                to="bookings.contactpage",
                verbose_name="contact page",
            ),
        ),
        migrations.AddField(
            model_name="venuepage",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                help_text="Across, 16 to 10: it opens the page.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="home.azioneimage",
                verbose_name="large picture",
            ),
        ),
        migrations.AddField(
            model_name="venuepage",
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
        migrations.AddField(
            model_name="venuepage",
            name="venue",
            field=models.ForeignKey(
                help_text="Name, address, seats and access facts come from it; the box office keeps them.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                to="bookings.venue",
                verbose_name="venue",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(("email", ""), ("form_digest__isnull", True), ("name", ""), ("text", "")),
                    _connector="OR",
                ),
                name="bookings_erased_message_is_empty",
            ),
        ),
    ]
