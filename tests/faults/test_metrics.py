"""What several processes count is one number, also when one of them is killed and started anew."""

import os
import signal
import subprocess
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import SimpleTestCase
from prometheus_client.parser import text_string_to_metric_families

from tests.faults.gunicorn import gunicorn, production

TOKEN = "a-token-for-prometheus-of-40-characters-"
ROUNDS, AT_ONCE = 50, 8


class ProcessesTests(SimpleTestCase):
    def setUp(self):
        var = self.enterContext(TemporaryDirectory())
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.environment = production(f"sqlite:///{var}/none.sqlite3", 1, var) | {
            "METRICS_TOKEN": TOKEN,
            "PROMETHEUS_MULTIPROC_DIR": str(self.folder),
        }

    def test_they_count_together_and_a_new_one_goes_on_where_the_old_one_was(self):
        with gunicorn(self.environment) as site:
            asked = self.ask_until_both_have_counted(site)
            files = self.files()
            assert self.counted(site) == asked
            for worker in self.workers(site):
                os.kill(worker, signal.SIGKILL)
            asked += self.ask(site)
            assert self.counted(site) == asked
            assert self.files() == files

    def ask_until_both_have_counted(self, site):
        asked = 0
        for _round in range(ROUNDS):
            asked += self.ask(site)
            if len(list(self.folder.glob("counter_*.db"))) == 2:
                return asked
        raise AssertionError("one process has answered everything")

    def ask(self, site):
        """Asks several times at once; how often. Whoever meets a process that has just been killed asks again."""
        with ThreadPoolExecutor(AT_ONCE) as visitors:
            return sum(visitors.map(lambda _visitor: ask_until_answered(site), range(AT_ONCE)))

    def counted(self, site):
        headers = {"Authorization": f"Bearer {TOKEN}", "Host": "www.azionelab.example", "X-Forwarded-Proto": "https"}
        request = urllib.request.Request(f"http://127.0.0.1:{site.port}/metrics", headers=headers)
        text = urllib.request.urlopen(request, timeout=60).read().decode()
        return sum(
            sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == "azionelab_requests_total" and sample.labels["route"].endswith("LiveView")
        )

    def files(self):
        return sorted(path.name for path in self.folder.glob("*.db"))

    def workers(self, site):
        found = ["/usr/bin/env", "ps", "-o", "pid=", "--ppid", str(site.process.pid)]
        return map(int, subprocess.run(found, capture_output=True, check=True).stdout.split())


def ask_until_answered(site):
    for _try in range(ROUNDS):
        if site.get("/api/health/live/")[0] == 200:
            return 1
    raise AssertionError("nobody answers")
