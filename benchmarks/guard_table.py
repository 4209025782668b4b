"""Measures the guard on the table of right and corrupted sentences: `python benchmarks/guard_table.py [--show]`.

Precision: of the sentences shown as supported, how many are right. Recall: of the right ones, how many are shown.
"Let through" is the share of corrupted sentences that are shown. With --show, every error is listed
but those of the pairs that are held out.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.guard import Ground, Guard, Verdict
from index.encoder import load_encoder

if TYPE_CHECKING:
    from guard_pairs import Pair


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of the table and what the guard made of it."""

    pair: "Pair"
    verdict: Verdict


def judge(guard: Guard, chosen: Sequence["Pair"]) -> list[Judged]:
    """Hold each sentence against its quote."""
    return [
        Judged(pair, guard.check(pair.sentence, [Ground(pair.case.quote, pair.case.outlet, pair.case.day)]))
        for pair in chosen
    ]


def figures(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """Return precision, recall and the share of corrupted sentences let through."""
    shown = [one for one in judged if one.verdict.supported]
    right = [one for one in judged if one.pair.right]
    wrong = [one for one in judged if not one.pair.right]
    good = sum(one.pair.right for one in shown)
    return good / max(1, len(shown)), good / max(1, len(right)), (len(shown) - good) / max(1, len(wrong))


def main() -> None:
    """Print the figures: for all, for what was tuned on and held out, by language and kind of corruption."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    from guard_pairs import pairs

    judged = judge(Guard(load_encoder()), pairs())
    groups: list[tuple[str, Callable[[Pair], bool]]] = [
        ("all", lambda _: True),
        ("tuned on", lambda pair: not pair.held_out),
        ("held out", lambda pair: pair.held_out),
        ("Arabic sentences", lambda pair: pair.language == "ar"),
        ("English sentences", lambda pair: pair.language == "en"),
    ]
    print(f"{'':20}{'pairs':>7}{'precision':>11}{'recall':>9}{'let through':>13}")
    for name, belongs in groups:
        chosen = [one for one in judged if belongs(one.pair)]
        precision, recall, through = figures(chosen)
        print(f"{name:20}{len(chosen):7}{precision:11.1%}{recall:9.1%}{through:13.1%}")
    print(f"\n{'corruption':20}{'pairs':>7}{'let through':>24}")
    for kind in sorted({one.pair.kind for one in judged} - {"right"}):
        of_kind = [one for one in judged if one.pair.kind == kind]
        print(f"{kind:20}{len(of_kind):7}{sum(one.verdict.supported for one in of_kind):24}")
    if "--show" in sys.argv:
        for one in judged:
            if one.pair.right != one.verdict.supported and not one.pair.held_out:
                print(f"\n{one.pair.kind} {one.verdict.similarity:.3f} {one.verdict.doubts}")
                print(f"  {one.pair.sentence}\n  {one.pair.case.quote}")


if __name__ == "__main__":
    main()
