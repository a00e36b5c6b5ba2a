"""`setup_roles` gives each group exactly what azionelab/roles.py says."""

from io import StringIO
from unittest import mock

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.test import TestCase
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from azionelab import roles
from home.models import HomePage

# What the box office may do with the rows of each model: nothing of a model that only verbs and pages read and write.
BOX_OFFICE_MAY = {
    "venue": {"add", "change", "view"},
    "performance": {"add", "change", "view"},
    "reservation": {"add", "change", "view"},
    "outboxmessage": {"change", "view"},
    "contactmessage": {"view"},
    "bookingsettings": {"change"},
    "takings": {"add", "change", "view"},
    "pricetype": {"add", "change", "view"},
}


def set_up() -> None:
    call_command("setup_roles", stdout=StringIO())


def granted() -> dict[str, set[str]]:
    groups = Group.objects.prefetch_related("permissions__content_type")
    return {
        group.name: {f"{row.content_type.app_label}.{row.codename}" for row in group.permissions.all()}
        for group in groups
    }


class SetupRolesTests(TestCase):
    def test_groups_have_exactly_the_permissions_of_the_table(self):
        set_up()
        assert granted() == {name: set(permissions) for name, permissions in roles.PERMISSIONS.items()}

    def test_second_run_changes_nothing(self):
        set_up()
        before = granted(), GroupPagePermission.objects.count(), GroupCollectionPermission.objects.count()
        set_up()
        assert (granted(), GroupPagePermission.objects.count(), GroupCollectionPermission.objects.count()) == before

    def test_stray_permissions_are_taken_away(self):
        set_up()
        stray = Permission.objects.get(codename="delete_venue")
        Group.objects.get(name=roles.FRONT_OF_HOUSE).permissions.add(stray)
        set_up()
        assert granted()[roles.FRONT_OF_HOUSE] == {"checkins.admit_parties"}

    def test_editors_and_administrators_may_publish_pages_and_nobody_else_may(self):
        set_up()
        for name in roles.PERMISSIONS:
            user = User.objects.create(username=name)
            user.groups.add(Group.objects.get(name=name))
            with self.subTest(group=name):
                can_publish = HomePage.objects.first().permissions_for_user(user).can_publish()
                assert can_publish is (name in {roles.EDITORS, roles.ADMINISTRATORS})

    def test_the_box_office_works_on_all_that_is_its_own_and_deletes_nothing(self):
        models = {model._meta.model_name for model in apps.get_app_config("bookings").get_models()}
        held = [name.removeprefix("bookings.") for name in roles.PERMISSIONS[roles.BOX_OFFICE] if "bookings." in name]
        may = {name: {one.split("_")[0] for one in held if one.endswith(f"_{name}")} for name in models}
        assert {name: verbs for name, verbs in may.items() if verbs} == {
            name: verbs for name, verbs in BOX_OFFICE_MAY.items() if name in models
        }

    def test_unknown_permission_stops_with_its_name(self):
        with (
            mock.patch.dict(roles.PERMISSIONS, {"Stage": ["shows.lift_curtain"]}),
            pytest.raises(CommandError, match="shows.lift_curtain"),
        ):
            set_up()
        assert not Group.objects.filter(name="Stage").exists()
