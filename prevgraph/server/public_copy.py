"""A copy of a store with what is public of it, kept as the store is while a server shows it."""

import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.embedded import EmbeddedStore
from graph.folder import StoreFolder
from graph.identifiers import Identifiers
from graph.store import Store
from ontology.terms import PG
from prevgraph.dataset.description import describe_in
from prevgraph.dataset.publisher import Publisher
from prevgraph.dataset.withholding import Shown, follow_public, withholding_states
from prevgraph.opening import reading_from

#: How often, in seconds, it is looked whether the store has changed.
_EVERY = 1.0


def withheld_in(where: str, codes: Collection[str]) -> bool:
    """Whether a store holds anything that is withheld: by these codes of states, or by its own word."""
    with reading_from(where) as store:
        return bool(withholding_states(store, codes))


@contextmanager
def public_copy(where: str, publisher: Publisher, *, ids: Identifiers, failed: Callable[[str], None]) -> Iterator[str]:
    """The folder of a copy of a store that follows it; `failed` is told where it cannot."""
    with tempfile.TemporaryDirectory(prefix="prevgraph-public-") as made:
        copy = _Copy(where, EmbeddedStore(Path(made) / "store", ids=ids), publisher, ids)
        copy.bring_up_to_date()
        stop = threading.Event()
        following = threading.Thread(target=copy.follow, args=(stop, failed), daemon=True)
        following.start()
        try:
            yield str(Path(made) / "store")
        finally:
            stop.set()
            following.join()
            copy.close()


class _Copy:
    """The copy and what it is made from."""

    def __init__(self, where: str, copy: EmbeddedStore, publisher: Publisher, ids: Identifiers) -> None:
        self._where, self._copy, self._publisher, self._ids = where, copy, publisher, ids
        self._stamp = ""
        self._shown: Shown | None = None

    def bring_up_to_date(self) -> None:
        """Let the copy hold what is public of the store as it is now."""
        stamp = self._look()
        if stamp == self._stamp:
            return
        with reading_from(self._where) as store:
            states = withholding_states(store, self._there(store))
            self._shown = follow_public(self._copy, store, states, ids=self._ids, before=self._shown)
        describe_in(self._copy, self._publisher, ids=self._ids)
        self._stamp = stamp

    def follow(self, stop: threading.Event, failed: Callable[[str], None]) -> None:
        """Follow the store until told to stop. What cannot be read now is tried again, and told once."""
        told = ""
        while not stop.wait(_EVERY):
            try:
                self.bring_up_to_date()
                told = ""
            except Exception as error:
                if told != (told := str(error)):
                    failed(f"The store cannot be followed at the moment: {error}")

    def close(self) -> None:
        self._copy.close()

    def _there(self, store: Store) -> list[str]:
        """The codes of states that the store speaks of; once the copy is made, a state may go from the store."""
        codes = self._publisher.withhold_needs
        if not self._stamp:
            return list(codes)
        known = {str(row[0]) for row in store.select("SELECT ?iso3 { ?state ?code ?iso3 }", {"code": PG.iso3}).rows}
        return [code for code in codes if code in known]

    def _look(self) -> str:
        if not self._where.startswith(("http://", "https://")):
            return StoreFolder(Path(self._where)).stamp()
        with reading_from(self._where) as store:
            return store.revision()
