from django.test import RequestFactory, SimpleTestCase, override_settings

from bookings.clients import client_address


class ClientAddressTests(SimpleTestCase):
    def test_address_behind_proxies(self):
        cases = [
            (0, "", "9.9.9.9"),
            (0, "1.1.1.1", "9.9.9.9"),
            (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
            (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
            (2, "1.1.1.1", "1.1.1.1"),
            (1, "", "9.9.9.9"),
        ]
        for proxies, forwarded, expected in cases:
            headers = {"X-Forwarded-For": forwarded} if forwarded else {}
            request = RequestFactory(REMOTE_ADDR="9.9.9.9").get("/", headers=headers)
            with self.subTest(proxies=proxies, forwarded=forwarded), override_settings(CLIENT_PROXIES=proxies):
                assert client_address(request) == expected
