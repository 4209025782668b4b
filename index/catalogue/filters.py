"""Which passages a filter lets in, as conditions of SQL."""

from dataclasses import replace
from datetime import date

from index.catalogue.records import Filter
from index.catalogue.rows import iso

_BEGINNING = 3
"""Sentences that tell what a whole article is about."""
_LONGEST_EVENT = 31
"""Days: what lasted longer («since 2011») lies in no window that is shorter than it."""


def conditions_of(wanted: Filter) -> tuple[str, list[object]]:
    """Return the conditions on passages `p` of articles `a`, and the values of their placeholders."""
    conditions: list[str] = []
    values: list[object] = []
    if wanted.first or wanted.last:
        last = wanted.last and date.fromordinal(min(date.max.toordinal(), wanted.last.toordinal() + wanted.later))
        published, days = _within("a.day", "a.day", replace(wanted, last=last))
        told, event_days = _within("e.first", "e.last", wanted)
        if wanted.first and wanted.last:
            told += " and julianday(e.last) - julianday(e.first) <= ?"
            event_days.append(max(_LONGEST_EVENT, (wanted.last - wanted.first).days))
        undated = " or a.day is null" if wanted.undated else ""
        conditions.append(
            f"(({published}){undated} or p.id in (select s.passage from events e "  # noqa: S608
            "join passages q on q.article = e.article "
            f"join sentences s on s.passage = q.id and s.number = e.sentence where {told}))"
        )
        values += [*days, *event_days]
    if wanted.sources:
        conditions.append(f"a.source in ({','.join('?' * len(wanted.sources))})")
        values += wanted.sources
    if wanted.places:
        marks = ",".join("?" * len(wanted.places))
        conditions.append(
            f"exists (select 1 from mentions m where m.article = p.article and m.place in ({marks}) "  # noqa: S608
            "and (m.sentence < ? or m.sentence in (select number from sentences where passage = p.id)))"
        )
        values += [*wanted.places, _BEGINNING]
    return " and ".join(conditions), values


def _within(first: str, last: str, wanted: Filter) -> tuple[str, list[object]]:
    """Return the condition that the days from `first` to `last` (columns) touch the window, or lie in an open one."""
    if wanted.first and wanted.last:
        return f"{first} <= ? and {last} >= ?", [iso(wanted.last), iso(wanted.first)]
    if wanted.first:
        return f"{first} >= ?", [iso(wanted.first)]
    return f"{last} <= ?", [iso(wanted.last)]
