"""The OpenAPI document tells every refusal, and its examples are answers that it allows."""

import json
from pathlib import Path

import jsonschema
from django.test import SimpleTestCase

from azionelab.api.errors import STATUS_BY_REFUSAL
from azionelab.api.examples import FACTS
from azionelab.api.schema import RefusalErrorSerializer
from bookings.exceptions import BookingRefused, RefusedAtTheDesk

DOCUMENT = json.loads((Path(__file__).resolve().parents[2] / "docs" / "openapi.json").read_text())


def refusals(family=BookingRefused):
    """All that a call may answer."""
    for refusal in family.__subclasses__():
        if refusal is not RefusedAtTheDesk:
            yield refusal
            yield from refusals(refusal)


def operations():
    for path, calls in DOCUMENT["paths"].items():
        for method, operation in calls.items():
            yield f"{method} {path}", operation


def contents(operation):
    """Schema and examples of the request and of each answer of one call."""
    for name, part in {"request": operation.get("requestBody", {}), **operation["responses"]}.items():
        for content in part.get("content", {}).values():
            yield name, content["schema"], content.get("examples", {})


class RefusalTests(SimpleTestCase):
    def test_every_refusal_has_a_status_and_an_example(self):
        assert set(refusals()) == set(STATUS_BY_REFUSAL) == set(FACTS)

    def test_every_refusal_is_told_by_some_call_and_its_facts_are_fields(self):
        told = {
            (int(status), code)
            for _call, operation in operations()
            for status, _schema, examples in contents(operation)
            if status.isdigit() and int(status) >= 400
            for code in examples
        }
        known = set(RefusalErrorSerializer().fields)
        for refusal, status in STATUS_BY_REFUSAL.items():
            with self.subTest(refusal.code):
                assert (status, refusal.code) in told
                assert set(FACTS[refusal]) <= known


class ExampleTests(SimpleTestCase):
    def test_every_example_is_allowed_by_its_schema(self):
        checked = 0
        for call, operation in operations():
            for part, schema, examples in contents(operation):
                for name, example in examples.items():
                    with self.subTest(call=call, part=part, example=name):
                        jsonschema.validate(example["value"], {**schema, "components": DOCUMENT["components"]})
                        checked += 1
        assert checked > 100

    def test_wrong_example_is_found(self):
        schema = {"$ref": "#/components/schemas/Refusal", "components": DOCUMENT["components"]}
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate({"type": "client_error"}, schema)

    def test_every_call_of_staff_and_every_act_says_what_it_may_refuse(self):
        for call, operation in operations():
            with self.subTest(call):
                statuses = set(operation["responses"])
                assert statuses >= {"406"}
                assert "/health/" in call or "503" in statuses
                assert "/check-ins/" not in call or "403" in statuses
                assert "requestBody" not in operation or statuses >= {"400", "403", "415"}
