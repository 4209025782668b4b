"""How fast the bundled encoder is in float and in int8, on texts made for this purpose.

python -m benchmarks.encoder_speed

Processor time of this process is printed beside the time of the clock: it stays comparable on a busy machine. The two
precisions take turns, and the best of several rounds counts.
"""

import time
from collections.abc import Callable

import numpy as np
from tokenizers import Tokenizer

from index.bundled_model import Precision, default_cache, install
from index.onnx_encoder import OnnxEncoder

ROUNDS = 3
SENTENCE = (
    "أعلنت بلدية المدينة رقم {} أن {} عائلة عادت إلى منازلها بعد انحسار المياه، وأن المدارس تفتح أبوابها يوم الأحد. "
)
PASSAGES = ["".join(SENTENCE.format(i + j, 7 * i + j) for j in range(6)) for i in range(24)]
SENTENCES = [SENTENCE.format(i, 3 * i) for i in range(64)]
QUESTIONS = [f"متى عادت العائلات إلى منازلها في المدينة رقم {i}؟" for i in range(8)]
PRECISIONS: tuple[Precision, ...] = ("float", "int8")


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Clock and processor seconds of one run."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    """Print start, throughput and latency."""
    model = install(default_cache(), print)
    tokenizer = Tokenizer.from_file(str(model.tokenizer))
    count = {"passages": PASSAGES, "sentences": SENTENCES}
    tokens = {
        name: sum(len(tokenizer.encode("passage: " + text).ids) for text in texts) for name, texts in count.items()
    }
    encoders: dict[Precision, OnnxEncoder] = {}
    for precision in PRECISIONS:
        began = time.perf_counter()
        encoders[precision] = OnnxEncoder(model, precision)
        encoders[precision].encode_passages(["نص"])
        print(f"{precision:6s} start and first text {time.perf_counter() - began:.2f} s")
    best = dict.fromkeys(((name, precision) for name in count for precision in PRECISIONS), (np.inf, np.inf))
    for _ in range(ROUNDS):
        for name, texts in count.items():
            for precision, encoder in encoders.items():
                clock, processor = seconds(lambda encoder=encoder, texts=texts: encoder.encode_passages(texts))
                kept = best[name, precision]
                best[name, precision] = (min(kept[0], clock), min(kept[1], processor))
    for name in count:
        for precision in PRECISIONS:
            clock, processor = best[name, precision]
            speed = f"{tokens[name] / clock:7.0f} tokens/s, {tokens[name] / processor:7.0f} tokens/processor second"
            print(f"{precision:6s} {name:9s} {speed}")
        ratio = best[name, "float"][1] / best[name, "int8"][1]
        print(f"int8 is {ratio:.2f} times as fast on {name} (processor time)")
    latency = min(
        seconds(lambda question=question: encoders["int8"].encode_queries([question]))[0] for question in QUESTIONS
    )
    print(f"one question {1000 * latency:.1f} ms")


if __name__ == "__main__":
    main()
