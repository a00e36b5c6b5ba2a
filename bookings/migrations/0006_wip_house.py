import django.core.validators
from django.db import migrations, models

from bookings import seat_triggers


def remove_triggers(apps, schema_editor):
    seat_triggers.remove(schema_editor.connection)


def install_triggers(apps, schema_editor):
    seat_triggers.install(schema_editor.connection)


def install_triggers_as_before(apps, schema_editor):
    seat_triggers.install(schema_editor.connection, seat_triggers.SEATS_BEFORE_RELEASES)


def forget_releases(apps, schema_editor):
    """The way back keeps every seat for the party that it was promised to, and fails where they would not suffice."""
    apps.get_model("bookings", "Reservation").objects.exclude(released_seats=0).update(released_seats=0)


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0005_corrected_addresses"),
    ]

    # SQLite builds the table anew, which its triggers must not see; and they count otherwise from here on.
    operations = [
        migrations.RunPython(remove_triggers, install_triggers_as_before),
        migrations.RemoveConstraint(
            model_name="reservation",
            name="bookings_admits_its_party_at_most",
        ),
        migrations.AddField(
            model_name="bookingsettings",
            name="release_minutes",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="From then on the door may give places that nobody has come for to others. The form, the mails and the codes say so beforehand. 0 never gives any away.",
                validators=[django.core.validators.MaxValueValidator(180)],
                verbose_name="places that nobody has claimed may be given away, minutes before curtain",
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="released_seats",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Because nobody had come for them shortly before the curtain.",
                verbose_name="places given away",
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
                    ("released", "Places given away, because nobody had come"),
                    ("reclaimed", "Places taken back"),
                    ("erased", "Personal data erased"),
                    ("performance_off", "Performance cancelled"),
                    ("performance_moved", "Performance moved"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("party_size__gte", models.F("admitted") + models.F("released_seats"))),
                name="bookings_admits_its_party_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("released_seats", 0), ("status", "confirmed"), _connector="OR"),
                name="bookings_releases_confirmed_only",
            ),
        ),
        migrations.RunPython(install_triggers, remove_triggers),
        migrations.RunPython(migrations.RunPython.noop, forget_releases),
    ]
