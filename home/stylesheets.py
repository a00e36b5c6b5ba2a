"""The stylesheets of the site, in the order in which they apply: one list for the pages and for the bundle.

While one works on the site a page links each file by itself; with the storage below, `collectstatic` also writes all of
them into one file, which a page then links instead.
"""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDER = "home/css"
SCREEN = [
    "fonts.css",
    "tokens.css",
    "base.css",
    "header.css",
    "footer.css",
    "hero.css",
    "button.css",
    "card.css",
    "performance.css",
    "programme.css",
    "filters.css",
    "calendar.css",
    "notice.css",
    "facts.css",
    "form.css",
    "blocks.css",
    "gallery.css",
    "video.css",
    "table.css",
    "accordion.css",
    "columns.css",
    "breadcrumbs.css",
    "company.css",
    "news.css",
    "booking.css",
    "calendar-files.css",
    "contact.css",
    "venue.css",
    "door.css",
    "house.css",
    "stage.css",
    "sign-in.css",
]
PRINT = ["print.css"]
BUNDLE = "bundle.css"


def in_folder(names: list[str]) -> list[str]:
    return [f"{FOLDER}/{name}" for name in names]


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files, as in production, and among them the bundle."""

    has_bundle = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        name = f"{FOLDER}/{BUNDLE}"
        if not dry_run:
            # Beside its parts, so that what they refer to is found from it too; hashed and compressed like every file.
            self.delete(name)
            self._save(name, ContentFile(self._bundled().encode()))
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundled(self) -> str:
        screen = [self._read(path) for path in in_folder(SCREEN)]
        for_paper = [f"@media print {{\n{self._read(path)}}}\n" for path in in_folder(PRINT)]
        return "\n".join([*screen, *for_paper])

    def _read(self, path: str) -> str:
        with self.open(path) as file:
            return file.read().decode()
