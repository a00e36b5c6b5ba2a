"""The box office in the Wagtail admin: lists to look things up in.

Venues and performances are edited here. Reservations and mails are only looked at: every change of theirs is a verb of
services.py, reached by an action of its own.
"""

from typing import Any

from django.contrib.admin.utils import label_for_field
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import HistoryView

from bookings import mail_admin
from bookings.cash_forms import PriceForm
from bookings.export_views import ExportingIndexView
from bookings.exports import EXPORTS
from bookings.listings import short_moment_label
from bookings.mail_admin import MailButtons, MailIndexView, PerformanceFilter
from bookings.models import ContactMessage, OutboxMessage, Performance, PriceType, Reservation, Venue
from bookings.performance_admin import NEW_PERFORMANCE, PerformanceEditView, PerformanceList
from bookings.reservation_list import (
    OF_PERFORMANCE,
    EveningFilter,
    NeedFilter,
    ReservationButtons,
    ReservationIndexView,
    ReservationInspectView,
    ReservationSearch,
    StatusFilter,
    status_mark,
    who_it_is,
)
from bookings.table_sheets import money_words
from bookings.venue_admin import VENUE, VenueEditView

MENU_HOOK = "register_box_office_menu_item"
# The menu of the box office in the order of an evening and its aftermath, by the names of the addresses.
MENU = [
    "box-office",
    "desk-book",
    "bookings_reservation_modeladmin_index",
    "bookings_performance_modeladmin_index",
    "bookings-add-dates",
    "bookings_venue_modeladmin_index",
    "house",
    "sales-reports",
    "seasons",
    "bookings_pricetype_modeladmin_index",
    "bookings_outboxmessage_modeladmin_index",
    "bookings_contactmessage_modeladmin_index",
    "activity",
    "bookings-mail-samples",
]


class NeverDeleted(PermissionHelper):
    """Rows on which reservations rest are cancelled or closed, and never deleted."""

    def user_can_delete_obj(self, user: User, obj: Any) -> bool:
        return False


class LookOnly(NeverDeleted):
    def user_can_create(self, user: User) -> bool:
        return False

    def user_can_edit_obj(self, user: User, obj: Any) -> bool:
        return False


class HistoryForThoseWhoMayList(HistoryView):
    """The history of a row; modeladmin's own asks nobody for a permission."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.permission_helper.user_can_list(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class BoxOfficeAdmin(ModelAdmin):
    history_view_class = HistoryForThoseWhoMayList
    index_view_class = ExportingIndexView

    def get_list_export(self, request: HttpRequest) -> bool:
        """Whether the list can be taken along; the columns are those of bookings.exports."""
        return self.model in EXPORTS


class VenueAdmin(BoxOfficeAdmin):
    model = Venue
    menu_icon = "home"
    list_display = ["name", "city", "capacity", "step_free", "hearing_loop"]
    search_fields = ["name", "city"]
    permission_helper_class = NeverDeleted
    edit_handler = VENUE
    edit_view_class = VenueEditView


class PerformanceAdmin(PerformanceList, BoxOfficeAdmin):
    model = Performance
    menu_icon = "date"
    permission_helper_class = NeverDeleted
    edit_handler = NEW_PERFORMANCE
    edit_view_class = PerformanceEditView
    edit_template_name = "bookings/admin/performance_edit.html"


class ReservationAdmin(BoxOfficeAdmin):
    model = Reservation
    menu_icon = "list-ul"
    list_display = [
        "reference_as_read",
        "who",
        "people",
        "kind",
        "status_now",
        "evening",
        "booked_at",
    ]
    list_filter = [EveningFilter, StatusFilter, NeedFilter, "source", "kind", "created_at"]
    list_select_related = ["performance__show", "performance__venue"]
    search_fields = ["reference", "name", "email", "phone"]
    search_handler_class = ReservationSearch
    ordering = ["-created_at"]
    permission_helper_class = LookOnly
    button_helper_class = ReservationButtons
    index_view_class = ReservationIndexView
    index_template_name = "bookings/admin/reservation_list.html"
    inspect_view_enabled = True
    inspect_view_class = ReservationInspectView

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """Opened from a performance, the list says once which it is, and not in every row."""
        is_narrowed = bool(request.GET.get(OF_PERFORMANCE))
        return [name for name in self.list_display if name != "evening" or not is_narrowed]

    def reference_as_read(self, reservation: Reservation) -> str:
        return reservation.printed_reference

    reference_as_read.short_description = _("reference")  # type: ignore[attr-defined]  # the admin's way to name a column

    def who(self, reservation: Reservation) -> str:
        return who_it_is(reservation)

    who.short_description = _("name")  # type: ignore[attr-defined]  # the admin's way to name a column
    who.admin_order_field = "name"  # type: ignore[attr-defined]  # and to put it in order

    def people(self, reservation: Reservation) -> str:
        facts = {"people": reservation.party_size, "admitted": reservation.admitted}
        return gettext("%(people)d, %(admitted)d in") % facts if reservation.admitted else str(reservation.party_size)

    people.short_description = _("people")  # type: ignore[attr-defined]  # the admin's way to name a column
    people.admin_order_field = "party_size"  # type: ignore[attr-defined]  # and to put it in order

    def status_now(self, reservation: Reservation) -> str:
        return status_mark(reservation, timezone.now())

    status_now.short_description = _("status")  # type: ignore[attr-defined]  # the admin's way to name a column
    status_now.admin_order_field = "status"  # type: ignore[attr-defined]  # and to put it in order

    def evening(self, reservation: Reservation) -> str:
        performance = reservation.performance
        return f"{short_moment_label(performance.local(performance.starts_at))} · {performance.show.title}"

    evening.short_description = _("performance")  # type: ignore[attr-defined]  # the admin's way to name a column
    evening.admin_order_field = "performance__starts_at"  # type: ignore[attr-defined]  # and to put it in order

    def booked_at(self, reservation: Reservation) -> str:
        return short_moment_label(timezone.localtime(reservation.created_at))

    booked_at.short_description = _("booked")  # type: ignore[attr-defined]  # the admin's way to name a column
    booked_at.admin_order_field = "created_at"  # type: ignore[attr-defined]  # and to put it in order

    def get_extra_attrs_for_field_col(self, obj: Reservation, field_name: str) -> dict[str, str]:
        """What a narrow screen, which shows no heads of columns, writes before each value."""
        return {"data-label": capfirst(str(label_for_field(field_name, Reservation, self)))}


class ContactMessageAdmin(BoxOfficeAdmin):
    model = ContactMessage
    menu_icon = "comment"
    menu_label = _("Messages")
    list_display = ["topic", "name", "created_at", "mail_state"]
    list_filter = ["created_at", "topic"]
    list_select_related = ["mail"]
    search_fields = ["name", "email", "text"]
    ordering = ["-created_at"]
    permission_helper_class = LookOnly
    inspect_view_enabled = True
    inspect_view_fields = ["topic", "name", "email", "text", "language", "page", "created_at"]

    def mail_state(self, message: ContactMessage) -> str:
        return message.mail.get_state_display()

    mail_state.short_description = _("mail")  # type: ignore[attr-defined]  # the admin's way to name a column


class MailAdmin(BoxOfficeAdmin):
    model = OutboxMessage
    menu_icon = "mail"
    menu_label = _("Mails")
    list_display = ["kind", "about", "state", "why", "moment"]
    list_filter = ["state", "kind", PerformanceFilter]
    list_select_related = ["reservation", "contact", "performance__show", "performance__venue"]
    search_fields = ["reservation__reference", "reservation__name", "contact__name", "contact__email"]
    ordering = ["-pk"]
    permission_helper_class = LookOnly
    button_helper_class = MailButtons
    index_view_class = MailIndexView
    index_template_name = "bookings/admin/mails.html"

    def about(self, message: OutboxMessage) -> str:
        return message.about

    about.short_description = _("about")  # type: ignore[attr-defined]  # the admin's way to name a column

    def why(self, message: OutboxMessage) -> str:
        return mail_admin.why_and_how_often(message)

    why.short_description = _("why not")  # type: ignore[attr-defined]  # the admin's way to name a column

    def moment(self, message: OutboxMessage) -> str:
        return mail_admin.moment_of(message)

    moment.short_description = _("sent, or next")  # type: ignore[attr-defined]  # the admin's way to name a column
    moment.admin_order_field = "next_attempt_at"  # type: ignore[attr-defined]  # and to put it in order


class TonightItem(MenuItem):
    """Leads to the first screen, for those who may look reservations up; the page itself asks again."""

    def __init__(self) -> None:
        super().__init__(_("Tonight and next"), reverse("box-office"), icon_name="clipboard-list", order=0)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bookings.view_reservation")


class ActivityItem(MenuItem):
    """Leads to who did what; the page itself asks again."""

    def __init__(self) -> None:
        super().__init__(_("Activity"), reverse("activity"), icon_name="history")

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bookings.view_reservation")


class PriceTypeAdmin(BoxOfficeAdmin):
    model = PriceType
    menu_icon = "tag"
    menu_label = _("Prices")
    list_display = ["name_it", "name_en", "price", "order", "is_active"]
    ordering = ["order", "pk"]
    permission_helper_class = NeverDeleted
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name_it"), FieldPanel("name_en")]),
            FieldPanel("amount"),
            FieldRowPanel([FieldPanel("order"), FieldPanel("is_active")]),
        ],
        base_form_class=PriceForm,
    )

    def price(self, price: PriceType) -> str:
        return money_words(price.amount)

    price.short_description = _("price")  # type: ignore[attr-defined]  # the admin's way to name a column
    price.admin_order_field = "cents"  # type: ignore[attr-defined]  # and to put it in order


class PageOfFigures(MenuItem):
    """Leads to a page of figures, for those with its permission."""

    def __init__(self, words: str, name: str, permission: str) -> None:
        super().__init__(words, reverse(name), icon_name="table")
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


class BookItem(MenuItem):
    """Leads to booking for somebody on the phone, for those who may."""

    def __init__(self) -> None:
        super().__init__(_("Book for a caller"), reverse("desk-book"), icon_name="plus")

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bookings.add_reservation")


class AddDatesItem(MenuItem):
    """Leads to the form for a whole run, for those who may add performances."""

    def __init__(self) -> None:
        super().__init__(_("Add dates"), reverse("bookings-add-dates"), icon_name="plus", order=50)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bookings.add_performance")


class MailSamplesItem(MenuItem):
    """Leads to the samples of all mails, for those who may see mails."""

    def __init__(self) -> None:
        super().__init__(_("How the mails look"), reverse("bookings-mail-samples"), icon_name="view", order=900)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bookings.view_outboxmessage")


class BoxOfficeGroup(ModelAdminGroup):
    menu_label = _("Box office")
    menu_icon = "clipboard-list"
    menu_order = 150
    items = (PerformanceAdmin, ReservationAdmin, VenueAdmin, PriceTypeAdmin, ContactMessageAdmin, MailAdmin)

    def get_submenu_items(self) -> list[MenuItem]:
        """With what other apps add: those that know this one, and that it need not know."""
        added = [register() for register in hooks.get_hooks(MENU_HOOK)]
        figures = [
            PageOfFigures(_("Reports"), "sales-reports", "bookings.view_reservation"),
            PageOfFigures(_("Seasons"), "seasons", "bookings.change_takings"),
        ]
        own = [TonightItem(), BookItem(), AddDatesItem(), ActivityItem(), MailSamplesItem()]
        items = [*own, *figures, *super().get_submenu_items(), *added]
        for item in items:
            item.order = _place_in_menu(item)
        return items


def _place_in_menu(item: MenuItem) -> int:
    name = resolve(item.url).url_name
    return MENU.index(name) if name in MENU else len(MENU)
