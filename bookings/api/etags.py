"""Answers that a poller need not receive twice."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from rest_framework.request import Request
from rest_framework.response import Response


def respond_with_etag(request: Request, data: Any, cache_control: str = "no-cache") -> Any:
    """`data` with an ETag of its content, or 304 when the caller has it already.

    With `no-store` no cache keeps it; the caller then remembers ETag and answer by itself.
    """
    content = json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True).encode()
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    answer = Response(data, headers={"ETag": etag, "Cache-Control": cache_control})
    # Given the answer, Django repeats its headers in a 304, as a caller needs who would take any copy (`*`).
    return get_conditional_response(request._request, etag=etag, response=answer)
