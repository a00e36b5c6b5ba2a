import django.utils.timezone
from django.db import migrations, models

from bookings import seat_triggers


def remove_triggers(apps, schema_editor):
    seat_triggers.remove(schema_editor.connection)


def install_triggers(apps, schema_editor):
    seat_triggers.install(schema_editor.connection, seat_triggers.SEATS_BEFORE_RELEASES)


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0002_count_seats_in_the_database"),
    ]

    # SQLite builds the table anew, which its triggers must not see.
    operations = [
        migrations.RunPython(remove_triggers, install_triggers),
        migrations.AddField(
            model_name="performance",
            name="audio_described",
            field=models.BooleanField(default=False, verbose_name="Audio-described"),
        ),
        migrations.AddField(
            model_name="performance",
            name="calendar_sequence",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="performance",
            name="captioned",
            field=models.BooleanField(default=False, verbose_name="Captioned"),
        ),
        migrations.AddField(
            model_name="performance",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="last changed"),
        ),
        migrations.AddField(
            model_name="performance",
            name="moved_from",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="The curtain before the last move.",
                null=True,
                verbose_name="moved from",
            ),
        ),
        migrations.AddField(
            model_name="performance",
            name="relaxed",
            field=models.BooleanField(default=False, verbose_name="Relaxed"),
        ),
        migrations.AddField(
            model_name="performance",
            name="signed",
            field=models.BooleanField(default=False, verbose_name="With a sign language interpreter"),
        ),
        migrations.RunPython(install_triggers, remove_triggers),
    ]
