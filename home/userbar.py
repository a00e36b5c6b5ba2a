"""Content checks in the user bar and beside the editor: what authors can put right themselves."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

# Words that say nothing of where a link leads, in both languages, whatever else stands around them.
VAGUE_WORDS = [
    *("clicca qui", "clicca", "qui", "leggi", "leggi tutto", "leggi di più", "continua", "vai", "scopri di più"),
    *("click here", "click", "here", "read", "read more", "more", "continue", "go", "link", "this link", "learn more"),
]


def vague_pattern() -> str:
    """A pattern for the whole name of a link; capitals do not matter to it, nor marks around the words."""
    words = "|".join(words.replace(" ", "\\s+") for words in VAGUE_WORDS)
    return f'^\\s*[«“"(\\[]*({words})[»”")\\].:…>→!\\s]*$'


class AuthorsChecker(ContentCheckerItem):
    """Wagtail's checks, more rules of axe about content, and one of our own about links that say “click here”.

    The template brings static/home/js/content-checks.js, which knows how to look at a link.
    """

    template_name = "home/admin/content_checker_item.html"
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "document-title",
        "frame-title-unique",
        "identical-links-same-purpose",
        "image-alt",
        "image-redundant-alt",
        "list",
        "object-alt",
        "page-has-heading-one",
        "table-duplicate-name",
        "td-has-header",
        "video-caption",
        "vague-link",
    ]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": "vague-link",
            "impact": "serious",
            "selector": "a[href]",
            "tags": ["best-practice"],
            "any": ["check-vague-link"],
            "enabled": True,
        },
    ]
    axe_custom_checks = [
        *ContentCheckerItem.axe_custom_checks,
        {"id": "check-vague-link", "options": {"pattern": vague_pattern()}},
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "document-title": {
            "error_name": _("The page has no title"),
            "help_text": _("Write a title: tabs, bookmarks and search engines show it"),
        },
        "frame-title-unique": {
            "error_name": _("Two embedded things have the same title"),
            "help_text": _("Give each a title of its own"),
        },
        "identical-links-same-purpose": {
            "error_name": _("Links with the same words lead to different places"),
            "help_text": _("Let each link say where it leads"),
        },
        "image-alt": {
            "error_name": _("A picture has no alternative text"),
            "help_text": _("Describe the picture, or mark it as decorative"),
        },
        "image-redundant-alt": {
            "error_name": _("An alternative text repeats the words beside it"),
            "help_text": _("Say what is to be seen, or mark the picture as decorative"),
        },
        "list": {
            "error_name": _("A list holds something that is no item"),
            "help_text": _("Use the list of the editor for all its items"),
        },
        "object-alt": {
            "error_name": _("An embedded thing has no text in its place"),
            "help_text": _("Say in words what it shows"),
        },
        "page-has-heading-one": {
            "error_name": _("The page has no main heading"),
            "help_text": _("Its title should be the first heading"),
        },
        "table-duplicate-name": {
            "error_name": _("A table has its caption twice"),
            "help_text": _("Keep one of them"),
        },
        "td-has-header": {
            "error_name": _("Cells of a large table have no header"),
            "help_text": _("Mark the first row or column as header"),
        },
        "video-caption": {
            "error_name": _("A video has no captions"),
            "help_text": _("Add captions for those who cannot hear it"),
        },
        "vague-link": {
            "error_name": _("A link does not say where it leads"),
            "help_text": _("Instead of “click here”, let the link be the words for what it opens"),
        },
    }
