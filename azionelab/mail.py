"""Mails of a local run: one .eml file each, and a page to read them in the browser."""

import itertools
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

COUNTER = itertools.count()


class EmlFileBackend(BaseEmailBackend):
    """Writes each message to EMAIL_FILE_PATH as `TIME-PID-N.eml`; the newest name sorts last."""

    def send_messages(self, email_messages) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            stamp = datetime.now().astimezone().strftime("%Y%m%dT%H%M%S.%f")
            name = f"{stamp}-{os.getpid()}-{next(COUNTER):04d}.eml"
            # Written beside and moved, so that a reader never meets half a file.
            part = folder / f".{name}.part"
            part.write_bytes(message.message().as_bytes(linesep="\r\n"))
            part.rename(folder / name)
        return len(email_messages)
