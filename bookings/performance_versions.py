"""What a performance's form showed when it was opened, so that two people who edit at once lose nothing."""

import json
from dataclasses import dataclass

from bookings.enums import AccessType
from bookings.models import Performance

COLUMNS = [
    *("starts_at", "venue", "status", "doors_at", "ends_at"),
    *("capacity", "additional_seats", "additional_reason", "occupied_seats", "occupied_reason"),
    *("opens_at", "closes_at", "max_party_size", "few_left_threshold", "hold_minutes", "release_minutes"),
    *(access.value for access in AccessType),
]


@dataclass(frozen=True)
class Version:
    """The columns that the box office decides about, each as text."""

    values: tuple[str, ...]

    @classmethod
    def of(cls, performance: Performance) -> "Version":
        fields = {field.name: field for field in Performance._meta.concrete_fields}
        return cls(tuple(fields[name].value_to_string(performance) for name in COLUMNS))

    @classmethod
    def read(cls, written: str) -> "Version | None":
        """None for what no form of ours has written."""
        try:
            values = json.loads(written)
        except ValueError:
            return None
        if not isinstance(values, list) or len(values) != len(COLUMNS):
            return None
        return cls(tuple(str(value) for value in values))

    @property
    def written(self) -> str:
        return json.dumps(self.values)

    def differs_from(self, other: "Version") -> list[str]:
        """The names of the columns in which two versions are not alike."""
        pairs = zip(COLUMNS, self.values, other.values, strict=True)
        return [name for name, mine, theirs in pairs if mine != theirs]
