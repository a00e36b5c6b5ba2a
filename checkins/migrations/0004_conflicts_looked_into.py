import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0008_box_office"),
        ("checkins", "0003_house_clear"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="checkin",
            name="seen_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the box office has looked into the conflict: the report then lists it no more.",
                null=True,
                verbose_name="looked into",
            ),
        ),
        migrations.AddField(
            model_name="checkin",
            name="seen_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="looked into by",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen_at__isnull", True), ("seen_by__isnull", True)),
                    models.Q(
                        ("seen_at__isnull", False),
                        ("seen_by__isnull", False),
                        models.Q(("conflict", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="checkins_seen_is_a_conflict",
            ),
        ),
    ]
