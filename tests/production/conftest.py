"""One stack for all tests of production: two backends on ports behind nginx, with the demo company."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from tests.browser import conftest as browsers
from tests.browser.conftest import Site, browser_context_args, context, phone  # noqa: F401  fixtures
from tests.production.client import Client
from tests.production.stack import ProductionStack, stack_folder


@pytest.fixture(scope="session")
def stack() -> Iterator[ProductionStack]:
    with stack_folder() as folder, ProductionStack(folder, backends=2) as running:
        yield running


@pytest.fixture(scope="session")
def client(stack: ProductionStack) -> Client:
    return Client(stack)


@dataclass(frozen=True)
class ProductionSite(Site):
    """The stack as the tests in a browser know a site."""

    stack: ProductionStack

    def all_mails(self) -> list[EmailMessage]:
        return self.stack.mails()


@pytest.fixture(scope="session")
def site(stack: ProductionStack) -> Site:
    return ProductionSite(stack.url, stack.var / "mail", stack)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, stack: ProductionStack) -> dict:
    """The browser knows our certificate by its key, and no other that it cannot check."""
    arguments = browsers.launch_arguments(browser_type_launch_args)
    certificate = x509.load_pem_x509_certificate((stack.folder / "tls" / "fullchain.pem").read_bytes())
    key = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    known = base64.b64encode(hashlib.sha256(key).digest()).decode()
    return {**arguments, "args": [*arguments["args"], f"--ignore-certificate-errors-spki-list={known}"]}
