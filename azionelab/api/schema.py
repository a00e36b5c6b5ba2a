"""How the OpenAPI document is drawn from the views: sections, examples, and every refusal that a call may give.

A view says which refusals its own rule knows (`refusals`); what DRF and the database add follows from the view's
permissions, parsers, throttles and pages. So the document tells each answer, and no view repeats the common ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import force_instance, is_serializer
from drf_spectacular.utils import Direction, OpenApiExample
from rest_framework import exceptions, serializers, status
from rest_framework.fields import Field
from rest_framework.permissions import AllowAny

from azionelab.api.errors import STATUS_BY_REFUSAL
from azionelab.api.examples import EXAMPLES, FACTS
from bookings.api.serializers import StrictSerializer
from bookings.exceptions import Busy
from checkins.api.phone_serializers import ToldActSerializer
from checkins.api.serializers import DoorCodeSerializer

# DRF's codes for input that has not the documented shape. A rule's own refusal of input is added where it is known.
INPUT_CODES = [
    "blank",
    "empty",
    "invalid",
    "invalid_choice",
    "max_length",
    "max_string_length",
    "max_value",
    "min_length",
    "min_value",
    "not_a_list",
    "null",
    "null_characters_not_allowed",
    "parse_error",
    "required",
    "surrogate_characters_not_allowed",
]
DESCRIPTIONS = {
    200: "Found, done, or done before.",
    201: "Made.",
    202: "Taken on.",
    400: "The input is not as documented, field by field.",
    403: "Not signed in, not allowed, or a staff session without its CSRF header.",
    404: "There is no such thing, or no such page of the list; the same for all reasons.",
    406: "The caller does not accept JSON.",
    409: "Refused by a rule; `code` says which.",
    410: "Too late.",
    415: "The body is not JSON.",
    429: "Too many tries.",
    503: "The database could not be had in time. Trying again is safe.",
}
RETRY_AFTER = {
    "Retry-After": {
        "description": "Seconds to wait before the next try.",
        "schema": {"type": "integer"},
        "required": True,
    }
}


class WrongPerformanceFactSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    show_title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    starts_label = serializers.CharField(help_text="The curtain in words, in venue time.")


class RefusalErrorSerializer(serializers.Serializer):
    """Why a call was refused. What stands beside `attr` are facts that help with some of the codes."""

    code = serializers.CharField(help_text="Stable; for programs.")
    detail = serializers.CharField(help_text="In the language of the request; for people.")
    attr = serializers.CharField(allow_null=True, help_text="The field of the request that is at fault.")
    seats_available = serializers.IntegerField(required=False)
    max_party_size = serializers.IntegerField(required=False)
    seats_taken = serializers.IntegerField(required=False, help_text="Seats this address has already.")
    max_seats = serializers.IntegerField(required=False, help_text="Seats one address may have.")
    opens_at = serializers.DateTimeField(required=False)
    closes_at = serializers.DateTimeField(required=False)
    expired_at = serializers.DateTimeField(required=False, allow_null=True)
    release_from = serializers.DateTimeField(required=False, help_text="From when places may be given away.")
    released = serializers.IntegerField(required=False, help_text="Places of the party that were given away.")
    admitted = serializers.IntegerField(required=False)
    to_come = serializers.IntegerField(required=False)
    checked_in_at = serializers.DateTimeField(required=False)
    checked_in_by = serializers.CharField(required=False)
    checked_in_device = serializers.CharField(required=False)
    starts_label = serializers.CharField(required=False)
    performance = WrongPerformanceFactSerializer(required=False, help_text="Where the reservation belongs.")


class RefusalSerializer(serializers.Serializer):
    """Every answer of 400 and above."""

    type = serializers.ChoiceField(["validation_error", "client_error", "server_error"])
    errors = RefusalErrorSerializer(many=True)


class EitherCode(OpenApiSerializerExtension):
    """What the door sends holds a token, a reference or an entry, and never two of them."""

    target_class = DoorCodeSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        whole = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {"oneOf": [_with_only(whole, code, DoorCodeSerializer.CODES) for code in DoorCodeSerializer.CODES]}


class EitherAct(OpenApiSerializerExtension):
    """What a phone tells is an admission or an undo, each with a shape of its own."""

    target_class = ToldActSerializer

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        shapes = [auto_schema.resolve_serializer(shape, direction).ref for shape in ToldActSerializer.SHAPES]
        return {"oneOf": shapes}


class Refused(NamedTuple):
    """One refusal of one call: its status, and the error that the answer holds."""

    status: int
    error: dict[str, Any]


class Schema(AutoSchema):
    def get_tags(self) -> list[str]:
        """The path below /api/ names the section, as a reader looks for it."""
        return [self.path.removeprefix("/api/").split("/")[0]]

    def get_examples(self) -> list[OpenApiExample]:
        return EXAMPLES.get(self.get_operation_id(), [])

    def _map_serializer_field(self, field: Any, direction: Direction, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        may_be_blank = type(field) is not serializers.CharField or field.allow_blank
        if direction == "response" or may_be_blank:
            return schema
        return {**schema, "minLength": field.min_length or 1, "pattern": _filled(field.min_length or 1)}

    def _get_request_body(self, direction: Direction = "request") -> Any:
        body = super()._get_request_body(direction)
        if body is None:
            return None
        asked = force_instance(self.get_request_serializer())
        needs_a_field = any(field.required for field in asked.fields.values())
        return {**body, "required": needs_a_field or isinstance(asked, DoorCodeSerializer)}

    def _map_basic_serializer(self, serializer: Any, direction: Direction) -> dict[str, Any]:
        schema = super()._map_basic_serializer(serializer, direction)
        if vars(type(serializer))["__doc__"] is None:
            schema.pop("description", None)  # a base class speaks of something else
        return {**schema, "additionalProperties": False} if isinstance(serializer, StrictSerializer) else schema

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        by_status: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for refused in self._refusals():
            by_status[refused.status].append(refused.error)
        for number, errors in by_status.items():
            bodies.setdefault(str(number), self._refusal_body(number, errors))
        for number, body in bodies.items():
            body["description"] = body["description"] or DESCRIPTIONS[int(number)]
        return dict(sorted(bodies.items()))

    def _refusals(self) -> Iterator[Refused]:
        """Each refusal this call may give: the rule's, DRF's, and the database's."""
        own = getattr(self.view, "refusals", None)
        for refusal in own or []:
            yield Refused(STATUS_BY_REFUSAL[refusal], example_of(refusal))
        yield from self._refusals_of_input()
        if self.view.authentication_classes:
            yield from self._refusals_of_access()
        if self._get_paginator():
            yield _refused(exceptions.NotFound("Invalid page."))
        yield _refused(exceptions.NotAcceptable())
        if self.view.throttle_classes:
            yield _refused(exceptions.Throttled(wait=42))
        if own is not None:
            yield Refused(STATUS_BY_REFUSAL[Busy], example_of(Busy))

    def _refusals_of_input(self) -> Iterator[Refused]:
        body = self.get_request_serializer() if self.method == "POST" else None
        if body is not None:
            missing = next(iter(force_instance(body).fields), None)
            yield _missing(missing) if missing else _unknown()
            yield _refused(exceptions.UnsupportedMediaType("text/plain"))
        elif any(is_serializer(parameters) for parameters in self.get_override_parameters()):
            yield _unknown()

    def _refusals_of_access(self) -> Iterator[Refused]:
        if AllowAny not in self.view.permission_classes:
            yield _refused(exceptions.NotAuthenticated())
            yield _refused(exceptions.PermissionDenied())
        elif self.method == "POST":
            yield _refused(exceptions.PermissionDenied("CSRF Failed: CSRF token missing."))

    def _refusal_body(self, number: int, errors: list[dict[str, Any]]) -> dict[str, Any]:
        codes = {error["code"] for error in errors}
        if number == status.HTTP_400_BAD_REQUEST:
            codes |= set(INPUT_CODES)
        if number == status.HTTP_404_NOT_FOUND:
            errors = errors[:1]
        content = {"schema": self._refusal_schema(sorted(codes)), "examples": _examples(number, errors)}
        body = {"description": DESCRIPTIONS[number], "content": {"application/json": content}}
        waits = number in {status.HTTP_429_TOO_MANY_REQUESTS, status.HTTP_503_SERVICE_UNAVAILABLE}
        return {**body, "headers": RETRY_AFTER} if waits else body

    def _refusal_schema(self, codes: list[str]) -> dict[str, Any]:
        """The one shape, narrowed to the codes that this call and status can have."""
        shape = self.resolve_serializer(RefusalSerializer, "response").ref
        narrowed = {"type": "object", "properties": {"code": {"type": "string", "enum": codes}}, "required": ["code"]}
        errors = {"type": "array", "items": narrowed}
        return {"allOf": [shape, {"type": "object", "properties": {"errors": errors}}]}


def only_api_paths(endpoints: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The document is about our own API and not about Wagtail's, which the admin speaks to itself."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]


def example_of(refusal: type[Any]) -> dict[str, Any]:
    """The error that `refusal` becomes, with facts as they could be."""
    facts = FACTS[refusal]
    return {**_error(refusal.code, refusal(**facts).detail, refusal.field), **facts}


def _filled(length: int) -> str:
    """A text of that length when the white space around it is taken away; a minimum length alone counts that too."""
    return r"\S" if length == 1 else rf"\S[\s\S]{{{length - 2},}}\S"


def _with_only(schema: dict[str, Any], kept: str, names: Iterable[str]) -> dict[str, Any]:
    """The shape with one of these fields, which is then required, and without the others."""
    dropped = set(names) - {kept}
    properties = {name: value for name, value in schema["properties"].items() if name not in dropped}
    return {**schema, "properties": properties, "required": sorted({*schema.get("required", []), kept})}


def _missing(field: str) -> Refused:
    return Refused(400, _error("required", str(Field.default_error_messages["required"]), field))


def _unknown() -> Refused:
    return Refused(400, _error("invalid", str(StrictSerializer.default_error_messages["unknown"]), "colour"))


def _refused(exception: exceptions.APIException) -> Refused:
    """A refusal of DRF's own; with status and code of not being signed in where no challenge can be sent."""
    number = 403 if isinstance(exception, exceptions.NotAuthenticated) else exception.status_code
    return Refused(number, _error(exception.default_code, str(exception.detail)))


def _error(code: Any, detail: str, attr: str | None = None) -> dict[str, Any]:
    return {"code": code, "detail": detail, "attr": attr}


def _examples(number: int, errors: list[dict[str, Any]]) -> dict[str, Any]:
    return {error["code"]: {"value": {"type": _type_of(number, error["code"]), "errors": [error]}} for error in errors}


def _type_of(number: int, code: str) -> str:
    if number >= status.HTTP_500_INTERNAL_SERVER_ERROR:
        return "server_error"
    return "validation_error" if code in INPUT_CODES else "client_error"
