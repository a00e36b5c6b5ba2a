"""Who is at the other end of a request, also behind proxies."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The network address of the visitor.

    Each of our settings.CLIENT_PROXIES proxies appends the address that it was called from to X-Forwarded-For, so the
    one appended by the outermost of them is true; whatever stands before it was written by the client.
    """
    forwarded = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if address]
    proxies = min(settings.CLIENT_PROXIES, len(forwarded))
    return forwarded[-proxies] if proxies else request.META.get("REMOTE_ADDR", "")
