"""Evaluations as people and programs read them."""

from collections.abc import Sequence
from typing import Any, get_args

from assistant.evaluation.measures import DEPTHS, Measure
from assistant.evaluation.run import Evaluation, Outcome
from assistant.statement import Language

_HIT = " hit@"


def as_table(evaluations: Sequence[Evaluation]) -> str:
    """Write evaluations as Markdown tables that read well as they stand, one for each gold file."""
    return "\n\n".join(_one(evaluation) for evaluation in evaluations)


def _one(evaluation: Evaluation) -> str:
    outcomes = evaluation.outcomes
    rows = [["measure", "of", *(outcome.name for outcome in outcomes)]]
    shown = [{measure.name: measure for measure in outcome.measures} for outcome in outcomes]
    groups = dict.fromkeys(name.split(_HIT)[0] for of_one in shown for name in of_one if _HIT in name)
    for group in sorted(groups, key=lambda group: group not in get_args(Language)):
        names = [f"{group}{_HIT}{depth}" for depth in DEPTHS]
        count = str(shown[0][names[0]].count)
        rows.append([f"{group}{_HIT}{'/'.join(map(str, DEPTHS))}", count, *(_cells(of_one, names) for of_one in shown)])
    for name in dict.fromkeys(name for of_one in shown for name in of_one if _HIT not in name):
        count = str(next(of_one[name].count for of_one in shown if name in of_one))
        rows.append([name, count, *(_cells(of_one, [name]) for of_one in shown)])
    rows.append(["seconds a question", str(outcomes[0].questions), *(f"{_each(outcome):.3f}" for outcome in outcomes)])
    return f"{evaluation.gold.path}\n\n{_aligned(rows)}"


def _cells(measures: dict[str, Measure], names: Sequence[str]) -> str:
    return " ".join("–" if name not in measures else _written(measures[name]) for name in names)


def _written(measure: Measure) -> str:
    return f"{measure.value:.1f}" if measure.name == "quote_chars" else f"{measure.value:.3f}"


def _each(outcome: Outcome) -> float:
    return outcome.seconds / outcome.questions if outcome.questions else 0.0


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in rows]
    return "\n".join([lines[0], f"|{'|'.join('-' * (width + 2) for width in widths)}|", *lines[1:]])


def as_dict(evaluations: Sequence[Evaluation]) -> dict[str, Any]:
    """Return evaluations as the command line writes them; means are rounded to three decimals."""
    return {
        "files": [
            {
                "gold": evaluation.gold.path,
                "lines": len(evaluation.gold.lines),
                "failed": [{"id": fault.id or None, "reason": fault.reason} for fault in evaluation.faults],
                "notes": list(evaluation.notes),
                **{outcome.name: _outcome(outcome) for outcome in evaluation.outcomes},
            }
            for evaluation in evaluations
        ]
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "questions": outcome.questions,
        "seconds": round(outcome.seconds, 3),
        "seconds_per_question": round(_each(outcome), 3),
        "measures": {measure.name: round(measure.value, 3) for measure in outcome.measures},
        "counts": {measure.name: measure.count for measure in outcome.measures},
    }
