"""What a phone did alone, told to the API."""

from datetime import timedelta

from checkins.models import CheckIn
from checkins.tests.door_case import DoorApiCase


class SyncApiTests(DoorApiCase):
    def setUp(self):
        super().setUp()
        self.play()

    def act(self, **values):
        return {"kind": "admit", "scan_id": "a", "entry": self.reservation.pk, "people": 2, "seconds_ago": 60, **values}

    def undo(self, **values):
        return {"kind": "undo", "scan_id": "a", "seconds_ago": 55, **values}

    def sync(self, *acts, **values):
        return self.post(self.path("sync"), {"device": "Porta B", "acts": list(acts), **values})

    def test_acts_are_done_in_their_order_and_the_state_comes_with_the_answer(self):
        answer = self.sync(self.act(), self.act(scan_id="b", people=3, seconds_ago=50))
        assert answer.status_code == 200
        body = answer.json()
        first, second = body["results"]
        assert first == {"kind": "admit", "scan_id": "a", "outcome": "admitted", "code": "", "detail": ""}
        assert (second["outcome"], second["code"]) == ("conflict", "already_checked_in")
        assert second["detail"]
        assert (body["state"]["counts"]["admitted"], body["state"]["conflicts"]) == (2, 1)
        row = CheckIn.objects.get(scan_id="a")
        assert (row.device, row.staff, row.source) == ("Porta B", self.staff, "phone_alone")
        assert row.received_at - row.at == timedelta(seconds=60)

    def test_all_of_it_again_is_answered_alike_and_changes_nothing(self):
        acts = [self.act(), self.undo(), self.act(scan_id="b", seconds_ago=40)]
        first, again = self.sync(*acts).json(), self.sync(*acts).json()
        assert [row["outcome"] for row in first["results"]] == ["admitted", "undone", "admitted"]
        assert first == again
        assert CheckIn.objects.count() == 2

    def test_refusals_have_code_and_words(self):
        self.sync(self.act())
        body = self.sync(self.undo(seconds_ago=40), self.act(scan_id="c", entry=999_999)).json()
        assert [(row["outcome"], row["code"]) for row in body["results"]] == [
            ("refused", "undo_too_late"),
            ("refused", "not_found"),
        ]
        assert all(row["detail"] for row in body["results"])

    def test_long_after_the_night_nothing_is_taken(self):
        self.play(minutes_ago=3 * 24 * 60)
        answer = self.sync(self.act())
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "sync_too_late")
        assert CheckIn.objects.count() == 0

    def test_the_shape_is_checked(self):
        wrong = [
            self.act(people=0),
            self.act(seconds_ago=-1),
            self.act(seconds_ago="60"),
            self.act(colour="red"),
            self.act(kind="admire"),
            self.undo(people=2),
            {"kind": "admit", "scan_id": "a", "seconds_ago": 1},
            "admit",
        ]
        for act in wrong:
            with self.subTest(act):
                assert self.sync(act).status_code == 400
        assert self.sync(*[self.act(scan_id=str(number)) for number in range(101)]).status_code == 400
        assert self.sync(self.act(), device="x" * 41).status_code == 400
        assert CheckIn.objects.count() == 0

    def test_an_empty_queue_is_answered_with_the_state(self):
        body = self.sync().json()
        assert (body["results"], body["state"]["counts"]["confirmed"]) == ([], 3)
