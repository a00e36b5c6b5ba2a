from django.db import migrations

from bookings import seat_triggers


def install(apps, schema_editor):
    seat_triggers.install_lock(schema_editor.connection)


class Migration(migrations.Migration):
    """The function by which a confirmation locks its house and looks again; bookings/seat_triggers.py has its words.
    The release before does not know it, and is not disturbed by it."""

    dependencies = [("bookings", "0012_tries_without_a_log")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
