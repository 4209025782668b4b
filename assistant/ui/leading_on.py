"""Questions that an answer leads on to, in a panel of their own: the answer is not drawn anew when they come."""

from collections.abc import Sequence

from assistant.ui import words
from assistant.ui.html import Markup, block, tag
from assistant.ui.statements import act
from assistant.ui.words import Reader


def shown(questions: Sequence[str], turn: str, reader: Reader) -> Markup:
    """Show questions to click; `turn` names the turn that they belong to, so that no other answer is given them."""
    if not questions:
        return Markup()
    items = [tag("li", act(block("span", one), "ask", class_="suggestion", data_question=one)) for one in questions]
    return tag(
        "section",
        tag("h4", reader.say(words.FOLLOW_UPS)),
        tag("ul", *items),
        class_="suggestions follow-ups",
        data_turn=turn,
    )
