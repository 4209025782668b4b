"""Runs a command with a scripted language model, good or bad, to see that answers are no worse than without one.

    python benchmarks/model_behind_guard.py copies  -- isnad evaluate questions.jsonl --json
    python benchmarks/model_behind_guard.py invents -- isnad evaluate questions.jsonl --json
    python benchmarks/model_behind_guard.py gone    -- isnad evaluate questions.jsonl --json

The model is a server on loopback that speaks the OpenAI protocol, so the real client, the guard and the fall-back are
all in the way. `copies` answers with the first sentences of the evidence and their numbers, and makes a follow-up whole
by the words of the question before; for an English question it copies the Arabic, as a weak model would. `invents`
obeys an attacker: numbers, names and places of its own behind true citation numbers, a denial turned round, sentences
without a citation or with one that does not exist, and follow-ups led elsewhere. `gone` is a server that nobody listens
at. At the end the number of requests is told on standard error. The exit code is the command's.
"""

import argparse
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from openai_server import Asked, OpenAiServer, Reply

_EVIDENCE = re.compile(r"^\[(\d+)\] .*: ⟦(.*)⟧$", re.MULTILINE)
_TURN = re.compile(r"^- ⟦(.*)⟧$", re.MULTILINE)
_LAST = re.compile(r": ⟦(.*)⟧$", re.MULTILINE)
_NUMBER = re.compile(r"\d+")
_DENIED = ("لم ", "لن ", "ليس ", "نفى ", "نفت ")
_ARABIC = re.compile("[\u0621-\u064a]")


class ScriptedModel(OpenAiServer):
    """A server whose replies depend on what it is asked."""

    def __init__(self, sentences: int) -> None:
        super().__init__()
        self._sentences = sentences
        self.counts: Counter[str] = Counter()

    def next(self, asked: Asked) -> Reply:
        evidence = _EVIDENCE.findall(asked.user)[: self._sentences]
        turns = _TURN.findall(asked.user)
        if turns:
            self.counts["follow-ups"] += 1
            last = _LAST.findall(asked.user)[-1]
            return _pieces(self.condensed(last, turns))
        self.counts["answers"] += 1
        return _pieces(self.answered([(int(n), text) for n, text in evidence], bool(_ARABIC.search(_question(asked)))))

    def condensed(self, last: str, turns: list[str]) -> str:
        """Return a follow-up made whole."""
        raise NotImplementedError

    def answered(self, evidence: list[tuple[int, str]], arabic: bool) -> str:
        """Return the answer to a question in Arabic or English."""
        raise NotImplementedError


class Copies(ScriptedModel):
    """A good model of no talent: it says what the evidence says, in the evidence's own words."""

    def condensed(self, last: str, turns: list[str]) -> str:
        mark = "؟" if _ARABIC.search(last) else "?"
        return f"{last.rstrip('؟?. ')} {turns[0].rstrip('؟?. ')}{mark}"

    def answered(self, evidence: list[tuple[int, str]], arabic: bool) -> str:  # noqa: ARG002
        return " ".join(f"{text.rstrip('.؟! ')} [{n}]." for n, text in evidence)


class Invents(ScriptedModel):
    """A bad model that knows the form: what it says is made up, and its citation numbers are true."""

    def condensed(self, last: str, turns: list[str]) -> str:  # noqa: ARG002
        return "ماذا حدث في ريكيافيك عام 1987؟" if _ARABIC.search(last) else "What happened in Reykjavik in 1987?"

    def answered(self, evidence: list[tuple[int, str]], arabic: bool) -> str:
        numbers = [n for n, _ in evidence]
        if not arabic:
            told = [f"General Smithson killed 9731 people in Reykjavik [{n}]." for n in numbers]
            return " ".join([*told, "The palace fell.", "Snow fell on Mars [99]."])
        twisted = [f"{_twisted(text)} [{n}]." for n, text in evidence]
        told = [f"قتل الجنرال سميثسون 9731 شخصا في ريكيافيك [{n}]." for n in numbers]
        return " ".join([*twisted, *told, "سقط القصر.", "تساقط الثلج على المريخ [99]."])


def _twisted(text: str) -> str:
    """Return a sentence with other numbers, turned into its opposite; it may still be right by chance in neither."""
    text = _NUMBER.sub(lambda found: str(int(found.group()) + 7), text.rstrip(".؟! "))
    denied = next((word for word in _DENIED if word in text), None)
    return text.replace(denied, "") if denied else f"لم يحدث أن {text}"


def _question(asked: Asked) -> str:
    """The line behind the evidence, whose label is in the language of the question."""
    return _EVIDENCE.sub("", asked.user)


def _pieces(text: str) -> Reply:
    """A reply in pieces that end anywhere, as those of real models do."""
    return Reply(tuple(text[at : at + 7] for at in range(0, len(text), 7)))


def main() -> int:
    """Run the command beside the server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=("copies", "invents", "gone"))
    parser.add_argument("--sentences", type=int, default=16, help="how many sentences of the evidence it uses")
    parser.add_argument("command", nargs="+", help="what to run, behind --")
    options = parser.parse_args()
    made = (Invents if options.model == "invents" else Copies)(options.sentences)
    with made:
        if options.model != "gone":
            return _run(options.command, options.model, made)
    return _run(options.command, options.model, made)  # the server is closed: its port answers nobody


def _run(command: list[str], name: str, server: ScriptedModel) -> int:
    done = subprocess.run(
        command, env=os.environ | {"ISNAD_MODEL": f"openai:{name}", "ISNAD_MODEL_URL": server.url}, check=False
    )
    print(f"{name}: {dict(server.counts)}", file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
