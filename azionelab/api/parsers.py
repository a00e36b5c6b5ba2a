"""Reading bodies: what cannot be read is refused, whatever makes it unreadable."""

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class CarefulJSONParser(JSONParser):
    """DRF's parser knows wrong syntax; a body may also be nested too deeply, or name an encoding that is none."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse(*args, **kwargs)
        except (RecursionError, LookupError, TypeError) as error:
            raise ParseError from error
