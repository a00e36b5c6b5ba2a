"""Actions of the box office: POST only, each a verb of the booking core. And how each mail looks."""

from email.mime.base import MIMEBase

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookings import mails, outbox
from bookings.enums import MessageKind
from bookings.mail_samples import sample_message
from bookings.models import OutboxMessage

may_see_mails = permission_required("bookings.view_outboxmessage", raise_exception=True)
may_send_mails = permission_required("bookings.change_outboxmessage", raise_exception=True)


@may_send_mails
@require_http_methods(["GET", "POST"])
def send_again(request: HttpRequest, message_id: int) -> HttpResponse:
    """Asks, then sends a mail that has failed or waits."""
    message = get_object_or_404(OutboxMessage.objects.select_related("reservation", "contact"), pk=message_id)
    if request.method == "GET":
        return render(request, "bookings/admin/send_again.html", {"message": message})
    if outbox.send_again(message.pk, timezone.now()):
        messages.success(request, _("The mail has been sent."))
    else:
        messages.error(request, _("The mail could not be sent now; it will be tried again by itself."))
    return HttpResponseRedirect(reverse("bookings_outboxmessage_modeladmin_index"))


@may_see_mails
@require_safe
def mail_samples(request: HttpRequest) -> HttpResponse:
    """Every mail in both languages, with an invented reservation or message."""
    languages = [("it", _("Italian")), ("en", _("English"))]
    return render(request, "bookings/admin/mail_samples.html", {"kinds": MessageKind.choices, "languages": languages})


@may_see_mails
@require_safe
def mail_sample(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """One mail as its reader sees it: `?part=text` for the plain one."""
    message = sample_message(kind, language)
    if message is None:
        raise Http404
    mail = mails.render(message)
    if request.GET.get("part") == "text":
        return HttpResponse(f"{mail.subject}\n\n{mail.body}", content_type="text/plain; charset=utf-8")
    return HttpResponse(_with_pictures(mail), headers={"Content-Security-Policy": MAIL_POLICY})


MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


def _with_pictures(mail: EmailMultiAlternatives) -> str:
    """The HTML part with its attached pictures inside, as a mail program shows it."""
    [(html, _type)] = mail.alternatives
    html = str(html)
    for part in mail.attachments:
        if isinstance(part, MIMEBase) and part["Content-ID"]:
            picture = "".join(str(part.get_payload()).split())
            html = html.replace(
                f"cid:{part['Content-ID'].strip('<>')}", f"data:{part.get_content_type()};base64,{picture}"
            )
    return html
