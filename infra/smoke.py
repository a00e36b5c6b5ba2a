#!/usr/bin/env python3
"""Looks at a site from outside as visitors and staff do, and changes nothing: after a release, a rollback, a restore.

    infra/smoke.py https://www.example.org [--connect HOST:PORT] [--trust FILE]

`--connect` asks this machine for the site, whatever its name leads to; `--trust` names a certificate to believe. What
would book, confirm and check in is asked to with empty hands: the refusal must be the site's own, which it gives after
looking into the database. docs/rollback.md tells how to book for real, and leave nothing behind.
"""

import argparse
import json
import re
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

SECONDS = 20


class Wrong(Exception):
    """What a look has found, in words."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        try:
            return json.loads(self.text)
        except ValueError:
            raise Wrong(f"{self.status} and no JSON: {self.text[:80]!r}") from None


class Site:
    def __init__(self, url: str, connect: str = "", trust: str | None = None) -> None:
        address = urlsplit(url)
        if address.scheme != "https" or not address.hostname:
            raise SystemExit(f"{url!r} is not an address of a site; it begins with https://")
        self.host, self.name = address.netloc, address.hostname
        name, _, port = (connect or f"{address.hostname}:{address.port or 443}").rpartition(":")
        self.connect = (name, int(port))
        self.context = ssl.create_default_context(cafile=trust)

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Answer:
        """A GET, or with a body a POST of JSON."""
        connection = Connection(self)
        headers = {"Host": self.host, "Accept-Language": "it", "User-Agent": "azionelab-smoke"}
        try:
            if body is None:
                connection.request("GET", path, headers=headers)
            else:
                connection.request("POST", path, json.dumps(body), headers | {"Content-Type": "application/json"})
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read().decode(errors="replace"))
        except (OSError, HTTPException) as error:
            raise Wrong(f"no answer: {error}") from error
        finally:
            connection.close()

    def page(self, path: str, status: int = 200) -> Answer:
        answer = self.ask(path)
        if answer.status != status:
            raise Wrong(f"{path} answers {answer.status}, not {status}")
        return answer


class Connection(HTTPSConnection):
    """To the machine that was asked for, in the name of the site."""

    def __init__(self, site: Site) -> None:
        super().__init__(*site.connect, timeout=SECONDS, context=site.context)
        self.site = site

    def connect(self) -> None:
        super(HTTPSConnection, self).connect()
        self.sock = self.site.context.wrap_socket(self.sock, server_hostname=self.site.name)


def health(site: Site) -> str:
    answer = site.ask("/api/health/")
    report = answer.json()
    if answer.status != 200 or report.get("status") != "ok":
        raise Wrong(answer.text[:300])
    return f"version {report.get('version', 'unknown')}"


def public_pages(site: Site) -> str:
    paths = ["/it/", "/en/"]
    paths += [urlsplit(show["show"]["url"]).path for show in performances(site)[:1]]
    for path in paths:
        page = site.page(path)
        if "</html>" not in page.text:
            raise Wrong(f"{path} is not a whole page")
    return ", ".join(paths)


def static_files(site: Site) -> str:
    """Each style and script that the front page names."""
    found = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', site.page("/it/").text)))
    if not found:
        raise Wrong("the front page names none")
    for path in found:
        site.page(path)
    return f"{len(found)} files"


def programme(site: Site) -> str:
    return f"{len(performances(site))} performances to come"


def booking(site: Site) -> str:
    coming = performances(site)
    if not coming:
        return "no performance to come, so nothing to book"
    path = f"/api/performances/{coming[0]['id']}/"
    if "booking" not in site.page(path).json():
        raise Wrong(f"{path} does not tell what is free")
    refused(site, f"{path}reservations/", 400, "required")
    return f"performance {coming[0]['id']} can be asked for"


def confirmation(site: Site) -> str:
    refused(site, "/api/reservations/confirm/", 404, "not_found", {"token": "no-token-of-ours"})
    return "a foreign link is refused"


def check_in(site: Site) -> str:
    refused(site, "/api/check-ins/", 403, "not_authenticated", {"token": "none", "performance": 1, "scan_id": "smoke"})
    page = site.page("/check-in/", 302)
    if "/login/" not in page.headers.get("location", ""):
        raise Wrong("/check-in/ lets strangers in")
    return "staff must sign in"


def staff(site: Site) -> str:
    if 'type="password"' not in site.page("/login/").text:
        raise Wrong("/login/ asks for no password")
    return "the sign-in asks for a password"


def kept_apart(site: Site) -> str:
    for path in ("/media/original_images/", "/media/documents/"):
        if site.ask(path).status not in (403, 404):
            raise Wrong(f"{path} is open")
    return "originals and documents are not open"


LOOKS: dict[str, Callable[[Site], str]] = {
    "health": health,
    "public pages": public_pages,
    "static files": static_files,
    "programme": programme,
    "booking": booking,
    "confirmation": confirmation,
    "check-in": check_in,
    "sign-in": staff,
    "media": kept_apart,
}


def performances(site: Site) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = site.page("/api/performances/").json()["results"]
    return found


def refused(site: Site, path: str, status: int, code: str, body: dict[str, Any] | None = None) -> None:
    answer = site.ask(path, body or {})
    codes = {error.get("code") for error in answer.json().get("errors", [])}
    if answer.status != status or code not in codes:
        raise Wrong(f"{path} answers {answer.status} {sorted(map(str, codes))}, not {status} {code}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("url")
    parser.add_argument("--connect", default="", metavar="HOST:PORT")
    parser.add_argument("--trust", metavar="FILE")
    asked = parser.parse_args(arguments)
    site = Site(asked.url, asked.connect, asked.trust)
    failed = 0
    for name, look in LOOKS.items():
        try:
            print(f"ok    {name}: {look(site)}", flush=True)
        except Wrong as wrong:
            failed += 1
            print(f"WRONG {name}: {wrong}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
