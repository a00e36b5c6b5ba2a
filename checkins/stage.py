"""The stage manager's page: what it is opened by, and what it shows. No names: numbers and times alone."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from bookings.evenings import DoorCount
from bookings.queries import night_ends
from bookings.tokens import Purpose, make_token, read_token
from checkins.queries import DoorNight, door_night


@dataclass(frozen=True)
class StageView:
    """How the house stands for the stage at one moment; times are those of the venue."""

    night: DoorNight
    at: datetime

    @property
    def show_title(self) -> str:
        return self.night.door.listed.show_title

    @property
    def starts_at(self) -> datetime:
        return self.night.door.listed.starts_at

    @property
    def starts_label(self) -> str:
        return self.night.door.listed.starts_label

    @property
    def is_cancelled(self) -> bool:
        return self.night.door.listed.is_cancelled

    @property
    def counts(self) -> DoorCount:
        return self.night.door.counts

    @property
    def clear_at(self) -> datetime | None:
        clear_at = self.night.house_clear_at
        return self.night.door.listed.performance.local(clear_at) if clear_at else None

    @property
    def looked_at(self) -> datetime:
        return self.night.door.listed.performance.local(self.at)

    @property
    def is_over(self) -> bool:
        """The link is good until the night of its performance ends."""
        return self.at >= night_ends(self.night.door.listed.performance.starts_at)


def stage_url(performance_id: int) -> str:
    """Where the stage of a performance is told how the house stands; whoever has the link may read it."""
    return settings.SITE_URL + reverse("stage", args=[make_token(Purpose.STAGE, str(performance_id))])


def stage_view(token: str, at: datetime) -> StageView:
    """Raises NotFound for anything that we did not sign, and for a performance that is there no more."""
    performance_id = int(read_token(Purpose.STAGE, token))
    return StageView(night=door_night(performance_id, at), at=at)
