"""What no row tells: requests, how long they took, and what was refused. Counted by each process for itself.

Every metric has labels, whose values are names of our own (a route, a code, a class of status) and never anything that
a stranger sends: their number is bounded, and none is a person.
"""

from django.http import HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

COUNTED = CollectorRegistry()
REQUESTS = Counter(
    "azionelab_requests_total",
    "Requests answered, by route, method and class of status.",
    ["route", "method", "status"],
    registry=COUNTED,
)
DURATION = Histogram(
    "azionelab_request_seconds",
    "Time from the first middleware to the answer.",
    ["route"],
    buckets=SECONDS,
    registry=COUNTED,
)
REFUSALS = Counter(
    "azionelab_refusals_total",
    "Requests answered with a no of the house (docs/api-contract.md, Refusals), by route and code.",
    ["route", "code"],
    registry=COUNTED,
)


def count(route: str, method: str, response: HttpResponse, seconds: float) -> None:
    REQUESTS.labels(route, method if method in METHODS else "other", f"{response.status_code // 100}xx").inc()
    DURATION.labels(route).observe(seconds)
    if response.status_code >= 400 and (code := refusal_code(response)):
        REFUSALS.labels(route, code).inc()


def refusal_code(response: HttpResponse) -> str:
    """The code that a page carries, or the first of an answer of the API; empty when there is none."""
    data = getattr(response, "data", None)
    if isinstance(data, dict) and data.get("errors"):
        return str(data["errors"][0]["code"])
    return getattr(response, "refusal_code", "")
