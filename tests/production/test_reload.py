"""New settings or a new process while visitors are there: nobody is refused."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.production.client import Client
from tests.production.processes import wait_until
from tests.production.stack import ProductionStack

VISITORS, BEFORE_AND_AFTER = 4, 20


class Visitors:
    """They ask one after another until they are told to stop; `answers` counts the statuses."""

    def __init__(self, stack: ProductionStack) -> None:
        self.answers: Counter[int | str] = Counter()
        self.number = 0
        self._stack, self._stop, self._lock = stack, threading.Event(), threading.Lock()

    def ask(self, client: Client) -> None:
        while not self._stop.is_set():
            try:
                status: int | str = client.get("/it/prossimi/?q=1").status
            except OSError as error:
                status = type(error).__name__
            with self._lock:
                self.answers[status] += 1
                self.number += 1

    def wait_for_more(self) -> None:
        wanted = self.number + BEFORE_AND_AFTER
        wait_until("visitors are answered", lambda: self.number >= wanted)

    @contextmanager
    def asking(self) -> Iterator["Visitors"]:
        hands = [threading.Thread(target=self.ask, args=[Client(self._stack)]) for _ in range(VISITORS)]
        for hand in hands:
            hand.start()
        try:
            self.wait_for_more()
            yield self
            self.wait_for_more()
        finally:
            self._stop.set()
            for hand in hands:
                hand.join()


@pytest.fixture
def visitors(stack: ProductionStack) -> Visitors:
    return Visitors(stack)


def test_nginx_reloads_and_nobody_is_refused(stack: ProductionStack, visitors: Visitors) -> None:
    with visitors.asking():
        for _ in range(3):
            stack.nginx.reload()
            visitors.wait_for_more()
    assert set(visitors.answers) <= {200, 404}, visitors.answers


def test_gunicorn_reloads_and_nobody_is_refused(stack: ProductionStack, visitors: Visitors) -> None:
    with visitors.asking():
        for backend in stack.backends.values():
            before = backend.workers()
            backend.reload()
            wait_until("new processes answer", lambda old=before, one=backend: not old & one.workers())
            visitors.wait_for_more()
    assert set(visitors.answers) <= {200, 404}, visitors.answers


def test_a_switch_of_the_socket_refuses_nobody(stack: ProductionStack, visitors: Visitors) -> None:
    """As a release does it: a second backend on a socket, then one rename of the link."""
    variables = dict(stack.nginx.variables)
    sockets = ("current.sock max_fails=0", "backend.sock backup max_fails=0")
    stack.backends["backend"].start()
    stack.backends["backend-new"].start()
    stack.nginx.render(AZIONELAB_UPSTREAMS=", ".join(f"unix:{stack.run}/{name}" for name in sockets))
    stack.nginx.reload()
    try:
        with visitors.asking():  # there is no current.sock yet
            for name in ("backend-new", "backend", "backend-new"):
                link = stack.run / "current.next"
                link.symlink_to(f"{name}.sock")
                link.rename(stack.run / "current.sock")
                visitors.wait_for_more()
            stack.backends["backend"].stop()
            visitors.wait_for_more()
        assert set(visitors.answers) <= {200, 404}, visitors.answers
    finally:
        stack.nginx.render(**variables)
        stack.nginx.reload()
        for name in ("backend", "backend-new"):
            stack.backends[name].stop()
            del stack.backends[name]
        (stack.run / "current.sock").unlink(missing_ok=True)
