from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bookings", "0006_wip_house"), ("bookings", "0006_wip_paper")]
    operations = []
