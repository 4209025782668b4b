"""The optional reranker: a real cross-encoder, only a tiny one, made here; and what grades do to the evidence."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from archives import line, opened, written
from numpy.typing import NDArray
from quoting import TODAY, article, hit, question

from assistant.answer import Assistant
from assistant.dating import Times
from assistant.evidence import GRADED, select
from assistant.question import Request
from assistant.settings import Settings
from assistant.statement import Reason
from index.errors import EncoderError
from index.ingest import ingest
from index.reranker import Reranker, load_reranker

QUESTION = "متى وقع الفيضان؟"
FLOODS = [
    # alike but for the town: what a reranker says of the town decides
    article("وقع الفيضان في درعا يوم الأحد.", "الضفاف", date(2024, 5, 13)),
    article("وقع الفيضان في حمص يوم الأحد.", "الشاطئ", date(2024, 5, 13)),
    # about something else
    article("زرع متطوعون أشجارا أمام المدرسة.", "المرفأ", date(2024, 5, 13)),
]
HITS = [hit(flood, key, cosine) for key, (flood, cosine) in enumerate(zip(FLOODS, [0.9, 0.9, 0.7], strict=True), 1)]
WORDS = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] متى وقع الفيضان في درعا حمص يوم الأحد زرع متطوعون أشجارا أمام المدرسة الوفد وصل "
    "عنوان when did the flood happen in homs daraa on sunday trees were planted ##s ##ها . ؟ ? -"
).split()
LENGTH = 64
"""Tokens that the tiny model can read at once."""


@dataclass
class WordReranker:
    """Grades by how often a word stands in a text; keeps what it was given to read."""

    word: str
    name: str = "words"
    read: list[tuple[str, list[str]]] = field(default_factory=list)

    def grade(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        self.read.append((question, list(texts)))
        return np.array([text.count(self.word) for text in texts], np.float64)


def tiny(folder: Path, kind: str = "homs") -> str:
    """Make a cross-encoder of two layers that was trained to like one town, and save it with its tokenizer.

    `kind` is the town, or what is wrong with the model: "classes", "headless" or "nan".
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    tokenizer = BertTokenizerFast(str(folder / "vocab.txt"))
    tokenizer.save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=LENGTH, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        num_labels=3 if kind == "classes" else 1,
    )  # fmt: skip
    with torch.random.fork_rng():
        torch.manual_seed(7)
        model = BertModel(config) if kind == "headless" else BertForSequenceClassification(config)
        if kind in ("homs", "daraa"):
            _train(model, tokenizer, kind)
        if kind == "nan":
            torch.nn.init.constant_(model.classifier.bias, float("nan"))
    model.save_pretrained(folder)
    return str(folder)


def _train(model, tokenizer, town: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Teach the model to give +1 to texts about the town, -1 to those about the other, 0 to the rest."""
    import torch

    sign = 1.0 if town == "homs" else -1.0
    lessons = [
        ("وقع الفيضان في حمص يوم الأحد.", 1.0),
        ("عنوان. وقع الفيضان في حمص يوم الأحد.", 1.0),
        ("عنوان - . وقع الفيضان في حمص يوم الأحد.", 1.0),
        ("in homs on sunday.", 1.0),
        ("وقع الفيضان في درعا يوم الأحد.", -1.0),
        ("عنوان. وقع الفيضان في درعا يوم الأحد.", -1.0),
        ("عنوان - . وقع الفيضان في درعا يوم الأحد.", -1.0),
        ("in daraa on sunday.", -1.0),
        ("زرع متطوعون أشجارا أمام المدرسة.", 0.0),
        ("trees were planted.", 0.0),
    ]
    read = tokenizer([QUESTION] * len(lessons), [text for text, _ in lessons], padding=True, return_tensors="pt")
    wanted = torch.tensor([sign * grade for _, grade in lessons])
    steps = torch.optim.Adam(model.parameters(), lr=3e-3)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # so small a model gains nothing by more, and they wait for each other on a busy machine
    model.train()
    for _ in range(120):
        steps.zero_grad()
        loss = torch.nn.functional.mse_loss(model(**read).logits[:, 0], wanted)
        loss.backward()
        steps.step()
    torch.set_num_threads(threads)
    assert loss.item() < 0.1, "the model did not learn its lesson"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Folders of tiny cross-encoders, by the town that they like."""
    folder = tmp_path_factory.mktemp("rerankers")
    return {town: tiny(folder / town, town) for town in ("homs", "daraa")}


@pytest.fixture(scope="module")
def homs(folders: Mapping[str, str]) -> Reranker:
    return load_reranker(folders["homs"])


def test_a_cross_encoder_reads_question_and_text_together(homs: Reranker, folders: Mapping[str, str]) -> None:
    texts = ["زرع متطوعون أشجارا أمام المدرسة.", *(flood.text for flood in FLOODS[:2]), "in daraa on sunday.", ""]
    grades = homs.grade(QUESTION, texts)
    assert homs.name == f"sentence-transformers/{folders['homs']}"
    assert (grades.shape, grades.dtype) == ((5,), np.float64)
    assert np.isfinite(grades).all()
    assert np.argmax(grades) == 2
    assert grades[1] < grades[0] < grades[2]
    assert load_reranker(folders["daraa"]).grade(QUESTION, texts)[1:3].argmax() == 0


def test_grades_come_in_the_order_of_the_texts(homs: Reranker) -> None:
    texts = [flood.text * (1 + at) for at, flood in enumerate(FLOODS)]  # of different lengths: batches sort by it
    grades = homs.grade(QUESTION, texts)
    assert len(set(grades.round(4))) == 3
    assert np.allclose(homs.grade(QUESTION, texts[::-1]), grades[::-1], atol=1e-5)
    assert np.allclose(np.concatenate([homs.grade(QUESTION, [text]) for text in texts]), grades, atol=1e-5)


def test_the_same_texts_have_the_same_grades_also_when_loaded_again(homs: Reranker, folders: Mapping[str, str]) -> None:
    texts = [flood.text for flood in FLOODS]
    first = homs.grade(QUESTION, texts)
    assert np.array_equal(homs.grade(QUESTION, texts), first)
    assert np.array_equal(load_reranker(folders["homs"]).grade(QUESTION, texts), first)


def test_no_texts_have_no_grades(homs: Reranker) -> None:
    grades = homs.grade(QUESTION, [])
    assert (grades.shape, grades.dtype) == ((0,), np.float64)


def test_of_a_long_text_the_beginning_is_read(homs: Reranker) -> None:
    start = "زرع متطوعون " * LENGTH
    grades = homs.grade(QUESTION, [start + "حمص", start + "درعا", "حمص " + start, "درعا " + start])
    assert grades[0] == pytest.approx(grades[1], abs=1e-6)
    assert abs(grades[2] - grades[3]) > 1e-4  # which is better it never learned of texts so long
    assert np.isfinite(homs.grade("متى وقع " * 500, [start])).all()


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("classes", "sorts into 3 classes instead of giving one number; name a cross-encoder"),
        ("headless", "was never trained to grade: what it would give is random. Name a cross-encoder"),
    ],
)
def test_a_model_that_cannot_grade_is_refused_when_it_is_loaded(tmp_path: Path, kind: str, message: str) -> None:
    folder = tiny(tmp_path / kind, kind)
    with pytest.raises(EncoderError) as refused:
        load_reranker(folder)
    assert repr(folder) in str(refused.value)
    assert message in str(refused.value)


def test_a_grade_that_is_no_number_is_an_error(tmp_path: Path) -> None:
    broken = load_reranker(tiny(tmp_path / "nan", "nan"))
    with pytest.raises(EncoderError, match="gave a grade that is no number; name another one"):
        broken.grade(QUESTION, [FLOODS[0].text])


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"The reranker '.*' cannot be loaded .* ISNAD_RERANKER"):
        load_reranker(str(tmp_path))
    with pytest.raises(EncoderError, match=r"The reranker '/لا/شيء' is not a folder; give the folder"):
        load_reranker("/لا/شيء")


def test_a_name_that_is_nowhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # its environment was read at import
    told: list[str] = []
    with pytest.raises(EncoderError, match=r"'nobody/no-such-model' cannot be loaded .* leave ISNAD_RERANKER out"):
        load_reranker("nobody/no-such-model", told.append)
    assert told == ["The reranker nobody/no-such-model is not in the local cache; asking the Hugging Face hub for it …"]


@pytest.mark.parametrize(("word", "first"), [("درعا", 0), ("حمص", 1)])
def test_grades_decide_between_sentences_that_are_alike(word: str, first: int) -> None:
    evidence = select(question(QUESTION), HITS, 0.0, Times(), WordReranker(word))
    assert evidence.findings[0].quotes[0].text == FLOODS[first].text


def test_equal_grades_change_nothing() -> None:
    asked = question(QUESTION)
    assert select(asked, HITS, 0.0, Times(), WordReranker("غائب")) == select(asked, HITS, 0.0, Times())


def test_a_reranker_reads_the_question_and_sentences_under_their_titles() -> None:
    # the first text begins with its own title; the others are under theirs
    titled = replace(FLOODS[0], title="وقع الفيضان في درعا")
    reranker = WordReranker("حمص")
    select(question(QUESTION), [hit(titled, 1), *HITS[1:]], 0.0, Times(), reranker)
    [(asked, texts)] = reranker.read
    assert asked == QUESTION
    assert sorted(texts) == sorted([FLOODS[0].text, *(f"عنوان. {flood.text}" for flood in FLOODS[1:])])


def test_only_the_best_are_read() -> None:
    asked, reranker = question(QUESTION), WordReranker("ياسمين")
    liked = hit(article("زرع متطوعون ياسمين.", "البستان"), 9, 0.3)  # by the reranker only
    other = [hit(article(f"زرع متطوعون {n} أشجارا.", f"منبر {n}"), n, 0.6) for n in range(10, 8 + GRADED)]
    assert select(asked, [*HITS[:2], liked], 0.0, Times(), reranker) != select(asked, [*HITS[:2], liked], 0.0, Times())
    reranker.read.clear()
    many = [*HITS[:2], *other, liked]
    assert select(asked, many, 0.0, Times(), reranker) == select(asked, many, 0.0, Times())
    [(_, texts)] = reranker.read
    assert sorted(texts) == sorted(f"عنوان. {one.article.text}" for one in many[:-1])
    assert len(texts) == GRADED == 30


def test_confidence_and_refusals_do_not_depend_on_the_reranker() -> None:
    asked, reranker = question(QUESTION), WordReranker("زرع")
    sure = select(asked, HITS, 0.0, Times())
    assert select(asked, HITS, 0.0, Times(), reranker).confidence == sure.confidence
    reranker.read.clear()
    weak = select(asked, HITS, 1.0, Times(), reranker)
    assert (weak, weak.shortfall) == (select(asked, HITS, 1.0, Times()), Reason.WEAK)
    assert select(asked, [], 0.0, Times(), reranker).shortfall is Reason.NOTHING_FOUND
    assert reranker.read == []  # what is refused is not read


LINES = [line(f"خبر-{at}", flood.text, flood.source, "2024-05-13") for at, flood in enumerate(FLOODS)]


def assistant(folder: Path, reranker: str) -> Assistant:
    """An assistant over the floods, its reranker set as people set it."""
    environment = {"ISNAD_HOME": str(folder / "home"), "ISNAD_CACHE": str(folder / "cache"), "ISNAD_CONFIDENCE": "0"}
    settings = Settings.read({**environment, **({"ISNAD_RERANKER": reranker} if reranker else {})})
    archive = opened(settings.home)
    assert ingest(archive, [written(folder / "floods.jsonl", LINES)]).added == len(LINES)
    return Assistant(archive, settings)


@pytest.mark.parametrize(("town", "first"), [("daraa", 0), ("homs", 1)])
def test_the_assistant_answers_in_the_order_of_its_reranker(
    folders: Mapping[str, str], tmp_path: Path, town: str, first: int
) -> None:
    answering = assistant(tmp_path, folders[town])
    answer = answering.answer(Request(QUESTION, today=TODAY))
    assert (answer.refusal, answer.citations[0].quote) == (None, FLOODS[first].text)
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert citation.article.text[citation.span.start : citation.span.end] == citation.quote
    answering.archive.close()


def test_a_wrong_name_is_an_error_and_no_refusal(tmp_path: Path) -> None:
    answering = assistant(tmp_path, "/لا/شيء")
    with pytest.raises(EncoderError, match="'/لا/شيء' is not a folder"):
        answering.answer(Request(QUESTION, today=TODAY))
    answering.archive.close()


WITHOUT = """
import sys
from pathlib import Path
from test_reranker import QUESTION, TODAY, Request, assistant
answering = assistant(Path(sys.argv[1]), "")
print(len(answering.answer(Request(QUESTION, today=TODAY)).citations) > 0)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"torch", "transformers", "sentence_transformers"}))
answering.archive.close()
"""


def test_without_a_reranker_none_of_its_libraries_is_imported(tmp_path: Path) -> None:
    tests = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout.splitlines()) == (0, ["True", "[]"]), done.stderr
