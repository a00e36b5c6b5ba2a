"""What the booking extension adds to Wagtail's admin."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from bookings import admin_views, contact_views
from bookings.modeladmin import BoxOfficeGroup
from bookings.models import ContactPage, Performance

modeladmin_register(BoxOfficeGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("mails/<int:message_id>/send-again/", admin_views.send_again, name="bookings-send-again"),
        path("mails/samples/", admin_views.mail_samples, name="bookings-mail-samples"),
        path("mails/samples/<str:kind>/<str:language>/", admin_views.mail_sample, name="bookings-mail-sample"),
    ]


@hooks.register("on_serve_page", order=900)
def serve_contact_pages(serve_next: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A contact page is answered by its view. Last in the chain, so that restrictions on the page are asked first."""

    def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, ContactPage):
            return contact_views.contact_page(request, page)
        return serve_next(page, request, args, kwargs)

    return serve


@hooks.register("before_delete_page")
def keep_shows_with_performances(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Deleting a show, or a page above it, is refused while it has performances: reservations rest on them."""
    if not _has_performances(page):
        return None
    _refuse(request)
    return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


@hooks.register("before_bulk_action")
def keep_shows_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> HttpResponse | None:
    if action_type != "delete" or not any(isinstance(page, Page) and _has_performances(page) for page in objects):
        return None
    _refuse(request)
    return redirect(action_class_instance.next_url)


def _has_performances(page: Page) -> bool:
    return Performance.objects.filter(show__path__startswith=page.path).exists()


def _refuse(request: HttpRequest) -> None:
    messages.error(
        request,
        _(
            "A show with performances cannot be deleted: reservations rest on them. "
            "Unpublish it to take it off the site."
        ),
    )
