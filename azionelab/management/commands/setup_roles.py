from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, override
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from azionelab.roles import (
    APPROVERS,
    COLLECTION_PERMISSIONS,
    PAGE_PERMISSIONS,
    PERMISSIONS,
    UNUSED_GROUPS,
    UNUSED_WORKFLOWS,
)
from home.models import OtherPersonApprovalTask


class Command(BaseCommand):
    help = (
        "Makes the groups of the staff, gives each exactly its permissions, and seeds a workflow for pages. "
        "Running it again changes nothing."
    )

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        Group.objects.filter(name__in=UNUSED_GROUPS).delete()
        for name, permissions in PERMISSIONS.items():
            group, _ = Group.objects.get_or_create(name=name)
            group.permissions.set(_permissions(permissions))
            _set_page_permissions(group, PAGE_PERMISSIONS.get(name, []))
            _set_collection_permissions(group, COLLECTION_PERMISSIONS.get(name, []))
        _ensure_second_pair_of_eyes()
        self.stdout.write(f"Groups ready: {', '.join(PERMISSIONS)}.")


def _permissions(names: list[str]) -> list[Permission]:
    return [_permission(*name.split(".")) for name in names]


def _permission(app_label: str, codename: str) -> Permission:
    try:
        return Permission.objects.get(content_type__app_label=app_label, codename=codename)
    except Permission.DoesNotExist:
        message = f"azionelab/roles.py names the permission {app_label}.{codename}, which does not exist. Run migrate?"
        raise CommandError(message) from None


def _set_page_permissions(group: Group, codenames: list[str]) -> None:
    wanted = _permissions([f"wagtailcore.{codename}" for codename in codenames])
    _keep_only(GroupPagePermission.objects.filter(group=group), wanted)
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=Page.get_first_root_node(), permission=permission)


def _set_collection_permissions(group: Group, names: list[str]) -> None:
    wanted = _permissions(names)
    _keep_only(GroupCollectionPermission.objects.filter(group=group), wanted)
    root = Collection.get_first_root_node()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _keep_only(rows: QuerySet, wanted: list[Permission]) -> None:
    rows.exclude(permission__in=wanted).delete()


def _ensure_second_pair_of_eyes() -> None:
    """A workflow for every page: somebody else looks before it is published. A choice made since is kept."""
    root = Page.get_first_root_node()
    WorkflowPage.objects.filter(page=root, workflow__name__in=UNUSED_WORKFLOWS).delete()
    Workflow.objects.filter(name__in=UNUSED_WORKFLOWS, workflow_states=None).delete()
    task = OtherPersonApprovalTask.objects.first()
    if task is None:
        with override(settings.LANGUAGE_CODE):
            task = OtherPersonApprovalTask.objects.create(name=gettext("Another person approves"))
            workflow = Workflow.objects.create(name=gettext("A second pair of eyes"))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    task.groups.set(Group.objects.filter(name__in=APPROVERS))
