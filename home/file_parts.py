"""Documents: sent in the parts that a player asks for (Safari plays a video in no other way), or left to nginx."""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
CHUNK = 256 * 1024
# Our nginx sets it in each request (infra/docker/nginx/parts/always_proxied.conf) and takes X-Accel-Redirect.
BY_NGINX = "X-Accel-Documents"
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def in_parts(view: View) -> View:
    """A view that answers with whole files, taught to answer one range of bytes; whatever else it answers stays."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.headers.get(BY_NGINX) == "on" and (name := _name_of_document(response)):
            return _left_to_nginx(response, name)
        if isinstance(response, FileResponse) and response.status_code == 200:
            response.headers["Accept-Ranges"] = "bytes"
            asked = _asked(request, response)
            return _part(response, *asked.groups()) if asked else response
        return response

    return answer


def _name_of_document(response: HttpResponse) -> str:
    """The file of an answer, seen from the folder of documents; empty when it is none of those."""
    folder = Path(settings.MEDIA_ROOT) / "documents"
    path = Path(getattr(getattr(response, "file_to_stream", None), "name", None) or "")
    return str(path.relative_to(folder)) if response.status_code == 200 and path.is_relative_to(folder) else ""


def _left_to_nginx(response: FileResponse, name: str) -> HttpResponse:
    """nginx sends the file, whole or in parts: a thread of ours would be held for as long as somebody watches."""
    response.file_to_stream.close()
    kept = {header: response[header] for header in ("Content-Type", "Content-Disposition") if header in response}
    return HttpResponse(headers=kept | {"X-Accel-Redirect": f"/_documents/{quote(name)}"})


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
