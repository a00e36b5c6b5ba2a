"""The first evening as production plays it: book, mail scanners, confirm, code, door; through nginx, over HTTPS."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, sign_in
from tests.browser.test_evening import (
    admit,
    be_refused,
    book,
    confirm,
    decoded_pass,
    link_in,
    open_as_a_mail_scanner,
    open_the_right_door,
)
from tests.production.stack import ProductionStack

ADDRESS = "giulia@example.org"


def test_the_first_evening(phone: Page, site: Site, stack: ProductionStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(stack.tls_certificate))  # the scanners check the certificate
    reference = book(phone, site, ADDRESS)
    link = link_in(site.wait_for_mail(ADDRESS, 1), "/reservations/confirm/")
    assert link.startswith(f"{stack.url}/")
    open_as_a_mail_scanner(link, times=3)
    confirm(phone, link)
    assert site.wait_for_mail(ADDRESS, 2).get_content_type() == "multipart/mixed"
    assert re.fullmatch(rf"{re.escape(site.url)}/r/[\w-]+\.[\w-]+", decoded_pass(phone))
    stack.manage("tick")
    sign_in(phone, site, "maschera", "/check-in/")
    open_the_right_door(phone, reference)
    admit(phone)
    be_refused(phone, reference)
