"""Plain text: one file is one article."""

from collections.abc import Iterator
from types import MappingProxyType

from index.article import Article
from index.errors import ReadingError
from index.readers.characters import lost_characters, without_controls
from index.readers.encodings import decode
from index.readers.outcome import Given, Input, Note, Outcome, first_line
from index.readers.reasons import Reason


def read_plain(input_: Input, given: Given) -> Iterator[Outcome]:
    """Yield the article of a plain text file: the whole file is its text, the first line that is not empty its title.

    The text is what the bytes decode to, line ends and outer spaces included, without byte order mark and control
    characters. The day is unknown here (`day` is None): it may stand in the text.

    Raises:
        ReadingError: if the file is no text, holds none, or its encoding cannot be told.
    """
    decoded = decode(input_.whole(), declared=input_.charset)
    text = without_controls(decoded.text)
    if not text.strip("\u200e\u200f\u200b\ufeff \t\r\n\u00a0"):
        raise ReadingError(Reason.NO_TEXT())
    for remark in (*decoded.remarks, lost_characters(text)):
        if remark:
            yield Note(input_.name, None, remark)
    yield Article(
        article_id=input_.article_id,
        title=first_line(text),
        text=text,
        source=given.source or input_.host,
        url=input_.url,
        collected=given.collected,
        metadata=MappingProxyType({"file": input_.file_name, "encoding": decoded.encoding}),
    )
