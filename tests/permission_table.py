"""Who may open what: every address of the staff, in one table. tests/test_permissions.py asks each with every role.

An address of the site that stands nowhere here fails, and so does one that stands here and is gone.
"""

from azionelab.roles import ADMINISTRATORS, BOX_OFFICE, EDITORS, FRONT_OF_HOUSE

STRANGER = "stranger"
NO_ROLE = "no role"  # an account that is in no group
ROLES = [STRANGER, NO_ROLE, EDITORS, FRONT_OF_HOUSE, BOX_OFFICE, ADMINISTRATORS]

EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {STRANGER}
DOOR = frozenset({FRONT_OF_HOUSE, BOX_OFFICE, ADMINISTRATORS})
HOUSE = frozenset({BOX_OFFICE, ADMINISTRATORS})
PAGES = frozenset({EDITORS, ADMINISTRATORS})
IN_THE_ADMIN = frozenset({EDITORS, BOX_OFFICE, ADMINISTRATORS})
ADMINISTRATION = frozenset({ADMINISTRATORS})
NOBODY: frozenset[str] = frozenset()  # of the roles: superusers, or nobody at all

# Our own screens, acts and calls.
OWN: dict[frozenset[str], list[str]] = {
    EVERYBODY: [
        "/login/",
        "/login/passkey/begin/",
        "/login/passkey/complete/",
        "/logout/",
        "/r/{token}",
        "/stage/{token}/",
        "/check-in/sw.js",
        "/api/",
        "/api/docs/",
        "/api/schema/",
        "/api/health/",
        "/api/health/live/",
        "/api/categories/",
        "/api/shows/",
        "/api/shows/{slug}/",
        "/api/venues/",
        "/api/venues/{slug}/",
        "/api/venues/{slug}/performances/",
        "/api/performances/",
        "/api/performances/{performance_id}/",
        "/api/performances/{performance_id}/reservations/",
        "/api/reservations/confirm/",
        "/api/reservations/view/",
        "/api/reservations/change/",
        "/api/reservations/cancel/",
        "/api/reservations/resend/",
        "/api/reservations/follow/",
        "/api/reservations/correct-address/",
    ],
    SIGNED_IN: [
        "/security/",
        "/security/app/",
        "/security/recovery-codes/",
        "/security/passkeys/begin/",
        "/security/passkeys/complete/",
    ],
    DOOR: [
        "/check-in/",
        "/check-in/practice/",
        "/api/check-ins/",
        "/api/check-ins/preview/",
        "/api/check-ins/practice/",
        "/api/check-ins/{check_in_id}/undo/",
        "/api/check-ins/performances/",
        "/api/check-ins/performances/{performance_id}/",
        "/api/check-ins/performances/{performance_id}/list/",
        "/api/check-ins/performances/{performance_id}/state/",
        "/api/check-ins/performances/{performance_id}/walk-ups/",
        "/api/check-ins/performances/{performance_id}/sync/",
        "/api/check-ins/performances/{performance_id}/house-clear/",
        "/api/check-ins/performances/{performance_id}/release/",
        "/api/check-ins/performances/{performance_id}/release/undo/",
    ],
    HOUSE: [
        "/check-in/house/",
        "/check-in/performances/{performance_id}/door-list.pdf",
        "/check-in/performances/{performance_id}/ticks/",
        "/check-in/performances/{performance_id}/report/",
        "/check-in/performances/{performance_id}/report.csv",
        "/check-in/performances/{performance_id}/report.pdf",
        "/admin/box-office/",
        "/admin/box-office/activity/",
        "/admin/box-office/reports/",
        "/admin/box-office/seasons/",
        "/admin/box-office/seasons/{ending}/",
        "/admin/box-office/performances/{performance_id}/cash-sheet/",
        "/admin/box-office/performances/{performance_id}/cash-sheet/{ending}/",
        "/admin/box-office/performances/{performance_id}/cancel/",
        "/admin/box-office/performances/{performance_id}/cancel-reservations/",
        "/admin/box-office/performances/{performance_id}/done/",
        "/admin/box-office/performances/{performance_id}/move/",
        "/admin/box-office/performances/{performance_id}/walk-up/",
        "/admin/box-office/performances/{performance_id}/write/",
        "/admin/box-office/admissions/{check_in_id}/seen/",
        "/admin/box-office/admissions/{check_in_id}/undo/",
        "/admin/box-office/book/",
        "/admin/box-office/book/seats/",
        "/admin/box-office/reservations/{reservation_id}/",
        "/admin/box-office/reservations/{reservation_id}/address/",
        "/admin/box-office/reservations/{reservation_id}/booked/",
        "/admin/box-office/reservations/{reservation_id}/cancel/",
        "/admin/box-office/reservations/{reservation_id}/confirm/",
        "/admin/box-office/reservations/{reservation_id}/details/",
        "/admin/box-office/reservations/{reservation_id}/move/",
        "/admin/box-office/reservations/{reservation_id}/note/",
        "/admin/box-office/reservations/{reservation_id}/party/",
        "/admin/box-office/reservations/{reservation_id}/pass.pdf",
        "/admin/box-office/reservations/{reservation_id}/resend/",
        "/admin/box-office/venues/{venue_id}/capacity/",
        "/admin/bookings/add-dates/",
        "/admin/bookings/performance/",
        "/admin/bookings/performance/create/",
        "/admin/bookings/performance/edit/{instance_pk}/",
        "/admin/bookings/performance/history/{instance_pk}/",
        "/admin/bookings/venue/",
        "/admin/bookings/venue/create/",
        "/admin/bookings/venue/edit/{instance_pk}/",
        "/admin/bookings/venue/history/{instance_pk}/",
        "/admin/bookings/pricetype/",
        "/admin/bookings/pricetype/create/",
        "/admin/bookings/pricetype/edit/{instance_pk}/",
        "/admin/bookings/pricetype/history/{instance_pk}/",
        "/admin/bookings/reservation/",
        "/admin/bookings/reservation/inspect/{instance_pk}/",
        "/admin/bookings/reservation/history/{instance_pk}/",
        "/admin/bookings/contactmessage/",
        "/admin/bookings/contactmessage/inspect/{instance_pk}/",
        "/admin/bookings/contactmessage/history/{instance_pk}/",
        "/admin/bookings/outboxmessage/",
        "/admin/bookings/outboxmessage/history/{instance_pk}/",
        "/admin/mails/samples/",
        "/admin/mails/samples/{kind}/{language}/",
        "/admin/mails/send-failed-again/",
        "/admin/mails/{message_id}/send-again/",
    ],
    IN_THE_ADMIN: ["/admin/guide/{name}/"],
    PAGES: ["/admin/checklist/{page_id}/", "/admin/reports/incomplete/", "/admin/reports/incomplete/results/"],
    ADMINISTRATION: ["/admin/users/second-step/{pk}/"],
    NOBODY: [
        "/metrics",
        "/login/second-step/",  # for whoever has just given a password, and is not signed in
        "/security/app/remove/",  # none of them has one: nothing is there to remove
        "/security/passkeys/{device_id}/remove/",
        # What verbs alone change has no form, and what reservations rest on is never deleted.
        "/admin/bookings/performance/delete/{instance_pk}/",
        "/admin/bookings/venue/delete/{instance_pk}/",
        "/admin/bookings/pricetype/delete/{instance_pk}/",
        "/admin/bookings/reservation/create/",
        "/admin/bookings/reservation/edit/{instance_pk}/",
        "/admin/bookings/reservation/delete/{instance_pk}/",
        "/admin/bookings/contactmessage/create/",
        "/admin/bookings/contactmessage/edit/{instance_pk}/",
        "/admin/bookings/contactmessage/delete/{instance_pk}/",
        "/admin/bookings/outboxmessage/create/",
        "/admin/bookings/outboxmessage/edit/{instance_pk}/",
        "/admin/bookings/outboxmessage/delete/{instance_pk}/",
    ],
}

# Wagtail's and Django's own screens, by where they begin; the longest beginning counts.
AREAS: dict[str, frozenset[str]] = {
    "/admin/": NOBODY,  # what is not named below fails as unknown
    "/admin/account/": IN_THE_ADMIN,
    "/admin/bulk/": PAGES,
    "/admin/collections/": ADMINISTRATION,
    "/admin/documents/": PAGES,
    "/admin/forms/": PAGES,
    "/admin/groups/": NOBODY,
    "/admin/images/": PAGES,
    "/admin/locales/": ADMINISTRATION,
    "/admin/pages/": PAGES,
    "/admin/redirects/": PAGES,
    "/admin/reports/": PAGES,
    "/admin/reports/site-history/": IN_THE_ADMIN,  # each sees there what they may see elsewhere
    "/admin/sites/": ADMINISTRATION,
    "/admin/snippets/": PAGES,
    "/admin/translation/": PAGES,
    "/admin/users/": ADMINISTRATION,
    "/admin/workflows/": ADMINISTRATION,
    "/django-admin/": NOBODY,
}
# Whoever is in the admin gets these: they choose among what one may see anyway, or hold nothing.
SHARED = (
    "/admin/api/",
    "/admin/block-preview/",
    "/admin/choose-",
    "/admin/dismissibles/",
    "/admin/documents/chooser/",
    "/admin/editing-sessions/",
    "/admin/embeds/",
    "/admin/images/chooser/",
    "/admin/jsi18n/",
    "/admin/modeladmin/jsi18n/",
    "/admin/pages/workflow/confirm_cancellation/",
    "/admin/password_reset/",
    "/admin/settings/",  # each by itself in WITH_FACTS
    "/admin/snippets/choose/",
    "/admin/sprite/",
    "/admin/tag-autocomplete/",
    "/admin/workflows/task_chooser/",
)

# The same addresses with more in them: lists that are exported and searched, and each of the settings.
WITH_FACTS: dict[frozenset[str], list[str]] = {
    DOOR: ["/api/check-ins/performances/{performance_id}/?search=Giulia"],
    HOUSE: [
        "/admin/bookings/reservation/?q=Giulia",
        "/admin/bookings/reservation/?export=csv",
        "/admin/bookings/reservation/?export=xlsx",
        "/admin/bookings/contactmessage/?q=Ottavia",
        "/admin/bookings/outboxmessage/?export=csv",
        "/admin/bookings/performance/?export=csv",
        "/admin/settings/bookings/bookingsettings/",
    ],
    PAGES: [
        "/admin/settings/home/companysettings/",
        "/admin/settings/home/navigationsettings/",
        "/admin/settings/bookings/bookingtexts/",
    ],
}
