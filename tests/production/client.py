"""A visitor's program: asks through nginx over HTTPS, checks the certificate, keeps no connection and no cookie."""

import http.client
import json
import ssl
from dataclasses import dataclass
from email.message import Message
from typing import Any

from tests.production.stack import HOST, ProductionStack


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def refusal(self) -> dict[str, Any]:
        """The one error of a refusal of the API; fails when it has another shape."""
        told = self.json()
        assert set(told) == {"type", "errors"}
        [error] = told["errors"]
        assert set(error) >= {"code", "detail", "attr"}
        return error


class Client:
    """Each has an address of this machine, since limits are counted by address."""

    def __init__(self, stack: ProductionStack, address: str = "127.0.0.1") -> None:
        self._port, self._address = stack.https_port, address
        self._context = ssl.create_default_context(cafile=stack.tls_certificate)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPSConnection(
            HOST, self._port, timeout=60, context=self._context, source_address=(self._address, 0)
        )
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, content: Any, **headers: str) -> Answer:
        return self.ask("POST", path, json.dumps(content).encode(), Content_Type="application/json", **headers)
