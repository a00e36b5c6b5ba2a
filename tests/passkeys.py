"""A passkey as a telephone keeps it, without the telephone: answers what the server asks (WebAuthn level 3)."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, NEW_KEY = 0x01, 0x04, 0x40


class Passkey:
    def __init__(self, *, host: str = "localhost", origin: str = "http://localhost") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.host, self.origin = host, origin
        self.uses = 0

    def created(self, question: dict[str, Any], name: str = "") -> dict[str, Any]:
        """The answer to the question of somebody who adds it to their account."""
        data = self._client_data("webauthn.create", question["challenge"])
        length = len(self.id).to_bytes(2, "big")
        facts = self._facts(PRESENT | VERIFIED | NEW_KEY) + bytes(16) + length + self.id + self._public_key()
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": facts})
        return self._answer({"attestationObject": _text(statement), "clientDataJSON": _text(data)}) | {"name": name}

    def used(self, question: dict[str, Any], *, flags: int = PRESENT | VERIFIED) -> dict[str, Any]:
        """The answer to the question of a sign-in."""
        self.uses += 1
        data = self._client_data("webauthn.get", question["challenge"])
        facts = self._facts(flags)
        signature = self.key.sign(facts + hashlib.sha256(data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {"authenticatorData": _text(facts), "clientDataJSON": _text(data), "signature": _text(signature)}
        )

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _facts(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        return {
            "id": _text(self.id),
            "rawId": _text(self.id),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
