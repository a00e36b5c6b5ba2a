"""DRF's throttle interface over bookings.throttling. Runs before the request's body is used for anything else."""

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from bookings.clients import client_address
from bookings.throttling import TooManyTries, count_tries


class ClientThrottle(BaseThrottle):
    """Counts a client's tries; behind proxies the client is told by settings.CLIENT_PROXIES."""

    act = ""  # what is tried; the scopes are named after it
    refusal: TooManyTries | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        self.refusal = count_tries(self.subjects(request), timezone.now())
        return self.refusal is None

    def subjects(self, request: Request) -> dict[str, str]:
        return {f"{self.act}.client": client_address(request._request)}  # DRF offers no other way to it

    def wait(self) -> float | None:
        return self.refusal.wait_seconds if self.refusal else None


class ClientAndAddressThrottle(ClientThrottle):
    """Counts also the tries that name one e-mail address, so that nobody's mailbox is flooded."""

    def subjects(self, request: Request) -> dict[str, str]:
        email = request.data.get("email") if isinstance(request.data, dict) else None
        address = email.strip().lower() if isinstance(email, str) else ""
        return super().subjects(request) | ({f"{self.act}.address": address} if address else {})


class BookThrottle(ClientAndAddressThrottle):
    act = "book"


class TokenThrottle(ClientThrottle):
    act = "token"


class ResendThrottle(ClientAndAddressThrottle):
    act = "resend"
