"""The sample archive: short Arabic articles written for this project, carried in the wheel.

The events and their dates are public and well documented; the wording is the project's own, and the three
outlets are made up and say so in their names («عيّنة»). Some outlets give different tolls of the same event,
as real outlets did at different hours, so that agreement and disagreement can be tried at once.

`articles.jsonl` holds one article a line with the fields `id`, `title`, `published` (ISO 8601 with its zone),
`source`, `url` (always null: the outlets do not exist) and `text` (paragraphs parted by a newline).
"""

from importlib.resources import files
from pathlib import Path

__all__ = ["sample_path"]


def sample_path() -> Path:
    """Give the path of the sample archive, a JSON Lines file in UTF-8.

    The package is installed unpacked (pip never leaves it zipped), so the file is a real one that any reader can open.
    """
    return Path(str(files(__name__).joinpath("articles.jsonl")))
