"""The passage vectors: the only home of Chroma.

Chroma keeps one vector a passage under the passage's number. It is derived: everything in it can be made again from
the catalogue. Its approximate search is set so broad that it finds what an exact search finds (a test holds that).
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import CatalogueError

_COLLECTION = "passages"
_HNSW = {"space": "ip", "ef_construction": 400, "ef_search": 400, "max_neighbors": 48}
_BATCH = 4000


class Vectors:
    """Passage vectors in one Chroma folder. Vectors have unit length, so that nearest means highest cosine.

    Safe to use from several threads. Chroma keeps what it has read: what another process writes is seen after
    `refresh`, and has to be before anything is added.
    """

    def __init__(self, folder: Path) -> None:
        """Open or make the folder.

        Raises:
            CatalogueError: Chroma cannot open it.
        """
        self._folder = folder
        self._gate = threading.Condition()
        self._searching = 0
        self._closed_to_new = 0
        with self._translated():
            folder.mkdir(parents=True, exist_ok=True)
            self._open()

    def _open(self) -> None:
        import chromadb
        from chromadb.config import Settings

        self._client: Any = chromadb.PersistentClient(str(self._folder), Settings(anonymized_telemetry=False))
        self._collection = self._get_collection()

    def _get_collection(self) -> Any:  # noqa: ANN401 (Chroma's own type is generic over loaders)
        return self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": _HNSW}, embedding_function=None
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError, ValueError) as error:
            raise CatalogueError(
                f"the vectors in {self._folder} cannot be used ({error}); delete that folder and run `isnad rebuild`"
            ) from error

    @contextmanager
    def _search(self) -> Iterator[None]:
        """Many may search at once, but none while the files are opened again, or while that waits for its turn."""
        with self._gate:
            self._gate.wait_for(lambda: not self._closed_to_new)
            self._searching += 1
        try:
            with self._translated():
                yield
        finally:
            with self._gate:
                self._searching -= 1
                self._gate.notify_all()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._gate:
            self._closed_to_new += 1
            try:
                self._gate.wait_for(lambda: not self._searching)
                with self._translated():
                    yield
            finally:
                self._closed_to_new -= 1
                self._gate.notify_all()

    def add(self, passage_ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Put in vectors, shape (passages, dimensions); a passage that is there already is replaced."""
        for at in range(0, len(passage_ids), _BATCH):
            ids = [str(passage) for passage in passage_ids[at : at + _BATCH]]
            with self._translated():
                self._collection.upsert(ids=ids, embeddings=vectors[at : at + _BATCH])

    def remove(self, passage_ids: Sequence[int]) -> None:
        """Let go of passages; those that are not there are no error."""
        for at in range(0, len(passage_ids), _BATCH):
            ids = [str(passage) for passage in passage_ids[at : at + _BATCH]]
            with self._translated():
                self._collection.delete(ids=ids)

    def clear(self) -> None:
        """Let go of everything."""
        with self._alone():
            self._client.delete_collection(_COLLECTION)
            self._collection = self._get_collection()

    def count(self) -> int:
        """Return how many passages there are."""
        with self._search():
            return int(self._collection.count())

    def nearest(self, query: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """Return the `k` passages nearest to the query vector, shape (dimensions,), with their cosines, best first."""
        held = self.count()
        if not held or k <= 0:
            return []
        with self._search():
            found = self._collection.query(query_embeddings=[query], n_results=min(k, held), include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(int(passage), 1.0 - float(far)) for passage, far in zip(found["ids"][0], distances, strict=True)]

    def close(self) -> None:
        """Let go of the files."""
        with self._alone():
            self._client.close()

    def refresh(self) -> None:
        """See what another process has written."""
        with self._alone():
            self._client.close()
            self._open()
