import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0008_box_office"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PriceType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_it", models.CharField(max_length=60, verbose_name="name in Italian")),
                ("name_en", models.CharField(blank=True, max_length=60, verbose_name="name in English")),
                ("cents", models.PositiveIntegerField(verbose_name="amount in cents")),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Smaller numbers stand first.", verbose_name="order"
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="A price out of use stays on the sheets that have it.",
                        verbose_name="in use",
                    ),
                ),
            ],
            options={
                "verbose_name": "price",
                "verbose_name_plural": "prices",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name_it",),
                        name="bookings_price_named_once",
                        violation_error_message="There is a price of this name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Takings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_it", models.CharField(max_length=60, verbose_name="name in Italian")),
                ("name_en", models.CharField(blank=True, max_length=60, verbose_name="name in English")),
                ("cents", models.PositiveIntegerField(verbose_name="amount in cents")),
                ("people", models.PositiveIntegerField(verbose_name="people")),
                ("entered_at", models.DateTimeField(verbose_name="entered")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "performance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takings",
                        to="bookings.performance",
                        verbose_name="performance",
                    ),
                ),
                (
                    "price_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takings",
                        to="bookings.pricetype",
                        verbose_name="price",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a cash sheet",
                "verbose_name_plural": "lines of cash sheets",
                "ordering": ["performance", "price_type__order", "price_type"],
                "constraints": [
                    models.UniqueConstraint(fields=("performance", "price_type"), name="bookings_takings_once")
                ],
            },
        ),
    ]
