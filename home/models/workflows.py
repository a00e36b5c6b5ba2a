from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class OtherPersonApprovalTask(AbstractGroupApprovalTask):
    """A step of a workflow that anyone of its groups may approve but the person who has asked for it."""

    class Meta:
        verbose_name = _("approval by another person")
        verbose_name_plural = _("approvals by another person")

    def get_actions(self, obj, user):
        state = obj.current_workflow_state
        if state is not None and state.requested_by_id == user.pk:
            return []
        return super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        return super().get_task_states_user_can_moderate(user, **kwargs).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups can approve, but not what they have submitted themselves.")
