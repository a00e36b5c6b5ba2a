from datetime import timedelta

from django.core.signing import Signer
from django.test import SimpleTestCase, override_settings

from bookings.stamps import new_stamp, read_stamp
from bookings.tests.factories import NOW
from bookings.tokens import Purpose, make_token


class StampTests(SimpleTestCase):
    def test_stamp_tells_its_form_and_when_it_was_opened(self):
        first, second = read_stamp(new_stamp(NOW)), read_stamp(new_stamp(NOW + timedelta(minutes=1)))
        assert (first.opened_at, second.opened_at) == (NOW, NOW + timedelta(minutes=1))
        assert len(first.form_id) == 16
        assert first.form_id != second.form_id

    def test_what_we_did_not_sign_for_a_form_is_no_stamp(self):
        stamp = new_stamp(NOW)
        foreign = Signer(salt="elsewhere").sign_object({"form": "x", "opened": 0})
        for text in ("", "nothing", stamp[:-1], f"x{stamp}", foreign, make_token(Purpose.PASS, "a-public-id")):
            with self.subTest(text=text):
                assert read_stamp(text) is None

    def test_stamp_outlives_a_change_of_the_key_that_keeps_the_old_one(self):
        with override_settings(SECRET_KEY="old" * 20):
            stamp = new_stamp(NOW)
        with override_settings(SECRET_KEY="new" * 20):
            assert read_stamp(stamp) is None
        with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=["old" * 20]):
            assert read_stamp(stamp).opened_at == NOW
