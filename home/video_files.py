"""Videos of one's own, sent in the parts that a player asks for: Safari plays nothing else, and nobody can skip."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from wagtail.documents.models import AbstractDocument, document_served

CHUNK = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def serve(document: AbstractDocument, request: HttpRequest) -> HttpResponse:
    """The whole file, or the one range that the request names; 416 where the file is shorter."""
    size = document.file.size
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    is_part = asked is not None and any(asked.groups())
    span = range_within(size, *asked.groups()) if is_part else range(size)
    if not span:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    document_served.send(sender=type(document), instance=document, request=request)
    response = StreamingHttpResponse(_chunks(document.file.storage.open(document.file.name), span))
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(len(span))
    response.headers["Content-Type"] = document.content_type
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if is_part:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return response


def range_within(size: int, first: str, last: str) -> range:
    """The bytes that `first-last`, `first-` or `-length` mean in a file of this size; empty where there are none."""
    if not first:
        return range(max(0, size - int(last)), size)
    end = min(size, int(last) + 1) if last else size
    return range(int(first), end)


def _chunks(file: BinaryIO, span: range) -> Iterator[bytes]:
    with file:
        file.seek(span.start)
        for start in range(span.start, span.stop, CHUNK):
            yield file.read(min(CHUNK, span.stop - start))
