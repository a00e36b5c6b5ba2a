"""What signing in adds to Wagtail's admin: words for the log, and the ways to one's own page and to the reset."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from azionelab.sign_in import changes


class _Added(LogFormatter):
    label = _("Second factor added")

    def format_message(self, entry: ModelLogEntry) -> str:
        return _("Second factor added: %s") % changes.LABELS.get(entry.data.get("factor"), "")


class _Removed(LogFormatter):
    label = _("Second factor removed")

    def format_message(self, entry: ModelLogEntry) -> str:
        return _("Second factor removed: %s") % changes.LABELS.get(entry.data.get("factor"), "")


@hooks.register("register_log_actions")
def tell_of_factors(actions: LogActionRegistry) -> None:
    actions.register_action(changes.ADDED)(_Added)
    actions.register_action(changes.REMOVED)(_Removed)
    actions.register_action(changes.RESET, _("Second factors reset"), _("All second factors taken away"))


@hooks.register("register_account_menu_item")
def own_security_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("security"),
        "label": _("How you sign in"),
        "help_text": _("Add or remove a second step: an app on your telephone, a passkey, recovery codes."),
    }


@hooks.register("register_user_listing_buttons")
def reset_button(user: User, request_user: User) -> Iterator[Button]:
    if request_user.has_perm("auth.change_user") and (request_user.is_superuser or not user.is_superuser):
        yield Button(
            _("Reset the second step"), reverse("wagtailusers_users:second-step", args=[user.pk]), icon_name="key"
        )
