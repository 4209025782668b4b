"""The curve of refusal: how often a question is refused as it is, and with what answers it taken away.

    python -m benchmarks.refusal_curve --home archive --questions questions.jsonl [--sample 600]

Questions are lines with `question`, `lang`, `article_id` and `answers` (docs/quality.md). Each is asked three times:
with all that is found; with the passages of its own article left out, which makes it a question near the archive's
topics that nothing there answers; and with only the sentences left out that answer it, which makes it a question for a
detail of a matter that is reported at length. The table gives the share refused at every confidence, and the share that
is refused although one of the best three sentences was right.
"""

import numpy as np

from assistant.confidence import confidence
from benchmarks.cases import Case, cases, options

LEVELS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
BEST = 3


def main() -> None:
    """Ask all questions in all ways and print the tables."""
    for language, asked in cases(options(__doc__ or "")):
        whole = [case for case in asked if case.right.any()]
        sure = np.array([_sure(case) for case in whole])
        found = np.array([_found(case) for case in whole])
        no_article = np.array([_sure(left) for case in whole if (left := case.without(case.own)) is not None])
        no_sentence = np.array([_sure(left) for case in whole if (left := case.without(case.right)) is not None])
        print(f"\n{language}: {len(whole)} questions, {len(no_article)} without their article\n")
        print("| confidence | refused wrongly | and was found | rightly: no article | rightly: no sentence |")
        print("|---|---|---|---|---|")
        for level in LEVELS:
            shares = (
                (sure < level).mean(),
                ((sure < level) & found).mean(),
                (no_article < level).mean(),
                (no_sentence < level).mean(),
            )
            print(f"| {level:.2f} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


def _sure(case: Case) -> float:
    return confidence(case.asked, case.candidates, case.scores())


def _found(case: Case) -> bool:
    return bool(case.right[np.argsort(-case.scores(), kind="stable")[:BEST]].any())


if __name__ == "__main__":
    main()
