"""What becomes of the environment: secrets in files, as Docker and secret managers hand them over; the cache."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.cache import caches
from django.test import SimpleTestCase, override_settings

from azionelab.env import cache
from infra.made_up_production import PRODUCTION, ROOT

SHOW = "import json; from azionelab.settings import production as p; print(json.dumps([p.SECRET_KEY, p.EMAIL_HOST]))"


class SecretFileTests(SimpleTestCase):
    def test_a_file_gives_the_value_without_its_last_line_break_and_wins(self):
        secret = "a-long-secret-of-a-file-" * 3
        with TemporaryDirectory() as folder:
            file = Path(folder, "key")
            file.write_text(secret + "\n")
            answer = self.start(DJANGO_SECRET_KEY_FILE=str(file))
        assert json.loads(answer.stdout) == [secret, "mail.azionelab.example"]

    def test_a_file_that_is_missing_stops_the_start_with_its_name(self):
        answer = self.start(DJANGO_SECRET_KEY_FILE="/nowhere/key")
        assert answer.returncode == 1
        assert "/nowhere/key" in answer.stderr

    def start(self, **extra: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | PRODUCTION | extra
        return subprocess.run(
            [sys.executable, "-c", SHOW], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )


class CacheTests(SimpleTestCase):
    def test_the_files_hold_the_pages_of_a_large_site_and_the_name_of_their_edition(self):
        names = ["edition", *(f"page-{number}" for number in range(400))]
        with TemporaryDirectory() as folder, override_settings(CACHES={"pages": cache(f"filecache://{folder}")}):
            for name in names:
                caches["pages"].set(name, b"")
            assert set(caches["pages"].get_many(names)) == set(names)
