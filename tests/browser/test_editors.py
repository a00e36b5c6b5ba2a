"""What an editor does in a real browser: the checklist leads to its fields, and vague links are found."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, ROOT, Site

pytestmark = pytest.mark.browser

VAGUE = """
from home.models import HomePage, StandardPage
import json
home = HomePage.objects.get(locale__language_code="it")
body = json.dumps([{"type": "text", "value": '<p>Per saperne di più <a href="/it/">clicca qui</a>.</p>'}])
page = home.add_child(instance=StandardPage(title="Senza riassunto", slug="senza-riassunto", body=body))
page.save_revision().publish()
print("page", page.pk)
"""


@pytest.fixture(scope="module")
def vague_page(site: Site) -> int:
    """The key of a page without a summary, with a link that says nothing."""
    environment = os.environ | {
        "AZIONELAB_VAR": str(site.mails.parent),
        "DJANGO_SETTINGS_MODULE": "azionelab.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "shell", "-c", VAGUE],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout.split("page ")[-1])


@pytest.fixture
def editor(browser: Browser, site: Site) -> Iterator[Page]:
    """The editor's browser; not the shared one, since Wagtail writes what its checks find as errors to the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="it-IT", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site.url}/login/")
    page.fill("[name=username]", "redazione")
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    yield page
    context.close()


def test_checklist_leads_to_a_field_in_another_tab(editor: Page, site: Site, vague_page: int):
    editor.goto(f"{site.url}/admin/pages/{vague_page}/edit/")
    expect(editor.locator("#id_summary")).to_be_hidden()
    editor.click('[data-checklist-field="summary"]')
    expect(editor.locator("#id_summary")).to_be_focused()


def test_checklist_is_read_anew_after_an_autosave(editor: Page, site: Site, vague_page: int):
    editor.goto(f"{site.url}/admin/pages/{vague_page}/edit/")
    editor.click('[data-checklist-field="summary"]')
    expect(editor.locator("#id_summary")).to_be_focused()
    # At a person's pace: what is typed before the editor has looked at its form is no change to it.
    editor.locator("#id_summary").press_sequentially("Una frase per le schede.", delay=150)
    expect(editor.locator('[data-checklist-field="summary"]')).to_have_count(0)


def test_a_link_that_says_click_here_is_found_on_the_page_and_in_the_editor(editor: Page, site: Site, vague_page: int):
    editor.goto(f"{site.url}/it/senza-riassunto/")
    count = editor.locator("wagtail-userbar").locator("#checker-trigger [data-content-checker-count]")
    expect(count).not_to_be_empty()
    editor.evaluate("document.querySelector('wagtail-userbar').shadowRoot.querySelector('#checker-trigger').click()")
    expect(editor.get_by_text("clicca qui").first).to_be_visible()
    names = editor.locator("wagtail-userbar").locator("[data-content-checker-name]").all_text_contents()
    assert any("collegamento" in name or "A link" in name for name in names), names
    editor.goto(f"{site.url}/admin/pages/{vague_page}/edit/")
    editor.click('[data-side-panel-toggle="checks"]')
    found = editor.locator('[data-side-panel="checks"] [data-content-checker-name]')
    expect(found.filter(has_text="").first).to_be_visible()
    assert any("collegamento" in name or "A link" in name for name in found.all_text_contents())
