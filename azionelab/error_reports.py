"""Errors to Sentry, or to what speaks its protocol, once SENTRY_DSN names one (ADR 0036).

What goes out is put together here from what is known to be nobody's: the kind of an error, the places in the code, the
words of a log line before anything was filled in, the version, and the number of the request. By that number the own
log has the rest. Nothing else is sent, whatever the library has gathered.
"""

from typing import Any

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.transport import Transport

from azionelab import request_ids
from azionelab.logs import masked

OF_AN_EVENT = {"event_id", "timestamp", "platform", "level", "logger", "release", "environment"}
OF_A_FRAME = {"filename", "function", "module", "lineno", "pre_context", "context_line", "post_context", "in_app"}


def start(dsn: str, version: str, transport: Transport | None = None) -> None:
    """Errors come by the log, where each failed request and each failed chore of the timer has its line."""
    sentry_sdk.init(
        dsn=dsn,
        release=version,
        transport=transport,
        default_integrations=False,
        integrations=[LoggingIntegration(level=None)],
        auto_session_tracking=False,
        include_local_variables=False,
        max_breadcrumbs=0,
        max_request_body_size="never",
        server_name="",
        before_breadcrumb=lambda crumb, hint: None,
        before_send=_to_send,
    )


def _to_send(event: Any, hint: dict[str, Any]) -> Any:
    sent = {name: event[name] for name in OF_AN_EVENT if name in event}
    sent["tags"] = {"request_id": request_ids.current()}
    if "logentry" in event:
        sent["logentry"] = {"message": masked(event["logentry"]["message"])}
    if "exception" in event:
        sent["exception"] = {"values": [_without_words(error) for error in event["exception"]["values"]]}
    return sent


def _without_words(error: dict[str, Any]) -> dict[str, Any]:
    """Its message is left out: an error likes to repeat the value that it met."""
    sent = {name: error[name] for name in ("type", "module") if name in error}
    frames = (error.get("stacktrace") or {}).get("frames", [])
    kept = [{name: frame[name] for name in OF_A_FRAME if name in frame} for frame in frames]
    return {**sent, "stacktrace": {"frames": kept}}
