"""Static files, pictures and documents: what nginx serves, and what it does not."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.production.client import Client
from tests.production.stack import ProductionStack

DAY = 24 * 60 * 60


def some(folder: Path, pattern: str) -> Path:
    return next(path for path in sorted(folder.rglob(pattern)) if path.is_file())


def test_static_files_come_compressed_as_collected_and_for_good(stack: ProductionStack, client: Client) -> None:
    path = some(stack.static / "home", "bundle.*.css")
    address = f"/static/{path.relative_to(stack.static)}"
    for encoding, suffix in {"br": ".br", "gzip": ".gz", "identity": ""}.items():
        answer = client.get(address, Accept_Encoding=encoding)
        assert answer.status == 200
        assert answer.body == Path(f"{path}{suffix}").read_bytes()
        assert answer.headers["Content-Encoding"] == (encoding if suffix else None)
        assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("text/css")


def test_nginx_and_the_site_agree_which_names_never_change(stack: ProductionStack) -> None:
    rules = re.findall(r'"~(\S+)" "public, max-age=\d+, immutable"', stack.nginx.configuration.read_text())
    assert rules
    differing = [
        path
        for path in (f"/static/{file.relative_to(stack.static)}" for file in stack.static.rglob("*") if file.is_file())
        if not path.endswith((".gz", ".br"))
        and any(re.search(rule, path) for rule in rules)
        is not bool(re.match(settings.WHITENOISE_IMMUTABLE_FILE_TEST, path))
    ]
    assert differing == []


def test_files_of_an_earlier_release_and_of_the_image_are_found(stack: ProductionStack, client: Client) -> None:
    for folder, name in ((stack.static, "earlier.0123456789ab.js"), (stack.static_of_image, "own.0123456789ab.js")):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("// here\n")
        answer = client.get(f"/static/{name}")
        assert (answer.status, answer.text) == (200, "// here\n")
        assert answer.headers["Content-Type"].startswith("application/javascript")
    assert client.get("/static/none.0123456789ab.js").status == 404


def test_the_site_itself_has_what_no_folder_has(stack: ProductionStack, client: Client) -> None:
    path = some(stack.static / "home", "tokens.*.css")
    stack.nginx.render(AZIONELAB_STATIC=str(stack.folder / "empty"))
    stack.nginx.reload()
    try:
        answer = client.get(f"/static/{path.relative_to(stack.static)}?v=1")
    finally:
        stack.nginx.render(AZIONELAB_STATIC=str(stack.static))
        stack.nginx.reload()
    assert (answer.status, answer.body) == (200, path.read_bytes())


@pytest.fixture
def media(stack: ProductionStack) -> Path:
    for name in (
        "images/poster.jpg",
        "images/page.html",
        "images/drawing.svg",
        "original_images/a.jpg",
        "documents/a.pdf",
    ):
        path = stack.media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"<script>alert(1)</script>")
        path.chmod(0o644)
    return stack.media


def test_pictures_are_served_and_nothing_in_them_runs(media: Path, client: Client) -> None:
    answer = client.get("/media/images/poster.jpg")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == f"public, max-age={DAY}"
    for name in ("page.html", "drawing.svg"):
        assert client.get(f"/media/images/{name}").headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "path",
    [
        "/media/original_images/a.jpg",
        "/media/documents/a.pdf",
        "/media/images/../documents/a.pdf",
        "/media/images/%2e%2e/documents/a.pdf",
        "/media//documents/a.pdf",
        "/media/",
        "/_documents/a.pdf",
        "/_edge/busy.html",
        "/static../var/db.sqlite3",
        "/static/../media/documents/a.pdf",
    ],
)
def test_originals_documents_and_parts_of_the_edge_are_not(path: str, media: Path, client: Client) -> None:
    assert client.get(path).status in {400, 404}


def test_documents_come_from_nginx_when_the_site_allows_it(stack: ProductionStack, client: Client) -> None:
    made = stack.manage("shell", "--no-imports", "--command", MAKE_DOCUMENT).strip().splitlines()[-1]
    whole = client.get(made)
    assert (whole.status, len(whole.body)) == (200, 1000)
    assert whole.headers["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in whole.headers["Content-Security-Policy"]
    part = client.get(made, Range="bytes=10-19")
    assert (part.status, part.body) == (206, b"0123456789")


MAKE_DOCUMENT = """
from django.core.files.base import ContentFile
from home.models import AzioneDocument
file = ContentFile(b"0123456789" * 100, name="scheda.pdf")
document = AzioneDocument.objects.create(title="Scheda tecnica", file=file)
print(document.url)
"""
