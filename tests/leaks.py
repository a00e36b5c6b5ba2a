"""What lies about after an evening: every cell of the database, sessions, cache and log lines, to be searched."""

import io
import json
import logging
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection

from azionelab.logs import JSONFormatter, RequestIdFilter
from infra.dev_postgres import find_programs

# Where personal data belongs, and nowhere else.
OWN_COLUMNS = {
    *(("bookings_reservation", column) for column in ("name", "email", "phone", "notes", "staff_note")),
    ("bookings_reservationneed", "need"),
    *(("bookings_contactmessage", column) for column in ("name", "email", "text")),
}


class LogCapture:
    """Everything that loggers say at DEBUG, as the site's own console handler would print it, in both of its forms.

    A logger to which our settings give a level keeps it: that is how the site silences those that tell too much.
    """

    def __enter__(self) -> io.StringIO:
        root = logging.getLogger()
        [self.console] = [handler for handler in root.handlers if handler.get_name() == "console"]
        loggers = [logger for logger in root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
        decided = settings.LOGGING["loggers"]
        self.levels = {logger: logger.level for logger in [root, *loggers] if logger.name not in decided}
        for logger in self.levels:
            logger.setLevel(logging.DEBUG)
        self.lines = io.StringIO()
        self.stream = self.console.setStream(self.lines)
        self.other_form = logging.StreamHandler(self.lines)
        self.other_form.setFormatter(JSONFormatter())
        self.other_form.addFilter(RequestIdFilter())
        self.listened_to = [logger for logger in [root, *loggers] if self.console in logger.handlers]
        for logger in self.listened_to:
            logger.addHandler(self.other_form)
        return self.lines

    def __exit__(self, *args: object) -> None:
        self.console.setStream(self.stream)
        for logger in self.listened_to:
            logger.removeHandler(self.other_form)
        for logger, level in self.levels.items():
            logger.setLevel(level)


def json_lines(log: io.StringIO) -> list[dict[str, Any]]:
    """What a LogCapture has in the form for programs."""
    return [json.loads(line) for line in log.getvalue().splitlines() if line.startswith("{")]


def cells() -> Iterator[tuple[str, str]]:
    """Each place of the database with all that stands in it, the columns of personal data apart."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [row.name for row in connection.introspection.get_table_description(cursor, table)]
            for column in columns:
                if (table, column) not in OWN_COLUMNS:
                    name = connection.ops.quote_name
                    cursor.execute(f"SELECT {name(column)} FROM {name(table)}")  # noqa: S608  names of our own tables
                    yield f"{table}.{column}", "\n".join(map(_text, cursor.fetchall()))


def sessions() -> Iterator[tuple[str, str]]:
    """Sessions are packed and signed in their column; here they are read."""
    for session in Session.objects.all():
        yield "session", str(session.get_decoded())


def cached() -> Iterator[tuple[str, str]]:
    for alias in caches:
        for key, value in getattr(caches[alias], "_cache", {}).items():
            yield f"cache {alias}", f"{key} {_text((value,))}"


def dump() -> Iterator[tuple[str, str]]:
    """What a backup holds, to be searched for tokens; personal data has its columns there."""
    if connection.vendor != "postgresql":
        yield "dump", "\n".join(connection.connection.iterdump())
        return
    program = find_programs() / "pg_dump"
    facts = connection.get_connection_params()
    arguments = [f"--host={facts.get('host', '')}", f"--username={facts.get('user', '')}", facts["dbname"]]
    yield "dump", subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout


def found(places: Iterable[tuple[str, str]], planted: Iterable[str]) -> set[tuple[str, str]]:
    """Which of the planted words lie in which place, also as addresses write them."""
    forms = {word: {word.lower(), quote(word).lower()} for word in planted}
    return {
        (place, word)
        for place, text in places
        for word, spellings in forms.items()
        if any(spelling in text.lower() for spelling in spellings)
    }


def _text(row: tuple[object, ...]) -> str:
    [value] = row
    return bytes(value).decode("latin-1") if isinstance(value, (bytes, memoryview)) else str(value)
