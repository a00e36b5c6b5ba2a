from django.db import migrations


class Migration(migrations.Migration):
    """An index on it, made while others write."""

    dependencies = [("next_version", "0001_note_for_the_bar")]
    atomic = False

    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY next_version_bar_note ON bookings_reservation (bar_note)",
            "DROP INDEX CONCURRENTLY next_version_bar_note",
        )
    ]
