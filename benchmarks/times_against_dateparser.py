"""Compare `index.times.find` with dateparser's `search_dates` on a gold file of dated sentences.

    python benchmarks/times_against_dateparser.py GOLD.jsonl [--sentences]

A line of the gold file is `{"id", "lang": "ar"|"en", "role": "article"|"question", "kind", "anchor": day or null,
"collected"?: day, "text", "expected": [{"start", "end", "from", "to"}]}`. An answer is right when it overlaps the
expected words by one character or more and both days are equal; each expected one is met once. dateparser gives a
moment, not a stretch, so it is scored twice: as it is (that one day), and generously, where a moment inside the
expected stretch counts as right. It gets every help: the language, the anchor as its base, day-first order.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from index.times import find


@dataclass(frozen=True)
class Answer:
    """Words of a text and the days they were read as."""

    start: int
    end: int
    first: date
    last: date


@dataclass
class Score:
    """How many expected expressions there were, were met, and how many answers met none."""

    expected: int = 0
    met: int = 0
    false: int = 0
    seconds: float = 0.0
    sentences: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the answers that are right."""
        return self.met / (self.met + self.false) if self.met + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of the expected expressions that were met."""
        return self.met / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def day(said: str | None) -> date | None:
    """Return an ISO day, or None."""
    return date.fromisoformat(said) if said else None


def by_isnad(row: dict[str, Any]) -> list[Answer]:
    """Read with the project's own reader."""
    anchor = day(row["anchor"])
    role = {"today": anchor} if row["role"] == "question" else {"published": anchor}
    found = find(row["text"], collected=day(row.get("collected")), **role)
    return [Answer(one.start, one.end, one.first, one.last) for one in found]


def by_dateparser(row: dict[str, Any]) -> list[Answer]:
    """Read with dateparser, and find its words again in the text, from left to right."""
    from dateparser.search import search_dates

    anchor = day(row["anchor"]) or day(row.get("collected"))
    settings: dict[str, Any] = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    if anchor:
        settings["RELATIVE_BASE"] = datetime(anchor.year, anchor.month, anchor.day, 12)
    found = search_dates(row["text"], languages=[row["lang"]], settings=settings) or []
    answers, after = [], 0
    for words, moment in found:
        start = row["text"].find(words, after)
        if start >= 0:
            answers.append(Answer(start, start + len(words), moment.date(), moment.date()))
            after = start + len(words)
    return answers


def exactly(answer: Answer, first: date, last: date) -> bool:
    """Both days are equal."""
    return (answer.first, answer.last) == (first, last)


def inside(answer: Answer, first: date, last: date) -> bool:
    """The answer lies inside the expected stretch."""
    return first <= answer.first <= answer.last <= last


def score(
    rows: list[dict[str, Any]],
    reader: Callable[[dict[str, Any]], list[Answer]],
    right: Callable[[Answer, date, date], bool],
) -> dict[str, Score]:
    """Return the scores per language, per kind, for traps (nothing expected) and for all."""
    scores: dict[str, Score] = defaultdict(Score)
    for row in rows:
        began = time.process_time()
        answers = reader(row)
        seconds = time.process_time() - began
        met = 0
        for gold in row["expected"]:
            first, last = date.fromisoformat(gold["from"]), date.fromisoformat(gold["to"])
            match = next(
                (a for a in answers if a.start < gold["end"] and gold["start"] < a.end and right(a, first, last)), None
            )
            if match:
                answers.remove(match)
                met += 1
        groups = ["all", row["lang"], f"  {row['kind']}"] + ([] if row["expected"] else ["nothing expected"])
        for group in groups:
            one = scores[group]
            one.expected += len(row["expected"])
            one.met += met
            one.false += len(answers)
            one.seconds += seconds
            one.sentences += 1
            if answers or met < len(row["expected"]):
                one.wrong.append(row["id"])
    return scores


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sentences", action="store_true", help="list the sentences that Isnad reads wrongly")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.gold.read_text("utf-8").splitlines() if line.strip()]
    ours = score(rows, by_isnad, exactly)
    theirs = score(rows, by_dateparser, exactly)
    generous = score(rows, by_dateparser, inside)
    print("| | expected | Isnad P | R | F1 | dateparser P | R | F1 | generous F1 |")
    print("|---|---|---|---|---|---|---|---|---|")
    for group in ["all", "ar", "en", "nothing expected", *sorted(g for g in ours if g.startswith("  "))]:
        if group not in ours:
            continue
        a, b, c = ours[group], theirs[group], generous[group]
        if group == "nothing expected":
            print(f"| false finds in {a.sentences} sentences with none | | {a.false} | | | {b.false} | | | |")
            continue
        print(
            f"| {group.strip()} | {a.expected} | {a.precision:.3f} | {a.recall:.3f} | {a.f1:.3f} "
            f"| {b.precision:.3f} | {b.recall:.3f} | {b.f1:.3f} | {c.f1:.3f} |"
        )
    speed = [f"{60 * s['all'].sentences / s['all'].seconds:,.0f}" for s in (ours, theirs)]
    print(f"\nSentences a minute of processor time: Isnad {speed[0]}, dateparser {speed[1]}.")
    if asked.sentences:
        print("\n".join(ours["all"].wrong))


if __name__ == "__main__":
    main()
