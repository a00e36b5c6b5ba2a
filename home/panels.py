"""The checklist at the top of every page's editor."""

from wagtail.admin.panels import Panel

from home import checklist


class ChecklistPanel(Panel):
    """Names what the page lacks as it was last saved; static/home/js/checklist.js asks anew after each autosave."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/checklist_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | checklist_context(self.instance, self.request.user)


def checklist_context(page, user) -> dict:
    found = checklist.findings(page)
    rows = [
        {"finding": finding, "url": finding.url if not finding.permission or user.has_perm(finding.permission) else ""}
        for finding in found
    ]
    return {"page": page, "rows": rows, "missing": checklist.count_missing(found)}


def add_checklist_to(model) -> None:
    """Puts the checklist above everything else in the editor of a page type, unless it has inherited it."""
    if any(isinstance(panel, ChecklistPanel) for panel in model.content_panels):
        return
    model.content_panels = [ChecklistPanel(classname="checklist-panel"), *model.content_panels]
