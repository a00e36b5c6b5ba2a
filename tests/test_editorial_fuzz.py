"""Whatever editors do to pages, in whatever order, no reservation, capacity, status or performance changes.

Random steps go through the admin's own screens with the accounts of an editor and an administrator, while bookings run
in between through the verbs of the booking core. What the bookings alone should have made is written down beside them,
on a sheet that knows none of our code, and compared after each step with what the database holds.

FUZZ_STEPS sets their number and FUZZ_SEED their order; a failure names both, and the steps that led to it.
"""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client, TestCase
from django.utils import timezone
from wagtail import hooks
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageLogEntry, Revision
from wagtail.test.utils.form_data import querydict_from_html

from azionelab import roles
from bookings import services
from bookings.exceptions import BookingRefused
from bookings.models import House, Performance, Reservation, ReservationEvent
from bookings.tests.factories import book_request, make_performance, make_show, make_venue
from home.models import HomePage
from shows.models import ShowIndexPage, ShowPage
from tests.staff import make_member

STEPS = int(os.environ.get("FUZZ_STEPS", "500"))
SEED = int(os.environ.get("FUZZ_SEED", "20261121"))
MOST_PAGES = 14
LATER = timedelta(days=30)
# What the log of pages must tell after a run of the usual length.
LOGGED = ["publish", "unpublish", "copy", "delete", "revert", "publish.schedule", "workflow.start"]


@dataclass
class Booked:
    """One reservation, as written on the sheet."""

    performance: int
    party_size: int
    status: str = "pending"
    acts: int = 1


@dataclass
class Sheet:
    """What bookings alone make of the house: rows of the start, and every reservation since."""

    performances: dict[int, dict]
    places: dict[int, int]
    booked: dict[int, Booked] = field(default_factory=dict)

    def seats(self, performance: int) -> int:
        row = self.performances[performance]
        return row["capacity"] + row["additional_seats"] - row["occupied_seats"]

    def confirmed(self, performance: int) -> int:
        taken = [entry for entry in self.booked.values() if entry.performance == performance]
        return sum(entry.party_size for entry in taken if entry.status == "confirmed")

    def free(self, performance: int) -> int:
        return self.seats(performance) - self.confirmed(performance)


def stored_performances() -> dict[int, dict]:
    return {row["id"]: row for row in Performance.objects.values()}


def places_of_shows() -> dict[int, int]:
    """Below which page each show with performances stands."""
    return {show.pk: show.get_parent().pk for show in ShowPage.objects.filter(performances__isnull=False).distinct()}


def differences(sheet: Sheet) -> list[str]:
    """What the database holds and the sheet does not, in words."""
    found = []
    if stored_performances() != sheet.performances:
        found.append("performances differ")
    if places_of_shows() != sheet.places:
        found.append("a show with performances has moved")
    rows = Reservation.objects.values_list("pk", "performance_id", "party_size", "status")
    if {pk: rest for pk, *rest in rows} != {
        pk: [entry.performance, entry.party_size, entry.status] for pk, entry in sheet.booked.items()
    }:
        found.append("reservations differ")
    acts = Counter(ReservationEvent.objects.values_list("reservation_id", flat=True))
    if acts != Counter({pk: entry.acts for pk, entry in sheet.booked.items()}):
        found.append("histories differ")
    houses = House.objects.values_list("performance_id", "seat_limit", "confirmed_seats")
    wanted = {pk: (sheet.seats(pk), sheet.confirmed(pk)) for pk in sheet.performances}
    if {pk: (limit, taken) for pk, limit, taken in houses} != wanted:
        found.append("counts of seats differ")
    return found


class Editing:
    """The screens of the admin, as a browser uses them."""

    def __init__(self, chance: random.Random, staff: list[User]) -> None:
        self.chance = chance
        self.clients = {}
        for user in staff:
            self.clients[user.username] = Client()
            self.clients[user.username].force_login(user)
        self.stale: tuple[int, dict] | None = None
        self.number = 0

    @property
    def client(self) -> Client:
        return self.clients[self.chance.choice(sorted(self.clients))]

    def page(self, *kinds: type[Page]) -> Page:
        pages = Page.objects.type(kinds or (ShowPage,)).order_by("pk")
        return self.chance.choice(list(pages)).specific

    def index(self) -> Page:
        return self.chance.choice(list(ShowIndexPage.objects.order_by("pk")))

    def fresh(self, word: str) -> str:
        self.number += 1
        return f"{word}-{self.number}"

    # -- what an editor does; each gives a word for the log of the run

    def publish(self) -> str:
        page = self.page(ShowPage, ShowIndexPage)
        return self._save(page, {"action-publish": "action-publish"})

    def save_draft(self) -> str:
        return self._save(self.page(ShowPage, ShowIndexPage), {})

    def open_and_leave(self) -> str:
        """Another tab that is saved much later."""
        page = self.page()
        data = self._form(self.client, f"/admin/pages/{page.pk}/edit/", page)
        self.stale = (page.pk, data) if data else self.stale
        return f"opened {page.pk}"

    def publish_stale(self) -> str:
        if self.stale is None or not Page.objects.filter(pk=self.stale[0]).exists():
            return self.open_and_leave()
        pk, data = self.stale
        self.client.post(f"/admin/pages/{pk}/edit/", {**data, "action-publish": "action-publish"})
        return f"published the stale {pk}"

    def revert(self) -> str:
        page = self.page()
        revisions = list(Revision.objects.for_instance(page).order_by("pk"))
        if not revisions:
            return self._save(page, {})
        revision = self.chance.choice(revisions)
        client = self.client
        path = f"/admin/pages/{page.pk}/revisions/{revision.pk}/revert/"
        data = self._form(client, path, page)
        if data:
            client.post(path, {**data, "action-publish": "action-publish"})
        return f"reverted {page.pk} to {revision.pk}"

    def schedule(self) -> str:
        at = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
        name = self.chance.choice(["go_live_at", "expire_at"])
        return self._save(self.page(), {name: at, "action-publish": "action-publish"})

    def time_passes(self) -> str:
        """What was scheduled is due, and the timer calls."""
        past = timezone.now() - timedelta(minutes=1)
        Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
        Page.objects.filter(expire_at__isnull=False).update(expire_at=past)
        call_command("tick", stdout=StringIO())
        return "the timer called"

    def unpublish(self) -> str:
        page = self.page(ShowPage, ShowIndexPage)
        below = {"include_descendants": "on"} if self.chance.random() < 0.5 else {}
        self.client.post(f"/admin/pages/{page.pk}/unpublish/", below)
        return f"unpublished {page.pk} {sorted(below)}"

    def publish_in_bulk(self) -> str:
        pages = {page.pk for _ in range(3) if not self._mirrors(page := self.page(ShowPage, ShowIndexPage))}
        return self._bulk("publish", pages, include_descendants="on") if pages else self.publish()

    def _mirrors(self, page: Page) -> bool:
        """Whether an alias is there or below, which Wagtail itself cannot publish in bulk."""
        return Page.objects.filter(path__startswith=page.path).exclude(alias_of=None).exists()

    def unpublish_in_bulk(self) -> str:
        return self._bulk("unpublish", {self.page().pk for _ in range(3)})

    def move(self) -> str:
        page, target = self.page(ShowPage, ShowIndexPage), self.chance.choice([self.index(), self.page(HomePage)])
        self.client.post(f"/admin/pages/{page.pk}/move/{target.pk}/confirm/")
        return f"moved {page.pk} to {target.pk}"

    def move_in_bulk(self) -> str:
        target = self.index()
        return self._bulk("move", {self.page().pk for _ in range(2)}, chooser=target.pk)

    def reorder(self) -> str:
        page = self.page()
        self.client.post(f"/admin/pages/{page.pk}/set_position/?position={self.chance.randrange(4)}")
        return f"reordered {page.pk}"

    def copy(self) -> str:
        page = self.page() if self.chance.random() < 0.8 else self.page(ShowIndexPage)
        if Page.objects.count() > MOST_PAGES:
            return self.delete()
        data = {
            "new_title": self.fresh("Copia"),
            "new_slug": self.fresh("copia"),
            "new_parent_page": page.get_parent().pk,
            "copy_subpages": "on",
            "publish_copies": "on",
        }
        alias = {"alias": "on"} if self.chance.random() < 0.3 else {}
        self.client.post(f"/admin/pages/{page.pk}/copy/", {**data, **alias})
        return f"copied {page.pk} {sorted(alias)}"

    def convert_alias(self) -> str:
        aliases = list(Page.objects.exclude(alias_of=None).order_by("pk"))
        if not aliases:
            return self.copy()
        page = self.chance.choice(aliases)
        self.client.post(f"/admin/pages/{page.pk}/convert_alias/")
        return f"made a page of the alias {page.pk}"

    def delete(self) -> str:
        page = self.page(ShowPage, ShowIndexPage) if self.chance.random() < 0.9 else self.page(HomePage)
        if isinstance(page, ShowIndexPage | HomePage) and not Performance.objects.filter(
            show__path__startswith=page.path
        ):
            return self.reorder()  # a whole tree without dates may go, and the run would have nothing left to do
        self.client.post(f"/admin/pages/{page.pk}/delete/", {"confirm_site_name": "AzioneLab"})
        return f"deleted {page.pk}"

    def delete_in_bulk(self) -> str:
        return self._bulk("delete", {self.page().pk for _ in range(2)}, confirm_site_name="AzioneLab")

    def translate(self) -> str:
        page = self.page()
        # Wagtail's form lets nobody tick a language in which the page above does not exist.
        above = page.get_parent().get_translations(inclusive=True).order_by("locale_id")
        locales = [pk for pk in above.values_list("locale_id", flat=True) if pk != page.locale_id]
        self.client.post(f"/admin/translation/submit/page/{page.pk}/", {"locales": locales})
        return f"translated {page.pk}"

    def submit(self) -> str:
        return self._save(self.page(), {"action-submit": "action-submit"})

    def approve_or_reject(self) -> str:
        waiting = [page for page in Page.objects.type(ShowPage).order_by("pk") if page.current_workflow_task_state]
        if not waiting:
            return self.submit()
        page, act = self.chance.choice(waiting), self.chance.choice(["approve", "reject"])
        state = page.current_workflow_task_state
        self.client.post(f"/admin/pages/workflow/action/{page.pk}/{act}/{state.pk}/", {"comment": "Va bene così"})
        return f"{act} {page.pk}"

    def _bulk(self, act: str, pages: set[int], **data) -> str:
        query = "&".join(f"id={pk}" for pk in sorted(pages))
        self.client.post(f"/admin/bulk/wagtailcore/page/{act}/?{query}&next=/admin/", data)
        return f"{act} in bulk {sorted(pages)}"

    def _save(self, page: Page, more: dict) -> str:
        client = self.client
        data = self._form(client, f"/admin/pages/{page.pk}/edit/", page)
        if data:
            client.post(f"/admin/pages/{page.pk}/edit/", {**data, **more})
        return f"saved {page.pk} {sorted(more)}"

    def _form(self, client: Client, path: str, page: Page) -> dict | None:
        """What a browser would send of the editor's form: all of it but the StreamFields, which come empty."""
        answer = client.get(path)
        if answer.status_code != 200 or page.alias_of_id:
            return None
        sent = querydict_from_html(answer.content.decode(), form_id="page-edit-form")
        streams = {f"{item.name}-count": "0" for item in page._meta.get_fields() if isinstance(item, StreamField)}
        return {**{name: sent.getlist(name) for name in sent}, **streams, "title": self.fresh("Titolo")}


class Booking:
    """Visitors, and what they do written on the sheet."""

    def __init__(self, chance: random.Random, sheet: Sheet) -> None:
        self.chance, self.sheet = chance, sheet
        self.number = 0

    def book(self) -> str:
        performance = Performance.objects.get(pk=self.chance.choice(sorted(self.sheet.performances)))
        party_size, is_live = self.chance.randint(1, 6), Page.objects.get(pk=performance.show_id).live
        self.number += 1
        may = is_live and party_size <= self.sheet.free(performance.pk)
        request = book_request(performance, party_size=party_size, email=f"visitatore{self.number}@example.org")
        with self.expected(may):
            made = services.book(request=request, at=timezone.now()).reservation
            self.sheet.booked[made.pk] = Booked(performance.pk, party_size)
        return f"booked {party_size} for {performance.pk}"

    def confirm(self) -> str:
        chosen = self._one("pending")
        if chosen is None:
            return self.book()
        entry = self.sheet.booked[chosen.pk]
        with self.expected(entry.party_size <= self.sheet.free(entry.performance)):
            services.confirm(public_id=chosen.public_id, at=timezone.now())
            entry.status, entry.acts = "confirmed", entry.acts + 1
        return f"confirmed {chosen.pk}"

    def change(self) -> str:
        chosen = self._one("confirmed")
        if chosen is None:
            return self.confirm()
        entry, wanted = self.sheet.booked[chosen.pk], self.chance.randint(1, 6)
        with self.expected(wanted - entry.party_size <= self.sheet.free(entry.performance)):
            services.change_party_size(public_id=chosen.public_id, party_size=wanted, at=timezone.now())
            entry.acts += wanted != entry.party_size
            entry.party_size = wanted
        return f"changed {chosen.pk} to {wanted}"

    def cancel(self) -> str:
        chosen = self._one("pending", "confirmed")
        if chosen is None:
            return self.book()
        services.cancel(public_id=chosen.public_id, at=timezone.now())
        entry = self.sheet.booked[chosen.pk]
        entry.status, entry.acts = "cancelled", entry.acts + 1
        return f"cancelled {chosen.pk}"

    def _one(self, *states: str) -> Reservation | None:
        keys = sorted(pk for pk, entry in self.sheet.booked.items() if entry.status in states)
        return Reservation.objects.get(pk=self.chance.choice(keys)) if keys else None

    @contextmanager
    def expected(self, may: bool) -> Iterator[None]:
        """Runs what the sheet says may be done, or sees it refused."""
        if may:
            yield
            return
        with pytest.raises(BookingRefused):
            yield


class EditorialFuzzTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff = [make_member(roles.EDITORS, "redazione"), make_member(roles.ADMINISTRATORS, "amministrazione")]
        venue = make_venue(capacity=12)
        for title in ("L’inventario delle piogge", "Antigone, ultimo piano", "Orchestra per tre sedie"):
            show = make_show(title)
            show.save_revision().publish()
            for days in (0, 1):
                make_performance(show=show, venue=venue, starts_at=timezone.now() + LATER + timedelta(days=days))
        make_show("In preparazione")
        italian = ShowIndexPage.objects.get()
        italian.save_revision().publish()
        english = italian.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
        english.save_revision().publish()
        ShowPage.objects.first().copy_for_translation(english.locale).save_revision().publish()
        # A second programme, so that there is somewhere to move a show to.
        home = HomePage.objects.get(locale=italian.locale)
        home.add_child(instance=ShowIndexPage(title="Altrove", slug="altrove"))

    def play(self, steps: int, seed: int, only: str = "") -> Counter[str]:
        """Plays so many steps and compares after each; gives back how often each kind was played."""
        chance = random.Random(seed)  # noqa: S311  a game
        sheet = Sheet(stored_performances(), places_of_shows())
        editing, booking = Editing(chance, self.staff), Booking(chance, sheet)
        editorial: list[Callable[[], str]] = [
            *(editing.publish, editing.save_draft, editing.open_and_leave, editing.publish_stale, editing.revert),
            *(editing.schedule, editing.time_passes, editing.unpublish, editing.publish_in_bulk, editing.publish),
            *(editing.publish, editing.publish, editing.publish_in_bulk, editing.publish_in_bulk),
            *(editing.unpublish_in_bulk, editing.move, editing.move_in_bulk, editing.reorder, editing.copy),
            *(editing.convert_alias, editing.delete, editing.delete_in_bulk, editing.translate, editing.submit),
            editing.approve_or_reject,
        ]
        bookings = [booking.book, booking.book, booking.confirm, booking.confirm, booking.change, booking.cancel]
        played: Counter[str] = Counter()
        story: list[str] = []
        for number in range(steps):
            step = chance.choice(bookings if chance.random() < 0.4 else editorial)
            step = getattr(editing, only) if only else step
            played[step.__name__] += 1
            story.append(f"{number}: {step.__name__}: {step()}")
            found = differences(sheet)
            assert not found, f"seed {seed}: {', '.join(found)} after\n" + "\n".join(story[-12:])
        return played

    def test_nothing_editorial_touches_operations(self):
        played = self.play(STEPS, SEED)
        assert sum(played.values()) == STEPS
        # The run has done what it is about: pages changed in every way, and seats were booked meanwhile.
        logged = set(PageLogEntry.objects.values_list("action", flat=True))
        assert {f"wagtail.{act}" for act in LOGGED} <= logged
        assert Reservation.objects.filter(status="confirmed").exists()

    def test_canary_a_hook_that_writes_seats_is_found(self):
        def copy_capacity(request: HttpRequest, page: Page) -> None:
            Performance.objects.filter(show__translation_key=page.translation_key).update(capacity=40)

        with (
            hooks.register_temporarily("after_publish_page", copy_capacity),
            pytest.raises(AssertionError, match="performances differ, counts of seats differ"),
        ):
            self.play(20, SEED, only="publish")

    def test_canary_a_copy_that_brings_its_dates_is_found(self):
        def copy_dates(request: HttpRequest, page: Page, new_page: Page) -> None:
            for performance in Performance.objects.filter(show_id=page.pk):
                performance.pk, performance.show_id = None, new_page.pk
                performance.save()

        with (
            hooks.register_temporarily("after_copy_page", copy_dates),
            pytest.raises(AssertionError, match="performances differ"),
        ):
            self.play(20, SEED, only="copy")

    def test_canary_an_absent_guard_is_found(self):
        hooks.get_hooks("before_move_page")  # has them read
        with (
            mock.patch.dict(hooks._hooks, {"before_move_page": []}),
            pytest.raises(AssertionError, match="a show with performances has moved"),
        ):
            self.play(90, SEED, only="move")
