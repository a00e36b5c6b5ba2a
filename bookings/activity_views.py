"""`/admin/box-office/activity/`: who did what, for whoever must explain an evening afterwards."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from bookings.activity import Asked, Source, activity, name_of
from bookings.activity_sources import sources_for
from bookings.box_pages import box_page
from bookings.enums import Actor
from bookings.models import Performance
from bookings.panels import SEES_RESERVATIONS

PERFORMANCES_OFFERED = 200
PAGES_AT_MOST = 1000


class ActivityForm(forms.Form):
    """What is looked for, from the address; a value that makes no sense is said beside its field and asks nothing."""

    first = forms.DateField(
        label=pgettext_lazy("date", "From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    last = forms.DateField(
        label=pgettext_lazy("date", "To"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    field_order = ("who", "what", "performance", "first", "last")

    def __init__(self, sources: list[Source], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = [(f"staff:{user.pk}", name_of(user)) for user in User.objects.order_by("first_name", "username")]
        others = [(str(actor), actor.label) for actor in (Actor.VISITOR, Actor.CLOCK)]
        who = [("", _("Everyone")), (_("Staff"), staff), (_("Others"), others)]
        self.fields["who"] = forms.ChoiceField(label=_("Who"), choices=who, required=False)
        what = [("", _("Everything")), *map(_choices_of, sources)]
        self.fields["what"] = forms.ChoiceField(label=_("What"), choices=what, required=False)
        performances = Performance.objects.select_related("show", "venue").order_by("-starts_at")
        field = forms.ModelChoiceField(performances, label=_("Performance"), required=False)
        # A list to choose from must end somewhere; a link may ask for any performance.
        offered = [(row.pk, str(row)) for row in performances[:PERFORMANCES_OFFERED]]
        field.choices = [("", _("All performances")), *offered]
        self.fields["performance"] = field
        self.order_fields(self.field_order)

    @property
    def asked(self) -> Asked:
        values = self.cleaned_data
        who = values.get("who", "")
        kind, _colon, key = who.partition(":")
        return Asked(
            staff_id=int(key) if kind == "staff" else None,
            actor=who if kind != "staff" else "",
            act=values.get("what", ""),
            performance=values.get("performance"),
            first=values.get("first"),
            last=values.get("last"),
        )


@permission_required(SEES_RESERVATIONS, raise_exception=True)
@require_safe
def activity_screen(request: HttpRequest) -> HttpResponse:
    sources = sources_for(request.user)
    form = ActivityForm(sources, request.GET or None)
    asked = form.asked if form.is_valid() else Asked()
    page = _page_number(request)
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "found": activity(sources, asked, page) if not form.errors else None,
        "page": page,
        "query": query.urlencode(),
        "is_filtered": any(query.values()),
    }
    return box_page(request, "bookings/admin/activity.html", context, title=_("Activity"), icon="history")


def _choices_of(source: Source) -> tuple[Any, list[tuple[str, Any]]]:
    acts = [(f"{source.name}:{value}", label) for value, (label, _condition) in source.acts.items()]
    return source.label, [(source.name, _all_of(source)), *acts] if acts else [(source.name, source.label)]


def _all_of(source: Source) -> str:
    return _("%(history)s: all") % {"history": source.label}


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("p", "")
    return min(max(int(text), 1), PAGES_AT_MOST) if text.isdecimal() else 1
