"""Lists in pages."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from rest_framework.pagination import PageNumberPagination


class FirstPageCounts(Paginator):
    """A list that fits on its first page is counted by reading it; only a longer one is counted apart."""

    @cached_property
    def beginning(self) -> list[Any]:
        return list(self.object_list[: self.per_page + 1])

    @cached_property
    def count(self) -> int:
        if len(self.beginning) <= self.per_page:
            return len(self.beginning)
        return Paginator(self.object_list, self.per_page).count

    def page(self, number: Any) -> Page:
        if self.validate_number(number) == 1:
            return self._get_page(self.beginning[: self.per_page], 1, self)
        return super().page(number)


class Pages(PageNumberPagination):
    django_paginator_class = FirstPageCounts
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """DRF's own is written for OpenAPI 3.0, which spells what may be null in another way."""
        address = {"type": ["string", "null"], "format": "uri", "example": None}
        count = {"type": "integer", "example": 1}
        properties = {"count": count, "next": address, "previous": address, "results": schema}
        return {"type": "object", "properties": properties, "required": list(properties)}
