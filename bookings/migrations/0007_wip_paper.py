import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0006_wip_house"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="outboxmessage",
            name="bookings_mail_of_one_origin",
        ),
        migrations.AddField(
            model_name="bookingsettings",
            name="door_list_by_mail",
            field=models.BooleanField(
                default=False,
                help_text="As a file to print, with the names of all who have reserved. None is sent when nobody has.",
                verbose_name="send the door list by mail",
            ),
        ),
        migrations.AddField(
            model_name="bookingsettings",
            name="door_list_minutes",
            field=models.PositiveSmallIntegerField(
                default=60,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(1440),
                ],
                verbose_name="minutes before doors",
            ),
        ),
        migrations.AddField(
            model_name="bookingsettings",
            name="door_list_recipient",
            field=models.EmailField(
                blank=True, help_text="Empty sends it to the company's address.", max_length=254, verbose_name="to"
            ),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="curtain",
            field=models.DateTimeField(blank=True, null=True, verbose_name="for the curtain at"),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="performance",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="bookings.performance",
                verbose_name="performance",
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
                    ("reminder", "Reminder, the day before"),
                    ("contact", "Message from a contact page"),
                    ("door_list", "Door list, before doors"),
                ],
                max_length=22,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.UniqueConstraint(
                fields=("performance", "kind", "curtain"), name="bookings_one_mail_a_curtain"
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("contact__isnull", False),
                        ("cause__isnull", True),
                        ("reservation__isnull", True),
                        ("curtain__isnull", True),
                        ("performance__isnull", True),
                        ("kind", "contact"),
                    ),
                    models.Q(
                        ("contact__isnull", True),
                        ("curtain__isnull", False),
                        ("performance__isnull", False),
                        ("cause__isnull", True),
                        ("reservation__isnull", True),
                        ("kind", "door_list"),
                    ),
                    models.Q(
                        ("cause__isnull", False),
                        ("contact__isnull", True),
                        ("reservation__isnull", False),
                        ("curtain__isnull", True),
                        ("performance__isnull", True),
                        models.Q(("kind__in", ["contact", "door_list"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bookings_mail_of_one_origin",
            ),
        ),
    ]
