import django.core.validators
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from bookings import seat_triggers


def remove_triggers(apps, schema_editor):
    seat_triggers.remove(schema_editor.connection)


def install_triggers(apps, schema_editor):
    seat_triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0009_cash_sheets"),
    ]

    # The code of an earlier release knows none of these columns, and goes on writing rows while this one starts.
    # SQLite builds the tables anew, which their triggers must not see.
    operations = [
        migrations.RunPython(remove_triggers, install_triggers),
        migrations.AlterField(
            model_name="bookingsettings",
            name="door_list_by_mail",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="As a file to print, with the names of all who have reserved. None is sent when nobody has.",
                verbose_name="send the door list by mail",
            ),
        ),
        migrations.AlterField(
            model_name="bookingsettings",
            name="door_list_minutes",
            field=models.PositiveSmallIntegerField(
                db_default=60,
                default=60,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(1440),
                ],
                verbose_name="minutes before doors",
            ),
        ),
        migrations.AlterField(
            model_name="bookingsettings",
            name="door_list_recipient",
            field=models.EmailField(
                blank=True,
                db_default="",
                default="",
                help_text="Empty sends it to the company's address.",
                max_length=254,
                verbose_name="to",
            ),
        ),
        migrations.AlterField(
            model_name="bookingsettings",
            name="release_minutes",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                help_text="From then on the door may give places that nobody has come for to others. The form, the mails and the codes say so beforehand. 0 never gives any away.",
                validators=[django.core.validators.MaxValueValidator(180)],
                verbose_name="places that nobody has claimed may be given away, minutes before curtain",
            ),
        ),
        migrations.AlterField(
            model_name="performance",
            name="audio_described",
            field=models.BooleanField(db_default=False, default=False, verbose_name="Audio-described"),
        ),
        migrations.AlterField(
            model_name="performance",
            name="calendar_sequence",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="performance",
            name="captioned",
            field=models.BooleanField(db_default=False, default=False, verbose_name="Captioned"),
        ),
        migrations.AlterField(
            model_name="performance",
            name="changed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
                editable=False,
                verbose_name="last changed",
            ),
        ),
        migrations.AlterField(
            model_name="performance",
            name="relaxed",
            field=models.BooleanField(db_default=False, default=False, verbose_name="Relaxed"),
        ),
        migrations.AlterField(
            model_name="performance",
            name="signed",
            field=models.BooleanField(db_default=False, default=False, verbose_name="With a sign language interpreter"),
        ),
        migrations.AlterField(
            model_name="reservation",
            name="released_seats",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                help_text="Because nobody had come for them shortly before the curtain.",
                verbose_name="places given away",
            ),
        ),
        migrations.RunPython(install_triggers, remove_triggers),
    ]
