"""What the server speaks, to whom, and with which ciphers: asked by OpenSSL, not read in the configuration."""

import socket
import ssl
import subprocess

import pytest

from tests.production.stack import HOST, ProductionStack

# Without forward secrecy, without authentication of what is sent, or broken.
WEAK = ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "AES128-GCM-SHA256"]


def spoken(stack: ProductionStack, *options: str) -> tuple[bool, str]:
    """Whether OpenSSL's client gets a connection, and all that it says about it."""
    answer = subprocess.run(
        ["/usr/bin/openssl", "s_client", "-connect", f"127.0.0.1:{stack.https_port}", *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    said = answer.stdout + answer.stderr
    return answer.returncode == 0 and "Cipher is (NONE)" not in said, said


@pytest.mark.parametrize(
    ("version", "is_spoken"), [("-tls1", False), ("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)]
)
def test_versions(version: str, is_spoken: bool, stack: ProductionStack) -> None:
    # The client's own level is lowered, so that it is the server that refuses.
    assert spoken(stack, version, "-servername", HOST, "-cipher", "ALL:@SECLEVEL=0")[0] is is_spoken


@pytest.mark.parametrize("cipher", WEAK)
def test_weak_ciphers_are_refused(cipher: str, stack: ProductionStack) -> None:
    assert not spoken(stack, "-tls1_2", "-servername", HOST, "-cipher", f"{cipher}:@SECLEVEL=0")[0]


def test_good_ciphers_are_spoken(stack: ProductionStack) -> None:
    for cipher in ("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"):
        assert spoken(stack, "-tls1_2", "-servername", HOST, "-cipher", cipher)[0], cipher


def test_chain_and_name_are_verified(stack: ProductionStack) -> None:
    verify = ["-verify_return_error", "-verify_hostname", HOST, "-servername", HOST]
    well, said = spoken(stack, *verify, "-CAfile", str(stack.tls_certificate))
    assert well, said
    assert "Verify return code: 0 (ok)" in said
    assert not spoken(stack, *verify, "-no-CAfile", "-no-CApath")[0]


def test_http_2_is_offered(stack: ProductionStack) -> None:
    context = ssl.create_default_context(cafile=stack.tls_certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", stack.https_port), timeout=30) as line,
        context.wrap_socket(line, server_hostname=HOST) as connection,
    ):
        assert connection.selected_alpn_protocol() == "h2"


def test_there_are_no_session_tickets(stack: ProductionStack) -> None:
    assert "TLS session ticket:" not in spoken(stack, "-tls1_2", "-servername", HOST)[1]


@pytest.mark.parametrize("options", [["-servername", "www.elsewhere.example"], ["-noservername"]])
def test_unknown_names_get_no_certificate(options: list[str], stack: ProductionStack) -> None:
    well, said = spoken(stack, *options)
    assert not well
    assert "BEGIN CERTIFICATE" not in said


def test_unknown_hosts_get_no_answer(stack: ProductionStack) -> None:
    context = ssl.create_default_context(cafile=stack.tls_certificate)
    request = b"GET / HTTP/1.1\r\nHost: www.elsewhere.example\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", stack.http_port), timeout=30) as line:
        line.sendall(request)
        assert all_of(line) == b""
    with (
        socket.create_connection(("127.0.0.1", stack.https_port), timeout=30) as line,
        context.wrap_socket(line, server_hostname=HOST) as connection,
    ):
        connection.sendall(request)
        assert all_of(connection) == b""


def all_of(line: socket.socket) -> bytes:
    try:
        return line.recv(1000)
    except ConnectionResetError:  # hung up before it had read the whole
        return b""
