"""Venues in the box office. A new capacity says which performances keep the old one, and leads to taking it over."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.views import EditView

from bookings import capacities
from bookings.box_pages import Act, box_page
from bookings.listings import moment_label
from bookings.models import Venue

VENUE = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("slug"),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city"), FieldPanel("country")]),
                FieldPanel("time_zone"),
                FieldPanel("directions_it"),
                FieldPanel("directions_en"),
            ],
            heading=gettext_lazy("Where"),
        ),
        FieldPanel("capacity"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("step_free"), FieldPanel("wheelchair_places")]),
                FieldRowPanel([FieldPanel("hearing_loop"), FieldPanel("accessible_toilet"), FieldPanel("parking")]),
            ],
            heading=gettext_lazy("Access"),
        ),
    ]
)


class VenueEditView(EditView):
    """Saves the form; performances that exist keep their capacity, and it says which."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        old = capacities.with_old_capacity(self.instance, timezone.now()) if "capacity" in form.changed_data else []
        if old:
            words = ngettext(
                "%(count)d performance to come keeps the capacity that it was made with.",
                "%(count)d performances to come keep the capacity that they were made with.",
                len(old),
            )
            url = reverse("venue-capacity", args=[self.instance.pk])
            button = messages.button(url, _("See them, and take the new one over"))
            messages.warning(self.request, words % {"count": len(old)}, buttons=[button])
        return answer


@permission_required("bookings.change_performance", raise_exception=True)
@require_http_methods(["GET", "POST"])
def venue_capacity(request: HttpRequest, venue_id: int) -> HttpResponse:
    """The performances that were made for another capacity; ticked ones take the room's."""
    venue = get_object_or_404(Venue, pk=venue_id)
    back = reverse("bookings_venue_modeladmin_index")
    if request.method == "POST":
        chosen = [int(word) for word in request.POST.getlist("performance") if word.isdecimal() and len(word) < 10]
        changed = capacities.take_over(venue_id=venue.pk, performance_ids=chosen, staff=request.user, at=timezone.now())
        if changed:
            words = ngettext(
                "%(count)d performance has the new capacity.", "%(count)d performances have the new capacity.", changed
            )
            messages.success(request, words % {"count": changed})
            return HttpResponseRedirect(back)
        messages.warning(request, _("No performance has been changed."))
    rows = [
        {"old": old, "label": moment_label(old.performance.local(old.performance.starts_at))}
        for old in capacities.with_old_capacity(venue, timezone.now())
    ]
    context = {
        "venue": venue,
        "subtitle": _("%(venue)s has %(capacity)d seats.") % {"venue": venue, "capacity": venue.capacity},
        "rows": rows,
        "act": Act(_("Take it over where it is ticked"), back, _("Leave everything as it is"), has_trial=False),
        "seen": "rows",
        "obstacles": [] if rows else [_("Every performance to come has the capacity of the room.")],
    }
    way = [(_("Venues"), back)]
    return box_page(request, "bookings/admin/venue_capacity.html", context, title=_("A new capacity"), way=way)
