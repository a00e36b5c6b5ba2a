from datetime import timedelta

from django.utils import timezone

from bookings.models import Reservation
from bookings.tests.factories import booked, confirmed, make_performance, make_staff, playing_soon
from checkins.models import CheckIn
from checkins.tests.door_case import DoorApiCase, box_office


class PreviewTests(DoorApiCase):
    def preview(self, **values):
        return self.post("preview/", {"performance": self.performance.pk, **values})

    def test_preview_changes_nothing_and_shows_the_party(self):
        body = self.preview(token=self.token).json()
        assert (body["verdict"], body["checked_in_at"]) == ("admit", None)
        assert body["reservation"] == {
            "entry": self.reservation.pk,
            "reference": self.reservation.printed_reference,
            "name": "Giulia Neri",
            "party_size": 3,
            "admitted": 0,
            "to_come": 3,
            "released": 0,
            "access_needs": ["wheelchair"],
            "status": "confirmed",
        }
        assert CheckIn.objects.count() == 0

    def test_preview_gives_the_verdict_that_an_admission_would_get(self):
        other = playing_soon()
        self.admit(admit=1)
        cases = [
            ({"reference": self.reservation.reference}, "admit"),
            ({"token": self.token, "performance": other.pk}, "wrong_performance"),
            ({"reference": booked(self.performance, at=timezone.now()).reference}, "not_confirmed"),
        ]
        for values, verdict in cases:
            with self.subTest(verdict):
                assert self.preview(**values).json()["verdict"] == verdict
        self.admit(scan_id="s2")
        again = self.preview(token=self.token).json()
        assert (again["verdict"], again["checked_in_by"]) == ("already_checked_in", "Marta Riva")

    def test_unknown_code_is_not_found(self):
        for values in ({"token": "wrong"}, {"reference": "22222222"}):
            answer = self.preview(**values)
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")

    def test_exactly_one_of_token_reference_and_entry(self):
        codes = {"token": self.token, "reference": self.reservation.reference, "entry": self.reservation.pk}
        for left_out in codes:
            values = {name: code for name, code in codes.items() if name != left_out}
            assert self.preview(**values).status_code == 400
            assert self.preview(**{left_out: codes[left_out]}).json()["reservation"]["entry"] == codes["entry"]
        assert self.preview().status_code == 400

    def test_number_of_the_list_is_found_at_its_own_door_alone(self):
        for performance in (playing_soon().pk, None):
            answer = self.preview(entry=self.reservation.pk, performance=performance)
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")


class AdmitTests(DoorApiCase):
    def test_admit_answers_201_and_the_same_scan_200(self):
        first, again = self.admit(), self.admit()
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json()
        assert first.json()["counts"] == {"confirmed": 3, "admitted": 3, "to_come": 0, "walk_ups": 0, "free": 7}

    def test_number_of_the_list_admits(self):
        answer = self.admit(entry=self.reservation.pk, admit=2, device="Porta A").json()
        assert (answer["reservation"]["admitted"], answer["checked_in_device"], answer["conflict"]) == (
            2,
            "Porta A",
            "",
        )

    def test_second_scan_is_refused_with_its_facts(self):
        self.admit(device="Porta A")
        answer = self.admit(scan_id="s2")
        assert answer.status_code == 409
        [error] = answer.json()["errors"]
        assert (error["code"], error["checked_in_by"], error["to_come"]) == ("already_checked_in", "Marta Riva", 0)
        assert (error["checked_in_device"], error["admitted"]) == ("Porta A", 3)
        assert error["checked_in_at"]

    def test_undo(self):
        check_in = self.admit().json()["id"]
        body = self.post(f"{check_in}/undo/", {"device": "Porta A"}).json()
        assert CheckIn.objects.get().undone_device == "Porta A"
        assert body["undone_at"] is not None
        assert body["reservation"]["to_come"] == 3
        assert self.post("999999/undo/").status_code == 404

    def test_undo_that_comes_late_sends_to_the_box_office(self):
        check_in = self.admit().json()["id"]
        CheckIn.objects.update(at=timezone.now() - timedelta(minutes=1))
        answer = self.post(f"{check_in}/undo/")
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["code"]) == (409, "undo_too_late")
        self.client.force_login(box_office())
        assert self.post(f"{check_in}/undo/").status_code == 200

    def test_walk_up(self):
        path = f"performances/{self.performance.pk}/walk-ups/"
        answer = self.post(path, {"party_size": 2, "scan_id": "w1"})
        assert (answer.status_code, answer.json()["counts"]["walk_ups"]) == (201, 2)
        refused = self.post(path, {"party_size": 6, "scan_id": "w2"})
        assert (refused.status_code, refused.json()["errors"][0]["seats_available"]) == (409, 5)


class UnknownPerformanceTests(DoorApiCase):
    def test_walk_up_at_a_performance_that_no_database_can_hold_is_not_found(self):
        for number in (999_999, 10**30):
            with self.subTest(number):
                path = f"performances/{number}/walk-ups/"
                assert self.post(path, {"party_size": 1, "scan_id": "w"}).status_code == 404


class DoorListTests(DoorApiCase):
    def test_tonight_with_counts_and_without_people(self):
        body = self.client.get("/api/check-ins/performances/").json()
        [row] = body["results"]
        assert row["id"] == self.performance.pk
        assert row["counts"] == {"confirmed": 3, "admitted": 0, "to_come": 3, "walk_ups": 0, "free": 7}
        assert "Giulia" not in str(body)

    def test_people_only_when_searched_for_by_three_letters(self):
        path = f"/api/check-ins/performances/{self.performance.pk}/"
        assert self.client.get(path).json()["people"] == []
        assert self.client.get(f"{path}?search=gi").status_code == 400
        [found] = self.client.get(f"{path}?search=neri").json()["people"]
        assert found["name"] == "Giulia Neri"
        found_by_reference = self.client.get(f"{path}?search={self.reservation.printed_reference[:6]}").json()
        assert len(found_by_reference["people"]) == 1

    def test_search_finds_ten_at_most(self):
        for number in range(11):
            confirmed(
                self.performance, at=timezone.now(), party_size=1, email=f"a{number}@example.org"
            ) if number < 7 else None
        path = f"/api/check-ins/performances/{self.performance.pk}/?search=giulia"
        assert len(self.client.get(path).json()["people"]) == 8

    def test_list_costs_the_same_queries_for_one_and_for_three(self):
        self.client.get("/api/check-ins/performances/")
        with self.assertNumQueries(7):
            self.client.get("/api/check-ins/performances/")
        for minutes in (1, 2):
            make_performance(starts_at=self.performance.starts_at + timedelta(minutes=minutes))
        with self.assertNumQueries(7):
            self.client.get("/api/check-ins/performances/")


class RoleTests(DoorApiCase):
    def calls(self):
        return [
            ("get", "/api/check-ins/performances/", None),
            ("get", f"/api/check-ins/performances/{self.performance.pk}/?search=neri", None),
            ("post", "/api/check-ins/preview/", {"token": self.token}),
            ("post", "/api/check-ins/", {"token": self.token, "performance": self.performance.pk, "scan_id": "x"}),
            ("post", f"/api/check-ins/performances/{self.performance.pk}/walk-ups/", {"party_size": 1, "scan_id": "y"}),
            ("post", "/api/check-ins/1/undo/", {}),
            ("get", f"/api/check-ins/performances/{self.performance.pk}/list/", None),
            ("get", f"/api/check-ins/performances/{self.performance.pk}/state/", None),
            ("post", f"/api/check-ins/performances/{self.performance.pk}/sync/", {"acts": []}),
            ("post", f"/api/check-ins/performances/{self.performance.pk}/house-clear/", {}),
            ("post", f"/api/check-ins/performances/{self.performance.pk}/release/", {}),
            ("post", f"/api/check-ins/performances/{self.performance.pk}/release/undo/", {}),
        ]

    def test_nobody_but_front_of_house_gets_anything(self):
        editor = make_staff("redazione", "wagtailadmin.access_admin")
        for who, user in [("anonymous", None), ("editor", editor)]:
            self.client.logout()
            if user:
                self.client.force_login(user)
            for method, path, body in self.calls():
                with self.subTest(who=who, path=path):
                    answer = getattr(self.client, method)(path, body, content_type="application/json")
                    assert answer.status_code in {401, 403}
                    assert "Giulia" not in answer.content.decode()
        assert CheckIn.objects.count() == 0
        assert Reservation.objects.count() == 1

    def test_staff_page_is_for_front_of_house(self):
        assert self.client.get("/check-in/").status_code == 200
        self.client.force_login(make_staff("redazione", "wagtailadmin.access_admin"))
        assert self.client.get("/check-in/").status_code == 403
        self.client.logout()
        self.assertRedirects(self.client.get("/check-in/"), "/login/?next=/check-in/")


class PassPageTests(DoorApiCase):
    def test_staff_land_on_the_check_in_page_with_the_code(self):
        self.assertContains(self.client.get(f"/r/{self.token}"), f'code="{self.token}"')

    def test_stranger_learns_nothing_about_the_reservation(self):
        self.client.logout()
        right, wrong = self.client.get(f"/r/{self.token}"), self.client.get("/r/wrong")
        assert (right.status_code, wrong.status_code) == (200, 200)
        assert "Giulia" not in right.content.decode()
        assert self.reservation.printed_reference not in right.content.decode()
