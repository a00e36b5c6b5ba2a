from django.test import SimpleTestCase

from bookings.mail_domains import ALSO_REAL, COMMON, suggestion, with_domain

NEAR_MISSES = {
    "gmail.com": ["gmial.com", "gamil.com", "gmai.com", "gmal.com", "gnail.com", "gmail.con", "gmail.co", "gmaill.com"],
    "hotmail.it": ["hotmial.it", "hotmai.it", "homail.it"],
    "hotmail.com": ["hotmail.con", "hotamil.com"],
    "libero.it": ["liber.it", "libro.it", "liberi.it", "libero.ot"],
    "yahoo.it": ["yaho.it", "yhaoo.it"],
    "outlook.com": ["outlok.com", "outloo.com"],
    "icloud.com": ["icoud.com", "iclod.com"],
    "virgilio.it": ["virgilo.it"],
    "tiscali.it": ["tiscal.it"],
    "alice.it": ["alce.it"],
    "protonmail.com": ["prtonmail.com"],
}
# Each is somebody's own, however like a common one it looks.
RIGHT = [
    *("gmx.it", "mail.com", "ymail.com", "live.com", "example.org", "fastweb.it", "gmail.it", "mail.ru", "qq.com"),
    *("lime.it", "olive.it", "team.it", "time.it", "unibo.it", "teatro.it", "comune.firenze.it", "proton.ch", "mi.it"),
]


class SuggestionTests(SimpleTestCase):
    def test_near_misses_are_told_which_domain_was_meant(self):
        for meant, mistyped in NEAR_MISSES.items():
            for domain in mistyped:
                with self.subTest(domain):
                    assert suggestion(f"giulia@{domain}") == meant

    def test_right_domains_are_never_doubted(self):
        for domain in [*RIGHT, *COMMON, *ALSO_REAL, "GMAIL.COM"]:
            with self.subTest(domain):
                assert suggestion(f"giulia@{domain}") is None

    def test_what_is_no_address_has_no_suggestion(self):
        assert [suggestion(text) for text in ("", "giulia", "giulia@")] == [None] * 3

    def test_domain_alone_is_replaced(self):
        assert with_domain("giulia.neri@gmial.com", "gmail.com") == "giulia.neri@gmail.com"
