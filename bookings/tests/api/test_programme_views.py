import re
from datetime import timedelta

from django.utils import timezone

from bookings.tests.api.cases import ApiTestCase
from bookings.tests.factories import (
    confirmed,
    make_performance,
    make_staff,
    make_venue,
    playing_soon,
)


class PerformanceReadTests(ApiTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=12, occupied_seats=2, additional_seats=3)

    def test_performance_as_the_contract_has_it(self):
        answer = self.client.get(f"/api/performances/{self.performance.pk}/", headers={"Accept-Language": "it"})
        body = answer.json()
        show, venue = self.performance.show, self.performance.venue
        assert body["show"] == {"slug": show.slug, "title": "Prova aperta", "url": f"/it/spettacoli/{show.slug}/"}
        assert body["venue"] == {"slug": venue.slug, "name": "Sala Uno", "city": "Bologna"}
        assert body["status"] == "scheduled"
        assert body["booking"] == {
            "state": "open",
            "label": "Posti disponibili" if body["booking"]["label"] != "Places free" else "Places free",
            "seats_available": 13,
            "max_party_size": 10,
            "opens_at": None,
            "closes_at": body["starts_at"],
            "release_notice": "",
        }
        assert re.search(r"T\d\d:\d\d:\d\d(\.\d+)?\+0[12]:00$", body["starts_at"])
        assert body["ends_at"] > body["starts_at"] > body["doors_at"]

    def test_etag_answers_304_until_something_changes(self):
        path = f"/api/performances/{self.performance.pk}/"
        first = self.client.get(path)
        assert self.client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
        confirmed(self.performance, at=timezone.now())
        assert (
            self.client.get(path, headers={"If-None-Match": first["ETag"]}).json()["booking"]["seats_available"] == 11
        )

    def test_first_get_with_a_session_sets_the_csrf_cookie_and_one_without_sets_none(self):
        assert not self.client.get("/api/performances/").cookies
        self.client.force_login(make_staff())
        assert "csrftoken" in self.client.get("/api/performances/").cookies

    def test_unknown_performance_is_not_found(self):
        self.refusal(self.client.get("/api/performances/999999/"), 404, "not_found")

    def test_list_filters(self):
        other = make_performance(starts_at=timezone.now() + timedelta(days=8), capacity=2)
        confirmed(other, at=timezone.now(), party_size=2)
        past = make_performance(starts_at=timezone.now() - timedelta(days=3))
        first, second = self.performance.pk, other.pk
        cases = [
            ("", [first, second]),
            (f"show={other.show.slug}", [second]),
            (f"venue={self.performance.venue.slug}", [first]),
            ("bookable=true", [first]),
            ("bookable=false", [second]),
            (f"date_from={timezone.localdate() + timedelta(days=5)}", [second]),
            (f"date_to={timezone.localdate() + timedelta(days=5)}", [first]),
            (f"date_from={timezone.localdate() - timedelta(days=5)}", [past.pk, first, second]),
            ("show=nothing-of-the-kind", []),
        ]
        for query, expected in cases:
            with self.subTest(query):
                body = self.client.get(f"/api/performances/?{query}").json()
                assert [row["id"] for row in body["results"]] == expected
                assert body["count"] == len(expected)

    def test_list_refuses_unknown_parameter_and_bad_date(self):
        for query, attr in [("colour=red", "colour"), ("date_from=tomorrow", "date_from")]:
            with self.subTest(query):
                error = self.refusal(self.client.get(f"/api/performances/?{query}"), 400, "invalid")
                assert error["attr"] == attr

    def test_list_costs_the_same_queries_for_one_and_for_three(self):
        self.client.get("/api/performances/")
        with self.assertNumQueries(7):
            self.client.get("/api/performances/")
        for day in (2, 3):
            make_performance(starts_at=timezone.now() + timedelta(days=day))
        with self.assertNumQueries(7):
            self.client.get("/api/performances/")

    def test_list_answers_304_until_something_changes(self):
        first = self.client.get("/api/performances/")
        assert first["Cache-Control"] == "no-cache"
        same = self.client.get("/api/performances/", headers={"If-None-Match": first["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        confirmed(self.performance, at=timezone.now())
        changed = self.client.get("/api/performances/", headers={"If-None-Match": first["ETag"]})
        assert changed.json()["results"][0]["booking"]["seats_available"] == 11

    def test_english_words_for_an_english_reader(self):
        body = self.client.get(f"/api/performances/{self.performance.pk}/", headers={"Accept-Language": "en"}).json()
        assert body["booking"]["label"] == "Places free"


class ShowAndVenueReadTests(ApiTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon()
        cls.past = make_performance(starts_at=timezone.now() - timedelta(days=9))

    def slugs(self, query):
        return {row["slug"] for row in self.client.get(f"/api/shows/?{query}").json()["results"]}

    def test_shows_upcoming_and_past(self):
        now, past = self.performance.show.slug, self.past.show.slug
        assert self.slugs("") == {now, past}
        assert self.slugs("upcoming=true") == {now}
        assert self.slugs("upcoming=false") == {past}
        assert self.slugs("search=nonesiste") == set()

    def test_show_with_its_performances(self):
        body = self.client.get(f"/api/shows/{self.performance.show.slug}/").json()
        assert [row["id"] for row in body["performances"]] == [self.performance.pk]
        self.refusal(self.client.get("/api/shows/none/"), 404, "not_found")

    def test_venue_and_what_is_on_there(self):
        venue = self.performance.venue
        assert self.client.get(f"/api/venues/{venue.slug}/").json()["step_free"] == "unknown"
        body = self.client.get(f"/api/venues/{venue.slug}/performances/").json()
        assert [row["id"] for row in body["results"]] == [self.performance.pk]
        self.refusal(self.client.get("/api/venues/none/"), 404, "not_found")


class VenueListTests(ApiTestCase):
    def test_list_that_fits_on_a_page_costs_one_query(self):
        for _ in range(3):
            make_venue()
        with self.assertNumQueries(1):
            assert self.client.get("/api/venues/").json()["count"] == 3
