"""The state of a conversation: what one turn leaves for the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.kinds import Kind
from assistant.window import Window


@dataclass(frozen=True, slots=True)
class Conversation:
    """What carries over from turn to turn.

    `topic` is the question that opened the topic, as later turns left it, and `trail` the words of the last few
    follow-ups; `aside` is the last one that only swapped a part («وفي حلب؟»). `last` is
    the last question made whole, and `kinds` what it asked for. `window` is what the answers are held
    to; `told` are the days that the last answer's first quote tells of; `asked_when` says that they were asked for.
    `places` and `outlets` are those that the answers are held to. `cited` are the ids of the articles that the last
    answer quotes and `quotes` its quotes, best first.
    """

    topic: str = ""
    trail: tuple[str, ...] = ()
    aside: str = ""
    last: str = ""
    kinds: tuple[Kind, ...] = ()
    window: Window | None = None
    told: Window | None = None
    asked_when: bool = False
    places: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()

    @property
    def base(self) -> Window | None:
        """The days that a step in time («وماذا بعد ذلك؟») counts from."""
        window, told = self.window, self.told
        if window is None or window.closed or told is None or told.first is None or told.last is None:
            return window or told
        return told if window.holds(told.first, told.last) else window

    def as_dict(self) -> dict[str, Any]:
        """Return the state as a JSON object."""
        return {
            "topic": self.topic,
            "trail": list(self.trail),
            "aside": self.aside,
            "last": self.last,
            "kinds": [kind.value for kind in self.kinds],
            "window": None if self.window is None else self.window.as_dict(),
            "told": None if self.told is None else self.told.as_dict(),
            "asked_when": self.asked_when,
            "places": list(self.places),
            "outlets": list(self.outlets),
            "cited": list(self.cited),
            "quotes": list(self.quotes),
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Conversation":
        """Read what `as_dict` wrote; what is missing is as in a new conversation."""
        return cls(
            topic=str(kept.get("topic", "")),
            trail=tuple(kept.get("trail", ())),
            aside=str(kept.get("aside", "")),
            last=str(kept.get("last", "")),
            kinds=tuple(Kind(kind) for kind in kept.get("kinds", ())),
            window=Window.from_dict(kept.get("window")),
            told=Window.from_dict(kept.get("told")),
            asked_when=bool(kept.get("asked_when", False)),
            places=tuple(kept.get("places", ())),
            outlets=tuple(kept.get("outlets", ())),
            cited=tuple(kept.get("cited", ())),
            quotes=tuple(kept.get("quotes", ())),
        )
