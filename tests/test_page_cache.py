"""Visitors share the pages that are kept for them, and nothing on a page outlives the change that makes it untrue."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time

from azionelab.middleware import KeptPageMiddleware
from bookings import programme, services
from bookings.listings import listed
from bookings.models import BookingSettings, Performance
from bookings.tests.factories import booked, confirmed, make_staff, playing_soon
from home import page_cache
from home.models import CompanySettings
from home.tests.editions import KEPT, committed
from shows.models import ShowPage


@override_settings(CACHES=KEPT, KEEP_PAGES=True)
class KeptPageTestCase(TestCase):
    def setUp(self):
        with committed():
            self.performance = playing_soon(capacity=20)
        self.show = self.performance.show
        with committed():
            self.client.get(self.show.url)  # the first page makes the rows of settings
            page_cache.new_edition()
        self.client.get(self.show.url)

    def page(self, **headers) -> str:
        return self.client.get(self.show.url, headers=headers).content.decode()

    @contextmanager
    def nothing_asked(self) -> Iterator[None]:
        with self.assertNumQueries(0):
            yield


class KeptPageTests(KeptPageTestCase):
    def test_second_visitor_costs_no_query_and_reads_the_same(self):
        first = self.client.get(self.show.url)
        with self.nothing_asked():
            second = self.client_class().get(self.show.url)
        hidden = [re.sub(r'nonce="[^"]+"', "", answer.content.decode()) for answer in (first, second)]
        assert hidden[0] == hidden[1]
        assert "Prova aperta" in hidden[1]

    def test_each_answer_has_a_nonce_of_its_own_that_its_policy_knows(self):
        nonces = set()
        for _ in range(2):
            answer = self.client.get(self.show.url)
            [nonce] = set(re.findall(r'nonce="([^"]+)"', answer.content.decode()))
            assert f"'nonce-{nonce}'" in answer["Content-Security-Policy"]
            nonces.add(nonce)
        assert len(nonces) == 2

    def test_kept_page_sets_no_cookie_and_tells_no_number_of_seats(self):
        answer = self.client.get(self.show.url)
        assert not answer.cookies
        assert "csrf" not in answer.content.decode()
        assert re.findall(r"\b20\b posti|seats_available", answer.content.decode()) == []

    def test_page_is_asked_for_anew_and_not_sent_twice(self):
        answer = self.client.get(self.show.url)
        assert answer["Cache-Control"] == "public, no-cache"
        again = self.client.get(self.show.url, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        # The browser's copy keeps the nonce that came with it, so its policy must stay too.
        assert "Content-Security-Policy" not in again.headers

    def test_staff_get_pages_of_their_own(self):
        self.client.force_login(User.objects.create_superuser("admin", password="una lunga parola"))
        answer = self.client.get(self.show.url)
        assert "wagtail-userbar" in answer.content.decode()
        assert "ETag" not in answer.headers
        assert "wagtail-userbar" not in self.client_class().get(self.show.url).content.decode()

    def test_addresses_with_a_query_and_other_methods_are_not_kept(self):
        for ask in (lambda: self.client.get(f"{self.show.url}?q=1"), lambda: self.client.post(self.show.url)):
            with pytest.raises(AssertionError, match="0 expected"), self.nothing_asked():
                ask()

    def test_head_is_answered_from_the_same_page(self):
        with self.nothing_asked():
            assert self.client.head(self.show.url).status_code == 200

    @override_settings(KEEP_PAGES=False)
    def test_nothing_is_kept_where_that_is_switched_off(self):
        with pytest.raises(AssertionError, match="0 expected"), self.nothing_asked():
            self.page()


class NewEditionTests(KeptPageTestCase):
    """Each change shows with the next request."""

    def test_publishing_a_page(self):
        with committed():
            self.show.title = "Un altro titolo"
            self.show.save_revision().publish()
        assert "Un altro titolo" in self.page()

    def test_unpublishing_a_page(self):
        with committed():
            self.show.unpublish()
        assert self.client.get(self.show.url).status_code == 404

    def test_changing_the_company(self):
        company = CompanySettings.for_site(self.show.get_site())
        company.name = "Teatro Nuovo"
        with committed():
            company.save()
        assert "Teatro Nuovo" in self.page()

    def test_changing_a_booking_rule(self):
        rules = BookingSettings.load()
        rules.few_left_threshold = 20
        with committed():
            rules.save()
        assert "Ultimi posti" in self.page()

    def test_booking_that_leaves_the_word_leaves_the_page(self):
        reservation = booked(self.performance, at=timezone.now(), party_size=2)
        with committed():
            services.confirm(public_id=reservation.public_id, at=timezone.now())
        with self.nothing_asked():
            assert "Posti disponibili" in self.page()

    def test_booking_that_changes_the_word_changes_the_page(self):
        reservation = booked(self.performance, at=timezone.now(), party_size=10)
        with committed():
            services.confirm(public_id=reservation.public_id, at=timezone.now())
        assert "Ultimi posti" in self.page()

    def test_reservation_given_back_opens_a_full_house_again(self):
        Performance.objects.filter(pk=self.performance.pk).update(capacity=4)
        with committed():
            reservation = confirmed(self.performance, at=timezone.now(), party_size=4)
        assert "Esaurito" in self.page()
        with committed():
            services.cancel(public_id=reservation.public_id, at=timezone.now())
        assert "Esaurito" not in self.page()

    def test_held_seats_that_fill_the_house(self):
        Performance.objects.filter(pk=self.performance.pk).update(capacity=4, hold_minutes=10)
        with committed():
            page_cache.new_edition()
        assert "Esaurito" not in self.page()
        with committed():
            booked(self.performance, at=timezone.now(), party_size=4)
        assert "Esaurito" in self.page()

    def test_another_address_of_a_show(self):
        assert listed([self.performance])[0].show_url == self.show.url
        with committed():
            self.show.slug = "altrove"
            self.show.save_revision().publish()
        self.performance.refresh_from_db()
        assert listed([self.performance])[0].show_url.endswith("/altrove/")

    def test_cancelling_and_moving_a_performance(self):
        staff, tomorrow = make_staff("biglietteria"), self.performance.starts_at
        with committed():
            programme.move_performance(
                performance_id=self.performance.pk,
                starts_at=tomorrow + timedelta(hours=1),
                staff=staff,
                at=timezone.now(),
            )
        assert timezone.localtime(tomorrow + timedelta(hours=1)).strftime("%H:%M") in self.page()
        with committed():
            programme.cancel_performance(performance_id=self.performance.pk, staff=staff, at=timezone.now())
        assert "Annullat" in self.page()

    def test_rolled_back_change_brings_none(self):
        before = page_cache.edition()
        with committed(), transaction.atomic():
            self.show.save()
            transaction.set_rollback(True)
        assert page_cache.edition() == before


class MeanwhileTests(KeptPageTestCase):
    def test_page_that_was_read_before_a_change_is_never_given_after_it(self):
        words = ["free"]

        def render(request) -> HttpResponse:
            read = words[-1]
            if read == "free":  # the last seat is taken while the page is being made
                words.append("full")
                with committed():
                    page_cache.new_edition()
            return HttpResponse(read)

        def ask() -> str:
            request = RequestFactory().get("/it/spettacoli/prova/")
            request.csp_nonce = "nonce"
            return KeptPageMiddleware(render)(request).content.decode()

        assert [ask(), ask()] == ["free", "full"]


class ClockTests(KeptPageTestCase):
    def test_page_is_kept_no_longer_than_the_clock_leaves_it_true(self):
        closes_at = timezone.now() + timedelta(seconds=20)
        with committed():
            Performance.objects.filter(pk=self.performance.pk).update(closes_at=closes_at)
            page_cache.new_edition()
        assert "Posti disponibili" in self.page()
        with freeze_time(closes_at + timedelta(milliseconds=1)):
            assert "Posti disponibili" not in self.page()


class RememberTests(KeptPageTestCase):
    def test_fact_is_made_once_an_edition(self):
        made = []
        for _ in range(2):
            assert page_cache.remember("a fact", lambda: made.append(1) or "value") == "value"
        assert made == [1]
        with committed():
            page_cache.new_edition()
        page_cache.remember("a fact", lambda: made.append(2))
        assert made == [1, 2]

    def test_transaction_that_changes_content_sees_its_own_change_and_keeps_it_to_itself(self):
        page_cache.remember("shows", ShowPage.objects.count)
        with committed():
            page_cache.new_edition()
            assert page_cache.remember("shows", lambda: "what the transaction sees") == "what the transaction sees"
            connection.run_on_commit = []  # as a rollback leaves it
        assert page_cache.remember("shows", ShowPage.objects.count) == 1


SHARED = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}


@override_settings(CACHES={"default": SHARED, "pages": SHARED | {"KEY_PREFIX": "pages"}})
class SharedByServersTests(KeptPageTestCase):
    """What docs/scaling.md names for several servers: the cache is a table of the database."""

    @classmethod
    def setUpTestData(cls):
        call_command("createcachetable", verbosity=0)

    def test_kept_page_costs_one_query_for_the_edition_and_one_for_the_page(self):
        with self.assertNumQueries(2):
            self.client_class().get(self.show.url)

    def test_edition_of_another_server_ends_what_this_one_keeps(self):
        first = self.page()
        caches.create_connection("pages").set(page_cache.EDITION, "of-another-server", timeout=None)
        with CaptureQueriesContext(connection) as anew:
            assert self.shown(self.page()) == self.shown(first)
        assert len(anew) > 10
        with self.assertNumQueries(2):
            self.page()

    @staticmethod
    def shown(html: str) -> str:
        return re.sub(r'nonce="[^"]+"', "", html)
