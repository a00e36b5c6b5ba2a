"""A visitor's message from a contact page: recorded with the mail that carries it, in one transaction."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from bookings import notifications
from bookings.acts import deliver_after_commit
from bookings.models import ContactMessage, ContactPage


@dataclass(frozen=True)
class Letter:
    """What a visitor sends, its shape checked already."""

    form_id: str
    name: str
    email: str
    text: str
    topic: str
    language: str

    @property
    def digest(self) -> str:
        """Tells a repeat from a second letter written in the same form; says nothing without the secret key."""
        content = json.dumps([self.form_id, self.name, self.email, self.text, self.topic])
        return salted_hmac("bookings.contact", content, algorithm="sha256").hexdigest()


@transaction.atomic(durable=True)
def receive(*, letter: Letter, page: ContactPage, at: datetime) -> bool:
    """Records the letter and its mail. False when the same form has brought the same letter before.

    The unique digest decides between two that come at once: the slower waits for the faster, and finds its row.
    """
    message, is_new = ContactMessage.objects.get_or_create(
        form_digest=letter.digest,
        defaults={
            "page": page,
            "topic": letter.topic,
            "name": letter.name,
            "email": letter.email,
            "text": letter.text,
            "language": letter.language,
            "created_at": at,
        },
    )
    if is_new:
        deliver_after_commit(notifications.forward(message, at), at)
    return is_new
