"""The rules of Mozilla's HTTP Observatory, for one page that was asked for here.

Rules, points and grades are those of https://github.com/mdn/mdn-http-observatory, version 5 of its algorithm
(src/analyzer/tests/, src/grader/charts.js, src/scanner/index.js), read in 2026 and written anew: that program asks for
public hosts alone. What a page of ours cannot meet, such as the list of preloaded hosts, gives no points here.
"""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from tests.production.client import Answer

GRADES = {100: "A+", 95: "A", 90: "A", 85: "A-", 80: "B+", 75: "B", 70: "B", 65: "B-", 60: "C+", 55: "C", 50: "C"}
FOR_EXTRA_CREDIT = 90
SIX_MONTHS = 15_552_000
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
HASHES = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE_REFERRERS = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


def grade(page: Answer, over_http: Answer, host: str) -> tuple[str, dict[str, int]]:
    """The grade, and the points that each rule gives or takes."""
    rules: dict[str, Callable[[], int]] = {
        "content security policy": lambda: _policy(page),
        "cookies": lambda: _cookies(page),
        "cross-origin sharing": lambda: _sharing(page),
        "redirection": lambda: _redirection(over_http, host),
        "referrer policy": lambda: _referrer(page),
        "strict transport security": lambda: _transport(page),
        "integrity of scripts": lambda: _scripts(page, host),
        "content type": lambda: 0 if page.headers["X-Content-Type-Options"] == "nosniff" else -5,
        "framing": lambda: _framing(page),
        "cross-origin resources": lambda: _resources(page),
    }
    points = {name: rule() for name, rule in rules.items()}
    score = 100 + sum(value for value in points.values() if value < 0)
    if score >= FOR_EXTRA_CREDIT:
        score = 100 + sum(points.values())
    return GRADES.get(min(max(score, 0) // 5 * 5, 100), "D or F"), points


def _directives(page: Answer) -> dict[str, set[str]]:
    policies = [part for header in page.headers.get_all("Content-Security-Policy", []) for part in header.split(",")]
    words = [directive.split() for policy in policies for directive in policy.split(";") if directive.strip()]
    return {name.lower(): set(sources) for name, *sources in words}


def _policy(page: Answer) -> int:
    policy = _directives(page)
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    scripts, styles, objects = (policy.get(name, default) for name in ("script-src", "style-src", "object-src"))
    scripts, styles = (
        sources - {"'unsafe-inline'"} if any(source.startswith(HASHES) for source in sources) else sources
        for sources in (scripts, styles)
    )
    passive = policy.get("img-src", default) | policy.get("media-src", default)
    active = scripts.union(*(sources for name, sources in policy.items() if name not in {"img-src", "media-src"}))
    if scripts & (BROAD | INLINE) or objects & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in scripts | styles or any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if styles & (BROAD | INLINE):
        return 0
    return 10 if default == {"'none'"} else 5


def _cookies(page: Answer) -> int:
    raw = page.headers.get_all("Set-Cookie", [])
    if not raw:
        return 0
    points = []
    for header in raw:
        [(name, cookie)] = SimpleCookie(header).items()
        is_session = any(part in name.lower() for part in ("login", "sess"))
        same_site = str(cookie["samesite"]).lower()
        if is_session and not cookie["secure"]:
            points.append(-40)
        elif is_session and not cookie["httponly"]:
            points.append(-30)
        elif not cookie["secure"] or same_site not in {"", "lax", "strict"} or ("csrf" in name and not same_site):
            points.append(-20)
        else:
            points.append(5 if same_site else 0)
    return min(points)


def _sharing(page: Answer) -> int:
    return -50 if page.headers["Access-Control-Allow-Credentials"] == "true" else 0


def _redirection(over_http: Answer, host: str) -> int:
    leads_to = urlsplit(over_http.headers["Location"] or "")
    if over_http.status not in {301, 302, 303, 307, 308} or leads_to.scheme != "https":
        return -20
    return 0 if leads_to.hostname == host else -5


def _referrer(page: Answer) -> int:
    values = {value.strip() for header in page.headers.get_all("Referrer-Policy", []) for value in header.split(",")}
    if values & UNSAFE_REFERRERS or values - PRIVATE_REFERRERS:
        return -5
    return 5 if values else 0


def _transport(page: Answer) -> int:
    headers = page.headers.get_all("Strict-Transport-Security", [])
    if len(headers) != 1:  # a second one makes it invalid
        return -20
    match = re.search(r"max-age=(\d+)", headers[0])
    if not match:
        return -20
    return 0 if int(match[1]) >= SIX_MONTHS else -10


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.found.append(dict(attrs))


def _scripts(page: Answer, host: str) -> int:
    parser = _Scripts()
    parser.feed(page.text)
    points = [0]
    for script in parser.found:
        address = urlsplit(script.get("src") or "")
        is_ours = not address.netloc or (address.hostname == host and address.scheme == "https")
        has_integrity = bool(script.get("integrity"))
        if not is_ours:
            is_secure = address.scheme == "https"
            points.append({(True, True): 5, (False, True): -5, (True, False): -20}.get((has_integrity, is_secure), -50))
    return min(points)


def _framing(page: Answer) -> int:
    ancestors = _directives(page).get("frame-ancestors")
    if ancestors is not None and not ancestors & BROAD:
        return 5
    return 0 if page.headers["X-Frame-Options"] in {"DENY", "SAMEORIGIN"} else -20


def _resources(page: Answer) -> int:
    value = page.headers["Cross-Origin-Resource-Policy"]
    if value in {"same-origin", "same-site"}:
        return 10
    return 0 if value in {None, "cross-origin"} else -5
