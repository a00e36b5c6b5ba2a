from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from azionelab.env import DATABASE_LIMITS


class Command(migrate.Command):
    """Django's own, with all the time that it needs: an index on a grown table takes longer than a visitor may wait.

    It still waits for a lock no longer than a visitor does, since everybody behind it would wait too.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        with _unhurried(connections[options["database"]]):
            super().handle(*args, **options)


@contextmanager
def _unhurried(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The connection, opened anew without the time limits of statements and of idle transactions.

    Behind PgBouncer the limits belong to the role and stay: docs/scaling.md says how to migrate there.
    """
    options = connection.settings_dict["OPTIONS"]
    limits = options.get("options")
    if not limits or connection.in_atomic_block:
        yield
        return
    _reopen(connection, f"-c lock_timeout={DATABASE_LIMITS['lock_timeout']}")
    try:
        yield
    finally:
        _reopen(connection, limits)


def _reopen(connection: BaseDatabaseWrapper, limits: str) -> None:
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    connection.settings_dict["OPTIONS"]["options"] = limits
