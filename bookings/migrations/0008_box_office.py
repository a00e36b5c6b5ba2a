import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bookings import seat_triggers


def remove_triggers(apps, schema_editor):
    seat_triggers.remove(schema_editor.connection)


def install_triggers(apps, schema_editor):
    seat_triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0007_door_list_by_mail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # SQLite builds the tables anew, which their triggers must not see.
    operations = [
        migrations.RunPython(remove_triggers, install_triggers),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("cancelled", "Performance cancelled"),
                            ("moved", "Performance moved"),
                            ("message", "Message from the house"),
                            ("reservations_off", "All reservations cancelled"),
                        ],
                        max_length=16,
                        verbose_name="occasion",
                    ),
                ),
                ("subject_it", models.CharField(blank=True, max_length=120, verbose_name="subject (Italian)")),
                ("subject_en", models.CharField(blank=True, max_length=120, verbose_name="subject (English)")),
                ("text_it", models.TextField(blank=True, max_length=4000, verbose_name="text (Italian)")),
                ("text_en", models.TextField(blank=True, max_length=4000, verbose_name="text (English)")),
                ("at", models.DateTimeField(verbose_name="when")),
            ],
            options={
                "verbose_name": "message to all of a performance",
                "verbose_name_plural": "messages to all of a performance",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="reservation",
            name="bookings_erased_means_erased",
        ),
        migrations.AddField(
            model_name="performance",
            name="additional_reason",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For the staff: chairs in the aisle, the first row put out.",
                max_length=200,
                verbose_name="why there are additional seats",
            ),
        ),
        migrations.AddField(
            model_name="performance",
            name="occupied_reason",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For the staff: mixing desk in row H, two for the press.",
                max_length=200,
                verbose_name="why seats are occupied",
            ),
        ),
        migrations.AddField(
            model_name="performance",
            name="release_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty takes the site's setting; 0 never gives any away.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(180)],
                verbose_name="places that nobody has claimed may be given away, minutes before curtain",
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="kind",
            field=models.CharField(
                choices=[("ordinary", "Ordinary"), ("comp", "Guests of the house"), ("group", "Group")],
                db_default="ordinary",
                default="ordinary",
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="staff_note",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="For the staff alone; its person reads it only on asking for all their data.",
                max_length=2000,
                verbose_name="staff's note",
            ),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("confirm", "Please confirm"),
                    ("confirmed", "Confirmed, with the code"),
                    ("changed", "Changed"),
                    ("cancelled", "Cancelled"),
                    ("performance_cancelled", "Performance cancelled"),
                    ("performance_moved", "Performance moved"),
                    ("announcement", "Message from the house"),
                    ("reminder", "Reminder, the day before"),
                    ("contact", "Message from a contact page"),
                    ("door_list", "Door list, before doors"),
                ],
                max_length=22,
                verbose_name="kind",
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
                    ("moved", "Moved to another performance"),
                    ("noted", "Staff's note written"),
                    ("details_corrected", "Details corrected"),
                    ("announced", "Message from the house"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["ordinary", "comp", "group"])), name="bookings_known_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(("email", ""), ("name", ""), ("notes", ""), ("phone", ""), ("staff_note", "")),
                    _connector="OR",
                ),
                name="bookings_erased_means_erased",
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="performance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="announcements",
                to="bookings.performance",
                verbose_name="performance",
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="member of staff",
            ),
        ),
        migrations.AddField(
            model_name="reservationevent",
            name="announcement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told",
                to="bookings.announcement",
                verbose_name="words of the house",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(("occasion__in", ["cancelled", "moved", "message", "reservations_off"])),
                name="bookings_known_occasion",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_en", ""), ("text_it", ""), _negated=True),
                name="bookings_announcement_says_something",
            ),
        ),
        migrations.RunPython(install_triggers, remove_triggers),
    ]
