"""An editor's session reaches no reservation: every screen of box office and door, and every call of the API."""

from collections.abc import Iterable, Iterator

from django.test import TestCase
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from azionelab import roles
from bookings.models import OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.tests.factories import confirmed, playing_soon
from tests.staff import make_member

# What people see of a reservation; none of it may stand in an answer to an editor.
PERSONAL = ["Giulia", "giulia@example.org"]
# Addresses that anybody may ask, signed in or not: they show no reservation without its own token.
PUBLIC = {
    "/api/",
    "/api/health/",
    "/api/health/live/",
    "/api/schema/",
    "/api/docs/",
    "/api/shows/",
    "/api/shows/{slug}/",
    "/api/venues/",
    "/api/venues/{slug}/",
    "/api/venues/{slug}/performances/",
    "/api/categories/",
    "/api/performances/",
    "/api/performances/{performance_id}/",
    "/api/performances/{performance_id}/reservations/",
    "/api/reservations/confirm/",
    "/api/reservations/view/",
    "/api/reservations/change/",
    "/api/reservations/cancel/",
    "/api/reservations/resend/",
    "/api/reservations/follow/",
    "/api/reservations/correct-address/",
    "/check-in/sw.js",  # holds nothing
}
# Prefixes of what belongs to box office and door.
STAFF_ONLY = (
    *("/admin/box-office/", "/admin/bookings/", "/admin/mails/", "/admin/checkins/"),
    *("/api/", "/check-in/", "/django-admin/bookings/"),
)


def addresses(patterns: Iterable[URLPattern | URLResolver] | None = None, prefix: str = "/") -> Iterator[str]:
    """Every address of the site below the prefixes, with `{name}` where something is put in."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + _readable(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif path.startswith(STAFF_ONLY):
            yield path


def _readable(pattern: str) -> str:
    text = pattern.removeprefix("^").removesuffix("$").removesuffix("\\Z")
    for written, shown in [("(?P<instance_pk>[-\\w]+)", "{pk}"), ("(?P<instance_pk>[^/]+)", "{pk}")]:
        text = text.replace(written, shown)
    while "<" in text and ">" in text and "(?P" not in text:
        start, end = text.index("<"), text.index(">")
        text = f"{text[:start]}{{{text[start + 1 : end].split(':')[-1]}}}{text[end + 1 :]}"
    return text


class EditorsReachNoReservationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=4, name="Giulia Neri")
        cls.message = OutboxMessage.objects.first()
        cls.editor = make_member(roles.EDITORS)

    def setUp(self):
        self.client.force_login(self.editor)

    def filled(self, path: str) -> str:
        """The address with things in it that exist, so that a refusal is not mistaken for one that finds nothing."""
        kind = next((row for row in (self.reservation, self.message) if row._meta.model_name in path), self.performance)
        values = {
            "performance_id": self.performance.pk,
            "message_id": self.message.pk,
            "check_in_id": 1,
            "object_id": kind.pk,
            "kind": "confirm",
            "language": "it",
            "slug": self.performance.show.slug,
            "pk": kind.pk,
            "format": "json",
        }
        return path.format(**{name: values.get(name, kind.pk) for name in _names(path)})

    def test_all_screens_and_calls_of_the_staff_refuse(self):
        before = self.rows()
        asked = sorted(set(addresses()) - PUBLIC)
        assert len(asked) > 25
        for path in asked:
            for method in ("get", "post"):
                with self.subTest(f"{method} {path}"):
                    answer = getattr(self.client, method)(self.filled(path), data={}, content_type="application/json")
                    assert answer.status_code in {302, 401, 403, 404, 405}, answer.status_code
                    if answer.status_code == 302:
                        assert answer.url.split("?")[0] in {"/admin/", "/login/", "/django-admin/login/"}, answer.url
                    assert not [word for word in PERSONAL if word in answer.content.decode()]
        assert self.rows() == before

    def test_exports_and_searches_refuse_too(self):
        for path in [
            "/admin/bookings/reservation/?export=xlsx",
            "/admin/bookings/reservation/?export=csv",
            "/admin/bookings/reservation/?q=Giulia",
            "/admin/bookings/outboxmessage/?export=csv",
            "/admin/bookings/performance/?export=csv",
            f"/api/check-ins/performances/{self.performance.pk}/?search=Giulia",
        ]:
            with self.subTest(path):
                answer = self.client.get(path)
                assert answer.status_code in {302, 403}
                assert "Giulia" not in answer.content.decode()

    def test_what_editors_may_open_names_nobody(self):
        show = self.performance.show
        for path in [
            "/admin/",
            f"/admin/pages/{show.pk}/edit/",
            f"/admin/pages/{show.pk}/history/",
            f"/admin/pages/{show.get_parent().pk}/",
            "/admin/pages/search/?q=Giulia",
            "/admin/reports/site-history/",
            "/admin/reports/incomplete/",
            "/admin/guide/editors/",
        ]:
            with self.subTest(path):
                answer = self.client.get(path)
                assert answer.status_code in {200, 302}
                assert not [word for word in PERSONAL if word in answer.content.decode().replace("q=Giulia", "")] or (
                    "search" in path
                )

    def test_the_menu_of_editors_has_no_box_office(self):
        assert "/admin/bookings/" not in self.client.get("/admin/").content.decode()

    def test_a_new_address_of_the_box_office_is_found(self):
        found = set(addresses())
        assert {
            "/admin/bookings/add-dates/",
            "/admin/mails/{message_id}/send-again/",
            "/api/check-ins/",
            "/check-in/",
        } <= found

    def rows(self) -> list:
        models = [Performance, Reservation, ReservationEvent, OutboxMessage]
        return [list(model.objects.order_by("pk").values()) for model in models]


def _names(path: str) -> list[str]:
    return [part.split("}")[0] for part in path.split("{")[1:]]
