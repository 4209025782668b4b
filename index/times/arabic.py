"""The Arabic grammar of single points and stretches of time; ranges of two ends are in `ranges`."""

from index.times import arabic_days, arabic_parts, arabic_spans, dates, numeric, years
from index.times.phrase import Rule

POINTS: tuple[Rule, ...] = (
    arabic_days.part_of_day,
    arabic_days.relative_day,
    arabic_days.weekday,
    numeric.day_pair,
    numeric.numeric,
    dates.day,
    arabic_parts.part,
    arabic_spans.lately,
    arabic_spans.ago,
    arabic_spans.since_quantity,
    arabic_spans.period,
    arabic_spans.season,
    dates.month_phrase,
    arabic_spans.decade,
    years.year,
)
"""The rules in the order in which they are tried."""
