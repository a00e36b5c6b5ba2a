"""The screens for accounts of the staff, as administrators use them."""

from django.core.exceptions import PermissionDenied
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from azionelab.roles import LABELS


class _RolesInWords:
    """Offers the groups under the names that people read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].label_from_instance = lambda group: LABELS.get(group.name, group.name)


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


class StaffAccountViewSet(UserViewSet):
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm
