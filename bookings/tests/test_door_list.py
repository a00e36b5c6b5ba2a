from django.test import SimpleTestCase, TestCase
from django.utils.translation import override

from bookings import services
from bookings.door_list import door_list, initial, plain_letters
from bookings.exceptions import NotFound
from bookings.locking import lock_performance
from bookings.models import Reservation
from bookings.tests.factories import NOW, booked, confirmed, make_doorkeeper, make_performance


class AlphabetTests(SimpleTestCase):
    def test_accents_and_capitals_do_not_matter(self):
        names = [
            "zanni",
            "Élodie",
            "Zanetti",
            "emma",
            "Çelik",
            "carla",
            "Ødegaard",
            "Olga",
            "Łucja",
            "D’Annunzio",
            "Dante",
            "Danna",
        ]
        in_order = [
            "carla",
            "Çelik",
            "Danna",
            "D’Annunzio",
            "Dante",
            "Élodie",
            "emma",
            "Łucja",
            "Ødegaard",
            "Olga",
            "Zanetti",
            "zanni",
        ]
        assert sorted(names, key=plain_letters) == in_order

    def test_other_alphabets_follow_the_latin_one(self):
        names = ["Ольга", "Zoe", "Αντιγόνη"]
        assert sorted(names, key=plain_letters) == ["Zoe", "Αντιγόνη", "Ольга"]

    def test_initial(self):
        cases = [("élodie", "E"), ("  Øyvind", "O"), ("Αντιγόνη", "Α"), ("4 amici", ""), ("", "")]
        for name, letter in cases:
            with self.subTest(name):
                assert initial(name) == letter


class DoorListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=40)

    def party(self, name, **values):
        return confirmed(self.performance, name=name, email=f"{Reservation.objects.count()}@example.org", **values)

    def test_confirmed_parties_from_a_to_z_and_nobody_else(self):
        for name in ("Rosa Verdi", "àngela Neri", "Bruno Po"):
            self.party(name)
        booked(self.performance, name="Non Confermato", email="n@example.org")
        services.cancel(public_id=self.party("Disdetta").public_id, at=NOW)
        confirmed(make_performance(), name="Altra Sera")
        assert [party.name for party in self.found().parties] == ["àngela Neri", "Bruno Po", "Rosa Verdi"]

    def test_counts_and_needs_to_prepare_for(self):
        first = self.party("Anna", party_size=3, access_needs=["wheelchair", "companion"])
        self.party("Bruno", party_size=2, access_needs=["wheelchair"])
        Reservation.objects.filter(pk=first.pk).update(admitted=2)
        services.take_walk_up(lock_performance(self.performance.pk, NOW), party_size=4, staff=make_doorkeeper(), at=NOW)
        with override("en"):
            found = self.found()
            assert found.needs == [("Wheelchair space", 2), ("Companion", 1)]
        assert (found.people, found.admitted, found.walk_ups, found.free) == (5, 2, 4, 31)

    def test_who_was_erased_stands_last_without_a_name(self):
        erased = self.party("Anna")
        Reservation.objects.filter(pk=erased.pk).update(name="", email="", erased_at=NOW)
        self.party("Zita")
        assert [party.name for party in self.found().parties] == ["Zita", ""]

    def test_cost_does_not_grow_with_the_parties(self):
        self.party("Anna", access_needs=["wheelchair"])
        self.found()
        with self.assertNumQueries(7):
            self.found()
        for name in ("Bruno", "Carla"):
            self.party(name, access_needs=["step_free"])
        with self.assertNumQueries(7):
            self.found()

    def test_unknown_performance(self):
        with self.assertRaises(NotFound):
            door_list(999_999, NOW)

    def found(self):
        return door_list(self.performance.pk, NOW)
