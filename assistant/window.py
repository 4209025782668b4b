"""Windows of days, and steps from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from assistant.follow_up import Move, Step


class Grip(StrEnum):
    """Where a window comes from, which says how firmly it holds the answer."""

    FIRM = "firm"
    """Fixed by hand: nothing from outside answers."""
    SAID = "said"
    """The question says it: a wall for what happened; for a fact, what was published soon after counts too."""
    CARRIED = "carried"
    """From an earlier turn: as `SAID`, but it falls where nothing lies in it."""
    TOLD = "told"
    """The days that the last answer told of: what lies in them is preferred."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that an answer is held to, both ends inclusive; an open end is None."""

    first: date | None
    last: date | None

    @property
    def closed(self) -> bool:
        """Whether both ends are known."""
        return self.first is not None and self.last is not None

    @property
    def days(self) -> float:
        """How many days it has; infinite if an end is open."""
        if self.first is None or self.last is None:
            return float("inf")
        return (self.last - self.first).days + 1

    def holds(self, first: date, last: date) -> bool:
        """Whether the days from `first` to `last` share one with the window."""
        return (self.last is None or first <= self.last) and (self.first is None or last >= self.first)

    def encloses(self, other: "Window") -> bool:
        """Whether all days of another window are among those of this one."""
        inside = self.first is None or (other.first is not None and other.first >= self.first)
        return inside and (self.last is None or (other.last is not None and other.last <= self.last))

    def as_dict(self) -> dict[str, str | None]:
        """Return the window as the command line writes it."""
        return {
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any] | None) -> "Window | None":
        """Read what `as_dict` wrote."""
        if kept is None:
            return None
        ends = (kept.get("from"), kept.get("to"))
        return cls(*(date.fromisoformat(end) if isinstance(end, str) else None for end in ends))


def moved(base: Window, step: Step) -> Window:
    """Return the window that lies one step from `base`, which must have a day at one end at least.

    From 7 to 10 April 2018: «في اليوم التالي» is 11 April, "the day before" 6 April, «بعد ذلك» from 11 April on,
    «في الشهر نفسه» the whole of April, "a week later" the seven days from 11 April.
    """
    first, last = base.first or base.last, base.last or base.first
    assert first is not None
    assert last is not None
    match step.move:
        case Move.SAME:
            return Window(_unit_around(first, step.unit)[0], _unit_around(last, step.unit)[1])
        case Move.AFTER:
            return Window(days_after(last, 1), None)
        case Move.BEFORE:
            return Window(None, days_after(first, -1))
        case Move.NEXT:
            return _stepped(last, step.unit, step.count)
        case Move.PREVIOUS:
            return _stepped(first, step.unit, -step.count)


def _stepped(day: date, unit: str, count: int) -> Window:
    if unit == "day":
        return Window(days_after(day, count), days_after(day, count))
    if unit == "week":
        ends = (7 * count - 6, 7 * count) if count > 0 else (7 * count, 7 * count + 6)
        return Window(days_after(day, ends[0]), days_after(day, ends[1]))
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return Window(*_unit_around(date(max(1, months // 12), months % 12 + 1, 1), "month"))
    return Window(*_unit_around(date(min(9999, max(1, day.year + count)), 1, 1), "year"))


def _unit_around(day: date, unit: str) -> tuple[date, date]:
    if unit == "week":
        monday = days_after(day, -day.weekday())
        return monday, days_after(monday, 6)
    if unit == "month":
        first = day.replace(day=1)
        return first, days_after((first + timedelta(days=31)).replace(day=1), -1)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def days_after(day: date, days: int) -> date:
    """Return the day so many days later, or earlier where negative; at the ends of the calendar, its end."""
    return date.fromordinal(min(date.max.toordinal(), max(1, day.toordinal() + days)))
