"""What readiness asks of the database, each within a limit: it must be told that the database hangs, not hang too."""

import threading
import time

from django.db import Error, connection, connections
from django.db.migrations.executor import MigrationExecutor

PATIENCE_SECONDS = 3.0


class DatabaseProbe:
    """Asks the database for nothing, in a thread of its own.

    The limits of PostgreSQL do not help against one that no longer moves, and a query cannot be given up from this
    side. While one thread waits no other is started, so a hanging database takes one connection of this process.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._started = 0.0
        self._has_answered = False

    def answers(self) -> bool:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._has_answered = False
                self._started = time.monotonic()
                self._thread = threading.Thread(target=self._ask, daemon=True, name="database-probe")
                self._thread.start()
            thread, left = self._thread, self._started + PATIENCE_SECONDS - time.monotonic()
        thread.join(max(left, 0))
        return not thread.is_alive() and self._has_answered

    def _ask(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self._has_answered = True
        except Error:
            pass
        finally:
            connections.close_all()


class MigrationState:
    """Whether migrations of this code are pending; asked until they are not, since none can come to a running process.

    Migrations that this code does not know are a newer release's, and no reason to stop serving.
    """

    def __init__(self) -> None:
        self._is_complete = False

    def is_pending(self) -> bool:
        if not self._is_complete:
            executor = MigrationExecutor(connection)
            self._is_complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not self._is_complete

    def forget(self) -> None:
        self._is_complete = False


database = DatabaseProbe()
migrations = MigrationState()
