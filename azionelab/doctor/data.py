"""The database: whether it answers, is what the code expects, and counts right."""

from datetime import timedelta

from django.db import connection
from django.db.models import F, Q, Sum
from django.utils import timezone

from azionelab import checks
from azionelab.api import readiness
from azionelab.doctor.findings import Finding, fault, warning, well
from bookings.enums import ReservationStatus
from bookings.models import House

DRIFT = timedelta(seconds=5)


def reachable() -> Finding:
    to_do = "Look whether the database runs, and at DATABASE_URL."
    if not readiness.database.answers():
        return fault("database", f"It gives no answer within {readiness.PATIENCE_SECONDS:.0f} seconds.", to_do)
    return well("database", f"{connection.display_name} answers.")


def migrations() -> Finding:
    if readiness.MigrationState().is_pending():
        return fault("migrations", "Some are not applied.", "Back up, then run manage.py migrate.")
    return well("migrations", "All are applied.")


def isolation() -> Finding:
    found = checks.check_isolation_level(["default"])
    if found:
        return fault("isolation", found[0].msg, str(found[0].hint))
    return well("isolation", "READ COMMITTED." if connection.vendor == "postgresql" else "One writer at a time.")


def clock() -> Finding:
    if connection.vendor != "postgresql":
        return well("clock", "The database has that of this machine.")
    with connection.cursor() as cursor:
        before = timezone.now()
        cursor.execute("SELECT clock_timestamp()")
        [theirs] = cursor.fetchone()
    drift = abs(theirs - before)
    if drift > DRIFT:
        words = f"The database's differs from this machine's by {drift.total_seconds():.0f} seconds."
        return warning("clock", words, "Let both machines set theirs by NTP (timedatectl).")
    return well("clock", "The database's agrees with this machine's.")


def seats() -> Finding:
    """Counts the seats of each performance again and compares them with what the triggers have counted."""
    confirmed = Q(performance__reservations__status=ReservationStatus.CONFIRMED)
    kept = F("performance__reservations__party_size") - F("performance__reservations__released_seats")
    counted = House.objects.annotate(again=Sum(kept, filter=confirmed, default=0))
    wrong = list(counted.exclude(again=F("confirmed_seats")).order_by("pk").values_list("pk", flat=True)[:10])
    if wrong:
        numbers = ", ".join(map(str, wrong))
        to_do = "Stop booking for these, and look whether the triggers are there: docs/domain-model.md."
        return fault("seats", f"The count is wrong for the performances {numbers}.", to_do)
    return well("seats", "Each performance has the seats that its reservations add up to.")
