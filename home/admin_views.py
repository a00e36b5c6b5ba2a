"""Screens of the admin that belong to pages in general: the checklist, the report on it, and the guides for staff."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.views.reports.base import PageReportView
from wagtail.models import Locale, Page, get_page_content_types
from wagtail.permissions import page_permission_policy

from home import checklist, guide
from home.panels import checklist_context


@require_safe
def page_checklist(request: HttpRequest, page_id: int) -> HttpResponse:
    """The checklist of the newest draft of a page, as a piece of HTML for the editor that is open."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "home/admin/checklist.html", checklist_context(draft, request.user))


@require_safe
def staff_guide(request: HttpRequest, name: str) -> HttpResponse:
    """A guide for whoever asks, in the language of the admin, rendered from its file in docs/."""
    found = next((offered for offered in guide.guides_for(request.user) if offered.name == name), None)
    if found is None:
        raise Http404
    return render(
        request, "home/admin/guide.html", {"title": found.title, "guide": found.as_html(get_language() or "it")}
    )


class IncompletePagesFilterSet(WagtailFilterSet):
    content_type = ContentTypeFilter(
        label=_("Page type"), queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )
    locale = django_filters.ModelChoiceFilter(label=_("Language"), queryset=Locale.objects.all())

    class Meta:
        model = Page
        fields = ["live", "content_type", "locale"]


class IncompletePagesView(PageReportView):
    """Every page with something missing that the person who looks may edit, and what it is."""

    results_template_name = "home/admin/incomplete_pages_results.html"
    page_title = _("Pages with something missing")
    header_icon = "list-ul"
    filterset_class = IncompletePagesFilterSet
    index_url_name = "home-incomplete-pages"
    index_results_url_name = "home-incomplete-pages-results"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "content_type", "locale", "status_string", "missing_words"]
    export_headings = {
        "title": _("Title"),
        "content_type": _("Page type"),
        "locale": _("Language"),
        "status_string": _("Status"),
        "missing_words": _("Missing"),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.custom_value_preprocess = {str: {self.FORMAT_CSV: _unarmed}, **self.custom_value_preprocess}

    def get_queryset(self):
        editable = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        pages = editable.filter(depth__gt=1, alias_of=None)
        self.queryset = pages.filter(pk__in=self.found).prefetch_workflow_states().order_by("locale", "path")
        return super().get_queryset().select_related("locale", "content_type").annotate_approved_schedule()

    def decorate_paginated_queryset(self, object_list):
        for page in object_list:
            page.findings = self.found[page.pk]
            page.missing_words = " ".join(finding.words for finding in page.findings)
        return object_list

    @property
    def found(self) -> dict[int, list[checklist.Finding]]:
        """What is missing, by the key of the page, read once for each request."""
        if not hasattr(self, "_found"):
            pages = list(Page.objects.filter(depth__gt=1, alias_of=None).select_related("locale").specific())
            by_page = checklist.findings_by_page(pages)
            self._found = {page.pk: by_page[id(page)] for page in pages if checklist.count_missing(by_page[id(page)])}
        return self._found


def _unarmed(value: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def may_see_report(user) -> bool:
    return user_has_any_page_permission(user)
