"""`GET /metrics`, for whoever has the token. Without a token in the settings there is no such address."""

import os

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from azionelab.metrics.counted import COUNTED
from azionelab.metrics.rows import RowsCollector


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(scrape(), content_type=CONTENT_TYPE_LATEST)


def scrape() -> bytes:
    """In the text format of Prometheus: what all processes of this server have counted, and what the rows say."""
    counted, rows = COUNTED, CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # by infra/gunicorn.py
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    rows.register(RowsCollector())
    return generate_latest(counted) + generate_latest(rows)
