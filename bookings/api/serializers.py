"""Shapes of the booking API. Requests are checked for shape alone; every rule is in policies and services."""

import json
from typing import Any, Self

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bookings import following
from bookings.api.shapes import AnswerSerializer, of_data
from bookings.enums import (
    AccessNeed,
    AccessType,
    BookingState,
    Fact,
    MessageState,
    PerformanceStatus,
    ReservationStatus,
)
from bookings.holders import HolderView
from bookings.references import LENGTH, normalized
from bookings.services import BookRequest

LARGEST_PARTY_EVER = 1000
PARTY_MISSING = _("Please choose how many people you are.")
SUGGESTION_HELP = "The domain that was probably meant, such as `gmail.com` for `gmial.com`."
PRIVACY_REFUSED = _("Please accept the privacy notice to book.")


class StrictSerializer(serializers.Serializer):
    """Refuses fields that it does not know: a misspelt one must not pass for an empty one."""

    default_error_messages = {"unknown": _("Unknown field.")}

    @classmethod
    def of_json(cls, data: Any) -> Self:
        """The checked body of a call. Its values have the types of JSON: a text is no number, and 1 is no yes."""
        wanted = of_data(cls, data, typed=True)
        wanted.is_valid(raise_exception=True)
        return wanted

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            self._refuse(dict.fromkeys(set(data) - set(self.fields), self.error_messages["unknown"]))
            if self.context.get("typed"):
                self._refuse(_mistyped(self.fields, data))
        return super().to_internal_value(data)

    def _refuse(self, errors: dict[str, Any]) -> None:
        if errors:
            # A name may hold half a character, which no answer can repeat.
            printable = {name.encode(errors="replace").decode(): words for name, words in sorted(errors.items())}
            raise serializers.ValidationError(printable, code="invalid")


def _mistyped(fields: Any, data: dict[str, Any]) -> dict[str, Any]:
    """What DRF would read kindly, as it must with forms, where everything is text."""
    types: list[tuple[Any, Any]] = [
        (serializers.BooleanField, bool),
        (serializers.IntegerField, (int, float)),
        (serializers.CharField, str),
    ]
    return {
        name: field.error_messages["invalid"]
        for name, field in fields.items()
        for kind, wanted in types
        if isinstance(field, kind) and data.get(name) is not None and not isinstance(data[name], wanted)
    }


def _asking(sentence: Any) -> dict[str, Any]:
    """The messages of a field that was left out or left empty: one that says what to do."""
    return dict.fromkeys(["required", "blank", "null"], sentence)


ADDRESS_MESSAGES = {
    **_asking(_("Please write the e-mail address at which we can reach you.")),
    "invalid": _("Please check the e-mail address: it should look like name@example.org."),
}


class TokenRequestSerializer(StrictSerializer):
    token = serializers.CharField(max_length=200)


class ChangeRequestSerializer(TokenRequestSerializer):
    party_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PARTY_EVER)


class AddressRequestSerializer(StrictSerializer):
    """An address alone, as it stands in a form."""

    email = serializers.EmailField(max_length=254, error_messages=ADDRESS_MESSAGES)

    def validate_email(self, email: str) -> str:
        return email.lower()


class CorrectAddressRequestSerializer(TokenRequestSerializer, AddressRequestSerializer):
    pass


class ResendRequestSerializer(StrictSerializer):
    reference = serializers.CharField(max_length=2 * LENGTH)
    email = serializers.EmailField(max_length=254)

    def validate_reference(self, typed: str) -> str:
        return normalized(typed)

    def validate_email(self, email: str) -> str:
        return email.lower()


@extend_schema_field(
    {"type": "string", "maxLength": 0, "description": "A trap for robots: people never see it. Leave it empty."}
)
class TrapField(serializers.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(allow_blank=True, default="", **options)

    def to_internal_value(self, data: Any) -> str:
        if data:
            raise serializers.ValidationError(_("Please leave this field empty: only robots fill it in."))
        return ""


@extend_schema_field({"type": "boolean", "const": True})
class AcceptedField(serializers.BooleanField):
    """Yes, and nothing else."""

    default_error_messages = _asking(PRIVACY_REFUSED)

    def to_internal_value(self, data: Any) -> bool:
        if not super().to_internal_value(data):
            raise serializers.ValidationError(PRIVACY_REFUSED, code="required")
        return True


class BookRequestSerializer(StrictSerializer):
    party_size = serializers.IntegerField(
        min_value=1, max_value=LARGEST_PARTY_EVER, error_messages={**_asking(PARTY_MISSING), "invalid": PARTY_MISSING}
    )
    name = serializers.CharField(max_length=120, error_messages=_asking(_("Please write your name.")))
    email = serializers.EmailField(max_length=254, error_messages=ADDRESS_MESSAGES)
    privacy_accepted = AcceptedField()
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    notes = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    access_needs = serializers.ListField(
        child=serializers.ChoiceField(AccessNeed.choices), required=False, default=list, max_length=len(AccessNeed)
    )
    language = serializers.ChoiceField(settings.LANGUAGES, required=False)
    website = TrapField()

    def validate_email(self, email: str) -> str:
        return email.lower()

    def to_book_request(self, performance_id: int, idempotency_key: str | None) -> BookRequest:
        """The checked request as the booking core takes it; needs `is_valid()` before."""
        data = dict(self.validated_data)
        for not_kept in ("privacy_accepted", "website"):
            data.pop(not_kept)
        data.setdefault("language", (get_language() or "it")[:2])
        data["access_needs"] = tuple(dict.fromkeys(data["access_needs"]))
        content = json.dumps({"performance": performance_id, **data}, sort_keys=True)
        digest = salted_hmac("bookings.idempotency", content, algorithm="sha256").hexdigest()
        return BookRequest(
            performance_id=performance_id, idempotency_key=idempotency_key, content_digest=digest, **data
        )


class IdempotencyKeySerializer(serializers.Serializer):
    idempotency_key = serializers.CharField(max_length=64, allow_blank=True)


class ResendAnswerSerializer(serializers.Serializer):
    detail = serializers.CharField()


class ShowReferenceSerializer(AnswerSerializer):
    slug = serializers.CharField(source="show.slug")
    title = serializers.CharField(source="show.title")
    url = serializers.CharField(source="show_url")


class VenueReferenceSerializer(AnswerSerializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    city = serializers.CharField()


class BookingAnswerSerializer(AnswerSerializer):
    state = serializers.ChoiceField(BookingState.choices)
    label = serializers.CharField(  # type: ignore[assignment]  # a field of ours, named like an attribute of DRF's
        source="availability_label", help_text="The state in words."
    )
    seats_available = serializers.IntegerField(source="verdict.seats_available")
    max_party_size = serializers.IntegerField(source="verdict.max_party_size")
    opens_at = serializers.DateTimeField(allow_null=True)
    closes_at = serializers.DateTimeField()
    release_notice = serializers.CharField(
        help_text="From when places that nobody has claimed may be given away, in words; empty when never, or later."
    )


class PerformanceSerializer(AnswerSerializer):
    """Shows a `listings.ListedPerformance`."""

    id = serializers.IntegerField()
    show = ShowReferenceSerializer(source="*")
    venue = VenueReferenceSerializer()
    starts_at = serializers.DateTimeField()
    starts_label = serializers.CharField(help_text="The curtain in words, in venue time.")
    doors_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    status = serializers.ChoiceField(PerformanceStatus.choices)
    access_types = serializers.ListField(child=serializers.ChoiceField(AccessType.choices))
    booking = BookingAnswerSerializer(source="*")


class PassSerializer(AnswerSerializer):
    url = serializers.CharField()
    svg = serializers.CharField()


class ReservationAnswerSerializer(AnswerSerializer):
    reference = serializers.CharField()
    status = serializers.ChoiceField(ReservationStatus.choices)
    party_size = serializers.IntegerField()
    performance = PerformanceSerializer()
    confirm_before = serializers.DateTimeField(allow_null=True)
    email = serializers.CharField(help_text="Masked.")


class BookedSerializer(ReservationAnswerSerializer):
    """Shows a `holders.HolderView` to whoever has booked, and has not shown yet that the address is theirs: no pass."""

    follow_token = serializers.SerializerMethodField(
        help_text="For `/api/reservations/follow/` and `/api/reservations/correct-address/` alone."
    )
    email_suggestion = serializers.SerializerMethodField(help_text=SUGGESTION_HELP)

    def get_follow_token(self, view: HolderView) -> str:
        return following.follow_token(view.reservation)

    def get_email_suggestion(self, view: HolderView) -> str | None:
        return following.suggestion_for(view.reservation, view.status)


class FollowedSerializer(AnswerSerializer):
    """Shows a `following.FollowedView`."""

    reference = serializers.CharField()
    status = serializers.ChoiceField(ReservationStatus.choices)
    confirm_before = serializers.DateTimeField(allow_null=True)
    email = serializers.CharField(help_text="Masked.")
    email_suggestion = serializers.CharField(allow_null=True, help_text=SUGGESTION_HELP)
    mail = serializers.ChoiceField(
        MessageState.choices,
        allow_null=True,
        help_text="The state of the newest mail that asks to confirm, or that brings the code.",
    )


class ReservationSerializer(ReservationAnswerSerializer):
    """Shows a `holders.HolderView`; a confirmed reservation comes with its pass."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        data = super().to_representation(instance)
        return {name: value for name, value in data.items() if name != "pass" or value is not None}

    def get_fields(self) -> dict[str, serializers.Field]:
        # `pass` is a word of Python's own and cannot be an attribute.
        return {**super().get_fields(), "pass": PassSerializer(source="entry_pass", required=False)}


class CategorySerializer(AnswerSerializer):
    slug = serializers.CharField()
    name = serializers.CharField()


class ShowSerializer(AnswerSerializer):
    slug = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField()
    url = serializers.CharField()
    running_time = serializers.IntegerField(allow_null=True, help_text="Minutes, interval apart.")
    interval = serializers.IntegerField(allow_null=True, help_text="Minutes.")
    age_guidance = serializers.CharField()
    categories = CategorySerializer(many=True)


class ShowDetailSerializer(ShowSerializer):
    performances = PerformanceSerializer(source="listed_performances", many=True)


class VenueSerializer(AnswerSerializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    address = serializers.CharField()
    postal_code = serializers.CharField()
    city = serializers.CharField()
    country = serializers.CharField()
    time_zone = serializers.CharField()
    step_free = serializers.ChoiceField(Fact.choices)
    wheelchair_places = serializers.IntegerField(allow_null=True)
    hearing_loop = serializers.ChoiceField(Fact.choices)
    accessible_toilet = serializers.ChoiceField(Fact.choices)
    parking = serializers.ChoiceField(Fact.choices)
