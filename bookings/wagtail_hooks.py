"""What the booking extension adds to Wagtail's admin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from bookings import (
    activity_views,
    admin_views,
    box_office_views,
    contact_views,
    desk_act_views,
    desk_book_views,
    desk_views,
    figure_urls,
    guards,
    log_words,
    page_checks,
    venue_admin,
)
from bookings import performance_acts as acts
from bookings.dashboard import NextPerformancesPanel
from bookings.explorer import ShowViewSet
from bookings.modeladmin import BoxOfficeGroup
from bookings.models import ContactPage
from home import checklist, guide

modeladmin_register(BoxOfficeGroup)
hooks.register(checklist.HOOK, page_checks.check_dates)
hooks.register(checklist.HOOK, page_checks.check_venues)
hooks.register("register_log_actions", log_words.register)
hooks.register("register_bulk_action", guards.PoliteDeleteBulkAction, order=1)  # after Wagtail's, in whose place it is


def _performance_acts() -> list[Any]:
    one = "box-office/performances/<int:performance_id>"
    return [
        path(f"{one}/cancel/", acts.CancelPerformanceView.as_view(), name="performance-cancel"),
        path(f"{one}/move/", acts.MovePerformanceView.as_view(), name="performance-move"),
        path(f"{one}/write/", acts.WriteToAllView.as_view(), name="performance-write"),
        path(
            f"{one}/cancel-reservations/", acts.CancelReservationsView.as_view(), name="performance-cancel-reservations"
        ),
        path("box-office/venues/<int:venue_id>/capacity/", venue_admin.venue_capacity, name="venue-capacity"),
        path(f"{one}/done/", acts.performance_done, name="performance-done"),
    ]


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("box-office/", box_office_views.tonight_and_next, name="box-office"),
        path("box-office/activity/", activity_views.activity_screen, name="activity"),
        *_performance_acts(),
        path("bookings/add-dates/", admin_views.add_dates, name="bookings-add-dates"),
        path("mails/<int:message_id>/send-again/", admin_views.send_again, name="bookings-send-again"),
        path("mails/send-failed-again/", admin_views.send_failed_again, name="bookings-send-failed"),
        path("mails/samples/", admin_views.mail_samples, name="bookings-mail-samples"),
        path("mails/samples/<str:kind>/<str:language>/", admin_views.mail_sample, name="bookings-mail-sample"),
    ]


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    """What the box office does to one reservation."""
    one = "box-office/reservations/<int:reservation_id>"
    return [
        path("box-office/book/", desk_book_views.BookView.as_view(), name="desk-book"),
        path("box-office/book/seats/", desk_book_views.SeatsView.as_view(), name="desk-seats"),
        path(f"{one}/", desk_views.ReservationPageView.as_view(), name="desk-reservation"),
        path(f"{one}/booked/", desk_book_views.BookedView.as_view(), name="desk-booked"),
        path(f"{one}/pass.pdf", desk_views.DeskPassView.as_view(), name="desk-pass"),
        *(
            path(f"{one}/{action}/", view.as_view(), name=f"desk-{action}")
            for action, view in desk_act_views.VIEWS.items()
        ),
    ]


hooks.register("register_admin_urls", figure_urls.admin_urls)


@hooks.register("on_serve_page", order=900)
def serve_contact_pages(serve_next: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A contact page is answered by its view. Last in the chain, so that restrictions on the page are asked first."""

    def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, ContactPage):
            return contact_views.contact_page(request, page)
        return serve_next(page, request, args, kwargs)

    return serve


@hooks.register("register_admin_viewset")
def list_of_shows() -> ShowViewSet:
    return ShowViewSet("shows")


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("bookings/css/admin.css"))


@hooks.register("construct_homepage_panels")
def show_next_performances(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(NextPerformancesPanel())


@hooks.register(guide.HOOK, order=1)
def guide_for_the_box_office() -> guide.Guide:
    files = {"it": "guida-biglietteria.md", "en": "box-office-guide.md"}
    return guide.Guide(
        "box-office",
        _("Guide for the box office"),
        files,
        is_for=lambda user: user.has_perm("bookings.view_reservation"),
    )


@hooks.register("before_delete_page")
def keep_shows_with_performances(request: HttpRequest, page: Page) -> HttpResponse | None:
    return guards.refuse_delete(request, page)


@hooks.register("before_move_page")
def leave_shows_with_performances(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return guards.refuse_move(request, page, destination)


@hooks.register("before_bulk_action")
def keep_shows_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> HttpResponse | None:
    return guards.refuse_in_bulk(request, action_type, objects, action_class_instance)


@hooks.register("after_unpublish_page")
def tell_that_booking_stops(request: HttpRequest, page: Page) -> None:
    guards.tell_what_unpublishing_means(request, [page], with_below=bool(request.POST.get("include_descendants")))


@hooks.register("after_bulk_action")
def tell_that_booking_stops_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> None:
    if action_type == "unpublish":
        below = bool(action_class_instance.cleaned_form.cleaned_data["include_descendants"])
        guards.tell_what_unpublishing_means(request, objects, with_below=below)
