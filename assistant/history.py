"""Conversations that are kept: their answers with every citation, checked again whenever they are opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assistant import remembering
from assistant.remembering import Remembered
from assistant.statement import Answer
from index.catalogue import Catalogue
from index.conversations import Conversations, Kept


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question with its answer, `number` from 1; `state` is what carried over to the next turn."""

    number: int
    asked_at: datetime
    remembered: Remembered
    state: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """A conversation with all its turns, in order."""

    about: Kept
    turns: tuple[KeptTurn, ...]


class History:
    """The kept conversations of one archive; safe to use from several threads and processes."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Take the catalogue that holds them."""
        self._catalogue = catalogue
        self._conversations = Conversations(catalogue)

    def begin(self, question: str) -> str:
        """Begin a conversation, named after its first question, and return its id."""
        return self._conversations.begin(question)

    def keep(
        self, conversation_id: str, asked_at: datetime, answer: Answer, state: Mapping[str, Any] | None = None
    ) -> int:
        """Keep a finished answer as the next turn and return its number.

        Args:
            conversation_id: which conversation.
            asked_at: when it was asked, with the asker's offset (`datetime.now().astimezone()`).
            answer: what was answered.
            state: what carries over to the next turn, a JSON object.

        Raises:
            CatalogueError: there is no such conversation.
        """
        return self._conversations.add(
            conversation_id, asked_at, answer.question, remembering.as_json(answer), text=_words(answer), state=state
        )

    def amend(self, conversation_id: str, asked_at: datetime, answer: Answer) -> None:
        """Keep an answer in place of the one that was given to the same question at that time.

        Raises:
            CatalogueError: there is no such turn.
        """
        self._conversations.amend(
            conversation_id, asked_at, answer.question, remembering.as_json(answer), text=_words(answer)
        )

    def load(self, conversation_id: str) -> KeptConversation:
        """Return a conversation with its answers; citations that no longer hold are broken.

        Raises:
            CatalogueError: there is no such conversation, or another version of the program wrote it.
        """
        about = self._conversations.get(conversation_id)
        turns = [
            KeptTurn(turn.number, turn.asked_at, remembering.from_json(turn.answer, self._catalogue), turn.state)
            for turn in self._conversations.turns(conversation_id)
        ]
        return KeptConversation(about, tuple(turns))

    def listing(self) -> list[Kept]:
        """Return all conversations, the last used one first."""
        return self._conversations.listing()

    def search(self, text: str) -> list[Kept]:
        """Return the conversations that hold all words of `text`, in any spelling, the last used one first."""
        return self._conversations.search(text)

    def rename(self, conversation_id: str, name: str) -> None:
        """Give a conversation another name.

        Raises:
            CatalogueError: there is no such conversation, or the name is empty.
        """
        self._conversations.rename(conversation_id, name)

    def delete(self, conversation_id: str) -> bool:
        """Delete a conversation with its turns; return whether there was one."""
        return self._conversations.delete(conversation_id)


def _words(answer: Answer) -> str:
    """Return what a conversation is found by."""
    return "\n".join([answer.text, *(citation.article.title for citation in answer.citations)])
