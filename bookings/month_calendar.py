"""One month of the programme, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from bookings.listings import ListedPerformance, day_label
from bookings.programme_questions import Month

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Day:
    date: date
    performances: list[ListedPerformance]
    is_in_month: bool
    is_today: bool

    @property
    def label(self) -> str:
        return day_label(self.date)


@dataclass(frozen=True)
class Calendar:
    """One month, with links to the next months on both sides that have something."""

    month: Month
    weeks: list[list[Day]]
    before: Month | None
    after: Month | None

    @property
    def weekdays(self) -> list[date]:
        return [day.date for day in self.weeks[0]]

    @property
    def date_count(self) -> int:
        return sum(len(day.performances) for week in self.weeks for day in week)


def weeks_of(month: Month, performances: list[ListedPerformance], today: date) -> list[list[Day]]:
    """The weeks of a month, each from Monday to Sunday."""
    by_day: dict[date, list[ListedPerformance]] = {}
    for performance in performances:
        by_day.setdefault(performance.day, []).append(performance)
    day = month.first_day - timedelta(days=month.first_day.weekday())
    weeks = []
    while day < month.after.first_day:
        dates = [day + timedelta(days=number) for number in range(DAYS_OF_A_WEEK)]
        weeks.append(
            [
                Day(each, by_day.get(each, []), is_in_month=Month.of(each) == month, is_today=each == today)
                for each in dates
            ]
        )
        day += timedelta(days=DAYS_OF_A_WEEK)
    return weeks
