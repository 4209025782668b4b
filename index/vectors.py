"""The passage vectors: the only home of Chroma.

Chroma keeps one vector a passage under the passage's number. It is derived: everything in it can be made again from
the catalogue. Its approximate search is set so broad that it finds what an exact search finds (a test holds that).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import CatalogueError

_COLLECTION = "passages"
_HNSW = {"space": "ip", "ef_construction": 400, "ef_search": 400, "max_neighbors": 48}
_BATCH = 4000


class Vectors:
    """Passage vectors in one Chroma folder. Vectors have unit length, so that nearest means highest cosine."""

    def __init__(self, folder: Path) -> None:
        """Open or make the folder.

        Raises:
            CatalogueError: Chroma cannot open it.
        """
        import chromadb
        from chromadb.config import Settings

        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
            self._collection = self._open()
        except chromadb.errors.ChromaError as error:
            raise CatalogueError(
                f"the vectors in {folder} cannot be opened ({error}); delete that folder and run `isnad rebuild`"
            ) from error

    def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 (Chroma's own type is generic over loaders)
        return self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": _HNSW}, embedding_function=None
        )

    def add(self, passage_ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Put in vectors, shape (passages, dimensions); a passage that is there already is replaced."""
        for at in range(0, len(passage_ids), _BATCH):
            ids = [str(passage) for passage in passage_ids[at : at + _BATCH]]
            self._collection.upsert(ids=ids, embeddings=vectors[at : at + _BATCH])

    def remove(self, passage_ids: Sequence[int]) -> None:
        """Let go of passages; those that are not there are no error."""
        for at in range(0, len(passage_ids), _BATCH):
            ids = [str(passage) for passage in passage_ids[at : at + _BATCH]]
            self._collection.delete(ids=ids)

    def clear(self) -> None:
        """Let go of everything."""
        self._client.delete_collection(_COLLECTION)
        self._collection = self._open()

    def count(self) -> int:
        """Return how many passages there are."""
        return int(self._collection.count())

    def nearest(self, query: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """Return the `k` passages nearest to the query vector, shape (dimensions,), with their cosines, best first."""
        held = self.count()
        if not held or k <= 0:
            return []
        found = self._collection.query(query_embeddings=[query], n_results=min(k, held), include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(int(passage), 1.0 - float(far)) for passage, far in zip(found["ids"][0], distances, strict=True)]

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def refresh(self) -> None:
        """See what another process has written."""
        self._client.close()
        self.__init__(self._folder)  # type: ignore[misc]
