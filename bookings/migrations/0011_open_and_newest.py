from django.db import migrations, models

from bookings.concurrent_indexes import AddIndexBesideWriters


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("bookings", "0010_database_defaults")]
    operations = [
        AddIndexBesideWriters(
            "outboxmessage",
            models.Index(
                fields=["state", "next_attempt_at"],
                condition=models.Q(state__in=["due", "sending", "failed"]),
                name="bookings_outbox_open",
            ),
        ),
        AddIndexBesideWriters(
            "reservation",
            models.Index(fields=["performance"], condition=models.Q(erased_at__isnull=True), name="bookings_res_named"),
        ),
        AddIndexBesideWriters("reservation", models.Index(fields=["created_at", "id"], name="bookings_res_newest")),
        AddIndexBesideWriters("reservationevent", models.Index(fields=["at"], name="bookings_event_newest")),
        AddIndexBesideWriters(
            "reservationevent",
            models.Index(
                fields=["reservation"],
                condition=models.Q(act="erased", actor="visitor"),
                name="bookings_event_wished",
            ),
        ),
    ]
