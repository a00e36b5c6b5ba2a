"""Actions of the box office: POST only, each a verb of the booking core. And how each mail looks."""

from collections import Counter
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages as admin_messages

from bookings import listings, mails, new_dates, outbox, queries, run_plans
from bookings.box_pages import Act, Count, box_page
from bookings.enums import MessageKind, MessageState
from bookings.mail_admin import why
from bookings.mail_failures import words_of_failure
from bookings.mail_samples import sample_message, with_pictures
from bookings.models import OutboxMessage, Venue
from bookings.run_forms import AddDatesForm
from shows.models import ShowPage

may_see_mails = permission_required("bookings.view_outboxmessage", raise_exception=True)
may_send_mails = permission_required("bookings.change_outboxmessage", raise_exception=True)


@may_send_mails
@require_http_methods(["GET", "POST"])
def send_again(request: HttpRequest, message_id: int) -> HttpResponse:
    """Asks, then sends a mail that has failed or waits."""
    message = get_object_or_404(
        OutboxMessage.objects.select_related("reservation", "contact", "performance__show", "performance__venue"),
        pk=message_id,
    )
    if request.method == "GET":
        context = {"message": message, "why": why(message)}
        return box_page(
            request, "bookings/admin/send_again.html", context, title=_("Send this mail again"), icon="mail"
        )
    if outbox.send_again(message.pk, timezone.now()):
        messages.success(request, _("The mail has been sent."))
    else:
        messages.error(request, _("The mail could not be sent now; it will be tried again by itself."))
    return HttpResponseRedirect(reverse("bookings_outboxmessage_modeladmin_index"))


@may_send_mails
@require_http_methods(["GET", "POST"])
def send_failed_again(request: HttpRequest) -> HttpResponse:
    """Asks, then has the timer try every mail that has failed."""
    mails_url = reverse("bookings_outboxmessage_modeladmin_index")
    if request.method == "POST":
        number = outbox.send_failed_again(timezone.now())
        words = ngettext(
            "%(number)d mail goes out within a minute.", "%(number)d mails go out within a minute.", number
        )
        admin_messages.success(request, words % {"number": number})
        return HttpResponseRedirect(mails_url)
    errors = queries.failures_by_kind()
    reasons = Counter[str]()
    for last_error, number in errors.items():
        reasons[words_of_failure(last_error)] += number
    act = Act(_("Send all of them again"), mails_url, _("Back to the mails"), has_trial=False)
    nothing = [] if errors else [_("No mail has failed: there is nothing to send again.")]
    context = {
        "counts": [Count(str(MessageState.FAILED.label), errors.total())],
        "reasons": reasons.most_common(),
        "sentences": [_("Each is made afresh and tried again within a minute, to the address that it has now.")],
        "obstacles": nothing,
        "act": act,
        "seen": "all",
    }
    title = _("Send all failed mails again")
    return box_page(request, "bookings/admin/send_failed.html", context, title=title, icon="mail")


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
    mail = mails.render(message, language)
    if request.GET.get("part") == "text":
        return HttpResponse(f"{mail.subject}\n\n{mail.body}", content_type="text/plain; charset=utf-8")
    return HttpResponse(with_pictures(mail), headers={"Content-Security-Policy": MAIL_POLICY})


MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


may_add_dates = permission_required("bookings.add_performance", raise_exception=True)


@may_add_dates
@require_http_methods(["GET", "POST"])
def add_dates(request: HttpRequest) -> HttpResponse:
    """A whole run in one form: what is typed, then every date that would come of it, then all of them at once."""
    if request.method == "GET":
        return _show_dates_form(request, AddDatesForm(initial=_show_asked_for(request)))
    form = AddDatesForm(request.POST)
    if "change" in request.POST or not form.is_valid():
        return _show_dates_form(request, form)
    return _review_or_add(request, form)


def _review_or_add(request: HttpRequest, form: AddDatesForm) -> HttpResponse:
    """Shows the dates until somebody has seen exactly these, with what stands in their way, and said which to add."""
    planned = form.plan(timezone.now())
    if "add" not in request.POST:
        return _show_review(request, form, planned, {date.key for date in planned if date.is_suggested})
    chosen = set(request.POST.getlist("date"))
    wanted = [date.starts_at for date in planned if date.is_possible and date.key in chosen]
    if request.POST.get("seen") != run_plans.fingerprint(planned):
        messages.warning(request, _("The programme has changed meanwhile. Look at the dates once more."))
        return _show_review(request, form, planned, chosen)
    if not wanted:
        messages.error(request, _("No date is chosen: nothing has been added."))
        return _show_review(request, form, planned, chosen)
    added = new_dates.add_run(details=form.details, curtains=wanted, staff=cast(User, request.user))
    return _after_adding(request, form.details.show, len(added))


def _after_adding(request: HttpRequest, show: ShowPage, count: int) -> HttpResponse:
    words = ngettext("One performance of “%(show)s” added.", "%(count)d performances of “%(show)s” added.", count)
    text = words % {"count": count, "show": show.title}
    if show.permissions_for_user(request.user).can_edit():
        page = reverse("wagtailadmin_pages:edit", args=[show.pk])
        admin_messages.success(request, text, buttons=[admin_messages.button(page, _("Edit the show"))])
    else:
        admin_messages.success(request, text)
    return HttpResponseRedirect(f"{reverse('bookings_performance_modeladmin_index')}?{urlencode({'q': show.title})}")


def _show_asked_for(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("show", "")
    page = ShowPage.objects.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    venues = list(Venue.objects.all()[:2])
    only_venue = {"venue": venues[0]} if len(venues) == 1 else {}
    return {"show": queries.page_of_dates(page), **only_venue} if page else only_venue


def _show_dates_form(request: HttpRequest, form: AddDatesForm) -> HttpResponse:
    return render(request, "bookings/admin/add_dates.html", {"form": form})


def _show_review(
    request: HttpRequest, form: AddDatesForm, planned: list[run_plans.PlannedDate], chosen: set[str]
) -> HttpResponse:
    rows = [
        {
            "date": date,
            "label": listings.moment_label(date.starts_at),
            "obstacles": [obstacle.label for obstacle in date.obstacles],
            "is_chosen": date.is_possible and date.key in chosen,
        }
        for date in planned
    ]
    context = {
        "form": form,
        "details": form.details,
        "rows": rows,
        "said": [(bound.label, bound.data) for bound in form.folded if bound.data not in ("", "0", None)],
        "seen": run_plans.fingerprint(planned),
        "troubled": sum(bool(date.obstacles) for date in planned),
        "typed": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    return render(request, "bookings/admin/review_dates.html", context)
