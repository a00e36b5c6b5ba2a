"""The line to the mail server: one mail or several over one connection, and never longer than one wants to wait."""

import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend


class DeliveryTimedOut(Exception):
    """The mail server gave no answer in time; whether it took the mail is unknown."""


class MailLine:
    """Sends up to `most` mails over one connection, then takes another. So it does after a failure, whatever it was."""

    def __init__(self, most: int) -> None:
        self._most, self._sent = most, 0
        self._server: BaseEmailBackend | None = None
        self.answers = True  # False while the server could not be reached, or has fallen silent, at the last mail

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            _hang_up(self._server)

    def send(self, mail: EmailMultiAlternatives, seconds: float) -> None:
        """Gives up waiting after `seconds` in all, which no socket option promises. Raises what the sending raises."""
        server = self._server or get_connection()
        self._server, self.answers = None, False  # until it has taken this mail
        self._sent += 1
        is_last = self._sent % self._most == 0
        self._send_within(server, mail, seconds, is_last)
        if not is_last:
            self._server = server

    def _send_within(
        self, server: BaseEmailBackend, mail: EmailMultiAlternatives, seconds: float, is_last: bool
    ) -> None:
        outcome: SimpleQueue[tuple[bool, Exception | None]] = SimpleQueue()
        given_up = threading.Event()

        def send() -> None:
            is_reached = False
            try:
                server.open()  # waits for the server's greeting
                is_reached = True
                if not given_up.is_set():
                    server.send_messages([mail])
            except Exception as error:  # noqa: BLE001  carried over to the waiting thread
                outcome.put((is_reached, error))
                _hang_up(server)
            else:
                outcome.put((is_reached, None))
                if is_last or given_up.is_set():
                    _hang_up(server)

        threading.Thread(target=send, daemon=True, name="outbox").start()
        try:
            self.answers, error = outcome.get(timeout=seconds)
        except Empty:
            given_up.set()  # a server that wakes up later must not take what will be sent again
            raise DeliveryTimedOut from None
        if error is not None:
            raise error


def _hang_up(server: BaseEmailBackend) -> None:
    with suppress(Exception):  # it has taken the mail or not; how it says goodbye changes nothing
        server.close()
