import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0006_released_places"),
        ("checkins", "0002_told_admissions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HouseClear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "device",
                    models.CharField(
                        blank=True, help_text="The name of the phone at the door.", max_length=40, verbose_name="device"
                    ),
                ),
                ("admitted", models.PositiveIntegerField(verbose_name="people let in")),
                ("to_come", models.PositiveIntegerField(verbose_name="people still to come")),
                ("late", models.PositiveIntegerField(verbose_name="people who came late")),
            ],
            options={
                "verbose_name": "house clear",
                "verbose_name_plural": "house clear",
                "ordering": ["at", "pk"],
                "default_permissions": ["view"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="checkin",
            name="checkins_known_conflict",
        ),
        migrations.AlterField(
            model_name="checkin",
            name="conflict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("already_checked_in", "More people than the party has"),
                    ("seats_released", "Their places had been given away, and too few were left"),
                    ("reservation_cancelled", "The reservation was cancelled"),
                    ("not_confirmed", "The reservation was not confirmed"),
                    ("performance_cancelled", "The performance was cancelled"),
                    ("wrong_performance", "The reservation is for another performance"),
                ],
                help_text="Empty for one that counts.",
                max_length=21,
                verbose_name="conflict",
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
                            "seats_released",
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
        migrations.AddField(
            model_name="houseclear",
            name="performance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="house_clears",
                to="bookings.performance",
                verbose_name="performance",
            ),
        ),
        migrations.AddField(
            model_name="houseclear",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
    ]
