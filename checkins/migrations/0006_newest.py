from django.db import migrations, models

from bookings.concurrent_indexes import AddIndexBesideWriters


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("checkins", "0005_database_defaults"), ("bookings", "0011_open_and_newest")]
    operations = [AddIndexBesideWriters("checkin", models.Index(fields=["at"], name="checkins_newest"))]
