from django.db import migrations, models

import bookings.tokens
from bookings import seat_triggers


def remove_triggers(apps, schema_editor):
    seat_triggers.remove(schema_editor.connection)


def install_triggers(apps, schema_editor):
    seat_triggers.install(schema_editor.connection, seat_triggers.SEATS_BEFORE_RELEASES)


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0004_contact_and_venue_pages"),
    ]

    # SQLite builds the table anew, which its triggers must not see.
    operations = [
        migrations.RunPython(remove_triggers, install_triggers),
        migrations.AlterField(
            model_name="reservation",
            name="public_id",
            field=models.CharField(default=bookings.tokens.new_public_id, editable=False, max_length=16),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("public_id__isnull", False)),
                fields=("public_id",),
                name="bookings_public_id_once",
            ),
        ),
        migrations.AlterField(
            model_name="reservationevent",
            name="act",
            field=models.CharField(
                choices=[
                    ("booked", "Booked"),
                    ("confirmed", "Confirmed"),
                    ("party_changed", "Number of people changed"),
                    ("cancelled", "Cancelled"),
                    ("expired", "Expired"),
                    ("resent", "Mail sent again"),
                    ("address_corrected", "Address corrected"),
                    ("reminded", "Reminded"),
                    ("erased", "Personal data erased"),
                    ("performance_off", "Performance cancelled"),
                    ("performance_moved", "Performance moved"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.RunPython(install_triggers, remove_triggers),
    ]
