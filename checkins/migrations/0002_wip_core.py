from django.db import migrations, models
from django.db.models import Case, F, Value, When


def tell_what_is_known(apps, schema_editor):
    """Until now every admission was made with a network, so the server got to know at once.

    One statement: a row that is written twice in a transaction has PostgreSQL check its keys at the end, and refuse to
    alter the table before that.
    """
    check_ins = apps.get_model("checkins", "CheckIn").objects.using(schema_editor.connection.alias)
    walk_ups = check_ins.filter(reservation__source="walk_up").values("pk")
    check_ins.update(
        received_at=F("at"), source=Case(When(pk__in=walk_ups, then=Value("walk_up")), default=F("source"))
    )


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0005_corrected_addresses"),
        ("checkins", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="checkin",
            name="device",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The name of the phone at the door.",
                max_length=40,
                verbose_name="device",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="checkin",
            name="undone_device",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="undone with"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="checkin",
            name="source",
            field=models.CharField(
                choices=[
                    ("door", "At the door"),
                    ("phone_alone", "By a phone without network"),
                    ("paper", "From the list on paper"),
                    ("walk_up", "Walk-up"),
                ],
                default="door",
                max_length=11,
                verbose_name="how it came",
            ),
        ),
        migrations.AddField(
            model_name="checkin",
            name="conflict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("already_checked_in", "More people than the party has"),
                    ("reservation_cancelled", "The reservation was cancelled"),
                    ("not_confirmed", "The reservation was not confirmed"),
                    ("performance_cancelled", "The performance was cancelled"),
                    ("wrong_performance", "The reservation is for another performance"),
                ],
                default="",
                help_text="Empty for one that counts.",
                max_length=21,
                verbose_name="conflict",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="checkin",
            name="received_at",
            field=models.DateTimeField(null=True, verbose_name="when the server got to know"),
        ),
        migrations.RunPython(tell_what_is_known, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="checkin",
            name="received_at",
            field=models.DateTimeField(verbose_name="when the server got to know"),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(("undone_at__isnull", False), ("undone_device", ""), _connector="OR"),
                name="checkins_undo_has_its_device",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(("undone_at__isnull", True), ("conflict", ""), _connector="OR"),
                name="checkins_undone_is_no_conflict",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["door", "phone_alone", "paper", "walk_up"])),
                name="checkins_known_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "conflict__in",
                        [
                            "",
                            "already_checked_in",
                            "reservation_cancelled",
                            "not_confirmed",
                            "performance_cancelled",
                            "wrong_performance",
                        ],
                    )
                ),
                name="checkins_known_conflict",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(("received_at__gte", models.F("at"))),
                name="checkins_received_after_it_was_done",
            ),
        ),
    ]
