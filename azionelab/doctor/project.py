"""The settings and the files of the release itself."""

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core import checks

from azionelab.doctor.findings import Finding, fault, hint, warning, well


def debug() -> Finding:
    if settings.DEBUG:
        return fault(
            "debug",
            "DEBUG is on: visitors see the inside of each failure.",
            "Set DJANGO_SETTINGS_MODULE=azionelab.settings.production.",
        )
    return well("debug", "DEBUG is off.")


def deploy_checks() -> Finding:
    """Django's own `check --deploy`, and ours, without the database."""
    found = [
        message
        for message in checks.run_checks(include_deployment_checks=True)
        if message.level >= checks.WARNING and not message.is_silenced()
    ]
    if not found:
        return well("check --deploy", "Django's checks find nothing.")
    words = "; ".join(f"{message.id}: {message.msg.splitlines()[0]}" for message in found)
    to_do = "Run manage.py check --deploy, which explains each."
    is_error = any(message.level >= checks.ERROR for message in found)
    return (fault if is_error else warning)("check --deploy", words, to_do)


def static_files() -> Finding:
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage):
        return hint("static files", "They are not collected with these settings.", "In production they are.")
    if not staticfiles_storage.load_manifest()[0]:
        return fault(
            "static files", "The list of collected files is missing: pages fail.", "Run manage.py collectstatic."
        )
    return well("static files", "They are collected.")
