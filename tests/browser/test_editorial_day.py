"""A day of the house in real browsers: an editor makes a show, the box office its dates, and a visitor books."""

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect

from shows.seasons import season_of
from tests.browser.conftest import PASSWORD, PHONE, Site
from tests.browser.test_evening import book, confirm, link_in
from tests.structured_data import nodes

pytestmark = pytest.mark.browser

TITLE = "Il giardino capovolto"
PATH = "/it/spettacoli/il-giardino-capovolto/"
SUMMARY = "Tre sorelle, un giardino, la terra sopra la testa."
ADDRESS = "caterina@example.org"
ROME = ZoneInfo("Europe/Rome")
# What a show with six dates takes of the two who make it: told in docs/testing.md.
MOST_PRESSES, MOST_FIELDS = 31, 25


@dataclass
class Hands:
    """Somebody at a keyboard; counts what the work takes of them."""

    page: Page
    presses: int = 0
    fields: int = 0

    def press(self, target: Locator) -> None:
        target.click()
        self.presses += 1

    def fill(self, label: str | Locator, value: str) -> None:
        field = self.page.get_by_label(label, exact=True) if isinstance(label, str) else label
        field.fill(value)
        self.fields += 1

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(label=option)
        self.fields += 1


SignedIn = Callable[[str], Hands]


@pytest.fixture
def signed_in(browser: Browser, site: Site) -> Iterator[SignedIn]:
    """Opens a browser for each of the staff; not the visitors' one, since Wagtail writes what its checks find to it."""
    contexts = []

    def open_browser(username: str) -> Hands:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            locale="it-IT",
            timezone_id="Europe/Rome",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site.url}/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(re.compile("/admin/"))  # each at the first screen of their work
        return Hands(page)

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture
def pictures(tmp_path: Path) -> dict[str, Path]:
    """An upright and a wide photograph, with something to look at away from the middle."""
    made = {}
    for name, size, eye in [("locandina", (1600, 2000), (400, 500)), ("scena", (2400, 1500), (1800, 500))]:
        picture = Image.new("RGB", size, "#1d3b2f")
        ImageDraw.Draw(picture).ellipse([eye[0] - 150, eye[1] - 150, eye[0] + 150, eye[1] + 150], fill="#f2c14e")
        made[name] = tmp_path / f"{name}.jpg"
        picture.save(made[name], quality=85)
    return made


@dataclass(frozen=True)
class Run:
    """Two weeks, Thursday to Saturday at 21:00 and Sunday at 17:00, but for one day."""

    first_day: date

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=9)

    @property
    def left_out(self) -> date:
        return self.first_day + timedelta(days=8)

    @property
    def curtains(self) -> list[datetime]:
        days = [self.first_day + timedelta(days=number) for number in (0, 1, 2, 3, 7, 9)]
        return [datetime.combine(day, time(17 if day.weekday() == 6 else 21), ROME) for day in days]


@pytest.fixture
def run() -> Run:
    """Begins on a Thursday after everything that the demo company plays."""
    day = datetime.now(ROME).date() + timedelta(days=60)
    return Run(day + timedelta(days=(3 - day.weekday()) % 7))


def test_a_show_from_its_first_draft_to_its_first_reservation(
    phone: Page, site: Site, signed_in: SignedIn, pictures: dict[str, Path], run: Run
) -> None:
    editor, box_office = signed_in("redazione"), signed_in("biglietteria")
    page_id = write_a_draft(editor, site, pictures, run)
    add_the_run(box_office, run)
    look_at_the_dates(editor, run)
    look_at_it_on_a_phone(editor)
    complete_what_is_missing(editor)
    publish(editor)
    assert editor.presses + box_office.presses <= MOST_PRESSES
    assert editor.fields + box_office.fields <= MOST_FIELDS

    it_stands_everywhere(phone, site, run)
    book(phone, site, ADDRESS, path=PATH)
    confirm(phone, link_in(site.wait_for_mail(ADDRESS, 1), "/reservations/confirm/"))

    before = what_the_house_knows(box_office, site)
    publish_the_first_draft(editor, site, page_id)
    phone.goto(f"{site.url}{PATH}")
    expect(phone.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(phone.get_by_text("Ospite Rinaldi")).to_have_count(0)  # the old words, and nothing else, are back
    assert what_the_house_knows(box_office, site) == before


def write_a_draft(editor: Hands, site: Site, pictures: dict[str, Path], run: Run) -> int:
    """A show below the programme, without its running time, warnings and credits; gives the key of the page."""
    page = editor.page
    editor.press(page.get_by_role("button", name="Pagine"))
    editor.press(page.locator(".c-page-explorer").get_by_role("link", name="Mostra sotto-pagine di 'AzioneLab'").first)
    editor.press(page.locator(".c-page-explorer").get_by_role("link", name="Spettacoli", exact=True))
    editor.press(page.get_by_role("link", name="Aggiungi pagina figlio"))
    editor.fill(page.locator("#id_title"), TITLE)
    editor.fill("Sottotitolo", "Commedia con radici")
    editor.fill("Autrice o autore", "di Alba Neri")
    editor.fill("Stagione", season_of(run.first_day))
    editor.press(page.get_by_label("Prosa"))
    upload(editor, "poster", pictures["locandina"], "Un cerchio d’oro su un prato scuro")
    upload(editor, "picture", pictures["scena"], "Il giardino appeso al soffitto, con una lampada accesa")
    save_draft(editor)
    set_focal_point(editor, "picture")
    return int(page.url.split("/edit/")[0].rsplit("/", 1)[-1])


def upload(editor: Hands, field: str, file: Path, words: str) -> None:
    """Puts a file of one's own into a field for pictures; without words for it, it is refused."""
    page = editor.page
    editor.press(page.locator(f"#id_{field}-chooser .unchosen button"))
    editor.press(page.get_by_role("tab", name="Carica"))
    form = page.locator("#tab-upload")
    choose_file(form, file)
    form.get_by_role("button", name="Carica").click()
    expect(form.get_by_text("Di’ che cosa si vede")).to_be_visible()
    choose_file(form, file)
    editor.fields += 1
    editor.fill(form.get_by_label("Descrizione", exact=True), words)
    editor.press(form.get_by_role("button", name="Carica"))
    expect(page.locator(f"#id_{field}-chooser .chosen")).to_be_visible()


def choose_file(form: Locator, file: Path) -> None:
    form.locator("input[type=file]").set_input_files(file)
    expect(form.get_by_label("Titolo")).to_have_value(file.stem)


def set_focal_point(editor: Hands, field: str) -> None:
    """Draws a frame around the lamp, in the tab of its own that the picture opens in."""
    page = editor.page
    chosen = page.locator(f"#id_{field}-chooser .chosen")
    editor.press(chosen.get_by_role("button", name="Azioni"))
    with page.expect_popup() as opened:
        editor.press(page.get_by_role("link", name="Modifica questa immagine"))
    tab = opened.value
    picture = tab.locator(".jcrop-holder, .focal-point-chooser .jcrop-tracker").first
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    tab.mouse.move(box["x"] + box["width"] * 0.65, box["y"] + box["height"] * 0.2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.85, box["y"] + box["height"] * 0.5, steps=5)
    tab.mouse.up()
    editor.presses += 1
    editor.press(tab.get_by_role("button", name="Salva"))
    expect(tab.get_by_text("aggiornata")).to_be_visible()
    tab.close()


def save_draft(editor: Hands) -> None:
    # The address may be the draft's already, since Wagtail saves by itself: what counts is the page that comes back.
    with editor.page.expect_navigation(url="**/edit/", wait_until="load"):
        editor.press(editor.page.get_by_role("button", name="Salva bozza"))


def add_the_run(box_office: Hands, run: Run) -> None:
    """Six dates in one form, each seen before any is made."""
    page = box_office.page
    box_office.press(page.get_by_role("button", name="Biglietteria"))
    box_office.press(page.locator("#wagtail-sidebar").get_by_role("link", name="Aggiungi date"))
    box_office.choose("Spettacolo", TITLE)
    box_office.choose("Sala", "La Serra, Bologna")
    box_office.fill(page.get_by_label("Primo giorno"), run.first_day.isoformat())
    box_office.fill(page.get_by_label("Ultimo giorno"), run.last_day.isoformat())
    for day, times in [("Giovedì", "21"), ("Venerdì", "21"), ("Sabato", "21"), ("Domenica", "17")]:
        box_office.fill(day, times)
    box_office.fill("Tranne il", run.left_out.strftime("%d/%m/%Y"))
    box_office.press(page.get_by_role("button", name="Mostra le date"))
    expect(page.get_by_role("heading", name="Ecco le date")).to_be_visible()
    listed = page.get_by_role("checkbox")
    expect(listed).to_have_count(6)
    assert [datetime.fromisoformat(box.get_attribute("value")) for box in listed.all()] == run.curtains
    box_office.press(page.get_by_role("button", name="Aggiungi le date spuntate"))
    expect(page.get_by_text(f"Aggiunte 6 repliche di «{TITLE}».")).to_be_visible()


def look_at_the_dates(editor: Hands, run: Run) -> None:
    """The editor finds them in the show's own page, to be read, and nothing of the box office's numbers."""
    editor.page.reload()
    panel = editor.page.locator(".performance-rows")
    rows = panel.get_by_role("row")
    expect(rows).to_have_count(1 + 6)
    for row, curtain in zip(rows.all()[1:], run.curtains, strict=True):
        expect(row).to_contain_text(f"{curtain:%d}".lstrip("0"))
        expect(row).to_contain_text(f"ore {curtain:%H:%M}")
        expect(row).to_contain_text("La Serra")
    expect(panel.get_by_role("link")).to_have_count(0)
    expect(panel.get_by_text("confermati")).to_have_count(0)


def look_at_it_on_a_phone(editor: Hands) -> None:
    """Wagtail's own preview, beside the text and at the width of a phone."""
    page = editor.page
    editor.press(page.get_by_role("button", name="Attiva/disattiva anteprima"))
    phone = page.get_by_label("Anteprima in formato mobile")
    expect(phone).to_be_checked()
    preview = page.frame_locator("iframe[title=Anteprima]:not([src*=about])").last
    expect(preview.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    root = preview.locator("html")
    assert root.evaluate("node => node.ownerDocument.defaultView.innerWidth") <= PHONE["width"]
    assert root.evaluate("node => node.scrollWidth <= node.ownerDocument.defaultView.innerWidth")
    editor.press(page.get_by_role("button", name="Attiva/disattiva anteprima"))


def complete_what_is_missing(editor: Hands) -> None:
    """The checklist names what a visitor would ask, and leads to each."""
    page = editor.page
    checklist = page.locator(".checklist-panel")
    for words in [
        "Manca la durata",
        "Manca l’età consigliata",
        "Non si dice niente sulle avvertenze",
        "Mancano i crediti",
    ]:
        expect(checklist.get_by_text(words)).to_be_visible()
    editor.press(checklist.locator('[data-checklist-field="running_time"]'))
    expect(page.get_by_label("Durata")).to_be_focused()
    editor.fill("Durata", "75")
    editor.fill("Età consigliata", "dai 10 anni")
    editor.fill("Lingua", "In italiano, con soprattitoli in inglese")
    warnings = page.locator('[data-contentpath="content_warnings"]')
    editor.press(warnings.get_by_role("button", name=re.compile("Inserisci un blocco")).first)
    editor.fill(warnings.locator("input[type=text]"), "Terra che cade dall’alto")
    add_credits(editor)
    editor.press(page.get_by_role("tab", name="Promuovi"))
    editor.fill("Sommario", SUMMARY)


def add_credits(editor: Hands) -> None:
    """A person of the company, and somebody who is none."""
    page = editor.page
    editor.press(page.get_by_role("button", name="Aggiungi credito"))
    first = page.locator("#inline_child_credits-0")
    editor.fill(first.get_by_label("Ruolo"), "con")
    editor.press(first.get_by_role("button", name=re.compile("Scegli")))
    editor.press(page.locator(".modal-content").get_by_role("link", name="Samira Conti").first)
    expect(first.get_by_text("Samira Conti")).to_be_visible()
    editor.press(page.get_by_role("button", name="Aggiungi credito"))
    second = page.locator("#inline_child_credits-1")
    editor.fill(second.get_by_label("Ruolo"), "luci")
    editor.fill(second.get_by_label("O nome"), "Ospite Rinaldi")


def publish(editor: Hands) -> None:
    page = editor.page
    editor.press(page.locator("footer [data-w-dropdown-target=toggle]"))
    editor.press(page.get_by_role("button", name="Pubblica", exact=True))
    expect(page.get_by_text(f"Pagina '{TITLE}' è stata pubblicata")).to_be_visible()


def it_stands_everywhere(visitor: Page, site: Site, run: Run) -> None:
    """The programme, the month, the calendar file, the feed, the sitemap and what search engines read."""
    visitor.goto(f"{site.url}/it/spettacoli/")
    expect(visitor.locator(".show-card__title", has_text=TITLE)).to_have_count(1)
    for month, number in dates_by_month(run).items():
        visitor.goto(f"{site.url}/it/spettacoli/?view=calendar&month={month}")
        expect(visitor.locator(".calendar__item", has_text=TITLE)).to_have_count(number)
    assert curtains_in_calendar_file(site) == run.curtains
    assert TITLE in [item.title for item in feedparser.parse(read(site, "/it/feed.xml")).entries]
    assert f"<loc>{site.url}{PATH}</loc>".encode() in read(site, "/sitemap.xml")
    told = [node for node in nodes(read(site, PATH).decode()) if node["@type"] == "TheaterEvent"]
    assert sorted(datetime.fromisoformat(node["startDate"]) for node in told) == run.curtains
    assert {node["name"] for node in told} == {TITLE}


def dates_by_month(run: Run) -> dict[str, int]:
    months = [f"{curtain:%Y-%m}" for curtain in run.curtains]
    return {month: months.count(month) for month in months}


def curtains_in_calendar_file(site: Site) -> list[datetime]:
    calendar = icalendar.Calendar.from_ical(read(site, "/programme.ics").decode())
    return sorted(one["DTSTART"].dt for one in calendar.walk("VEVENT") if TITLE in str(one["SUMMARY"]))


def read(site: Site, path: str) -> bytes:
    with urllib.request.urlopen(f"{site.url}{path}") as answer:
        return answer.read()


def what_the_house_knows(box_office: Hands, site: Site) -> dict[str, object]:
    """The six performances as the public call and as the door's list tell them, reservations included."""
    listed = json.loads(read(site, f"/api/performances/?show={PATH.split('/')[-2]}"))["results"]
    assert len(listed) == 6
    for performance in listed:
        del performance["ends_at"]  # told from the running time that the page names
    doors = {}
    for performance in listed:
        page = box_office.page
        page.goto(f"{site.url}/admin/bookings/reservation/?performance__id__exact={performance['id']}")
        doors[performance["id"]] = page.locator("#listing-results, .listing").all_inner_texts()
    assert sum("Giulia Neri" in " ".join(texts) for texts in doors.values()) == 1
    return {"listed": listed, "doors": doors}


def publish_the_first_draft(editor: Hands, site: Site, page_id: int) -> None:
    """Goes back to the oldest version that the history has, which knew no dates yet, and publishes it."""
    page = editor.page
    page.goto(f"{site.url}/admin/pages/{page_id}/history/")
    page.get_by_role("table").get_by_role("button", name="Azioni").last.click()
    page.get_by_role("link", name="Revisiona questa versione").click()
    expect(page.locator("#id_running_time")).to_have_value("")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Pubblica questa versione").click()
    done = page.get_by_text(re.compile(f"{TITLE}.*pubblicata"))
    # Whoever looks at the old version for some seconds is told that there is a newer one, and asked once more.
    confirmation = page.get_by_role("dialog").get_by_role("button", name="Pubblica questa versione")
    expect(done.or_(confirmation).first).to_be_visible()
    if confirmation.is_visible():
        confirmation.click()
    expect(done).to_be_visible()


REFUSED_SCREENS = [
    "/admin/bookings/reservation/",
    "/admin/bookings/reservation/?q=Neri",
    "/admin/bookings/reservation/?export=xlsx",
    "/admin/bookings/performance/",
    "/admin/bookings/performance/edit/1/",
    "/admin/bookings/venue/",
    "/admin/bookings/outboxmessage/",
    "/admin/bookings/contactmessage/",
    "/admin/bookings/add-dates/",
    "/admin/mails/samples/",
    "/admin/settings/bookings/bookingsettings/",
]
REFUSED_CALLS = ["/api/check-ins/performances/", "/api/check-ins/performances/1/"]


def test_the_box_office_is_closed_to_an_editors_browser(site: Site, signed_in: SignedIn) -> None:
    page = signed_in("redazione").page
    menu = page.locator("#wagtail-sidebar")
    expect(menu.get_by_role("button", name="Pagine")).to_be_visible()
    assert not {"Biglietteria", "Prenotazioni", "Repliche"} & set(menu.inner_text().split())
    for path in REFUSED_SCREENS:
        page.goto(f"{site.url}{path}")
        expect(page).to_have_url(f"{site.url}/admin/")
        expect(page.locator(".messages").get_by_text("non hai i permessi")).to_be_visible()
    for path in REFUSED_CALLS:
        assert page.request.get(f"{site.url}{path}").status == 403, path
    page.goto(f"{site.url}/check-in/")
    expect(page.locator("azl-check-in")).to_have_count(0)
