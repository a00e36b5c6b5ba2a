"""After a fire: database and media are gone, and the evening goes on from a backup, on a server that was just made."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, sign_in
from tests.browser.test_evening import admit, be_refused, book, confirm, decoded_pass, link_in, open_the_right_door
from tests.production.processes import Postgres
from tests.production.stack import ProductionStack

ADDRESS = "ada@example.org"


def test_the_evening_goes_on_after_a_restore_on_an_empty_machine(
    phone: Page, site: Site, stack: ProductionStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(stack.tls_certificate))
    reference = book(phone, site, ADDRESS)
    link = link_in(site.wait_for_mail(ADDRESS, 1), "/reservations/confirm/")
    phone.goto("about:blank")  # an open page would go on asking, and be refused
    stack.manage("backup")
    [backup] = (stack.var / "backups").glob("azionelab-*.tar")
    with burnt_down(stack) as empty:
        said = stack.manage("restore", str(backup), DATABASE_URL=empty.url)
        assert "Done. Everybody signs in again." in said
        for backend in stack.backends.values():
            backend.start(DATABASE_URL=empty.url)
        confirm(phone, link)  # the mail is from before the fire
        assert decoded_pass(phone).startswith(f"{site.url}/r/")
        sign_in(phone, site, "maschera", "/check-in/")
        open_the_right_door(phone, reference)
        admit(phone)
        be_refused(phone, reference)


@contextmanager
def burnt_down(stack: ProductionStack) -> Iterator[Postgres]:
    """Another PostgreSQL with nothing in it, and no media; afterwards all is as it was."""
    aside = stack.folder / "media-before-the-fire"
    stop(stack)
    stack.media.rename(aside)
    empty = Postgres()
    try:
        empty.start()
        yield empty
    finally:
        stop(stack)
        empty.destroy()
        shutil.rmtree(stack.media, ignore_errors=True)
        aside.rename(stack.media)
        for backend in stack.backends.values():
            backend.start(DATABASE_URL=stack.database_url)


def stop(stack: ProductionStack) -> None:
    for backend in stack.backends.values():
        if backend.is_running:
            backend.stop()
