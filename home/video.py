"""Links to videos at YouTube and Vimeo: what they name, and the addresses at which the same video is played.

Pure functions; nothing is asked of the hosts.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The content security policy of public pages names these two and no other.
PLAYER_HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")

YOUTUBE_HOSTS = {"youtube.com", "youtube-nocookie.com"}
YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v|e)/(?P<id>[^/]+)/?")
VIMEO_PATH = re.compile(
    r"/(?:video/|channels/[^/]+/|groups/[^/]+/videos/|showcase/\d+/video/|album/\d+/video/|ondemand/[^/]+/)?"
    r"(?P<id>\d+)(?:/(?P<key>[0-9a-f]+))?/?"
)
VIMEO_KEY = re.compile(r"[0-9a-f]+")
TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")


@dataclass(frozen=True)
class HostedVideo:
    """A video at one of the two hosts; `key` opens one that its owner has not listed, `start` is in seconds."""

    host: str
    id: str
    key: str = ""
    start: int = 0

    @property
    def player_url(self) -> str:
        """The player for a frame, told to start at once and to remember nothing about the visitor."""
        if self.host == "YouTube":
            options = {"autoplay": 1, "rel": 0} | ({"start": self.start} if self.start else {})
            return f"{PLAYER_HOSTS[0]}/embed/{self.id}?{urlencode(options)}"
        options = {"autoplay": 1, "dnt": 1} | ({"h": self.key} if self.key else {})
        return f"{PLAYER_HOSTS[1]}/video/{self.id}?{urlencode(options)}" + (f"#t={self.start}s" if self.start else "")

    @property
    def page_url(self) -> str:
        """The page of the host, for a browser without scripts."""
        if self.host == "YouTube":
            return f"https://www.youtube.com/watch?v={self.id}" + (f"&t={self.start}s" if self.start else "")
        return "/".join(part for part in ("https://vimeo.com", self.id, self.key) if part) + (
            f"#t={self.start}s" if self.start else ""
        )


def parse(link: str) -> HostedVideo | None:
    """The video that a link names in any of its usual forms; None for any other address."""
    address = _split(link)
    if address is None:
        return None
    host = (address.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("music.")
    if host == "youtu.be" or host in YOUTUBE_HOSTS:
        return _youtube(address, is_short=host == "youtu.be")
    if host in {"vimeo.com", "player.vimeo.com"}:
        return _vimeo(address)
    return None


def validate_link(link: str) -> None:
    if parse(link) is None:
        raise ValidationError(
            _("No video can be found at this address. Paste the address of one video at YouTube or Vimeo.")
        )


def _split(link: str) -> SplitResult | None:
    link = link.strip()
    try:
        address = urlsplit(link if "://" in link else f"https://{link}")
    except ValueError:
        return None
    return address if address.scheme in {"http", "https"} else None


def _youtube(address: SplitResult, *, is_short: bool) -> HostedVideo | None:
    query = parse_qs(address.query)
    if is_short:
        found = address.path.strip("/")
    elif address.path.rstrip("/") == "/watch":
        found = query.get("v", [""])[0]
    else:
        match = YOUTUBE_PATH.fullmatch(address.path)
        found = match["id"] if match else ""
    if not YOUTUBE_ID.fullmatch(found) or found == "videoseries":
        return None
    start = (query.get("t") or query.get("start") or [""])[0]
    return HostedVideo("YouTube", found, start=_seconds(start or address.fragment.removeprefix("t=")))


def _vimeo(address: SplitResult) -> HostedVideo | None:
    match = VIMEO_PATH.fullmatch(address.path)
    if not match:
        return None
    key = match["key"] or parse_qs(address.query).get("h", [""])[0]
    if key and not VIMEO_KEY.fullmatch(key):
        return None
    return HostedVideo("Vimeo", match["id"], key=key, start=_seconds(address.fragment.removeprefix("t=")))


def _seconds(words: str) -> int:
    """90, 90s, 1m30s or 1h2m3s; 0 for anything else."""
    match = TIME.fullmatch(words)
    if not match:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
