from django.db import migrations


class Migration(migrations.Migration):
    """A column that must have a value, on the table that every booking writes to."""

    dependencies = [("bookings", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE bookings_reservation ADD COLUMN bar_note varchar(40) DEFAULT '' NOT NULL",
            "ALTER TABLE bookings_reservation DROP COLUMN bar_note",
        )
    ]
