"""The doctor's checks of the sender, the mail server and the DNS, against servers of our own on this machine."""

import socketserver
import threading
from contextlib import contextmanager

import dns.message
import dns.resolver
import dns.rrset
import pytest
from django.test import SimpleTestCase, override_settings

from azionelab.doctor import dns_records, mail
from azionelab.doctor.findings import Level
from tests.faults.mail_server import REFUSING, UP, MailServer

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class SenderTests(SimpleTestCase):
    def test_sender(self):
        samples = [
            ("Biglietteria <biglietteria@teatro-nostro.it>", Level.WELL),
            ("biglietteria@teatro-nostro.it", Level.WELL),
            ("AzioneLab <biglietteria@azionelab.example>", Level.FAULT),
            ("root@localhost", Level.FAULT),
            ("webmaster", Level.FAULT),
            ("", Level.FAULT),
        ]
        for address, level in samples:
            with self.subTest(address), override_settings(DEFAULT_FROM_EMAIL=address):
                assert mail.sender().level == level


class ServerTests(SimpleTestCase):
    def look(self, port, **more):
        with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, **more):
            return mail.server()

    def test_one_that_answers_is_well_and_gets_no_mail(self):
        with MailServer(UP) as server:
            assert self.look(server.port).level == Level.WELL
            assert not server.taken

    def test_one_that_refuses_or_is_not_there_is_a_fault(self):
        with MailServer(REFUSING) as server:
            assert self.look(server.port).level == Level.FAULT
        assert self.look(server.port).level == Level.FAULT

    def test_one_without_tls_where_tls_is_asked_for_is_a_fault(self):
        with MailServer(UP) as server:
            assert self.look(server.port, EMAIL_USE_TLS=True).level == Level.FAULT

    def test_a_login_that_is_refused_is_a_fault_and_says_no_password(self):
        with served(LoginRefuser, socketserver.ThreadingTCPServer) as port:
            finding = self.look(port, EMAIL_HOST_USER="azionelab", EMAIL_HOST_PASSWORD="a secret word")
        assert finding.level == Level.FAULT
        assert "refuses the login (535)" in finding.words
        assert "secret" not in f"{finding}"

    def test_plain_words_across_the_network_are_a_warning(self):
        with MailServer(UP) as server, pytest.MonkeyPatch.context() as patch:
            patch.setattr(mail, "NEARBY", set())
            assert self.look(server.port).level == Level.WARNING

    def test_a_backend_that_sends_nothing_is_a_warning(self):
        assert mail.server().level == Level.WARNING


class DnsTests(SimpleTestCase):
    def look(self, check, records):
        """`check` where the DNS of this machine knows these records."""
        with (
            served(partial_handler(records), socketserver.ThreadingUDPServer) as port,
            override_settings(DEFAULT_FROM_EMAIL="biglietteria@mail.teatro-nostro.it"),
            pytest.MonkeyPatch.context() as patch,
        ):
            resolver = dns.resolver.Resolver(configure=False)
            resolver.nameservers, resolver.port = ["127.0.0.1"], port
            patch.setattr(dns.resolver, "default_resolver", resolver)
            return check()

    def test_spf(self):
        name = "mail.teatro-nostro.it"
        for texts, level in [
            (["v=spf1 include:_spf.provider.it -all", "something-else=1"], Level.WELL),
            ([], Level.WARNING),
            (["v=spf1 +all"], Level.WARNING),
            (["v=spf1 -all", "v=spf1 ~all"], Level.WARNING),
        ]:
            with self.subTest(texts):
                assert self.look(dns_records.spf, {(name, "TXT"): texts}).level == level

    def test_dmarc_of_the_domain_or_of_one_above_it(self):
        policy = ["v=DMARC1; p=none"]
        for name, level in [
            ("_dmarc.mail.teatro-nostro.it", Level.WELL),
            ("_dmarc.teatro-nostro.it", Level.WELL),
            ("_dmarc.it", Level.WARNING),
            ("mail.teatro-nostro.it", Level.WARNING),
        ]:
            with self.subTest(name):
                assert self.look(dns_records.dmarc, {(name, "TXT"): policy}).level == level

    def test_mx(self):
        name = "mail.teatro-nostro.it"
        assert self.look(dns_records.receives_mail, {(name, "MX"): ["10 mx.provider.it."]}).level == Level.WELL
        assert self.look(dns_records.receives_mail, {}).level == Level.WARNING

    def test_no_dns_is_a_hint_with_what_to_ask_elsewhere(self):
        with pytest.MonkeyPatch.context() as patch:
            resolver = dns.resolver.Resolver(configure=False)  # knows no server
            patch.setattr(dns.resolver, "default_resolver", resolver)
            for check, asked in [(dns_records.spf, "dig TXT azionelab.example"), (dns_records.receives_mail, "dig MX")]:
                finding = check()
                assert (finding.level, asked in finding.to_do) == (Level.HINT, True)


class LoginRefuser(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            answers = {b"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n", b"AUTH": b"535 no\r\n"}
            self.wfile.write(answers.get(verb, b"250 ok\r\n"))


def partial_handler(records):
    class NameServer(socketserver.BaseRequestHandler):
        def handle(self):
            text, socket = self.request
            question = dns.message.from_wire(text)
            [asked] = question.question
            answer = dns.message.make_response(question)
            kind = dns.rdatatype.to_text(asked.rdtype)
            values = records.get((asked.name.to_text(omit_final_dot=True), kind), [])
            quoted = [f'"{value}"' if kind == "TXT" else value for value in values]
            if quoted:
                answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *quoted))
            socket.sendto(answer.to_wire(), self.client_address)

    return NameServer


@contextmanager
def served(handler, kind):
    """A server on a free port of this machine."""
    with kind(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
