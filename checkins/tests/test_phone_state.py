"""How a performance stands, as every phone at the door asks it all evening."""

from datetime import timedelta

from django.utils import timezone

from bookings.tests.factories import confirmed
from checkins.models import CheckIn
from checkins.tests.door_case import DoorApiCase

# The session, the user, two for the permissions, the performance, the reservations, the signal to the stage, and the
# booking rules, which are remembered between requests elsewhere; one more once people come late.
STATEMENTS = 5


class PhoneStateTests(DoorApiCase):
    def state(self):
        return self.get("state").json()

    def test_it_tells_each_entry_and_the_counts_and_nobodys_name(self):
        self.admit(admit=2, device="Porta A")
        self.post(self.path("walk-ups"), {"party_size": 1, "scan_id": "w"})
        body = self.state()
        check_in = CheckIn.objects.get(scan_id="s1")
        [entry] = body["entries"]
        assert timezone.datetime.fromisoformat(entry.pop("last_at")) == check_in.at
        assert entry == {
            "id": self.reservation.pk,
            "status": "confirmed",
            "party_size": 3,
            "admitted": 2,
            "released": 0,
            "last_device": "Porta A",
        }
        assert body["counts"] == {"confirmed": 4, "admitted": 3, "to_come": 1, "walk_ups": 1, "free": 6}
        assert (body["conflicts"], body["house_clear_at"], body["late"]) == (0, None, 0)
        assert body["release"] == {"is_offered": False, "people": 1, "released": 0}
        assert "Giulia" not in str(body)

    def test_counts_are_those_of_the_list_of_performances(self):
        confirmed(self.performance, at=timezone.now(), party_size=2, email="a@example.org")
        self.admit(admit=1)
        [row] = self.client.get("/api/check-ins/performances/").json()["results"]
        assert self.state()["counts"] == row["counts"]

    def test_the_last_admission_is_the_last_that_counts(self):
        first = self.admit(device="Porta A").json()
        CheckIn.objects.filter(pk=first["id"]).update(at=timezone.now() - timedelta(minutes=30))
        act = {"kind": "admit", "scan_id": "late", "entry": self.reservation.pk, "people": 3, "seconds_ago": 60}
        self.play()
        self.post(self.path("sync"), {"device": "Porta B", "acts": [act]})
        body = self.state()
        assert (body["conflicts"], body["entries"][0]["last_device"]) == (1, "Porta A")

    def test_who_has_it_already_is_told_so_until_somebody_comes_in(self):
        first = self.get("state")
        assert first["Cache-Control"] == "private, no-cache"
        again = self.get("state", if_none_match=first["ETag"])
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        self.admit()
        changed = self.get("state", if_none_match=first["ETag"])
        assert (changed.status_code, changed.json()["counts"]["admitted"]) == (200, 3)

    def test_as_many_statements_for_20_entries_as_for_200(self):
        self.performance.capacity = 500
        self.performance.save()
        for number, parties in [(0, 20), (20, 180)]:
            for party in range(number, number + parties):
                confirmed(self.performance, at=timezone.now(), party_size=1, email=f"a{party}@example.org")
            with self.subTest(parties=number + parties), self.assertNumQueries(STATEMENTS):
                assert len(self.state()["entries"]) == number + parties + 1

    def test_what_does_not_exist_is_not_found(self):
        assert self.client.get(f"/api/check-ins/performances/{10**30}/state/").status_code == 404
