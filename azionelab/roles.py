"""The roles of the house and what each may do. `setup_roles` makes the groups so, and takes away what is not here."""

EDITORS = "Editors"
BOX_OFFICE = "Box office"
FRONT_OF_HOUSE = "Front of house"

_SNIPPETS = ["home.person", "shows.category"]

PERMISSIONS: dict[str, list[str]] = {
    EDITORS: [
        "wagtailadmin.access_admin",
        *(label.replace(".", f".{verb}_") for label in _SNIPPETS for verb in ("add", "change", "delete")),
        "home.publish_person",
        "home.change_companysettings",
        "home.change_navigationsettings",
        "bookings.change_bookingtexts",
    ],
    BOX_OFFICE: [
        "wagtailadmin.access_admin",
        "bookings.add_venue",
        "bookings.change_venue",
        "bookings.view_venue",
        "bookings.add_performance",
        "bookings.change_performance",
        "bookings.view_performance",
        "bookings.view_reservation",
        "bookings.view_outboxmessage",
        "bookings.change_outboxmessage",
        "bookings.view_contactmessage",
        "bookings.change_bookingsettings",
        "checkins.admit_parties",
    ],
    # No permission on a model: whoever may list one in the admin may export it.
    FRONT_OF_HOUSE: ["checkins.admit_parties"],
}

# On the whole tree of pages, and on the collections of images and documents.
PAGE_PERMISSIONS: dict[str, list[str]] = {EDITORS: ["add_page", "change_page", "publish_page"]}
COLLECTION_PERMISSIONS: dict[str, list[str]] = {
    # Wagtail asks for the permissions of its own models, whichever model holds the images and documents.
    EDITORS: [
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.change_document",
        "wagtaildocs.choose_document",
    ]
}

# What Wagtail brings and this house does not use.
UNUSED_GROUPS = ["Moderators"]
