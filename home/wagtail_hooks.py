from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home import admin_views, checklist, guide, page_checks
from home.forms import NEEDS_WORDS, pictures_without_words
from home.models import Person
from home.userbar import AuthorsChecker


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

hooks.register(checklist.HOOK, page_checks.check_cards)
hooks.register(checklist.HOOK, page_checks.check_alternative_texts)
hooks.register(checklist.HOOK, page_checks.check_translations)


@hooks.register("register_admin_urls")
def admin_urls():
    report = admin_views.IncompletePagesView
    return [
        path("checklist/<int:page_id>/", admin_views.page_checklist, name="home-checklist"),
        path("guide/<slug:name>/", admin_views.staff_guide, name="home-guide"),
        path("reports/incomplete/", report.as_view(), name="home-incomplete-pages"),
        path("reports/incomplete/results/", report.as_view(results_only=True), name="home-incomplete-pages-results"),
    ]


class IncompletePagesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return admin_views.may_see_report(request.user)


@hooks.register("register_reports_menu_item")
def report_item():
    return IncompletePagesItem(
        _("Pages with something missing"), reverse("home-incomplete-pages"), icon_name="list-ul", order=650
    )


@hooks.register(guide.HOOK)
def guide_for_editors() -> guide.Guide:
    files = {"it": "guida-redazione.md", "en": "editor-guide.md"}
    return guide.Guide("editors", _("Guide for editors"), files, user_has_any_page_permission)


@hooks.register("construct_help_menu")
def offer_guides(request: HttpRequest, items: list[MenuItem]) -> None:
    items += [
        MenuItem(offered.title, reverse("home-guide", args=[offered.name]), icon_name="help", order=50)
        for offered in guide.guides_for(request.user)
    ]


@hooks.register("insert_global_admin_css")
def admin_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("home/css/admin.css"))


@hooks.register("insert_editor_js")
def checklist_script():
    return format_html('<script type="module" src="{}"></script>', static("home/js/checklist.js"))


@hooks.register("construct_wagtail_userbar")
def check_what_authors_write(request, items, page):
    items[:] = [
        AuthorsChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]


@hooks.register("after_publish_page")
def tell_what_is_missing(request: HttpRequest, page: Page) -> None:
    """The page is published all the same: this warns."""
    missing = [finding.words for finding in checklist.findings(page) if not finding.is_advice]
    if missing:
        heading = ngettext(
            "Published, and one thing is missing:", "Published, and %(count)d things are missing:", len(missing)
        ) % {"count": len(missing)}
        messages.warning(
            request,
            format_html("{} {}", heading, format_html_join(" ", "{}", ((words,) for words in missing))),
            buttons=[messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))],
        )


@hooks.register("before_bulk_action")
def refuse_to_publish_pictures_without_words(
    request: HttpRequest, action: str, items: Iterable, bulk_action
) -> HttpResponse | None:
    """The form of a page says it where it is chosen; publishing many at once passes by every form."""
    if action != "publish":
        return None
    with_descendants = bulk_action.cleaned_form.cleaned_data.get("include_descendants", False)
    drafts = [draft for item in items for draft in _drafts(item, with_descendants)]
    titles = {image.title for draft in drafts for image in pictures_without_words(draft)}
    for title in sorted(titles):
        messages.error(request, NEEDS_WORDS % {"title": title})
    return redirect(bulk_action.next_url) if titles else None


def _drafts(item: DraftStateMixin, with_descendants: bool) -> Iterator[DraftStateMixin]:
    yield item.get_latest_revision_as_object()
    if with_descendants and isinstance(item, Page):
        for page in item.get_descendants().not_live().specific():
            yield page.get_latest_revision_as_object()
