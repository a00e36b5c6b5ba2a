#!/usr/bin/env python3
"""`manage.py ARGUMENTS…` with the settings of production and values made up for this one run.

`make check` judges those settings with it, and the image collects its static files, which needs no secret.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "azionelab.settings.production",
    "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
    "DJANGO_ALLOWED_HOSTS": "www.azionelab.example",
    "DJANGO_CSRF_TRUSTED_ORIGINS": "https://www.azionelab.example",
    "SITE_URL": "https://www.azionelab.example",
    "DATABASE_URL": "postgres://azionelab@/azionelab?host=/nowhere",  # checks do not connect, or fail at once
    "EMAIL_URL": "smtp+tls://azionelab:none@mail.azionelab.example:587",
    "DEFAULT_FROM_EMAIL": "AzioneLab <biglietteria@azionelab.example>",
    "TWO_FACTOR_REQUIRED": "Administrators",
}

if __name__ == "__main__":
    command = [sys.executable, "-W", "error::DeprecationWarning:azionelab", "manage.py", *sys.argv[1:]]
    sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **PRODUCTION}, check=False).returncode)
