"""A mail server that fails as mail servers do. Own code, because the point is to break the protocol."""

import email
import socketserver
import threading
from collections import Counter
from contextlib import suppress
from itertools import cycle

UP = "up"
REFUSING = "refusing"  # says at once that it takes nothing
HANGING = "hanging"  # takes the call and says nothing until `release`
CUT_OFF = "cut off"  # hangs up in the middle of the text
SILENT = "silent"  # takes the whole text and hangs up without a word: the sender cannot know


class Handler(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        mode = self.server.next_mode()
        if mode == HANGING:
            self.server.called.set()
            self.server.released.wait()
        if mode == REFUSING:
            self.say("421 closed")
            return
        self.say("220 ready")
        with suppress(ConnectionError):  # the sender has given up
            self.converse(mode)

    def converse(self, mode: str) -> None:
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.say("354 go on")
                if mode == CUT_OFF or not self.take_text(mode):
                    return
            self.say("221 bye" if verb == b"QUIT" else "250 ok")

    def take_text(self, mode: str) -> bool:
        """Reads one mail. False when the sender is not to hear that it was taken."""
        text = b""
        for line in self.rfile:
            if line == b".\r\n":
                self.server.keep(text, mode)
                return mode != SILENT
            text += line
        return False

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine; `taken` counts each Message-ID that it has accepted,
    `texts` are the mails."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, *modes: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.fail(*modes)
        self.called, self.released = threading.Event(), threading.Event()
        self.taken: Counter[str] = Counter()
        self.texts: list[bytes] = []
        self.silently: set[str] = set()
        self.lock = threading.Condition()
        self.calls = 0

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def fail(self, *modes: str) -> None:
        """From now on each call meets the next of these."""
        self.modes = cycle(modes)

    def next_mode(self) -> str:
        with self.lock:
            self.calls += 1
            self.lock.notify_all()
            return next(self.modes)

    def wait_for_calls(self, number: int) -> None:
        """Until so many senders have called since the start; each has met its mode then."""
        with self.lock:
            assert self.lock.wait_for(lambda: self.calls >= number, timeout=60), f"call {number} did not come"

    def keep(self, text: bytes, mode: str) -> None:
        message_id = email.message_from_bytes(text)["Message-ID"]
        with self.lock:
            self.taken[message_id] += 1
            self.texts.append(text)
            if mode == SILENT:
                self.silently.add(message_id)
