"""How often the bundled encoder puts the right article first, in float and in int8.

python -m benchmarks.encoder_quality --corpus corpus.jsonl --questions questions.jsonl

The corpus has one article a line (`id`, `text`), each taken as one passage; the questions have `id`, `question` and
`article_id`. Questions are grouped by language and by the source of their article.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from index.bundled_model import Precision, default_cache, install
from index.onnx_encoder import OnnxEncoder

PRECISIONS: tuple[Precision, ...] = ("float", "int8")


def lines(path: Path) -> list[dict[str, str]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Print hit@1 and hit@3 of each group and the seconds that encoding took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    arguments = parser.parse_args()
    articles, questions = lines(arguments.corpus), lines(arguments.questions)
    number = {article["id"]: i for i, article in enumerate(articles)}
    gold = np.array([number[question["article_id"]] for question in questions])
    groups = np.array([f"{articles[g]['source']}-{q['lang']}" for g, q in zip(gold, questions, strict=True)])
    for precision in PRECISIONS:
        with OnnxEncoder(install(default_cache(), print), precision) as encoder:
            began = time.perf_counter()
            passages = encoder.encode_passages([article["text"] for article in articles])
            seconds = time.perf_counter() - began
            asked = encoder.encode_queries([question["question"] for question in questions])
        scores = asked @ passages.T
        better = (scores > scores[np.arange(len(gold)), gold][:, None]).sum(axis=1)
        shares = [
            f"{group} hit@1 {(better[groups == group] < 1).mean():.4f} hit@3 {(better[groups == group] < 3).mean():.4f}"
            for group in sorted(set(groups))
        ]
        print(f"{precision:6s} {'  '.join(shares)}  passages in {seconds:.1f} s")


if __name__ == "__main__":
    main()
