import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_company_news_and_richer_pages"),
    ]

    # The code of an earlier release knows none of these columns, and goes on writing rows while this one starts.
    operations = [
        migrations.AlterField(
            model_name="azioneimage",
            name="is_decorative",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="It tells nothing that the words beside it do not tell: screen readers pass over it.",
                verbose_name="decorative",
            ),
        ),
        migrations.AlterField(
            model_name="companysettings",
            name="legal_lines_en",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Empty: the Italian ones.",
                max_length=300,
                verbose_name="legal lines in English",
            ),
        ),
        migrations.AlterField(
            model_name="companysettings",
            name="legal_lines_it",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="What the law wants printed beside name and tax code: register, seat, public grants.",
                max_length=300,
                verbose_name="legal lines in Italian",
            ),
        ),
        migrations.AlterField(
            model_name="companysettings",
            name="map_url",
            field=models.URLField(
                blank=True,
                db_default="",
                default="",
                help_text="Address of a map, for example on openstreetmap.org: the address links to it.",
                verbose_name="map",
            ),
        ),
        migrations.AlterField(
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
                db_default=[],
                default=list,
                help_text="Up to six, in this order. Empty: the shows that are announced next.",
                verbose_name="featured shows",
            ),
        ),
        migrations.AlterField(
            model_name="navigationsettings",
            name="action_label_en",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Empty: the page's title.",
                max_length=24,
                verbose_name="words on the button in English",
            ),
        ),
        migrations.AlterField(
            model_name="navigationsettings",
            name="action_label_it",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Empty: the page's title.",
                max_length=24,
                verbose_name="words on the button in Italian",
            ),
        ),
        migrations.AlterField(
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
                db_default=[],
                default=list,
                help_text="The person's own website and the like; printed on their page.",
                verbose_name="links",
            ),
        ),
    ]
