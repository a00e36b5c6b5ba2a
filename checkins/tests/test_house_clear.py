from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from bookings import programme
from bookings.exceptions import NotFound, PerformanceCancelled
from bookings.models import Performance
from bookings.tests.factories import (
    CURTAIN,
    confirmed,
    make_doorkeeper,
    make_performance,
    make_staff,
    playing_soon,
)
from bookings.tokens import Purpose, make_token, read_token
from checkins import policies, queries, services
from checkins.exceptions import NotTonight
from checkins.house_clear import clear_house
from checkins.models import CheckIn, HouseClear
from checkins.tests.test_services import DoorTestCase

MINUTE = timedelta(minutes=1)
TWO_TO = CURTAIN - 2 * MINUTE


class HouseClearTestCase(DoorTestCase):
    def clear(self, at=TWO_TO, device=""):
        return clear_house(performance_id=self.performance.pk, staff=self.staff, at=at, device=device)

    def come(self, at, people=1, scan_id=None):
        code = services.DoorCode(reference=self.reservation.reference)
        scan = self.scan(scan_id or at.isoformat())
        return services.admit_party(code=code, scan=scan, people=people, at=at).check_in

    def night(self, at=CURTAIN + 30 * MINUTE):
        return queries.door_night(self.performance.pk, at)


class ClearHouseTests(HouseClearTestCase):
    def test_keeps_the_numbers_of_its_moment_and_who_said_it_with_which_phone(self):
        self.come(TWO_TO - MINUTE, people=3)
        self.clear(device="Porta A")
        [row] = HouseClear.objects.values("performance", "at", "staff", "device", "admitted", "to_come", "late")
        assert row == {
            "performance": self.performance.pk,
            "at": TWO_TO,
            "staff": self.staff.pk,
            "device": "Porta A",
            "admitted": 3,
            "to_come": 1,
            "late": 0,
        }

    def test_again_the_first_stays_the_signal_and_the_numbers_are_new(self):
        self.clear()
        self.come(CURTAIN)
        again = self.clear(CURTAIN + MINUTE)
        assert (again.admitted, again.late, HouseClear.objects.count()) == (1, 1, 2)
        assert self.night().house_clear_at == TWO_TO

    def refuses_to_clear(self, refusal, at=TWO_TO):
        with self.assertRaises(refusal):
            self.clear(at)
        assert HouseClear.objects.count() == 0

    def test_not_on_another_night(self):
        self.refuses_to_clear(NotTonight, at=CURTAIN - timedelta(days=1))
        self.refuses_to_clear(NotTonight, at=CURTAIN + timedelta(days=1))

    def test_not_at_a_cancelled_performance(self):
        Performance.objects.update(status="cancelled")
        self.refuses_to_clear(PerformanceCancelled)

    def test_unknown_performance(self):
        with self.assertRaises(NotFound):
            clear_house(performance_id=0, staff=self.staff, at=CURTAIN)

    def test_signal_of_one_night_is_none_of_the_next(self):
        self.clear()
        later = CURTAIN + timedelta(days=1)
        boss = make_staff("boss")
        programme.move_performance(performance_id=self.performance.pk, starts_at=later, staff=boss, at=CURTAIN)
        assert self.night(later).house_clear_at is None


class LateTests(HouseClearTestCase):
    def test_the_curtain_or_the_first_house_clear_whichever_is_earlier(self):
        assert policies.late_from(CURTAIN, None) == CURTAIN
        assert policies.late_from(CURTAIN, TWO_TO) == TWO_TO
        assert policies.late_from(CURTAIN, CURTAIN + MINUTE) == CURTAIN

    def test_who_comes_with_the_curtain_is_in_time_and_who_comes_after_it_is_late(self):
        self.come(CURTAIN)
        self.come(CURTAIN + timedelta(seconds=1), people=2)
        assert self.night().late == 2

    def test_who_comes_after_the_house_was_clear_is_late(self):
        self.come(TWO_TO - MINUTE)
        self.clear()
        self.come(CURTAIN - MINUTE)
        assert self.night(CURTAIN).late == 1

    def test_what_was_undone_or_is_in_conflict_is_not_counted(self):
        late = self.come(CURTAIN + MINUTE)
        self.come(CURTAIN + 2 * MINUTE, people=2)
        services.undo_admission(check_in_id=late.pk, staff=self.staff, at=CURTAIN + MINUTE)
        assert self.night().late == 2
        CheckIn.objects.filter(people=2).update(conflict="already_checked_in")
        assert self.night().late == 0


class HouseClearApiTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(starts_at=timezone.now(), doors_at=None, capacity=10)
        confirmed(cls.performance, at=timezone.now() - MINUTE, party_size=3)
        cls.staff = make_doorkeeper()

    def setUp(self):
        self.client.force_login(self.staff)

    def clear(self, performance, body=None):
        path = f"/api/check-ins/performances/{performance.pk}/house-clear/"
        return self.client.post(path, body or {}, content_type="application/json")

    def test_front_of_house_clears_the_house_and_gets_the_link_for_the_stage(self):
        answer = self.clear(self.performance, {"device": "Porta A"})
        assert answer.status_code == 201
        body = answer.json()
        token = make_token(Purpose.STAGE, str(self.performance.pk))
        assert body == {
            "at": body["at"],
            "admitted": 0,
            "to_come": 3,
            "late": 0,
            "stage_url": f"http://testserver/stage/{token}/",
        }
        path = f"/api/check-ins/performances/{self.performance.pk}"
        assert self.client.get(f"{path}/state/").json()["house_clear_at"] == body["at"]
        assert self.client.get(f"{path}/list/").json()["stage_url"] == body["stage_url"]
        assert read_token(Purpose.STAGE, token) == str(self.performance.pk)

    def test_another_night_a_long_name_and_unknown_fields_are_refused(self):
        answer = self.clear(playing_soon())
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "not_tonight")
        assert self.clear(self.performance, {"device": "x" * 41}).status_code == 400
        assert self.clear(self.performance, {"who": "me"}).status_code == 400
