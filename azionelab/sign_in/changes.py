"""What follows when a second factor comes or goes: a line in the log of the site, and a mail to whom it belongs."""

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import log

from azionelab.sign_in import factors, letters

ADDED = "sign_in.factor_added"
REMOVED = "sign_in.factor_removed"
RESET = "sign_in.factors_reset"

APP, PASSKEY, CODES = "app", "passkey", "codes"
LABELS: dict[str, Promise] = {
    APP: pgettext_lazy("second factor", "authenticator app"),
    PASSKEY: pgettext_lazy("second factor", "passkey"),
    CODES: pgettext_lazy("second factor", "recovery codes"),
}


def added(user: User, factor: str) -> None:
    _log(user, ADDED, by=user, data={"factor": factor})
    letters.factor_added(user, str(LABELS[factor]))


def removed(user: User, factor: str) -> None:
    _log(user, REMOVED, by=user, data={"factor": factor})
    letters.factor_removed(user, str(LABELS[factor]))


def reset(user: User, by: User | None) -> bool:
    """Takes every factor of an account away; by nobody when it is done on the server. Whether there was one."""
    if not factors.remove_all(user):
        return False
    _log(user, RESET, by=by)
    letters.factors_reset(user)
    return True


def _log(user: User, action: str, *, by: User | None, data: dict[str, str] | None = None) -> None:
    # The account itself: of a request's lazy user Wagtail does not know what it is, and would log nothing.
    log(User.objects.get(pk=user.pk), action, user=by, data=data)
