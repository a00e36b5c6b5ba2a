"""Pages at the edge of the project: the way in for staff, the front door, and the reader of local mails."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe
from wagtail.permissions import page_permission_policy

from bookings.clients import client_address
from bookings.panels import SEES_RESERVATIONS
from bookings.throttling import count_try


class LoginView(auth_views.LoginView):
    """Signs every member of staff in and leads each to the place of their work."""

    template_name = "login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refusal = count_try("login.client", client_address(request), timezone.now())
        if refusal is not None:
            form = self.get_form()
            answer = self.render_to_response(self.get_context_data(form=form, wait_seconds=refusal.wait_seconds))
            answer.status_code, answer.headers["Retry-After"] = 429, str(refusal.wait_seconds)
            return answer
        return super().post(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        return place_of_work(self.request.user)


def place_of_work(user: Any) -> str:
    """Where a member of staff works: tonight and next, the admin for those who write pages, the door for the others."""
    if user.has_perm("wagtailadmin.access_admin"):
        writes_pages = page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])
        return reverse("wagtailadmin_home" if writes_pages or not user.has_perm(SEES_RESERVATIONS) else "box-office")
    if user.has_perm("checkins.admit_parties"):
        return reverse("check-in")
    return "/"


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the home page in the reader's language."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("wagtail_serve", args=[""]))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome on the public pages of the real site, and nowhere in a trial of it."""
    private = ["/admin/", "/django-admin/", "/api/", "/check-in/", "/r/", "/stage/", "/login/", "/*/reservations/"]
    rules = ["Disallow: /"] if settings.DEBUG else [f"Disallow: {path}" for path in private]
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
