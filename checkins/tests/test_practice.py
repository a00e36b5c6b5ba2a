from django.conf import settings
from django.test import SimpleTestCase, TestCase

from bookings.models import Reservation
from bookings.references import ALPHABET, LENGTH
from bookings.tests.factories import NOW, make_doorkeeper, playing_soon
from checkins.digests import pass_digest, reference_digest
from checkins.models import CheckIn
from checkins.practice import PARTIES, practice_list, sheet
from home import qr_codes

THIRTY = 30


class InventedVisitorsTests(SimpleTestCase):
    def test_thirty_of_all_kinds(self):
        assert len({party.name for party in PARTIES}) == THIRTY
        assert {party.party_size for party in PARTIES} == {1, 2, 3, 4, 5, 6}
        assert {party.status for party in PARTIES} == {"confirmed", "cancelled", "pending"}
        assert [party.token for party in PARTIES][::29] == ["pratica-01", "pratica-30"]
        assert all(party.admitted <= party.party_size for party in PARTIES)
        assert all(party.status == "confirmed" for party in PARTIES if party.admitted)

    def test_references_can_be_typed_as_real_ones(self):
        references = {party.reference for party in PARTIES}
        assert len(references) == THIRTY
        assert all(len(found) == LENGTH and set(found) <= set(ALPHABET) for found in references)

    def test_list_is_the_same_each_time(self):
        assert practice_list(NOW) == practice_list(NOW)

    def test_counts_are_those_of_the_entries(self):
        found = practice_list(NOW).state
        confirmed = [row for row in found.entries if row.status == "confirmed"]
        assert found.counts.confirmed == sum(row.party_size for row in confirmed)
        assert found.counts.admitted == sum(row.admitted for row in confirmed)
        assert found.counts.to_come == found.counts.confirmed - found.counts.admitted

    def test_no_two_digests_are_alike(self):
        entries = practice_list(NOW).entries
        assert len({entry.reference for entry in entries}) == THIRTY
        assert len({entry.passes[0] for entry in entries}) == THIRTY


class SheetTests(SimpleTestCase):
    def test_codes_are_addresses_of_this_site(self):
        assert sheet()[6].svg == qr_codes.svg(f"{settings.SITE_URL}/r/pratica-07")


class PracticeApiTests(TestCase):
    def setUp(self):
        self.client.force_login(make_doorkeeper())

    def test_shape_of_a_real_list_with_invented_names(self):
        self.client.get("/api/check-ins/practice/")
        with self.assertNumQueries(1):  # the session with its account, nothing of a performance
            answer = self.client.get("/api/check-ins/practice/")
        body = answer.json()
        performance = playing_soon()
        real = self.client.get(f"/api/check-ins/performances/{performance.pk}/list/").json()
        assert set(body) == set(real)
        assert set(body["state"]) == set(real["state"])
        assert (body["performance"], body["salt"], answer.headers["Cache-Control"]) == (0, "pratica", "no-store")
        first = body["entries"][0]
        assert first == {
            "id": 1,
            "passes": [pass_digest("pratica", "pratica-01")],
            "reference": reference_digest("pratica", "PRATCA23"),
            "needs": [],
            "name": "Arlecchino Battocchio",
            "reference_text": "PRAT-CA23",
        }
        assert {"id", "status", "party_size", "admitted", "released", "last_at", "last_device"} == set(
            body["state"]["entries"][0]
        )

    def test_practice_codes_are_unknown_at_a_real_door(self):
        performance = playing_soon()
        for code in ({"token": "pratica-01"}, {"reference": "PRAT-CA23"}):
            for path in ("", "preview/"):
                body = {**code, "performance": performance.pk}
                if not path:
                    body["scan_id"] = "s"
                with self.subTest(code=code, path=path):
                    answer = self.client.post(f"/api/check-ins/{path}", body, content_type="application/json")
                    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")
        assert (Reservation.objects.count(), CheckIn.objects.count()) == (0, 0)
