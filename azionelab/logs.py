"""No token and no personal data reaches a log line, whoever writes it; each line names the request it belongs to."""

import json
import logging
import re
from datetime import UTC, datetime

from azionelab import request_ids

# The places where a token stands in a path (docs/api-contract.md, Pages). A link that a mail program has broken is
# still nearly a token, so anything as long is masked; the words of our own paths there are shorter.
TOKEN_PATH = re.compile(r"(/reservations/+(?:confirm/+)?|/r/+|/stage/+)[^/\s?\"]{8,}")
# What was searched for at the door or in the office is somebody's name.
QUERY = re.compile(r"((?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) [^\s?]*\?)[^\s\"]*")
# PostgreSQL tells the values of the row that it refuses, names and addresses among them.
ROW_DETAIL = re.compile(r"^(DETAIL:  ).*$", re.MULTILINE)
# What our own code may put beside the message of a line, as `extra`.
FACTS = ("method", "route", "status", "duration_ms")


def masked(text: str) -> str:
    for pattern in (TOKEN_PATH, QUERY, ROW_DETAIL):
        text = pattern.sub(r"\1***", text)
    return text


class RequestIdFilter(logging.Filter):
    """Puts the number of the request on every record that a handler writes."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_ids.current()
        return True


class MaskingFormatter(logging.Formatter):
    """Masks the finished line: arguments and tracebacks are covered as well as the message."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class JSONFormatter(logging.Formatter):
    """One object a line. Each text is masked before it is written as JSON, where the ends of lines look different."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
            "request_id": getattr(record, "request_id", request_ids.NONE),
        }
        line |= {name: getattr(record, name) for name in FACTS if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = masked(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = masked(self.formatStack(record.stack_info))
        return json.dumps(line, ensure_ascii=False)
