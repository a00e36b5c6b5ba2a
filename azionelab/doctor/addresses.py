"""The public address, the certificate behind it, and the proxies in front."""

import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host
from wagtail.models import Site

from azionelab.doctor.findings import Finding, fault, hint, warning, well

SECONDS = 5
CERTIFICATE_DAYS = 14  # certbot renews thirty days ahead
MOST_PROXIES = 3


def site_url() -> Finding:
    url = urlsplit(settings.SITE_URL)
    if url.scheme != "https":
        return fault(
            "SITE_URL", f"{settings.SITE_URL} is not https.", "Links in mails and QR codes begin with it: set it."
        )
    if not validate_host(url.hostname or "", settings.ALLOWED_HOSTS):
        return fault(
            "SITE_URL",
            f"{url.hostname} is not in DJANGO_ALLOWED_HOSTS: each link in a mail is refused.",
            f"Add {url.hostname} to DJANGO_ALLOWED_HOSTS.",
        )
    return well("SITE_URL", f"{settings.SITE_URL} is https, and its host is answered.")


def wagtail_site() -> Finding:
    """Search engines and feeds get the addresses of pages by Wagtail's own record of the site."""
    wanted = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first()
    to_do = "Enter host and port in the admin under Settings, Sites."
    if site is None:
        return fault("Wagtail's site", "There is no default site.", to_do)
    port = wanted.port or (443 if wanted.scheme == "https" else 80)
    if (site.hostname, site.port) != (wanted.hostname, port):
        return warning(
            "Wagtail's site", f"It is {site.hostname}:{site.port}, and SITE_URL says {wanted.hostname}:{port}.", to_do
        )
    return well("Wagtail's site", "Its host and port are those of SITE_URL.")


def client_proxies() -> Finding:
    count = settings.CLIENT_PROXIES
    if count == 0:
        return warning(
            "CLIENT_PROXIES", "It is 0: behind nginx all visitors share one limit of tries.", "Set CLIENT_PROXIES=1."
        )
    if not 0 < count <= MOST_PROXIES:
        return warning(
            "CLIENT_PROXIES",
            f"It is {count}: who writes X-Forwarded-For by hand chooses by which address one is counted.",
            "Set it to the number of proxies that really stand in front.",
        )
    return well("CLIENT_PROXIES", f"Clients are told apart behind {count} of them.")


def certificate() -> Finding:
    """The one that visitors get, asked for at the public address."""
    url = urlsplit(settings.SITE_URL)
    if url.scheme != "https":
        return hint("certificate", "SITE_URL is not https.", "See SITE_URL.")
    try:
        days = _days_left(url.hostname or "", url.port or 443)
    except ssl.SSLCertVerificationError as error:
        return fault("certificate", f"Browsers refuse it: {error.verify_message}.", "Renew it, and reload nginx.")
    except OSError as error:
        return hint(
            "certificate",
            f"{url.netloc} cannot be reached from here: {type(error).__name__}.",
            "That may be right for this machine. Open the site from elsewhere, and see until when it holds.",
        )
    if days < CERTIFICATE_DAYS:
        return warning(
            "certificate", f"It ends in {days} days.", "Look why it is not renewed: certbot renew --dry-run."
        )
    return well("certificate", f"It holds for {days} days more.")


def _days_left(host: str, port: int) -> int:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=SECONDS) as connection,
        context.wrap_socket(connection, server_hostname=host) as secured,
    ):
        ends = secured.getpeercert()["notAfter"]  # type: ignore[index]  it is there once it has been verified
    return (datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) - datetime.now(UTC)).days
