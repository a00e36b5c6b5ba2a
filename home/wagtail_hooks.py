from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import Person


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    menu_order = 300
    add_to_admin_menu = True
    # Wagtail adds the filter by language; a `list_filter` of that name would break it.
    list_display = ["name", "role", "locale", LiveStatusTagColumn(), UpdatedAtColumn()]
    search_fields = ["name", "role"]
    # The index of SQLite cannot search single fields; a company's people are few enough for the table itself.
    search_backend_name = None


register_snippet(PersonViewSet)
