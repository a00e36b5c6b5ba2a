"""Shapes of what a phone at the door keeps, asks every second or two, and tells after it was alone."""

from typing import Any

from rest_framework import serializers

from bookings.api.serializers import LARGEST_PARTY_EVER, StrictSerializer
from bookings.api.shapes import AnswerSerializer
from bookings.enums import AccessNeed, ReservationStatus
from checkins.api.serializers import DoorCountSerializer, device_field
from checkins.enums import ActKind, ActOutcome

MOST_ACTS = 100
LONGEST_AGO = 30 * 24 * 60 * 60  # seconds; a phone whose clock was set meanwhile may say more, and is wrong


class ReleaseSerializer(AnswerSerializer):
    is_offered = serializers.BooleanField(help_text="Whether places that nobody has claimed may be released now.")
    people = serializers.IntegerField(help_text="How many people have places that would be released.")
    released = serializers.IntegerField(help_text="How many have been.")


class EntryStateSerializer(AnswerSerializer):
    id = serializers.IntegerField()
    status = serializers.ChoiceField(ReservationStatus.choices)
    party_size = serializers.IntegerField()
    admitted = serializers.IntegerField()
    released = serializers.IntegerField()
    last_at = serializers.DateTimeField(allow_null=True, help_text="When the last who count were let in.")
    last_device = serializers.CharField()


class PhoneStateSerializer(AnswerSerializer):
    """Shows a `phone_state.PhoneState`."""

    counts = DoorCountSerializer()
    conflicts = serializers.IntegerField(help_text="Admissions that happened and could not be counted.")
    house_clear_at = serializers.DateTimeField(allow_null=True, help_text="The first time on its night.")
    late = serializers.IntegerField(
        help_text="People who came in after the curtain or the first house clear, whichever was earlier."
    )
    release = ReleaseSerializer()
    entries = EntryStateSerializer(many=True)


class ListEntrySerializer(AnswerSerializer):
    id = serializers.IntegerField()
    passes = serializers.ListField(child=serializers.CharField(), help_text="Digests, one for each signing key.")
    reference = serializers.CharField(help_text="A short digest; empty when another one is alike.")
    needs = serializers.ListField(child=serializers.ChoiceField(AccessNeed.choices))


class OtherPerformanceSerializer(AnswerSerializer):
    id = serializers.IntegerField()
    show_title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    starts_label = serializers.CharField(help_text="The curtain in words, in venue time.")


class ElsewhereSerializer(AnswerSerializer):
    performance = OtherPerformanceSerializer()
    passes = serializers.ListField(child=serializers.CharField())


class PhoneListSerializer(AnswerSerializer):
    """Shows a `phone_list.PhoneList`."""

    performance = serializers.IntegerField(source="performance.id")
    loaded_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(help_text="The end of its night; the phone then forgets everything.")
    salt = serializers.CharField()
    entries = ListEntrySerializer(many=True)
    elsewhere = ElsewhereSerializer(many=True, help_text="Passes for the nights around this one.")
    latecomer_rule = serializers.CharField()
    stage_url = serializers.CharField()
    state = PhoneStateSerializer()


class _ToldActSerializer(StrictSerializer):
    scan_id = serializers.CharField(max_length=64, help_text="Of the admission.")
    seconds_ago = serializers.IntegerField(min_value=0, max_value=LONGEST_AGO)


class ToldAdmissionSerializer(_ToldActSerializer):
    kind = serializers.ChoiceField([ActKind.ADMIT.value])
    entry = serializers.IntegerField(min_value=1, help_text="A number of the performance's list.")
    people = serializers.IntegerField(min_value=1, max_value=LARGEST_PARTY_EVER)


class ToldUndoSerializer(_ToldActSerializer):
    kind = serializers.ChoiceField([ActKind.UNDO.value])


class ToldActSerializer(serializers.Serializer):
    """An admission, or the undoing of one: `kind` says which."""

    SHAPES = (ToldAdmissionSerializer, ToldUndoSerializer)

    def to_internal_value(self, data: Any) -> Any:
        is_undo = isinstance(data, dict) and data.get("kind") == ActKind.UNDO
        shape = ToldUndoSerializer if is_undo else ToldAdmissionSerializer
        return shape(context=self.context).run_validation(data)


class SyncRequestSerializer(StrictSerializer):
    device = device_field()
    acts = serializers.ListField(child=ToldActSerializer(), max_length=MOST_ACTS)


class ToldResultSerializer(AnswerSerializer):
    """Shows a `sync.Told`."""

    kind = serializers.ChoiceField([kind.value for kind in ActKind], source="act.kind")
    scan_id = serializers.CharField(source="act.scan_id")
    outcome = serializers.ChoiceField([outcome.value for outcome in ActOutcome])
    code = serializers.CharField(help_text="Why it is a conflict or was refused; else empty.")
    detail = serializers.CharField(help_text="The same in words.")


class SyncSerializer(AnswerSerializer):
    results = ToldResultSerializer(many=True)
    state = PhoneStateSerializer()
