import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models

import home.video
import shows.seasons


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_company_news_and_richer_pages"),
        ("shows", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.AddField(
            model_name="showpage",
            name="interval_count",
            field=models.PositiveSmallIntegerField(
                blank=True,
                default=1,
                help_text="Counts only when there is an interval.",
                verbose_name="how many intervals",
            ),
        ),
        migrations.AddField(
            model_name="showpage",
            name="minimum_age",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="In years, as a number for search engines and calendars; 0 is for everybody.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(99)],
                verbose_name="from which age",
            ),
        ),
        migrations.AddField(
            model_name="showpage",
            name="no_content_warnings",
            field=models.BooleanField(
                default=False,
                help_text="Tick it when you have thought about it and there is nothing: the page then says so.",
                verbose_name="nothing to warn of",
            ),
        ),
        migrations.AddField(
            model_name="showpage",
            name="season",
            field=models.CharField(
                blank=True,
                help_text="For example 2026/27: where the show stands in the archive. Empty: the season of its last performance.",
                max_length=7,
                validators=[shows.seasons.validate_season],
                verbose_name="season",
            ),
        ),
        migrations.AddField(
            model_name="showpage",
            name="trailer",
            field=wagtail.fields.StreamField(
                [("video", 11)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "For example: Trailer of the show.", "label": "title", "max_length": 120},
                    ),
                    1: (
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
                    2: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "MP4 or WebM, up to 200 MB.",
                            "label": "or a file of your own",
                            "required": False,
                        },
                    ),
                    3: (
                        "wagtail.images.blocks.ImageBlock",
                        [],
                        {
                            "help_text": "Across, 16 to 9: it stands in the place of the video until it is played.",
                            "label": "picture",
                        },
                    ),
                    4: ("wagtail.blocks.CharBlock", (), {"label": "caption", "max_length": 200, "required": False}),
                    5: (
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
                    6: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": [("it", "Italian"), ("en", "English")], "label": "language"},
                    ),
                    7: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"help_text": "A WebVTT file, ending in .vtt.", "label": "file"},
                    ),
                    8: ("wagtail.blocks.StructBlock", [[("language", 6), ("file", 7)]], {}),
                    9: (
                        "wagtail.blocks.ListBlock",
                        (8,),
                        {"default": [], "help_text": "For a file of your own.", "label": "caption files"},
                    ),
                    10: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link"],
                            "help_text": "What is said and heard, for those who cannot hear it. It folds away below the video.",
                            "label": "transcript",
                            "required": False,
                        },
                    ),
                    11: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 0),
                                ("link", 1),
                                ("file", 2),
                                ("picture", 3),
                                ("caption", 4),
                                ("captions", 5),
                                ("caption_files", 9),
                                ("transcript", 10),
                            ]
                        ],
                        {"label": "Video"},
                    ),
                },
                verbose_name="trailer",
            ),
        ),
        migrations.AlterField(
            model_name="showindexpage",
            name="introduction",
            field=models.TextField(
                blank=True, help_text="Set in large type below the title.", max_length=400, verbose_name="introduction"
            ),
        ),
        migrations.AlterField(
            model_name="showindexpage",
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
            model_name="showpage",
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
                verbose_name="story",
            ),
        ),
        migrations.AlterField(
            model_name="showpage",
            name="categories",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Visitors narrow the programme down by them.",
                to="shows.category",
                verbose_name="categories",
            ),
        ),
        migrations.AlterField(
            model_name="showpage",
            name="content_warnings",
            field=wagtail.fields.StreamField(
                [("warning", 0)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "One thing at a time: strobe light, loud noises, nudity, violence told or shown.",
                            "icon": "warning",
                            "label": "Warning",
                            "max_length": 120,
                        },
                    )
                },
                help_text="What somebody may want to know before it happens, one thing at a time.",
                verbose_name="content warnings",
            ),
        ),
        migrations.AlterField(
            model_name="showpage",
            name="director",
            field=models.CharField(
                blank=True, help_text="Whoever directed it, as on the poster.", max_length=160, verbose_name="director"
            ),
        ),
        migrations.AlterField(
            model_name="showpage",
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
            model_name="showpage",
            name="subtitle",
            field=models.CharField(
                blank=True,
                help_text="One line below the title, in smaller type.",
                max_length=160,
                verbose_name="subtitle",
            ),
        ),
        migrations.CreateModel(
            name="ShowTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged_items", to="shows.showpage"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_items",
                        to="taggit.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="showpage",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="Free words, between commas: water, memory, for schools. Each leads to the shows that share it.",
                through="shows.ShowTag",
                to="taggit.Tag",
                verbose_name="tags",
            ),
        ),
    ]
