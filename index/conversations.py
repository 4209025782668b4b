"""Conversations, kept in the catalogue: what was asked when, and what was answered, as it was shown."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from index.arabic import fold_text
from index.catalogue import Catalogue
from index.errors import CatalogueError

LONGEST_NAME = 80
"""Code points; a longer name is cut at a word and ends with «…»."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation in a list: its id, its name, when it began and when its last turn came, and how many there are."""

    id: str
    name: str
    created: datetime
    updated: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, `number` from 1 in its conversation; `asked_at` knows its offset from UTC.

    `answer` and `state` (what carries over to the next turn) are JSON objects of whoever keeps them.
    """

    number: int
    asked_at: datetime
    question: str
    answer: Mapping[str, Any]
    state: Mapping[str, Any]


class Conversations:
    """The conversations of one catalogue; safe to use from several threads and processes."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Take the catalogue that holds them."""
        self._catalogue = catalogue

    def begin(self, name: str) -> str:
        """Begin a conversation of that name (its first question, as a rule) and return its id."""
        conversation_id = secrets.token_urlsafe(12)
        now = _now()
        with self._catalogue.transaction() as connection:
            connection.execute(
                "insert into conversations values (?, ?, ?, ?)", (conversation_id, _named(name), now, now)
            )
        return conversation_id

    def add(
        self,
        conversation_id: str,
        asked_at: datetime,
        question: str,
        answer: Mapping[str, Any],
        *,
        text: str = "",
        state: Mapping[str, Any] | None = None,
    ) -> int:
        """Add a turn to a conversation and return its number.

        Args:
            conversation_id: which conversation.
            asked_at: when it was asked, with the asker's offset from UTC.
            question: what was asked.
            answer: what was answered, a JSON object.
            text: the words of the answer, to find the conversation by.
            state: what carries over to the next turn, a JSON object.

        Raises:
            CatalogueError: there is no such conversation.
        """
        if asked_at.tzinfo is None:
            raise ValueError(f"{asked_at} has no offset from UTC: the time of asking must say where it counts")
        row = (
            asked_at.isoformat(timespec="seconds"),
            question,
            json.dumps(answer, ensure_ascii=False),
            json.dumps(state or {}, ensure_ascii=False),
            fold_text(f"{question}\n{text}"),
        )
        with self._catalogue.transaction() as connection:
            changed = connection.execute("update conversations set updated = ? where id = ?", (_now(), conversation_id))
            if not changed.rowcount:
                raise _unknown(conversation_id)
            last = connection.execute(
                "select max(number) from turns where conversation = ?", (conversation_id,)
            ).fetchone()
            number = int(last[0] or 0) + 1
            connection.execute("insert into turns values (?, ?, ?, ?, ?, ?, ?)", (conversation_id, number, *row))
        return number

    def amend(
        self, conversation_id: str, asked_at: datetime, question: str, answer: Mapping[str, Any], *, text: str = ""
    ) -> None:
        """Put another answer in place of that to a question which was asked at a time.

        Raises:
            CatalogueError: there is no such turn.
        """
        row = json.dumps(answer, ensure_ascii=False), fold_text(f"{question}\n{text}")
        asked = conversation_id, asked_at.isoformat(timespec="seconds"), question
        with self._catalogue.transaction() as connection:
            changed = connection.execute(
                "update turns set answer = ?, folded = ? where conversation = ? and asked_at = ? and question = ?",
                (*row, *asked),
            )
            if not changed.rowcount:
                raise CatalogueError(
                    f"the conversation {conversation_id!r} has no such turn: it was deleted; ask again"
                )
            connection.execute("update conversations set updated = ? where id = ?", (_now(), conversation_id))

    def listing(self) -> list[Kept]:
        """Return all conversations, the last used one first."""
        rows = self._catalogue.rows(f"{_LIST} group by c.id {_ORDER}")
        return [_kept(row) for row in rows]

    def search(self, text: str) -> list[Kept]:
        """Return the conversations whose name, questions or answers hold all words of `text`, the last used one first.

        Words are found in any spelling and inside longer words: «الايرانيه» finds «الإيرانيّة». No words: all of them.
        """
        words = fold_text(text).split()
        rows = self._catalogue.rows("select conversation, folded from turns")
        told: dict[str, list[str]] = {}
        for conversation_id, folded in rows:
            told.setdefault(conversation_id, []).append(folded)
        found = []
        for kept in self.listing():
            folded = "\n".join([fold_text(kept.name), *told.get(kept.id, [])])
            if all(word in folded for word in words):
                found.append(kept)
        return found

    def get(self, conversation_id: str) -> Kept:
        """Return one conversation without its turns.

        Raises:
            CatalogueError: there is no such conversation.
        """
        rows = self._catalogue.rows(f"{_LIST} where c.id = ? group by c.id", (conversation_id,))
        if not rows:
            raise _unknown(conversation_id)
        return _kept(rows[0])

    def turns(self, conversation_id: str) -> list[Turn]:
        """Return the turns of a conversation, in order; none where there is no such conversation."""
        rows = self._catalogue.rows(
            "select number, asked_at, question, answer, state from turns where conversation = ? order by number",
            (conversation_id,),
        )
        return [
            Turn(row[0], datetime.fromisoformat(row[1]), row[2], json.loads(row[3]), json.loads(row[4])) for row in rows
        ]

    def rename(self, conversation_id: str, name: str) -> None:
        """Give a conversation another name.

        Raises:
            CatalogueError: there is no such conversation, or the name is empty.
        """
        if not name.strip():
            raise CatalogueError("a conversation cannot have an empty name: write one")
        with self._catalogue.transaction() as connection:
            changed = connection.execute(
                "update conversations set name = ? where id = ?", (_named(name), conversation_id)
            )
            if not changed.rowcount:
                raise _unknown(conversation_id)

    def delete(self, conversation_id: str) -> bool:
        """Delete a conversation with its turns; return whether there was one."""
        with self._catalogue.transaction() as connection:
            there = bool(connection.execute("delete from conversations where id = ?", (conversation_id,)).rowcount)
        self._catalogue.forget_history()
        return there


_LIST = (
    "select c.id, c.name, c.created, c.updated, count(t.number) from conversations c "
    "left join turns t on t.conversation = c.id"
)
_ORDER = "order by c.updated desc, c.created desc, c.id"


def _kept(row: tuple[Any, ...]) -> Kept:
    return Kept(row[0], row[1], datetime.fromisoformat(row[2]), datetime.fromisoformat(row[3]), int(row[4]))


def _named(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _unknown(conversation_id: str) -> CatalogueError:
    return CatalogueError(f"no conversation has the id {conversation_id!r}: it was deleted, or belongs to another home")
