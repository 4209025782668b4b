"""Time expressions of Arabic news and of Arabic and English questions: found, and worked out to days.

`find` is the reader: Levantine, Egyptian, Gulf and Maghrebi months, dual forms, number words, all three kinds of
digits, Hijri dates, weekdays and relative forms, ranges, open «منذ». `question_window` tells which stretch of time a
question asks about, `dateline` on which day an article without metadata was published. Texts are taken as they are,
and every span is of that text.
"""

from index.times.find import TimeExpression, find
from index.times.published import Dateline, dateline
from index.times.window import Window, question_window

__all__ = ["Dateline", "TimeExpression", "Window", "dateline", "find", "question_window"]
