"""What a question says, word by word, in the words that Arabic articles may use for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.arabic import grams, words

_FUNCTION = frozenset(
    "من في على علي الى الي عن مع هل ما ماذا هو هي هم هذا هذه ذلك تلك التي الذي الذين اللذين اللتين ان او ام ثم قد "
    "لقد كان كانت يكون تكون كل بعض غير بين حتي حتى منذ عند عندما بعد قبل خلال حول ضد دون اي ايه كم متي اين كيف "
    "لماذا لم لن لا ليس ليست كما حيث اذا لو لكن بل فقط ايضا تم يتم هناك هنا له لها لهم به بها بهم فيه فيها فيهم "
    "منه منها منهم عليه عليها عليهم اليه اليها عنه عنها ولا وما وهو وهي وان فان بان لان انه انها انهم الا سوي مثل "
    "عدد التى اللي بما مما فيما كذلك نحو لدي لدى كانوا يكونوا وهل بماذا لمن بمن ومن وفي وعلي والي وعن ومع وكان "
    "وكانت وقد وكم واين ومتي وكيف ولماذا".split()
)
"""Folded function and question words of Arabic: they occur everywhere and tell nothing."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question says: the Arabic words for it, any of which will do.

    `sure` is false for a dictionary's translations, of which perhaps none is the one that was meant.
    """

    alternatives: tuple[str, ...]
    sure: bool = True

    def grams(self) -> list[tuple[str, ...]]:
        """Return the character grams of each alternative."""
        return [tuple(dict.fromkeys(grams(words))) for words in self.alternatives]


def concepts_of(text: str) -> tuple[Concept, ...]:
    """Return the content words of an Arabic text as concepts, in order, each once.

    Where a text has nothing but function words, these are its concepts.
    """
    found = list(dict.fromkeys(words(text)))
    content = [word for word in found if word not in _FUNCTION]
    return tuple(Concept((word,)) for word in content or found)


def distinct(alternatives: Iterable[str]) -> tuple[str, ...]:
    """Return alternatives once each, in order, without empty ones."""
    return tuple(dict.fromkeys(word for word in alternatives if word.strip()))
