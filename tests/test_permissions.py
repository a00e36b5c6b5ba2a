"""Each role at each address of the staff: who may, may; who may not learns nothing, and nothing has changed."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from azionelab.roles import ADMINISTRATORS, BOX_OFFICE, EDITORS, FRONT_OF_HOUSE
from bookings import contact
from bookings.modeladmin import MENU
from bookings.models import BookingTexts, ContactMessage, OutboxMessage, Performance, PriceType
from bookings.tests.factories import confirmed, letter, make_contact_page, playing_soon
from checkins import services as door
from checkins.queries import DoorCode
from tests.addresses import addresses, names_in
from tests.permission_table import AREAS, EVERYBODY, NO_ROLE, OWN, ROLES, SHARED, STRANGER, WITH_FACTS
from tests.staff import make_member

# The pages of the site itself, for visitors: they show no reservation without its own token.
VISITORS = ("/it/", "/documents/", "/performances/", "/programme.ics", "/sitemap.xml", "/robots.txt")
SIGN_INS = {"/admin/login/", "/django-admin/login/", "/admin/logout/", "/django-admin/logout/"}
NOT_FOUND = {"/", "/admin/", "/admin/failwhale/", "/admin/test404/", "/admin/.*/"}
# Where a refusal leads. A redirect elsewhere is an answer.
REFUSALS = {"/login/", "/admin/login/", "/django-admin/login/", "/admin/", "/check-in/", "/", "/admin/box-office/"}
PERSONAL = ["Giulia", "Neri", "giulia@example.org", "Ottavia"]
WHO = {path: roles for table in (OWN, WITH_FACTS) for roles, paths in table.items() for path in paths}


class PermissionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        now = timezone.now()
        cls.members = {role: make_member(role) for role in ROLES if role not in {STRANGER, NO_ROLE}}
        cls.members[NO_ROLE] = User.objects.create_user("nessuno", "nessuno@example.org", "una lunga parola")
        cls.performance = playing_soon(capacity=20)
        cls.party = confirmed(cls.performance, at=now, party_size=3, name="Giulia Neri")
        Performance.objects.update(starts_at=now, doors_at=None)  # tonight, at whatever hour this runs
        scan = door.Scan("before", cls.performance.pk, cls.members[FRONT_OF_HOUSE])
        code = DoorCode(reference=cls.party.reference)
        cls.check_in = door.admit_party(code=code, scan=scan, people=1, at=now).check_in
        contact.receive(page=make_contact_page(), letter=letter(name="Ottavia Longhi"), at=now)
        BookingTexts.load()  # made when it is first read
        cls.pk = {
            "performance": cls.performance.pk,
            "venue": cls.performance.venue_id,
            "reservation": cls.party.pk,
            "contactmessage": ContactMessage.objects.get().pk,
            "outboxmessage": OutboxMessage.objects.first().pk,
            "pricetype": PriceType.objects.create(name_it="Intero", name_en="Full", cents=1500, order=1).pk,
        }

    def setUp(self):
        self.clients = {role: Client() for role in ROLES}
        for role, member in self.members.items():
            self.clients[role].force_login(member)

    def test_every_address_of_the_site_has_an_answer(self):
        found = {path for path in addresses() if not path.startswith((*VISITORS, *SHARED))} - SIGN_INS - NOT_FOUND
        unknown = {path for path in found if path not in WHO and self.area(path) is None}
        assert unknown == set(), "tests/permission_table.py does not say who may"
        assert {path for paths in OWN.values() for path in paths} - found == set(), "these are gone"

    def test_a_denial_tells_nothing_and_changes_nothing(self):
        before = self.rows()
        for path, may in self.asked():
            for role in ROLES:
                if role in may:
                    continue
                for method in ("get", "post"):
                    with self.subTest(f"{method} {path}", role=role):
                        answer = self.ask(role, method, path)
                        assert self.is_refused(answer, role), (answer.status_code, answer.headers.get("Location"))
                        text = answer.content.decode(errors="replace") if not answer.streaming else ""
                        assert [word for word in PERSONAL if word in text] == []
            with self.subTest(path):
                assert self.rows() == before

    def test_whoever_may_is_let_in(self):
        for path, may in self.asked():
            if path not in WHO or may == EVERYBODY:
                continue
            for role in may:
                with self.subTest(path, role=role):
                    answer = self.ask(role, "get", path)
                    assert answer.status_code == 405 or not self.is_refused(answer, role), answer.status_code
                    if answer.status_code == 405:  # an act: an empty one is refused as such, not for who asks
                        answer = self.ask(role, "post", path)
                        assert not self.is_refused(answer, role) or answer.status_code == 404, answer.status_code

    def test_what_all_in_the_admin_share_names_no_visitor(self):
        for path in sorted({path for path in addresses() if path.startswith(SHARED)}):
            for role in (EDITORS, FRONT_OF_HOUSE):
                with self.subTest(path, role=role):
                    answer = self.ask(role, "get", path)
                    text = answer.content.decode(errors="replace") if not answer.streaming else ""
                    assert [word for word in PERSONAL if word in text] == []

    def test_what_editors_may_open_names_nobody(self):
        show = self.performance.show
        for path in [
            "/admin/",
            f"/admin/pages/{show.pk}/edit/",
            f"/admin/pages/{show.pk}/history/",
            f"/admin/pages/{show.get_parent().pk}/",
            "/admin/pages/search/?q=Longhi",
            "/admin/reports/site-history/",
            "/admin/reports/incomplete/",
        ]:
            with self.subTest(path):
                answer = self.ask(EDITORS, "get", path)
                assert answer.status_code == 200
                assert [word for word in PERSONAL if word in answer.content.decode()] == []

    def test_the_menu_shows_each_role_its_own(self):
        for role, box_office, pages in [
            (EDITORS, False, True),
            (BOX_OFFICE, True, False),
            (ADMINISTRATORS, True, True),
        ]:
            html = self.ask(role, "get", "/admin/").content.decode()
            with self.subTest(role):
                assert ("/admin/bookings/reservation/" in html) is box_office
                assert ("/admin/images/" in html) is pages

    def test_the_menu_of_the_box_office_is_in_the_order_of_an_evening(self):
        html = self.ask(BOX_OFFICE, "get", "/admin/").content.decode()
        shown = [html.find(f'"url": "{reverse(name)}"') for name in MENU]
        assert -1 not in shown, [name for name, place in zip(MENU, shown, strict=True) if place == -1]
        assert shown == sorted(shown)

    def asked(self):
        """Every address with who may, ours and those of Wagtail's areas."""
        for path in sorted({*addresses(), *WHO}):
            if path in SIGN_INS | NOT_FOUND or (path not in WHO and path.startswith((*VISITORS, *SHARED))):
                continue
            yield path, WHO[path] if path in WHO else self.area(path)

    @staticmethod
    def area(path: str) -> frozenset[str] | None:
        beginnings = [beginning for beginning in AREAS if path.startswith(beginning) and beginning != "/admin/"]
        return AREAS[max(beginnings, key=len)] if beginnings else None

    def ask(self, role: str, method: str, path: str) -> HttpResponse:
        client = self.clients[role]
        filled = self.filled(path, role)
        return client.get(filled) if method == "get" else client.post(filled, {}, **self.as_json(path))

    @staticmethod
    def as_json(path: str) -> dict[str, str]:
        is_call = path.startswith(("/api/", "/security/passkeys/", "/login/passkey/"))
        return {"content_type": "application/json"} if is_call else {}

    def filled(self, path: str, role: str) -> str:
        """The address with things in it that exist: a refusal must not be mistaken for one that finds nothing."""
        page = self.performance.show
        values = {
            "performance_id": self.performance.pk,
            "reservation_id": self.party.pk,
            "venue_id": self.performance.venue_id,
            "message_id": self.pk["outboxmessage"],
            "check_in_id": self.check_in.pk,
            "page_id": page.pk,
            "page_to_move_id": page.pk,
            "slug": self.performance.venue.slug if "/venues/" in path else page.slug,
            "kind": "confirm",
            "language": "it",
            "ending": "csv",
            "name": "box-office" if role == BOX_OFFICE else "editors",  # each role's own guide
            "part": page.pk if "/pages/" in path else "part",
            "action_name": "approve",
            "token": "pratica-01",
            "app_label": "wagtailcore" if "/bulk/" in path else "home",
            "model_name": "page" if "/bulk/" in path else "person",
            "action": "delete",
            "instance_pk": next((pk for model, pk in self.pk.items() if f"/{model}/" in path), 1),
            "pk": self.members[NO_ROLE].pk if "/users/" in path else 1,
        }
        return path.format(**{name: values.get(name, 1) for name in names_in(path)})

    def is_refused(self, answer: HttpResponse, role: str) -> bool:
        if answer.status_code == 302 and answer.url.split("?")[0] not in REFUSALS:
            answer = self.ask(role, "get", answer.url)  # to where one is led, which may refuse in its turn
        if answer.status_code == 302:
            return answer.url.split("?")[0] in REFUSALS
        return answer.status_code in {401, 403, 404, 405}

    @staticmethod
    def rows() -> list[Any]:
        """All that bookings and check-ins have stored, the accounts, and the tree of pages."""
        models = [
            model
            for app in ("bookings", "checkins", "otp_totp", "otp_static", "django_otp_webauthn")
            for model in apps.get_app_config(app).get_models()
            if model._meta.model_name != "throttlecount"
        ]
        accounts = list(User.objects.order_by("pk").values("pk", "username", "password", "is_superuser", "email"))
        pages = list(Page.objects.order_by("pk").values("pk", "path", "title", "live", "latest_revision_id"))
        return [accounts, pages, *(list(model.objects.order_by("pk").values()) for model in models)]
