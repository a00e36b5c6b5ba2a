"""Which backups stay, and that nothing else is ever removed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import SimpleTestCase, override_settings

from azionelab.backups import folder, site
from azionelab.backups.errors import BackupError
from azionelab.backups.keeping import Keep, parse, surplus

NIGHT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # a Saturday
DAY = timedelta(days=1)


def nights(*ago: int) -> list[tuple[datetime, int]]:
    return [(NIGHT - number * DAY, number) for number in sorted(ago, reverse=True)]


class KeepTests(SimpleTestCase):
    def test_a_year_of_nights_leaves_the_newest_of_days_weeks_and_months(self):
        made = nights(*range(365))
        gone = surplus(made, Keep(daily=7, weekly=3, monthly=3))
        # Seven days, the Sundays before, and the last nights of the two months before.
        assert [number for _at, number in made if number not in gone] == [52, 21, 13, *range(6, -1, -1)]

    def test_the_newest_stays_under_every_rule(self):
        for keep in (Keep(daily=1), Keep(weekly=1), Keep(monthly=1)):
            assert surplus(nights(400, 0), keep) == ([400] if keep != Keep() else [])

    def test_what_is_younger_than_two_days_stays(self):
        made = [(NIGHT - timedelta(hours=hours), hours) for hours in (49, 48, 47, 5, 1, 0)]
        assert surplus(made, Keep(daily=1)) == [49, 48]

    def test_nothing_made_nothing_surplus(self):
        assert surplus([], Keep(daily=1)) == []

    def test_parse_reads_the_rule_and_refuses_a_slip_of_the_pen(self):
        assert parse("daily=7, weekly=5,monthly=3") == Keep(7, 5, 3)
        for text in ("", "7", "dayly=7", "daily=x", "daily=-1,weekly=3", "daily=0"):
            with self.subTest(text), pytest.raises(BackupError, match="BACKUP_KEEP"):
                parse(text)


class PruneTests(SimpleTestCase):
    def setUp(self):
        temporary = TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def put(self, name: str, content: bytes = b"age-encryption.org/v1\n") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def test_prune_removes_our_old_ones_and_nothing_else(self):
        old, older = (self.put(folder.name(NIGHT - days * DAY, "1.2", True)) for days in (300, 301))
        newest = self.put(folder.name(NIGHT, "1.3", True))
        others = [
            self.put("azionelab-20200101T030000Z-1.0.tar", b"a letter"),  # our name, and no backup
            self.put("azionelab-20200101T030000Z-1.0.tar.gz"),
            self.put("azionelab-20201301T030000Z-1.0.tar"),  # no month
            self.put("photos.tar.age"),
            self.put("erased.jsonl"),
        ]
        link = self.folder / "azionelab-20190101T030000Z-1.0.tar.age"
        os.symlink(newest, link)
        with override_settings(BACKUP_FOLDER=self.folder, BACKUP_KEEP="daily=1"):
            assert site.prune() == [older, old]
        assert set(self.folder.iterdir()) == {newest, link, *others}

    def test_name_says_when_and_of_which_version(self):
        made = folder.name(NIGHT, "v1.2/odd name", False)
        assert made == "azionelab-20261121T030000Z-v1.2-odd-name.tar"

    def test_one_writer_at_a_time_and_a_killed_one_leaves_nothing(self):
        left = self.put(".azionelab-20261121T030000Z-1.tar")
        with folder.locked(self.folder):
            assert not left.exists()
            with pytest.raises(BackupError, match="Another backup"), folder.locked(self.folder):
                pass
        with folder.locked(self.folder):
            pass
