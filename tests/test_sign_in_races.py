"""One code and several requests at the same instant: it signs in once. On PostgreSQL with real threads."""

import os
from functools import partial
from unittest.mock import patch

import pytest
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticToken

from azionelab import roles
from azionelab.sign_in import factors
from tests.racing import Meeting, RaceTestCase, race
from tests.second_factors import code_of, give_app
from tests.staff import make_member

pytestmark = pytest.mark.postgresql
ROUNDS = int(os.environ.get("RACE_ROUNDS", "4"))
RACERS = 6
by_id = Device.from_persistent_id.__func__


def unlocked(cls, persistent_id, for_verify=False):
    """The same row, with nobody kept waiting for it."""
    return by_id(cls, persistent_id)


class OneCodeTests(RaceTestCase):
    def setUp(self):
        super().setUp()
        self.member = make_member(roles.BOX_OFFICE)

    def accepted(self, check, code) -> int:
        """How many of the racers the code lets in."""
        outcomes = race([partial(check, self.member, code)] * RACERS)
        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
        return sum(outcome is not None for outcome in outcomes)

    def test_a_recovery_code_lets_one_in(self):
        for code in factors.new_recovery_codes(self.member)[:ROUNDS]:
            assert self.accepted(factors.device_for_recovery_code, code) == 1

    def test_a_code_of_the_app_lets_one_in(self):
        app = give_app(self.member)
        assert self.accepted(factors.device_for_app_code, code_of(app)) == 1

    def test_without_the_lock_the_race_is_lost(self):
        """The canary: taken out, the lock is missed, so the tests above would tell."""
        [code, *_others] = factors.new_recovery_codes(self.member)
        all_have_found_it = Meeting(RACERS).before(StaticToken.delete)
        with (
            patch.object(Device, "from_persistent_id", classmethod(unlocked)),
            patch.object(StaticToken, "delete", all_have_found_it),
        ):
            assert self.accepted(factors.device_for_recovery_code, code) == RACERS
