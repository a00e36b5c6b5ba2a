"""The contact page as visitors get it: the form, what is sent with it, and the thanks.

Spam is kept out without a puzzle: by a trap that people never see, by the time that a form takes, by the number of
links, and by a limit for each client and each address. Whatever is refused, what was typed is still there.
"""

from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import contact, policies
from bookings.clients import client_address
from bookings.contact_forms import ContactForm
from bookings.enums import FormAge
from bookings.exceptions import Busy
from bookings.models import ContactPage
from bookings.stamps import Stamp, new_stamp, read_stamp
from bookings.throttling import TooManyTries, count_try

TRAP = "website"  # as in the booking form
SENT = "sent"


def contact_page(request: HttpRequest, page: ContactPage) -> HttpResponse:
    """Answers a request for a contact page; no cache keeps the answer, which holds a CSRF token."""
    request.is_preview = False  # type: ignore[attr-defined]  # as Wagtail's own serving has it
    if request.method == "POST":
        response = _receive(request, page, timezone.now())
    elif SENT in request.GET:
        response = TemplateResponse(request, "bookings/contact_thanks.html", page.get_context(request))
    else:
        response = _form(request, page, ContactForm(page.topic_names), new_stamp(timezone.now()))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _receive(request: HttpRequest, page: ContactPage, at: datetime) -> HttpResponse:
    if request.POST.get(TRAP):
        return _thanks(request, page)  # a program learns nothing, and nothing is kept
    form = ContactForm(page.topic_names, request.POST)
    sent_stamp = request.POST.get("stamp", "")
    stamp = read_stamp(sent_stamp)
    age = policies.form_age(stamp.opened_at, at) if stamp else FormAge.TOO_OLD
    # An answer that is sent again at once must not be too fast: it goes on with the old stamp, or with an aged one.
    kept_stamp = new_stamp(at - policies.FORM_TAKES) if age == FormAge.TOO_OLD else sent_stamp
    if not form.is_valid():
        return _form(request, page, form, kept_stamp, status=400)
    if stamp is None or age != FormAge.IN_TIME:
        return _form(request, page, form, kept_stamp, status=400, refusal=_words_about(age))
    waiting = _one_too_many(request, form.cleaned_data["email"], at)
    if waiting:
        response = _form(request, page, form, kept_stamp, status=429, refusal=_words_about_waiting(waiting))
        response.headers["Retry-After"] = str(waiting.wait_seconds)
        return response
    try:
        contact.receive(letter=_letter(page, stamp, form), page=page, at=at)
    except (OperationalError, InterfaceError):
        return _form(request, page, form, kept_stamp, status=503, refusal=Busy().detail)
    return _thanks(request, page)


def _form(request: HttpRequest, page: ContactPage, form: ContactForm, stamp: str, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    values = {**page.get_context(request), "form": form, "stamp": stamp, **context}
    return TemplateResponse(request, "bookings/contact_page.html", values, status=status)


def _thanks(request: HttpRequest, page: ContactPage) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{page.get_url(request)}?{SENT}=1")


def _letter(page: ContactPage, stamp: Stamp, form: ContactForm) -> contact.Letter:
    typed = form.cleaned_data
    return contact.Letter(
        form_id=stamp.form_id,
        name=typed["name"],
        email=typed["email"],
        text=typed["text"],
        topic=typed.get("topic", ""),
        language=page.locale.language_code,
    )


def _one_too_many(request: HttpRequest, email: str, at: datetime) -> TooManyTries | None:
    return count_try("contact.client", client_address(request), at) or count_try("contact.address", email.lower(), at)


def _words_about(age: FormAge) -> str:
    if age == FormAge.TOO_FAST:
        return _("That was faster than people write, so nothing has been sent. Please press the button once more.")
    return _("This page was open for a long time, so nothing has been sent yet. Please press the button once more.")


def _words_about_waiting(waiting: TooManyTries) -> str:
    minutes = -(-waiting.wait_seconds // 60)
    words = ngettext(
        "Many messages in a short time: please send this one in %(minutes)d minute.",
        "Many messages in a short time: please send this one in %(minutes)d minutes.",
        minutes,
    )
    return words % {"minutes": minutes}
