from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from home.stylesheets import BUNDLE, PRINT, SCREEN, in_folder

register = template.Library()


@register.simple_tag
def stylesheets() -> SafeString:
    """Links to the site's stylesheets: to the bundle where the storage has written one, else to each file."""
    if getattr(staticfiles_storage, "has_bundle", False):
        links = [(path, "all") for path in in_folder([BUNDLE])]
    else:
        links = [(path, "all") for path in in_folder(SCREEN)] + [(path, "print") for path in in_folder(PRINT)]
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}" media="{}">', [(static(path), media) for path, media in links]
    )
