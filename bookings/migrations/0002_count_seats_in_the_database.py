from django.db import migrations

from bookings import seat_triggers


def install(apps, schema_editor):
    seat_triggers.install(schema_editor.connection, seat_triggers.SEATS_BEFORE_RELEASES)


def remove(apps, schema_editor):
    seat_triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The triggers that keep `bookings_house` true whoever writes; bookings/seat_triggers.py tells how."""

    dependencies = [("bookings", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
