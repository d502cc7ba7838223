"""One view of the store for all pages, opened anew when the store has changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph.identifiers import Identifiers
from graph.store import Store, open_store


@dataclass(slots=True)
class _Opened:
    """A store that is open, at which stamp, and how many are reading from it."""

    store: Store
    stamp: str
    readers: int = 0


class SharedView:
    """A store opened for reading, shared by threads; an outdated one is closed when its last reader leaves."""

    def __init__(self, where: str, stamp: Callable[[], str], *, ids: Identifiers | None = None) -> None:
        self._where = where
        self._ids = ids
        self._stamp = stamp
        self._lock = threading.Lock()
        self._now: _Opened | None = None

    @contextmanager
    def __call__(self) -> Iterator[Store]:
        """The store as it is now."""
        opened = self._enter()
        try:
            yield opened.store
        finally:
            self._leave(opened)

    def close(self) -> None:
        """Close the store when its last reader leaves."""
        with self._lock:
            outdated, self._now = self._now, None
            if outdated and not outdated.readers:
                outdated.store.close()

    def _enter(self) -> _Opened:
        with self._lock:
            stamp = self._stamp()
            if self._now is None or self._now.stamp != stamp:
                outdated, self._now = self._now, _Opened(open_store(self._where, read_only=True, ids=self._ids), stamp)
                if outdated and not outdated.readers:
                    outdated.store.close()
            self._now.readers += 1
            return self._now

    def _leave(self, opened: _Opened) -> None:
        with self._lock:
            opened.readers -= 1
            if opened is not self._now and not opened.readers:
                opened.store.close()
