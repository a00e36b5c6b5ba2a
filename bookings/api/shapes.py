"""One serializer of each kind, made once. DRF copies all declared fields for each serializer that is made, which costs
several times what a body costs to be checked or an answer to be shown."""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import datetime
from functools import cache, cached_property
from typing import Any, TypeVar

from django.utils.timezone import localtime
from django.utils.translation import get_language
from rest_framework.serializers import DateTimeField, Serializer

S = TypeVar("S", bound=Serializer)


class AnswerSerializer(Serializer):
    """Shows values that have all of its fields. DRF looks first whether each field may be missing, is a method or has a
    default, which costs three times what showing it does."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        answer = {}
        for name, path, represent in self._ways:
            value = instance
            for step in path:
                value = value[step] if isinstance(value, dict) else getattr(value, step)
            answer[name] = None if value is None else represent(value)
        return answer

    @cached_property
    def _ways(self) -> list[tuple[str, list[str], Callable[[Any], Any]]]:
        """Name, way to the value and what shows it, of each field."""
        return [
            (name, field.source_attrs, moment_shown if type(field) is DateTimeField else field.to_representation)
            for name, field in self.fields.items()
        ]


def moment_shown(moment: datetime) -> str:
    """As DRF's own field shows it, which asks the settings about each moment."""
    shown = localtime(moment).isoformat()
    return f"{shown.removesuffix('+00:00')}Z" if shown.endswith("+00:00") else shown


def shown(serializer: type[Serializer], value: Any) -> dict[str, Any]:
    """`value` as `serializer` shows it. For serializers that ask nothing of their context."""
    return _made(serializer, None).to_representation(value)


def shown_each(serializer: type[Serializer], values: Iterable[Any]) -> list[dict[str, Any]]:
    """The same of many."""
    return [shown(serializer, value) for value in values]


def of_data(serializer: type[S], data: Any, **context: Any) -> S:
    """A serializer of `data`, still to be checked, that shares its fields with all others of its kind."""
    # One for each language: DRF's messages remember the words of the first language in which they are read.
    new = copy(_made(serializer, get_language(), **context))
    new.initial_data = data
    return new


@cache
def _made(serializer: type[S], language: str | None, **context: Any) -> S:
    made = serializer(context=context)
    made.fields  # noqa: B018  a lookup that makes them, so that a copy has them too
    return made
