import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0004_conflicts_looked_into"),
    ]

    # The code of an earlier release knows none of these columns, and goes on writing rows while this one starts.
    operations = [
        migrations.AlterField(
            model_name="checkin",
            name="conflict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("already_checked_in", "More people than the party has"),
                    ("seats_released", "Their places had been given away, and too few were left"),
                    ("reservation_cancelled", "The reservation was cancelled"),
                    ("not_confirmed", "The reservation was not confirmed"),
                    ("performance_cancelled", "The performance was cancelled"),
                    ("wrong_performance", "The reservation is for another performance"),
                ],
                db_default="",
                default="",
                help_text="Empty for one that counts.",
                max_length=21,
                verbose_name="conflict",
            ),
        ),
        migrations.AlterField(
            model_name="checkin",
            name="device",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="The name of the phone at the door.",
                max_length=40,
                verbose_name="device",
            ),
        ),
        migrations.AlterField(
            model_name="checkin",
            name="received_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), verbose_name="when the server got to know"
            ),
        ),
        migrations.AlterField(
            model_name="checkin",
            name="source",
            field=models.CharField(
                choices=[
                    ("door", "At the door"),
                    ("phone_alone", "By a phone without network"),
                    ("paper", "From the list on paper"),
                    ("walk_up", "Walk-up"),
                ],
                db_default="door",
                default="door",
                max_length=11,
                verbose_name="how it came",
            ),
        ),
        migrations.AlterField(
            model_name="checkin",
            name="undone_device",
            field=models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="undone with"),
        ),
    ]
