from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home import checklist
from shows import page_checks, queries
from shows.models import Category


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Categories")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", Column("show_count", label=_("Shows"), sort_key="show_count"), "locale", "slug"]
    ordering = ["name"]

    def get_queryset(self, request):
        return queries.with_show_counts(Category.objects.select_related("locale"))


register_snippet(CategoryViewSet)

hooks.register(checklist.HOOK, page_checks.check_facts)
hooks.register(checklist.HOOK, page_checks.check_warnings)
hooks.register(checklist.HOOK, page_checks.check_credits)
