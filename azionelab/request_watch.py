"""Every request gets its number, one line in the log and its place in the metrics. The outermost middleware."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from azionelab import request_ids
from azionelab.metrics import counted

log = logging.getLogger(__name__)

# Asked every few seconds by machines; the proxy's log and the metrics have them.
NOT_LOGGED = {"azionelab.api.health.HealthView", "azionelab.api.health.LiveView", "metrics", "static"}


class RequestWatchMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = request_ids.begin(request.headers.get(request_ids.HEADER, ""))
        response = self.get_response(request)
        response.headers[request_ids.HEADER] = request_id
        _tell(request, response, time.perf_counter() - started)
        return response


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = route_of(request)
    if settings.METRICS_TOKEN:
        counted.count(route, request.method or "", response, seconds)
    if route not in NOT_LOGGED:
        facts = {
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "duration_ms": round(seconds * 1000, 1),
        }
        log.info("%(method)s %(route)s %(status)s %(duration_ms)s ms", facts, extra=facts)


def route_of(request: HttpRequest) -> str:
    """The name of the route, never the path, in which a token or a search may stand."""
    match = request.resolver_match
    if match is not None:
        return match.view_name
    if request.path.startswith(settings.STATIC_URL):
        return "static"
    return "kept" if getattr(request, "is_kept", False) else "none"
