"""The screens for accounts of the staff, as administrators use them."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserFilterSet, UserViewSet

from azionelab.roles import LABELS
from azionelab.sign_in import changes, factors


def role_name(group) -> str:
    """The group as people read it; one that this house does not know keeps its own name."""
    return str(LABELS.get(group.name, group.name))


class _RolesInWords:
    """Offers the groups under the names that people read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].label_from_instance = role_name


class StaffCreationForm(_RolesInWords, UserCreationForm):
    pass


class StaffEditForm(_RolesInWords, UserEditForm):
    pass


class _NoWayUp:
    """A superuser is made and changed by superusers alone; others would make themselves one."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        if "is_superuser" in form.fields and not self.request.user.is_superuser:
            form.fields["is_superuser"].disabled = True
        return form


class StaffCreateView(_NoWayUp, CreateView):
    pass


class StaffEditView(_NoWayUp, EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied


class ResetSecondStepView(View):
    """Takes the second factors away from an account whose owner is locked out; the page says what that means."""

    def dispatch(self, request, pk):
        self.account = get_object_or_404(User, pk=pk)
        if not request.user.has_perm("auth.change_user") or (
            self.account.is_superuser and not request.user.is_superuser
        ):
            raise PermissionDenied
        return super().dispatch(request, pk)

    def get(self, request, pk):
        context = {"account": self.account, "factors": factors.of(self.account)}
        return render(request, "sign_in/admin_reset.html", context)

    def post(self, request, pk):
        if changes.reset(self.account, by=request.user):
            messages.success(request, _("The second step of %s is reset.") % self.account.get_username())
        else:
            messages.info(request, _("%s has no second step; nothing was changed.") % self.account.get_username())
        return redirect("wagtailusers_users:index")


class StaffFilterSet(UserFilterSet):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        role = self.filters["group"]
        role.label = _("Role")
        role.field.label_from_instance = role_name


class StaffIndexView(IndexView):
    @cached_property
    def columns(self):
        # In the place of the column that only says who is a superuser.
        roles = Column("roles", label=_("Role"), accessor=roles_of, width="15%")
        return [roles if column.name == "is_superuser" else column for column in super().columns]

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("groups")


def roles_of(user) -> str:
    names = sorted(role_name(group) for group in user.groups.all())
    return ", ".join([*names, gettext("Superuser")] if user.is_superuser else names)


class StaffAccountViewSet(UserViewSet):
    index_view_class = StaffIndexView
    filterset_class = StaffFilterSet
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView

    def get_urlpatterns(self):
        reset = path("second-step/<int:pk>/", ResetSecondStepView.as_view(), name="second-step")
        return [*super().get_urlpatterns(), reset]

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm
