from django.db import migrations


def forget_after_a_crash(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE bookings_throttlecount SET UNLOGGED")


def keep_after_a_crash(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE bookings_throttlecount SET LOGGED")


class Migration(migrations.Migration):
    """The counts of tries are not written to PostgreSQL's log: whoever tries waits for no disk, and a crash of the
    database begins them anew. The table is small, so it is rewritten in a moment."""

    dependencies = [("bookings", "0011_open_and_newest")]
    operations = [migrations.RunPython(forget_after_a_crash, keep_after_a_crash)]
