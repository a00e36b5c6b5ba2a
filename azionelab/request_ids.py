"""The number of a request: in every log line, in the answer's header, and on the page that says that we have failed."""

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
# What nginx makes, and nothing else: what a stranger sends does not get into our logs.
SHAPE = re.compile(r"[0-9a-f]{32}")
NONE = "-"

_current: ContextVar[str] = ContextVar("request_id", default=NONE)


def current() -> str:
    """The id of the request that this thread serves, `-` outside of one."""
    return _current.get()


def begin(given: str) -> str:
    """Takes the proxy's id, or makes one. It holds until the thread's next request: answers may still be streamed."""
    request_id = given if SHAPE.fullmatch(given) else secrets.token_hex(16)
    _current.set(request_id)
    return request_id
