"""DRF's throttle interface over bookings.throttling. Runs before the request's body is used for anything else."""

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from bookings.clients import client_address
from bookings.throttling import TooManyTries, count_try


class ClientThrottle(BaseThrottle):
    """Counts a client's tries; behind proxies the client is told by settings.CLIENT_PROXIES."""

    scope = ""
    refusal: TooManyTries | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        self.refusal = count_try(self.scope, self.subject(request), timezone.now())
        return self.refusal is None

    def subject(self, request: Request) -> str:
        return client_address(request._request)  # DRF offers no other way to it

    def wait(self) -> float | None:
        return self.refusal.wait_seconds if self.refusal else None


class AddressThrottle(ClientThrottle):
    """Counts tries that name one e-mail address, so that nobody's mailbox is flooded."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        return not self.subject(request) or super().allow_request(request, view)

    def subject(self, request: Request) -> str:
        email = request.data.get("email") if isinstance(request.data, dict) else None
        return email.strip().lower() if isinstance(email, str) else ""


class BookClientThrottle(ClientThrottle):
    scope = "book.client"


class BookAddressThrottle(AddressThrottle):
    scope = "book.address"


class TokenClientThrottle(ClientThrottle):
    scope = "token.client"


class ResendClientThrottle(ClientThrottle):
    scope = "resend.client"


class ResendAddressThrottle(AddressThrottle):
    scope = "resend.address"
