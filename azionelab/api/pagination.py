"""Lists in pages."""

from typing import Any

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """DRF's own is written for OpenAPI 3.0, which spells what may be null in another way."""
        address = {"type": ["string", "null"], "format": "uri", "example": None}
        count = {"type": "integer", "example": 1}
        properties = {"count": count, "next": address, "previous": address, "results": schema}
        return {"type": "object", "properties": properties, "required": list(properties)}
