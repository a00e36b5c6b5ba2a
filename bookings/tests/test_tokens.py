from django.test import SimpleTestCase, override_settings

from bookings.exceptions import NotFound
from bookings.references import ALPHABET, new_reference, normalized, printed
from bookings.tokens import Purpose, make_token, new_public_id, read_token, tokens_of_all_keys


class TokenTests(SimpleTestCase):
    def test_token_opens_its_own_purpose_alone(self):
        public_id = new_public_id()
        for purpose in Purpose:
            token = make_token(purpose, public_id)
            assert read_token(purpose, token) == public_id
            for other in set(Purpose) - {purpose}:
                with self.subTest(purpose=purpose, other=other), self.assertRaises(NotFound):
                    read_token(other, token)

    def test_same_reservation_gives_the_same_token_each_time(self):
        assert make_token(Purpose.PASS, "abcdefghijklmnop") == make_token(Purpose.PASS, "abcdefghijklmnop")

    def test_tampered_and_foreign_tokens_are_not_found(self):
        token = make_token(Purpose.PASS, "abcdefghijklmnop")
        flipped = token[:-1] + ("A" if token[-1] != "A" else "B")
        for wrong in ["", ".", "abcdefghijklmnop", "abcdefghijklmnop.", flipped, "x" + token, token + "x", "à.é"]:
            with self.subTest(wrong), self.assertRaises(NotFound):
                read_token(Purpose.PASS, wrong)

    def test_signature_is_at_least_128_bits(self):
        signature = make_token(Purpose.PASS, "abcdefghijklmnop").partition(".")[2]
        assert len(signature) * 6 >= 128

    def test_old_key_is_accepted_while_it_is_a_fallback(self):
        with override_settings(SECRET_KEY="old" * 20):
            token = make_token(Purpose.PASS, "abcdefghijklmnop")
        with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=["old" * 20]):
            assert read_token(Purpose.PASS, token) == "abcdefghijklmnop"
            assert make_token(Purpose.PASS, "abcdefghijklmnop") != token
        with override_settings(SECRET_KEY="new" * 20), self.assertRaises(NotFound):
            read_token(Purpose.PASS, token)

    def test_tokens_of_all_keys_are_those_that_are_accepted(self):
        with override_settings(SECRET_KEY="old" * 20):
            old = make_token(Purpose.PASS, "abcdefghijklmnop")
        with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=["old" * 20]):
            accepted = tokens_of_all_keys(Purpose.PASS, "abcdefghijklmnop")
            assert accepted == [make_token(Purpose.PASS, "abcdefghijklmnop"), old]
            assert [read_token(Purpose.PASS, token) for token in accepted] == ["abcdefghijklmnop"] * 2


class ReferenceTests(SimpleTestCase):
    def test_no_letter_or_digit_that_can_be_mistaken(self):
        assert not set("01OIL") & set(ALPHABET)
        assert len(set(ALPHABET)) == 31
        assert all(set(new_reference()) <= set(ALPHABET) for _ in range(200))

    def test_typed_with_or_without_dash_in_either_case(self):
        assert printed("K7QF2MXW") == "K7QF-2MXW"
        for typed in ["K7QF-2MXW", "k7qf2mxw", " k7qf 2mxw ", "K7QF2MXW"]:
            assert normalized(typed) == "K7QF2MXW"
