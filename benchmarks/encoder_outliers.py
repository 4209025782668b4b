"""Find the channels of the bundled model that carry outliers, and print the table of `index/bundled_model/outliers.py`.

Run it when the weights change: python -m benchmarks.encoder_outliers
"""

from collections.abc import Mapping

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper
from tokenizers import Tokenizer

from index.bundled_model import default_cache, install
from index.bundled_model.outliers import CHANNELS

# Questions and passages of every manner the product meets; written for this purpose.
TEXTS = [
    "query: ما الذي أعلنه وزير الخارجية أمس؟",
    "query: متى بدأت المفاوضات وكم استمرت؟",
    "query: وين صار الانفجار ومين المسؤول؟",
    "query: لماذا ألغيت الرحلات الجوية يوم الجمعة؟",
    "query: How many people were injured in the earthquake?",
    "query: Who signed the agreement and where?",
    "passage: أعلنت وزارة الصحة اليوم الاثنين ارتفاع عدد المصابين إلى 127 شخصا بعد انهيار مبنى من أربعة طوابق في وسط "
    "المدينة، وقالت إن فرق الإنقاذ تواصل البحث عن مفقودين تحت الأنقاض.",
    "passage: قال متحدث باسم الحكومة إن البرلمان سيصوت يوم الخميس المقبل على مشروع الموازنة العامة لعام 2022، مضيفا أن "
    "العجز المتوقع يبلغ 3.5 في المئة من الناتج المحلي الإجمالي.",
    "passage: وصل الرئيس إلى العاصمة في زيارة تستمر يومين يلتقي خلالها نظيره ويبحث معه العلاقات الثنائية والأوضاع في "
    "المنطقة. وكان في استقباله في المطار عدد من المسؤولين والسفراء.",
    "passage: نشرة الطقس. أمطار غزيرة على الساحل ورياح تتجاوز سرعتها 80 كم/س، ودرجات الحرارة دون معدلها.",
    "passage: فاز الفريق بهدفين مقابل هدف في مباراة نصف النهائي التي أقيمت مساء السبت على ملعبه وأمام جمهوره.",
    "passage: The central bank raised interest rates by half a percentage point on Wednesday, its third increase this "
    "year, and said inflation would remain above target until 2024.",
    "passage: Heavy rain flooded several villages in the north; 12 bridges were closed and 4,000 people moved.",
]


def main() -> None:
    """Print the table."""
    model = install(default_cache())
    graph = onnx.load(str(model.graph("float")))
    names = [f"l{layer}.{kind}.in" for layer in range(12) for kind in ("qkv", "fi", "fo")]
    sources = {node.name: list(node.input) for node in graph.graph.node}
    values = {f"l{layer}.qkv.in": sources[f"l{layer}.attention"][0] for layer in range(12)}
    for name in ("fi", "fo"):
        values |= {f"l{layer}.{name}.in": sources[f"l{layer}.{name}.product"][0] for layer in range(12)}
    graph.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in values.values())
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(model.tokenizer))
    largest: dict[str, NDArray[np.float32]] = {}
    for text in TEXTS:
        found = session.run(list(values.values()), {"input_ids": np.array([tokenizer.encode(text).ids])})
        for name, states in zip(values, found, strict=True):
            largest[name] = np.maximum(largest.get(name, np.float32(0)), np.abs(states[0]).max(axis=0))
    print_table(largest, names)


def print_table(largest: Mapping[str, NDArray[np.float32]], names: list[str]) -> None:
    """One line for each product: its channels of the largest values, in order of their number."""
    for name in names:
        channels = np.sort(np.argsort(-largest[name])[:CHANNELS])
        print(f'    "{name.removesuffix(".in")}": "{" ".join(map(str, channels))}",')


if __name__ == "__main__":
    main()
