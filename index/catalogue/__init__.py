"""The catalogue: the only home of SQLite, and the truth about what the archive holds.

Derived indexes (vectors, lexical) lag behind it and catch up: an article counts as found only once it is marked
indexed, and passages that no longer exist stay listed as doomed until every index has let go of them.
"""

from index.catalogue.catalogue import Catalogue
from index.catalogue.database import SCHEMA_VERSION
from index.catalogue.records import Analysis, Coverage, Event, Filter, Stored, StoredPassage

__all__ = ["SCHEMA_VERSION", "Analysis", "Catalogue", "Coverage", "Event", "Filter", "Stored", "StoredPassage"]
