"""The roles of the house and what each may do. `setup_roles` makes the groups so, and takes away what is not here."""

from django.utils.translation import pgettext_lazy

EDITORS = "Editors"
BOX_OFFICE = "Box office"
FRONT_OF_HOUSE = "Front of house"
ADMINISTRATORS = "Administrators"

# The groups are named in English, as everything stored is; people read these words.
LABELS = {
    EDITORS: pgettext_lazy("role", "Editors"),
    BOX_OFFICE: pgettext_lazy("role", "Box office"),
    FRONT_OF_HOUSE: pgettext_lazy("role", "Front of house"),
    ADMINISTRATORS: pgettext_lazy("role", "Administrators"),
}


def _all(label: str) -> list[str]:
    """Adding, changing and deleting rows of a model."""
    return [label.replace(".", f".{verb}_") for verb in ("add", "change", "delete")]


_EDITORIAL = [
    "wagtailadmin.access_admin",
    *_all("home.person"),
    *_all("shows.category"),
    "home.publish_person",
    "home.change_companysettings",
    "home.change_navigationsettings",
    "bookings.change_bookingtexts",
    "simple_translation.submit_translation",
    *_all("wagtailredirects.redirect"),
]
_AT_THE_BOX_OFFICE = [
    "wagtailadmin.access_admin",
    "bookings.add_venue",
    "bookings.change_venue",
    "bookings.view_venue",
    "bookings.add_performance",
    "bookings.change_performance",
    "bookings.view_performance",
    "bookings.view_reservation",
    # For the acts at the desk, which call the verbs of the core; no form saves over a reservation (LookOnly).
    "bookings.add_reservation",
    "bookings.change_reservation",
    "bookings.view_outboxmessage",
    "bookings.change_outboxmessage",
    "bookings.view_contactmessage",
    "bookings.change_bookingsettings",
    "bookings.add_pricetype",
    "bookings.change_pricetype",
    "bookings.view_pricetype",
    "bookings.add_takings",
    "bookings.change_takings",
    "bookings.view_takings",
    "checkins.admit_parties",
]
# Who may do what stands in this file, so nobody edits groups in the admin.
_OF_THE_SITE = [
    *_all("auth.user"),
    *_all("wagtailcore.site"),
    *_all("wagtailcore.locale"),
    *_all("wagtailcore.workflow"),
    *_all("wagtailcore.task"),
    *_all("home.otherpersonapprovaltask"),
]

PERMISSIONS: dict[str, list[str]] = {
    EDITORS: _EDITORIAL,
    BOX_OFFICE: _AT_THE_BOX_OFFICE,
    # No permission on a model: whoever may list one in the admin may export it.
    FRONT_OF_HOUSE: ["checkins.admit_parties"],
    ADMINISTRATORS: sorted({*_EDITORIAL, *_AT_THE_BOX_OFFICE, *_OF_THE_SITE}),
}

# On the whole tree of pages, and on the collections of images and documents.
PAGE_PERMISSIONS: dict[str, list[str]] = {
    EDITORS: ["add_page", "change_page", "publish_page", "lock_page"],
    ADMINISTRATORS: ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"],
}
_FILES = [
    # Wagtail asks for the permissions of its own models, whichever model holds the images and documents.
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
]
COLLECTION_PERMISSIONS: dict[str, list[str]] = {
    EDITORS: _FILES,
    ADMINISTRATORS: [*_FILES, *_all("wagtailcore.collection")],
}

# Whose second pair of eyes a page may be sent to.
APPROVERS = [EDITORS, ADMINISTRATORS]

# What Wagtail brings and this house does not use.
UNUSED_GROUPS = ["Moderators"]
UNUSED_WORKFLOWS = ["Moderators approval"]
