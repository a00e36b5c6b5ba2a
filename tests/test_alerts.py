"""The rules for Prometheus ask for what the site tells, and docs/monitoring.md says of each what to do."""

import re
from pathlib import Path

import yaml
from django.utils import timezone

from azionelab import last_runs
from bookings.tests.factories import booked, make_doorkeeper, playing_soon
from tests.test_metrics import MetricsTestCase, samples

ROOT = Path(__file__).resolve().parent.parent
# Told by Prometheus itself, the node exporter and the blackbox exporter.
OF_OTHERS = {
    "up",
    "node_filesystem_avail_bytes",
    "node_filesystem_size_bytes",
    "probe_ssl_earliest_cert_expiry",
}
METRIC = re.compile(r"\b(up|(?:azionelab|node|probe)_\w+)\b")
SELECTOR = re.compile(r"(\w+)\{([^}]*)\}")


def rules():
    document = yaml.safe_load((ROOT / "infra" / "prometheus" / "alerts.yml").read_text())
    return [rule for group in document["groups"] for rule in group["rules"]]


class AlertTests(MetricsTestCase):
    def test_each_rule_is_whole(self):
        names = [rule["alert"] for rule in rules()]
        assert len(names) == len(set(names)) >= 10
        for rule in rules():
            with self.subTest(rule["alert"]):
                assert set(rule) - {"for"} == {"alert", "expr", "labels", "annotations"}
                assert rule["labels"]["severity"] in {"page", "warn"}
                assert rule["annotations"]["summary"]

    def test_each_metric_is_one_that_the_site_tells(self):
        told = self.told()
        asked = {name for rule in rules() for name in METRIC.findall(rule["expr"])}
        assert asked - {sample[0] for sample in told} - OF_OTHERS == set()
        assert "azionelab_requests_total" in asked

    def test_each_label_that_is_asked_for_is_there(self):
        labels = {}
        for name, *pairs in self.told():
            labels.setdefault(name, set()).update(dict(pairs))
        for rule in rules():
            for metric, selector in SELECTOR.findall(rule["expr"]):
                if metric not in OF_OTHERS:
                    with self.subTest(rule["alert"], metric=metric):
                        assert set(re.findall(r'(\w+)[=!]~?=?"', selector)) <= labels[metric]

    def test_calls_of_the_door_have_the_routes_that_the_rules_name(self):
        routes = {dict(pairs).get("route", "") for _name, *pairs in self.told()}
        assert [route for route in routes if re.fullmatch(r"checkins\..*", route)]

    def test_each_has_its_paragraph(self):
        text = (ROOT / "docs" / "monitoring.md").read_text()
        missing = [rule["alert"] for rule in rules() if f"| `{rule['alert']}` |" not in text]
        assert missing == []

    def told(self):
        """All that the site tells once something of each kind has happened."""
        booked(playing_soon(), at=timezone.now())
        last_runs.note(last_runs.TICK, timezone.now())
        last_runs.note(last_runs.BACKUP, timezone.now(), made="one.tar.age")
        self.client.force_login(make_doorkeeper())
        unknown = {"token": "no-such-code", "performance": 1, "scan_id": "one"}
        assert self.client.post("/api/check-ins/", unknown, content_type="application/json").status_code == 404
        return samples(self.scrape())
