"""The first try of each mail, beside the answers: one thread of the process sends them, and gives way to visitors.

Nothing rests on it (ADR 0038). The mail is a committed row before it comes here, and whoever sends it claims it first.
What this process does not get to, because too many wait already or because it ends, stays due for `manage.py tick`.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import Context, ContextVar, copy_context
from datetime import datetime
from queue import Full, Queue

from django.conf import settings
from django.db import close_old_connections

from bookings import outbox

log = logging.getLogger(__name__)

MOST_WAITING = 100
# About how much of one processor's time may go into mails while visitors are answered.
SHARE = 0.2
# Longer than a first try takes that meets a silent mail server; shorter than a process has for its end.
SECONDS_TO_END = 15

_in_line: ContextVar[bool] = ContextVar("mails tried in line", default=False)


def deliver_first(message_id: int, at: datetime) -> None:
    """Has a mail tried that has been committed, as settings.MAIL_FIRST_TRY says: see docs/settings.md."""
    if settings.MAIL_FIRST_TRY == "inline" or _in_line.get():
        outbox.deliver_one(message_id, at)
    elif settings.MAIL_FIRST_TRY == "beside":
        _here.hand_over(message_id, at)


@contextmanager
def in_line() -> Iterator[None]:
    """For a command, on which no visitor waits: each act comes back when its mail has been tried."""
    token = _in_line.set(True)
    try:
        yield
    finally:
        _in_line.reset(token)


def rest_after(seconds_of_work: float) -> float:
    """How long the thread leaves the processor to others, so that it has no more than its share."""
    return seconds_of_work * (1 / SHARE - 1)


class SideThread:
    """Delivers one mail after another in a thread of its own, which begins with the first."""

    def __init__(self, deliver: Callable[[int, datetime], object] = outbox.deliver_one) -> None:
        self._deliver = deliver
        self._waiting: Queue[tuple[Context, int, datetime] | None] = Queue(MOST_WAITING)
        self._ending = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def hand_over(self, message_id: int, at: datetime) -> None:
        """Returns at once, whatever becomes of the mail. It takes the number of the request along, for the log."""
        try:
            self._waiting.put_nowait((copy_context(), message_id, at))
        except Full:
            return
        self._see_that_it_runs()

    def end(self) -> None:
        """Lets the mail that is being sent be finished, and leaves those that wait to `tick`."""
        self._ending.set()
        with suppress(Full):  # then there is enough to wake it
            self._waiting.put_nowait(None)
        if self._thread is not None:
            self._thread.join(SECONDS_TO_END)

    def _see_that_it_runs(self) -> None:
        with self._starting:
            if self._ending.is_set() or (self._thread is not None and self._thread.is_alive()):
                return
            # A daemon, so that the interpreter does not wait for it before it asks it to end.
            self._thread = threading.Thread(target=self._run, name="first tries", daemon=True)
            self._thread.start()
            atexit.register(self.end)

    def _run(self) -> None:
        for context, message_id, at in iter(self._waiting.get, None):
            if self._ending.is_set():
                return
            began = time.thread_time()
            context.run(self._try, message_id, at)
            self._ending.wait(rest_after(time.thread_time() - began))

    def _try(self, message_id: int, at: datetime) -> None:
        try:
            close_old_connections()
            self._deliver(message_id, at)
        except Exception as error:  # whatever fails with one mail, the next is tried
            log.error("mail %s: its first try broke off: %s", message_id, type(error).__name__, exc_info=error)
        finally:
            close_old_connections()


_here = SideThread()
