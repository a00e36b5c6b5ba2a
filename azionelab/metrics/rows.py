"""What rows tell, read when Prometheus asks: right across all processes and after every restart. Six statements."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Case, CharField, Count, F, Min, Q, Sum, Value, When
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from azionelab.api import readiness
from azionelab.models import LastRun
from bookings.enums import MessageState
from bookings.models import House, OutboxMessage, Reservation, ReservationEvent
from bookings.queries import night_ends, night_of
from checkins.models import CheckIn


class RowsCollector(Collector):
    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily(
            "azionelab_build", "The version that answers.", value={"version": settings.AZIONELAB_VERSION}
        )
        is_ready = readiness.database.answers() and not readiness.migrations.is_pending()
        yield GaugeMetricFamily("azionelab_ready", "Whether database and migrations are well.", value=is_ready)
        if is_ready:
            now = timezone.now()
            yield from (reservations(), acts(), check_ins(), *tonight(now), *mails(now), *last_runs())


def reservations() -> Metric:
    metric = GaugeMetricFamily("azionelab_reservations", "Reservations as they stand now.", labels=["status", "source"])
    counts = Reservation.objects.order_by().values_list("status", "source").annotate(Count("pk"))
    return _filled(metric, counts)


def acts() -> Metric:
    metric = CounterMetricFamily(
        "azionelab_reservation_acts", "What was done with reservations: booked, confirmed, cancelled…", labels=["act"]
    )
    return _filled(metric, ReservationEvent.objects.order_by().values_list("act").annotate(Count("pk")))


def check_ins() -> Metric:
    metric = CounterMetricFamily("azionelab_check_ins", "Admissions by how they ended.", labels=["source", "outcome"])
    outcome = Case(
        When(~Q(conflict=""), then=F("conflict")),
        When(undone_at__isnull=False, then=Value("undone")),
        default=Value("admitted"),
        output_field=CharField(),
    )
    rows = CheckIn.objects.order_by().annotate(outcome=outcome).values_list("source", "outcome")
    return _filled(metric, rows.annotate(Count("pk")))


def tonight(at: datetime) -> Iterator[Metric]:
    """Of each performance of this night. Its label is its number, which is in public addresses too."""
    rows = House.objects.filter(performance__starts_at__gte=night_of(at), performance__starts_at__lt=night_ends(at))
    counts = rows.order_by().values_list("performance_id", "seat_limit", "confirmed_seats")
    counts = list(counts.annotate(admitted=Sum("performance__reservations__admitted", default=0)))
    names = ["seats", "seats_confirmed", "people_admitted"]
    for place, name in enumerate(names, start=1):
        metric = GaugeMetricFamily(f"azionelab_tonight_{name}", "Of tonight's performances.", labels=["performance"])
        for row in counts:
            metric.add_metric([str(row[0])], row[place])
        yield metric


def mails(at: datetime) -> Iterator[Metric]:
    waiting = Q(state__in=[MessageState.DUE, MessageState.SENDING], next_attempt_at__lte=at)
    counts = {
        "number": Count("pk"),
        "due": Count("pk", filter=waiting),
        "oldest": Min("next_attempt_at", filter=waiting),
    }
    rows = list(OutboxMessage.objects.order_by().values("state").annotate(**counts))
    states = GaugeMetricFamily("azionelab_mails", "Mails by their state.", labels=["state"])
    yield _filled(states, [(row["state"], row["number"]) for row in rows])
    yield GaugeMetricFamily("azionelab_outbox_due", "Mails whose time has come.", value=sum(row["due"] for row in rows))
    oldest = min((row["oldest"] for row in rows if row["oldest"]), default=at)
    yield GaugeMetricFamily(
        "azionelab_outbox_oldest_seconds",
        "For how long the oldest mail that is due has waited.",
        value=(at - oldest).total_seconds(),
    )


def last_runs() -> Iterator[Metric]:
    runs = list(LastRun.objects.all())
    ran = GaugeMetricFamily("azionelab_last_run_timestamp_seconds", "When it last ended.", labels=["name"])
    well = GaugeMetricFamily("azionelab_last_good_run_timestamp_seconds", "When it last ended well.", labels=["name"])
    for run in runs:
        ran.add_metric([run.name], run.at.timestamp())
        if run.well_at:
            well.add_metric([run.name], run.well_at.timestamp())
    yield from (ran, well)


def _filled(metric: Metric, counts: Iterable[tuple]) -> Metric:
    for *labels, count in counts:
        metric.add_metric(labels, count)
    return metric
