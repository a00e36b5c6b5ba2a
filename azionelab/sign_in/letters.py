"""Mails to a member of staff about their own account. One that cannot be sent keeps nobody from working."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from wagtail.users.models import UserProfile

log = logging.getLogger(__name__)


def factor_added(user: User, words: str) -> None:
    _send(user, "added", {"factor": words})


def factor_removed(user: User, words: str) -> None:
    _send(user, "removed", {"factor": words})


def factors_reset(user: User) -> None:
    _send(user, "reset", {})


def recovery_code_used(user: User, left: int) -> None:
    _send(user, "code_used", {"left": left})


def _send(user: User, kind: str, facts: dict[str, Any]) -> None:
    if not user.email:
        return
    with override(_language(user)):
        context = {
            "kind": kind,
            "username": user.get_username(),
            "at": timezone.localtime(),
            "security_url": f"{settings.SITE_URL}{reverse('security')}",
            **facts,
        }
        text = render_to_string("sign_in/email/changed.txt", context)
        subject = gettext("Signing in at %(site)s has changed") % {"site": settings.WAGTAIL_SITE_NAME}
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email])
    except (OSError, SMTPException) as problem:
        log.warning("no mail to account %s about its second factor: %s", user.pk, type(problem).__name__)


def _language(user: User) -> str:
    profile = UserProfile.objects.filter(user=user).first()
    return (profile.preferred_language if profile else "") or get_language() or settings.LANGUAGE_CODE
