from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from bookings import release
from bookings.exceptions import NotEnoughSeats, PerformanceCancelled
from bookings.models import House, Performance, Reservation
from bookings.tests.factories import CURTAIN, confirmed, make_doorkeeper, make_performance, make_staff
from bookings.tests.test_release import set_rules
from bookings.tokens import Purpose, make_token
from checkins import services, sync
from checkins.enums import ActKind, ActOutcome
from checkins.exceptions import MoreThanToCome, SeatsReleased, WrongPerformance
from checkins.models import CheckIn
from checkins.tests.test_services import DoorTestCase

TEN_TO = CURTAIN - timedelta(minutes=10)


class LatePartyTests(DoorTestCase):
    """A party of four whose places were given away comes after all."""

    def setUp(self):
        set_rules(release_minutes=10)
        release.release_unclaimed(performance_id=self.performance.pk, staff=self.staff, at=TEN_TO)

    def admit_late(self, people=None, scan_id="scan-1", **values):
        scan = self.scan(scan_id, values.pop("performance", None))
        token = make_token(Purpose.PASS, self.reservation.public_id)
        code = services.DoorCode(token=token)
        return services.admit_party(code=code, scan=scan, people=people, at=CURTAIN, reclaim=True)

    def walk_up(self, people):
        services.admit_walk_up(party_size=people, scan=self.scan("walk-up"), at=CURTAIN)

    def refuses_late(self, refusal, **values):
        before = self.rows()
        with self.assertRaises(refusal) as caught:
            self.admit_late(**values)
        assert self.rows() == before
        return caught.exception

    def seats(self):
        row = Reservation.objects.get(pk=self.reservation.pk)
        return row.admitted, row.released_seats, House.objects.get(pk=self.performance.pk).confirmed_seats

    def test_is_told_that_its_places_are_gone_and_how_many_are_left(self):
        self.walk_up(7)
        refusal = self.refuses(SeatsReleased)
        assert refusal.facts == {"released": 4, "admitted": 0, "to_come": 0, "seats_available": 3}
        assert "3" in refusal.detail

    def test_takes_them_back_and_is_in(self):
        assert self.admit_late().check_in.people == 4
        assert self.seats() == (4, 0, 4)
        history = self.reservation.history.filter(act="reclaimed").values_list("before", "after", "staff")
        assert list(history) == [("0", "4", self.staff.pk)]

    def test_part_of_it_takes_back_as_many_as_come(self):
        self.admit_late(people=3)
        assert self.seats() == (3, 1, 3)

    def test_is_refused_when_too_few_are_left(self):
        self.walk_up(7)
        assert self.refuses_late(NotEnoughSeats).facts == {"seats_available": 3}
        self.admit_late(people=3)
        assert self.seats() == (3, 1, 10)

    def test_more_people_than_the_party_has_get_nothing(self):
        self.refuses_late(MoreThanToCome, people=5)

    def test_at_another_door_gets_nothing(self):
        self.refuses_late(WrongPerformance, performance=make_performance(capacity=10))

    def test_of_a_cancelled_performance_gets_nothing(self):
        Performance.objects.update(status="cancelled")
        self.refuses_late(PerformanceCancelled)

    def test_the_same_scan_again_takes_nothing_more(self):
        first = self.admit_late(people=1)
        assert self.admit_late(people=1) == services.Admitted(first.check_in, is_new=False)
        assert self.seats() == (1, 3, 1)

    def test_who_has_lost_nothing_is_admitted_as_ever(self):
        release.take_back(performance_id=self.performance.pk, staff=self.staff, at=TEN_TO)
        self.admit_late()
        assert self.seats() == (4, 0, 4)

    # -- let in by a phone that was alone

    def tell(self, people, scan_id="told"):
        act = sync.ToldAct(ActKind.ADMIT, scan_id, CURTAIN, entry=self.reservation.pk, people=people)
        teller = sync.Teller(self.performance.pk, self.staff, "Porta B", CURTAIN)
        [told] = sync.sync([act], teller)
        return told.outcome, told.code

    def test_let_in_by_a_phone_alone_it_has_its_places_back(self):
        assert self.tell(4) == (ActOutcome.ADMITTED, "")
        assert self.seats() == (4, 0, 4)
        assert self.tell(4) == (ActOutcome.ADMITTED, "")
        assert self.tell(4, "told by another phone") == (ActOutcome.CONFLICT, "already_checked_in")

    def test_let_in_by_a_phone_alone_on_places_that_others_have_it_is_a_conflict(self):
        self.walk_up(7)
        assert self.tell(4) == (ActOutcome.CONFLICT, "seats_released")
        assert self.seats() == (0, 4, 7)
        assert CheckIn.objects.get(scan_id="told").conflict == "seats_released"

    def test_a_number_that_cannot_be_takes_no_places_back(self):
        assert self.tell(5) == (ActOutcome.CONFLICT, "seats_released")
        assert self.seats() == (0, 4, 0)


class ReleaseApiTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        at = timezone.now()
        cls.performance = make_performance(starts_at=at + timedelta(minutes=5), doors_at=None, capacity=10)
        cls.reservation = confirmed(cls.performance, at=at, party_size=3)
        cls.token = make_token(Purpose.PASS, cls.reservation.public_id)
        cls.staff = make_doorkeeper()

    def setUp(self):
        set_rules(release_minutes=10)
        self.client.force_login(self.staff)

    def post(self, path, body=None):
        return self.client.post(f"/api/check-ins/{path}", body or {}, content_type="application/json")

    def house(self, path):
        return self.post(f"performances/{self.performance.pk}/{path}")

    def state(self):
        return self.client.get(f"/api/check-ins/performances/{self.performance.pk}/state/").json()

    def admit(self, **values):
        return self.post("", {"token": self.token, "performance": self.performance.pk, "scan_id": "s1", **values})

    def test_front_of_house_gives_away_and_takes_back(self):
        assert self.state()["release"] == {"is_offered": True, "people": 3, "released": 0}
        released = self.house("release/")
        assert (released.status_code, released.json()["released"]) == (200, 3)
        state = released.json()["state"]
        assert state["release"] == {"is_offered": True, "people": 0, "released": 3}
        assert state["counts"] == {"confirmed": 0, "admitted": 0, "to_come": 0, "walk_ups": 0, "free": 10}
        assert [(row["released"], row["admitted"]) for row in state["entries"]] == [(3, 0)]
        back = self.house("release/undo/").json()
        assert (back["taken_back"], back["still_released"]) == (3, 0)
        assert back["state"]["counts"]["free"] == 7

    def test_box_office_may_too(self):
        self.client.force_login(make_staff("cassa", "checkins.admit_parties", "bookings.view_reservation"))
        assert self.house("release/").status_code == 200

    def test_refused_while_off_and_while_too_early(self):
        set_rules(release_minutes=0)
        assert self.state()["release"]["is_offered"] is False
        answer = self.house("release/")
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "release_off")
        set_rules(release_minutes=1)
        assert self.state()["release"]["is_offered"] is False
        [error] = self.house("release/").json()["errors"]
        assert (error["code"], "release_from" in error) == ("too_early_to_release", True)

    def test_nothing_but_an_empty_object_is_taken(self):
        for path in ("release/", "release/undo/"):
            answer = self.post(f"performances/{self.performance.pk}/{path}", {"all": True})
            assert answer.status_code == 400

    def test_verdict_and_refusal_of_a_late_party_and_its_way_in(self):
        self.house("release/")
        preview = self.post("preview/", {"token": self.token, "performance": self.performance.pk}).json()
        assert (preview["verdict"], preview["seats_available"]) == ("seats_released", 10)
        assert (preview["reservation"]["released"], preview["reservation"]["to_come"]) == (3, 0)
        refused = self.admit()
        [error] = refused.json()["errors"]
        assert (refused.status_code, error["code"]) == (409, "seats_released")
        assert (error["released"], error["seats_available"]) == (3, 10)
        let_in = self.admit(reclaim=True)
        assert (let_in.status_code, let_in.json()["counts"]["admitted"]) == (201, 3)

    def test_undone_walk_ups_have_no_places_that_could_be_given_away(self):
        walk_up = self.post(f"performances/{self.performance.pk}/walk-ups/", {"party_size": 2, "scan_id": "w"}).json()
        assert self.state()["counts"]["walk_ups"] == 2
        self.post(f"{walk_up['id']}/undo/")
        assert self.state()["release"]["people"] == 3
        self.house("release/")
        assert self.state()["counts"] == {"confirmed": 0, "admitted": 0, "to_come": 0, "walk_ups": 0, "free": 10}
        listed = self.client.get(f"/api/check-ins/performances/{self.performance.pk}/").json()
        assert listed["counts"] == self.state()["counts"]
