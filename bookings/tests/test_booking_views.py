from datetime import timedelta

from django.test import TestCase, override_settings
from django.utils import timezone
from django.utils.translation import override

from bookings import privacy, services
from bookings.models import Performance, Reservation
from bookings.tests.factories import booked, confirmed, make_performance, playing_soon
from bookings.tokens import Purpose, make_token

STALE = "This page was open for a long time"
TYPED = ["Giulia Neri", "giulia@example.org", "055 1234", "Con un cane", 'value="companion" checked']


class BookingPageTestCase(TestCase):
    def setUp(self):
        # A page that was asked for in English leaves its language behind in the thread.
        self.enterContext(override("en"))

    def form(self, **values):
        typed = {"party_size": "2", "name": "Giulia Neri", "email": "giulia@example.org", "privacy_accepted": "true"}
        more = {"phone": "055 1234", "notes": "Con un cane", "access_needs": ["companion"]}
        return {**typed, **more, "idempotency_key": "one", **values}

    def assert_nothing_typed_is_lost(self, page, status):
        for typed in TYPED:
            self.assertContains(page, typed, status_code=status)


class BookPageTests(BookingPageTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=3)
        cls.path = f"/en/reservations/book/{cls.performance.pk}/"

    def test_book_without_javascript(self):
        self.assertContains(self.client.get(self.path), 'name="email"')
        answer = self.client.post(self.path, self.form())
        self.assertRedirects(answer, "/en/reservations/sent/")
        self.assertContains(self.client.get("/en/reservations/sent/"), "g•••@example.org")
        assert Reservation.objects.get().access_needs == ["companion"]

    def test_form_sent_twice_books_once(self):
        for _ in range(2):
            self.client.post(self.path, self.form())
        assert Reservation.objects.count() == 1

    def test_wrong_input_keeps_what_was_typed(self):
        page = self.client.post(self.path, self.form(email="nowhere"))
        self.assertContains(page, 'value="nowhere"', status_code=400)
        self.assertContains(page, 'value="Giulia Neri"', status_code=400)
        assert Reservation.objects.count() == 0

    def test_each_fault_is_in_the_summary_and_tied_to_its_field(self):
        wrong = {"party_size": "", "name": "", "email": "nowhere", "phone": "1" * 41, "notes": "n" * 1001}
        page = self.client.post(self.path, self.form(**wrong, access_needs=["helicopter"], privacy_accepted=""))
        html = page.content.decode()
        self.assertContains(page, 'role="alert" tabindex="-1" autofocus', count=1, status_code=400)
        for name in [*wrong, "access_needs", "privacy_accepted"]:
            with self.subTest(name):
                assert html.count(f'<a href="#{name}">') == 1
                assert html.count(f'id="{name}"') == 1
                assert f'id="{name}-error"' in html
                assert f'{name}-error"' in html.replace(f'id="{name}-error"', "")
        self.assertContains(page, "Please choose how many people you are.", status_code=400)

    def test_what_is_optional_unfolds_when_something_in_it_is_typed_or_wrong(self):
        closed = '<details class="form__more">'
        self.assertContains(self.client.get(self.path), closed)
        nothing = {"phone": "", "notes": "", "access_needs": []}
        for change, is_open in [(nothing, False), ({**nothing, "phone": "055"}, True), ({"notes": "n" * 1001}, True)]:
            with self.subTest(change):
                page = self.client.post(self.path, self.form(**change, name=""))
                assert ('<details class="form__more" open>' in page.content.decode()) == is_open

    def test_robot_that_fills_the_trap_books_nothing(self):
        page = self.client.post(self.path, self.form(website="http://spam.example"))
        self.assertContains(page, "A field that people cannot see was filled in.", status_code=400)
        self.assertNotContains(page, "spam.example", status_code=400)
        assert Reservation.objects.count() == 0

    def test_fewer_places_than_asked_are_told_at_the_number_with_those_that_are_left(self):
        confirmed(self.performance, at=timezone.now(), party_size=2)
        page = self.client.post(self.path, self.form())
        self.assertContains(page, "There are not enough places left: 1.", count=2, status_code=409)
        self.assertContains(page, '<option value="" selected>Choose</option>', status_code=409)
        self.assertNotContains(page, '<option value="2"', status_code=409)
        self.assert_nothing_typed_is_lost(page, 409)
        assert Reservation.objects.count() == 1

    def test_more_people_than_one_reservation_may_have(self):
        Performance.objects.update(max_party_size=1)
        page = self.client.post(self.path, self.form())
        self.assertContains(page, "One reservation is for at most 1 people.", count=2, status_code=409)
        assert Reservation.objects.count() == 0

    def test_other_content_under_the_same_key_says_so_and_the_next_press_books(self):
        self.client.post(self.path, self.form())
        page = self.client.post(self.path, self.form(party_size="1"))
        self.assertContains(page, "We already had this reservation from you", status_code=409)
        self.assertNotContains(page, 'name="idempotency_key" value="one"', status_code=409)
        assert Reservation.objects.count() == 1

    @override_settings(THROTTLES={"book.client": (0, 60), "book.address": (9, 60)})
    def test_too_many_tries_keep_what_was_typed_and_say_how_long_to_wait(self):
        page = self.client.post(self.path, self.form())
        self.assertContains(page, "Please wait 1 minute, then press the button again.", status_code=429)
        assert 1 <= int(page["Retry-After"]) <= 60
        self.assert_nothing_typed_is_lost(page, 429)
        assert Reservation.objects.count() == 0

    def test_page_open_for_too_long_keeps_what_was_typed_and_books_nothing(self):
        strict = self.client_class(enforce_csrf_checks=True)
        page = strict.post(self.path, self.form())
        self.assertContains(page, STALE, status_code=403)
        self.assert_nothing_typed_is_lost(page, 403)
        assert Reservation.objects.count() == 0
        token = page.cookies["csrftoken"].value
        again = strict.post(self.path, self.form(csrfmiddlewaretoken=token), headers={"Origin": "http://testserver"})
        self.assertRedirects(again, "/en/reservations/sent/", fetch_redirect_response=False)

    def test_stranger_page_cannot_book_in_the_name_of_a_browser(self):
        strict = self.client_class(enforce_csrf_checks=True)
        token = strict.get(self.path).cookies["csrftoken"].value
        foreign = {"Origin": "https://evil.example"}
        page = strict.post(self.path, self.form(csrfmiddlewaretoken=token), headers=foreign)
        self.assertContains(page, STALE, status_code=403)
        assert (Reservation.objects.count(), "sessionid" in page.cookies) == (0, False)

    def test_unknown_performance_is_not_found(self):
        for answer in (self.client.get("/en/reservations/book/999/"), self.client.post("/en/reservations/book/999/")):
            self.assertContains(answer, "To the home page", status_code=404)

    def test_page_is_kept_nowhere(self):
        for answer in (self.client.get(self.path), self.client.post(self.path, self.form(name=""))):
            assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")

    def test_access_types_and_the_number_left_are_told(self):
        Performance.objects.update(captioned=True)
        page = self.client.get(self.path)
        self.assertContains(page, "Captioned")
        self.assertContains(page, "3 places left.")


class OtherDatesTests(BookingPageTestCase):
    @classmethod
    def setUpTestData(cls):
        at = timezone.now()
        cls.performance = playing_soon(capacity=2)
        show = cls.performance.show
        cls.next = make_performance(show=show, starts_at=at + timedelta(days=3), capacity=5)
        cls.not_open = make_performance(
            show=show, starts_at=at + timedelta(days=4), opens_at=at + timedelta(days=2), capacity=5
        )
        cls.other_show = playing_soon()
        cls.path, cls.next_path = (f"/en/reservations/book/{row.pk}/" for row in (cls.performance, cls.next))

    def fill_up(self):
        confirmed(self.performance, at=timezone.now(), party_size=2, email="altri@example.org")

    def test_each_state_says_why_and_leads_to_the_dates_that_can_be_booked(self):
        at = timezone.now()
        states = {
            "Booking has not opened yet": {"opens_at": at + timedelta(hours=1)},
            "Booking has closed": {"closes_at": at, "opens_at": None},
            "This performance has begun": {"starts_at": at, "doors_at": None},
            "This performance has been cancelled.": {"status": "cancelled"},
        }
        for words, values in states.items():
            Performance.objects.filter(pk=self.performance.pk).update(**values)
            page = self.client.get(self.path)
            with self.subTest(words):
                self.assertContains(page, f"<h2>{words}</h2>", html=True)
                self.assertContains(page, f'href="{self.next_path}"', count=1)
                self.assertNotContains(page, f"/book/{self.not_open.pk}/")
                self.assertNotContains(page, f"/book/{self.other_show.pk}/")
                self.assertNotContains(page, 'name="email"')

    def test_full_says_so(self):
        self.fill_up()
        page = self.client.get(self.path)
        self.assertContains(page, "<h2>This performance is full</h2>", html=True)
        self.assertContains(page, f'href="{self.next_path}"', count=1)

    def test_no_other_date_leads_back_to_the_show(self):
        self.fill_up()
        Performance.objects.filter(pk=self.next.pk).update(status="cancelled")
        page = self.client.get(self.path)
        self.assertContains(page, "No other date of this show can be booked at the moment.")
        self.assertContains(page, f'href="{self.performance.show.url}"')

    def test_what_was_typed_comes_along_when_the_last_places_have_gone(self):
        self.fill_up()
        page = self.client.post(self.path, self.form())
        self.assertContains(page, "<h2>This performance is full</h2>", html=True, status_code=409)
        self.assertContains(page, f'formaction="{self.next_path}"', status_code=409)
        for value in ("Giulia Neri", "giulia@example.org", "companion", "Con un cane", "055 1234"):
            self.assertContains(page, 'type="hidden" name="', status_code=409)
            self.assertContains(page, f'value="{value}"', status_code=409)
        chosen = self.client.post(self.next_path, self.form(choose="1"))
        self.assert_nothing_typed_is_lost(chosen, 200)
        assert Reservation.objects.count() == 1

    def test_form_offers_the_other_dates_and_takes_along_what_was_typed(self):
        self.assertContains(self.client.get(self.path), f'name="choose" value="1" formaction="{self.next_path}"')

    def test_other_dates_cost_no_queries_of_their_own(self):
        self.client.get(self.path)
        with self.assertNumQueries(15):
            self.client.get(self.path)
        for day in (5, 6):
            make_performance(show=self.performance.show, starts_at=timezone.now() + timedelta(days=day))
        with self.assertNumQueries(15):
            self.client.get(self.path)


class AgainPageTests(BookingPageTestCase):
    @classmethod
    def setUpTestData(cls):
        at = timezone.now()
        cls.performance = playing_soon(capacity=4)
        cls.next = make_performance(show=cls.performance.show, starts_at=at + timedelta(days=3), capacity=5)
        cls.before = booked(
            cls.performance,
            at=at,
            party_size=3,
            phone="055 1234",
            notes="Con un cane",
            access_needs=["companion"],
        )
        cls.token = make_token(Purpose.MANAGE, cls.before.public_id)
        cls.path = f"/en/reservations/{cls.token}/again/"

    def end(self):
        services.cancel(public_id=self.before.public_id, at=timezone.now())

    def test_form_is_filled_in_as_it_was_but_for_the_consent(self):
        self.end()
        page = self.client.get(self.path)
        self.assert_nothing_typed_is_lost(page, 200)
        self.assertContains(page, '<option value="3" selected>')
        self.assertNotContains(page, 'name="privacy_accepted" value="true" required checked')

    def test_expired_by_the_clock_may_book_again(self):
        Reservation.objects.update(expires_at=timezone.now())
        self.assert_nothing_typed_is_lost(self.client.get(self.path), 200)

    def test_booking_again_makes_a_new_reservation(self):
        self.end()
        answer = self.client.post(self.path, self.form())
        self.assertRedirects(answer, "/en/reservations/sent/")
        assert list(Reservation.objects.order_by("pk").values_list("status", flat=True)) == ["cancelled", "pending"]

    def test_another_date_is_chosen_without_a_name_in_the_address(self):
        self.end()
        Performance.objects.filter(pk=self.performance.pk).update(status="cancelled")
        page = self.client.get(self.path)
        self.assertContains(page, f'formaction="?date={self.next.pk}"')
        chosen = self.client.get(f"{self.path}?date={self.next.pk}")
        self.assert_nothing_typed_is_lost(chosen, 200)
        self.client.post(f"{self.path}?date={self.next.pk}", self.form())
        assert Reservation.objects.get(status="pending").performance == self.next

    def test_open_reservation_leads_to_its_own_page(self):
        self.assertRedirects(self.client.get(self.path), f"/en/reservations/{self.token}/")

    def test_erased_person_finds_an_empty_form(self):
        privacy.forget(public_id=self.before.public_id, at=timezone.now())
        page = self.client.get(self.path)
        self.assertContains(page, 'name="email"')
        for typed in TYPED:
            self.assertNotContains(page, typed)

    def test_wrong_tokens_and_dates_find_nothing(self):
        self.end()
        for path in (
            f"/en/reservations/{make_token(Purpose.CONFIRM, self.before.public_id)}/again/",
            f"/en/reservations/{make_token(Purpose.FOLLOW, self.before.reference)}/again/",
            f"{self.path}?date=x",
            f"{self.path}?date=99999",
        ):
            for answer in (self.client.get(path), self.client.post(path, self.form())):
                with self.subTest(path):
                    self.assertContains(answer, "To the home page", status_code=404)
        assert Reservation.objects.count() == 1

    def test_page_goes_nowhere_and_its_form_works_without_a_referrer(self):
        self.end()
        strict = self.client_class(enforce_csrf_checks=True)
        page = strict.get(self.path)
        assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")
        token = page.cookies["csrftoken"].value
        answer = strict.post(self.path, self.form(csrfmiddlewaretoken=token), headers={"Origin": "null"})
        self.assertRedirects(answer, "/en/reservations/sent/", fetch_redirect_response=False)
        stale = strict.post(self.path, self.form(), headers={"Origin": "null"})
        self.assertContains(stale, STALE, status_code=403)
        assert stale["Referrer-Policy"] == "no-referrer"
