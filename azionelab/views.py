"""Pages at the edge of the project: the front door, and the reader of local mails."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from azionelab import request_ids

NOT_FOR_SEARCH_ENGINES = [
    *("/admin/", "/django-admin/", "/api/", "/check-in/", "/r/", "/stage/", "/login/", "/security/"),
    "/*/reservations/",
]


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the home page in the reader's language."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("wagtail_serve", args=[""]))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """The page that says that we have failed, and by which number we find the reason in the log."""
    context = {"request_id": request_ids.current()}
    return HttpResponse(render_to_string("500.html", context), status=HTTPStatus.INTERNAL_SERVER_ERROR)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome on the public pages of the real site, and nowhere in a trial of it."""
    rules = ["Disallow: /"] if settings.DEBUG else [f"Disallow: {path}" for path in NOT_FOR_SEARCH_ENGINES]
    lines = ["User-agent: *", *rules, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """The mails of a local run, newest first. Routed only when DEBUG is on."""
    mails = [{"name": path.name, "mail": _read_mail(path)} for path in sorted(_mail_paths(), reverse=True)]
    return render(request, "dev/mail_list.html", {"mails": mails})


@require_safe
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as text, with the links to follow, and its HTML in a frame of its own."""
    mail = _mail_named(name)
    # Taken out here: a template that asks a mail for anything is answered by the header of that name, or by nothing.
    attached = [part.get_filename() for part in mail.iter_attachments() if part.get_filename()]
    context = {"name": name, "mail": mail, "text": _part(mail, "plain"), "attached": attached}
    return render(request, "dev/mail_detail.html", context)


@require_safe
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part with its inline pictures, as a mail program shows it: no script may run."""
    html = _part(_mail_named(name), "html")
    for part in _mail_named(name).iter_attachments():
        if part["Content-ID"]:
            source = f"/dev/mail/{name}/{part.get_filename()}"
            html = html.replace(f"cid:{part['Content-ID'].strip('<>')}", source)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
    return response


@require_safe
def mail_attachment(request: HttpRequest, name: str, filename: str) -> HttpResponse:
    for part in _mail_named(name).iter_attachments():
        if part.get_filename() == filename:
            return HttpResponse(part.get_payload(decode=True), content_type=part.get_content_type())
    raise Http404


def _mail_paths() -> list[Path]:
    return list(Path(settings.EMAIL_FILE_PATH).glob("*.eml"))


def _mail_named(name: str) -> EmailMessage:
    # Looked up in the folder's own listing, so that no name can lead out of it.
    for path in _mail_paths():
        if path.name == name:
            return _read_mail(path)
    raise Http404


def _read_mail(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body(preferencelist=(kind,))
    return body.get_content() if body else ""
