"""The doctor's checks of settings, folders and the certificate: well, and each way of being ill."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.test import SimpleTestCase, override_settings

from azionelab.doctor import addresses, machine, project
from azionelab.doctor.findings import Level

HASHING = {"staticfiles": {"BACKEND": "home.stylesheets.BundlingStorage"}}


class ProjectTests(SimpleTestCase):
    def test_debug(self):
        assert project.debug().level == Level.WELL
        with override_settings(DEBUG=True):
            assert project.debug().level == Level.FAULT

    def test_djangos_own_checks_are_told_by_their_numbers(self):
        finding = project.deploy_checks()
        assert finding.level == Level.WARNING
        assert "security.W008" in finding.words  # the settings of tests redirect nobody to https
        with override_settings(SITE_URL="ftp://www.azionelab.example/"):
            finding = project.deploy_checks()
        assert (finding.level, "azionelab.E002" in finding.words) == (Level.FAULT, True)

    def test_static_files(self):
        assert project.static_files().level == Level.HINT
        with TemporaryDirectory() as folder, override_settings(STORAGES=HASHING, STATIC_ROOT=folder):
            assert project.static_files().level == Level.FAULT
            manifest = '{"paths": {"a.css": "a.0123456789ab.css"}, "version": "1.1", "hash": "0"}'
            Path(folder, "staticfiles.json").write_text(manifest)
            assert project.static_files().level == Level.WELL


class AddressTests(SimpleTestCase):
    def test_site_url(self):
        samples = [
            ("https://www.azionelab.example", ["www.azionelab.example"], Level.WELL),
            ("https://www.azionelab.example", [".azionelab.example"], Level.WELL),
            ("https://www.azionelab.example", ["azionelab.example"], Level.FAULT),
            ("http://www.azionelab.example", ["www.azionelab.example"], Level.FAULT),
        ]
        for url, hosts, level in samples:
            with self.subTest(url=url, hosts=hosts), override_settings(SITE_URL=url, ALLOWED_HOSTS=hosts):
                assert addresses.site_url().level == level

    def test_client_proxies(self):
        for count, level in [
            (0, Level.WARNING),
            (1, Level.WELL),
            (3, Level.WELL),
            (4, Level.WARNING),
            (-1, Level.WARNING),
        ]:
            with self.subTest(count), override_settings(CLIENT_PROXIES=count):
                assert addresses.client_proxies().level == level


class CertificateTests(SimpleTestCase):
    def look(self, *, days, is_trusted=True):
        with TemporaryDirectory() as folder:
            file = self_signed(Path(folder), days)
            with TlsServer(file) as port, pytest.MonkeyPatch.context() as patch:
                if is_trusted:
                    patch.setenv("SSL_CERT_FILE", str(file))
                with override_settings(SITE_URL=f"https://localhost:{port}"):
                    return addresses.certificate()

    def test_one_that_holds_is_well(self):
        finding = self.look(days=60)
        assert (finding.level, finding.words) == (Level.WELL, "It holds for 59 days more.")

    def test_one_that_ends_soon_is_a_warning(self):
        assert self.look(days=10).level == Level.WARNING

    def test_one_that_is_over_is_a_fault(self):
        assert "expired" in self.look(days=-1).words

    def test_one_that_nobody_trusts_is_a_fault(self):
        assert self.look(days=60, is_trusted=False).level == Level.FAULT

    def test_nobody_there_is_a_hint(self):
        with socket.create_server(("127.0.0.1", 0)) as nobody:
            port = nobody.getsockname()[1]
        with override_settings(SITE_URL=f"https://localhost:{port}"):
            assert addresses.certificate().level == Level.HINT


class MachineTests(SimpleTestCase):
    def test_time_zone(self):
        assert machine.time_zone().level == Level.WELL
        with override_settings(TIME_ZONE="UTC"):
            assert machine.time_zone().level == Level.WARNING

    def test_media_folder(self):
        with TemporaryDirectory() as folder:
            with override_settings(MEDIA_ROOT=f"{folder}/not/yet"):
                assert machine.media_folder().level == Level.WELL
            file = Path(folder, "file")
            file.touch()
            with override_settings(MEDIA_ROOT=file):  # also root cannot write into a file as into a folder
                assert machine.media_folder().level == Level.FAULT

    def test_cache_folder(self):
        assert machine.cache_folder().words == "The cache lies in no folder."
        with TemporaryDirectory() as folder:
            file = Path(folder, "file")
            file.touch()
            for place, level in [(folder, Level.WELL), (file, Level.FAULT)]:
                cache = {"default": {"BACKEND": machine.FILE_CACHE, "LOCATION": str(place)}}
                with self.subTest(level), override_settings(CACHES=cache):
                    assert machine.cache_folder().level == level

    def test_disk_space(self):
        free = machine.shutil.disk_usage(settings.MEDIA_ROOT.parent).free
        samples = [((0, 0), Level.WELL), ((0, free * 2), Level.WARNING), ((free * 2, free * 3), Level.FAULT)]
        for limits, level in samples:
            with self.subTest(level), pytest.MonkeyPatch.context() as patch:
                patch.setattr(machine, "FULL", limits)
                assert machine.disk_space().level == level


def self_signed(folder, days):
    """One file with key and certificate for localhost that ends in so many days."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    ends = datetime.now(UTC) + timedelta(days=days)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return file


class TlsServer:
    """Answers one call on a free port of this machine."""

    def __init__(self, file):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(file)

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.answer, daemon=True)
        self.thread.start()
        return self.listener.getsockname()[1]

    def answer(self):
        connection, _address = self.listener.accept()
        try:
            self.context.wrap_socket(connection, server_side=True).close()
        except OSError:
            connection.close()  # the caller did not like the certificate

    def __exit__(self, *args):
        self.thread.join(10)
        self.listener.close()
