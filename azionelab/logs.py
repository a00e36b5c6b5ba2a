"""No token and no personal data reaches a log line, whoever writes it."""

import logging
import re

# The places where a token stands in a path (docs/api-contract.md, Pages). A link that a mail program has broken is
# still nearly a token, so anything as long is masked; the words of our own paths there are shorter.
TOKEN_PATH = re.compile(r"(/reservations/+(?:confirm/+)?|/r/+|/stage/+)[^/\s?\"]{8,}")
# What was searched for at the door or in the office is somebody's name.
QUERY = re.compile(r"((?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) [^\s?]*\?)[^\s\"]*")
# PostgreSQL tells the values of the row that it refuses, names and addresses among them.
ROW_DETAIL = re.compile(r"^(DETAIL:  ).*$", re.MULTILINE)


def masked(text: str) -> str:
    for pattern in (TOKEN_PATH, QUERY, ROW_DETAIL):
        text = pattern.sub(r"\1***", text)
    return text


class MaskingFormatter(logging.Formatter):
    """Masks the finished line: arguments and tracebacks are covered as well as the message."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))
