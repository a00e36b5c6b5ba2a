from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home import video_files
from home.media_blocks import VIDEO_EXTENSIONS
from home.models import AzioneDocument, Person


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["name", "role", "locale"]
    list_filter = ["locale"]
    search_fields = ["name", "role"]
    # The index of SQLite cannot search single fields; a company's people are few enough for the table itself.
    search_backend_name = None


register_snippet(PersonViewSet)


@hooks.register("before_serve_document", order=100)  # after Wagtail has asked who may see it
def serve_videos_in_parts(document: AzioneDocument, request: HttpRequest) -> HttpResponse | None:
    return video_files.serve(document, request) if document.file_extension.lower() in VIDEO_EXTENSIONS else None
