"""A second factor as a member of staff sets it up and uses it: an app, and a passkey in a telephone that is made up.

Browsers know passkeys for names only, so the site is visited as `localhost`.
"""

import re
from base64 import b32decode
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import PASSWORD, PHONE, Site, nothing_unexpected
from tests.browser.house import House

# Pages without an address of their own know no passkeys.
NOTHING_BESIDE_THE_NAME = """
    if (window.PublicKeyCredential) PublicKeyCredential.isConditionalMediationAvailable = async () => false;
"""


@pytest.fixture
def named(site: Site) -> Site:
    return Site(url=f"http://localhost:{urlsplit(site.url).port}", mails=site.mails)


@pytest.fixture
def phone(browser: Browser, browser_context_args: dict, named: Site, house: House) -> Iterator[Page]:
    """Whatever becomes of the test, the next one signs in by the password alone."""
    context = browser.new_context(**{**browser_context_args, "viewport": PHONE})
    with nothing_unexpected(context, named):
        try:
            yield context.new_page()
        finally:
            house.act("forget_factors", username="maschera")
    context.close()


@pytest.fixture
def keeper(phone: Page) -> CDPSession:
    """What keeps passkeys in a telephone, and asks for a fingerprint that always fits."""
    session = phone.context.new_cdp_session(phone)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def give_password(page: Page, site: Site, path: str = "/security/") -> None:
    page.goto(f"{site.url}/login/?next={path}")
    page.get_by_label("Nome utente").fill("maschera")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")


def sign_out(page: Page) -> None:
    page.goto("about:blank")  # an answer that is still on its way must not bring a cookie back
    page.context.clear_cookies()


def remove(page: Page, site: Site, link: str) -> None:
    page.goto(f"{site.url}/security/")
    page.locator(f'a[href*="{link}"]').click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{site.url}/security/")


def test_a_passkey_is_added_signs_in_alone_and_as_second_step_and_is_removed(
    phone: Page, named: Site, keeper: CDPSession
) -> None:
    give_password(phone, named)
    adding = phone.locator('[data-passkey="add"]')
    expect(adding).to_be_visible()
    adding.locator("input[name=name]").fill("Il telefono del foyer")
    adding.get_by_role("button").click()
    expect(phone.get_by_text("Il telefono del foyer", exact=True).first).to_be_visible()

    sign_out(phone)
    # The page offers passkeys beside the user name at once; a keeper that always agrees is in by itself.
    phone.goto(f"{named.url}/login/?next=/security/")
    phone.wait_for_url(f"{named.url}/security/")

    assert phone.evaluate("typeof PublicKeyCredential.isConditionalMediationAvailable") == "function"
    sign_out(phone)
    phone.add_init_script(NOTHING_BESIDE_THE_NAME)
    phone.goto(f"{named.url}/login/?next=/check-in/")
    phone.locator('[data-passkey="sign-in"] button').click()
    phone.wait_for_url(f"{named.url}/check-in/")

    sign_out(phone)
    give_password(phone, named)
    phone.wait_for_url(f"{named.url}/login/second-step/")
    phone.locator('[data-passkey="sign-in"] button').click()
    phone.wait_for_url(f"{named.url}/security/")

    remove(phone, named, "/security/passkeys/")
    expect(phone.get_by_text("Il telefono del foyer")).to_have_count(0)


def test_a_refused_passkey_is_told_and_the_password_is_there(phone: Page, named: Site, keeper: CDPSession) -> None:
    phone.add_init_script(NOTHING_BESIDE_THE_NAME)
    phone.goto(f"{named.url}/login/")
    phone.locator('[data-passkey="sign-in"] button').click()
    expect(phone.locator("[data-problem]")).to_be_visible()
    expect(phone.locator('[data-passkey="sign-in"] button')).to_be_focused()


def test_an_address_of_numbers_has_no_passkeys_and_says_so(site: Site, context) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/login/")
    expect(page.locator('[data-passkey="sign-in"]')).to_be_hidden()
    give_password(page, site)
    expect(page.locator('[data-passkey="add"]')).to_be_hidden()
    expect(page.locator("[data-no-passkey]")).to_be_visible()


def test_an_app_is_set_up_used_and_removed(phone: Page, named: Site) -> None:
    give_password(phone, named)
    phone.locator('a[href="/security/app/"]').click()
    expect(phone.locator("img.sign-in__qr")).to_be_visible()
    phone.locator("details summary").click()
    secret = re.sub(r"\s", "", phone.locator(".sign-in__secret").inner_text())
    totp = TOTP(b32decode(secret))
    phone.locator("#id_code").fill(f"{totp.token():06d}")
    phone.locator("#id_code").press("Enter")
    phone.wait_for_url(f"{named.url}/security/")
    phone.locator('form[action="/security/recovery-codes/"] button').click()
    listed = phone.locator(".sign-in__codes code")
    expect(listed).to_have_count(10)
    codes = listed.all_inner_texts()

    sign_out(phone)
    give_password(phone, named)
    phone.wait_for_url(f"{named.url}/login/second-step/")
    expect(phone.locator("#id_code")).to_be_focused()
    phone.locator("#id_code").fill("000 000")
    phone.locator("#id_code").press("Enter")
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.locator("details summary").click()
    phone.locator("#id_recovery").fill(codes[0])
    phone.locator("#id_recovery").press("Enter")
    phone.wait_for_url(f"{named.url}/security/")

    remove(phone, named, "/security/app/remove/")
    expect(phone.locator('a[href="/security/app/"]')).to_be_visible()
