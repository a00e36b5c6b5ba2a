"""Files sent in the parts that a player asks for: Safari plays a video in no other way, and nobody could skip."""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
CHUNK = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def in_parts(view: View) -> View:
    """A view that answers with whole files, taught to answer one range of bytes; whatever else it answers stays."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, FileResponse) and response.status_code == 200:
            response.headers["Accept-Ranges"] = "bytes"
            asked = _asked(request, response)
            return _part(response, *asked.groups()) if asked else response
        return response

    return answer


def range_within(size: int, first: str, last: str) -> range:
    """The bytes that `first-last`, `first-` or `-length` mean in a file of this size; empty where there are none."""
    if not first:
        return range(max(0, size - int(last)), size)
    end = min(size, int(last) + 1) if last else size
    return range(int(first), end)


def _asked(request: HttpRequest, response: FileResponse) -> re.Match | None:
    """The one range that is asked for; none where the asker holds parts of an older file."""
    if request.headers.get("If-Range", response.headers.get("ETag")) != response.headers.get("ETag"):
        return None
    match = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    return match if match and any(match.groups()) else None


def _part(response: FileResponse, first: str, last: str) -> HttpResponse:
    size = int(response.headers["Content-Length"])
    span = range_within(size, first, last)
    if not span:
        response.file_to_stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    response.headers["Content-Length"] = str(len(span))
    response.streaming_content = _chunks(response.file_to_stream, span)
    return response


def _chunks(file: BinaryIO, span: range) -> Iterator[bytes]:
    file.seek(span.start)
    for start in range(span.start, span.stop, CHUNK):
        yield file.read(min(CHUNK, span.stop - start))
