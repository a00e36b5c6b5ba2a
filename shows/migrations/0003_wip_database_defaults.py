import wagtail.fields
from django.db import migrations, models

import home.video
import shows.seasons


class Migration(migrations.Migration):
    dependencies = [
        ("shows", "0002_seasons_tags_and_trailers"),
    ]

    # The code of an earlier release knows none of these columns, and goes on writing rows while this one starts.
    operations = [
        migrations.AlterField(
            model_name="showpage",
            name="interval_count",
            field=models.PositiveSmallIntegerField(
                blank=True,
                db_default=1,
                default=1,
                help_text="Counts only when there is an interval.",
                verbose_name="how many intervals",
            ),
        ),
        migrations.AlterField(
            model_name="showpage",
            name="no_content_warnings",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Tick it when you have thought about it and there is nothing: the page then says so.",
                verbose_name="nothing to warn of",
            ),
        ),
        migrations.AlterField(
            model_name="showpage",
            name="season",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For example 2026/27: where the show stands in the archive. Empty: the season of its last performance.",
                max_length=7,
                validators=[shows.seasons.validate_season],
                verbose_name="season",
            ),
        ),
        migrations.AlterField(
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
                db_default=[],
                default=list,
                verbose_name="trailer",
            ),
        ),
    ]
