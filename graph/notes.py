"""The notes of an embedded store, read where they lie: the digest of each graph, and their sum.

The sum is kept, so that to know the revision costs the same however many graphs there are. It may stand there in
parts, as what only adds cannot take the old sum away: the next update puts one in their place. Where none stands
there, as in a store of layout 1, the digests are added up.
"""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from rdflib.term import URIRef

from graph.change import in_data
from graph.revision import NOTED, SUMMED, read_note, write_sum

_NOTED, _SUMMED = ox.NamedNode(NOTED), ox.NamedNode(SUMMED)


class Notes:
    """The graph in which a store keeps its notes."""

    def __init__(self, graph: URIRef) -> None:
        self.graph = graph
        self._name = ox.NamedNode(graph)

    def digest(self, store: ox.Store, graph: URIRef) -> int | None:
        """The digest noted of a graph; None where none is."""
        return next(self._read(store, ox.NamedNode(graph), _NOTED), None)

    def sum(self, store: ox.Store) -> int:
        """The sum of all digests."""
        return self._added_up(store, list(self._read(store, self._name, _SUMMED)))

    def _added_up(self, store: ox.Store, parts: Sequence[int]) -> int:
        return sum(parts or self._read(store, None, _NOTED))

    def operations(self, store: ox.Store, step: int) -> list[str]:
        """The operations of an update that move the sum."""
        parts = list(self._read(store, self._name, _SUMMED))
        taken = [write_sum(self.graph, part) for part in parts]
        whole = write_sum(self.graph, self._added_up(store, parts) + step)
        return [in_data("DELETE", self.graph, taken), in_data("INSERT", self.graph, [whole])]

    def part(self, store: ox.Store, step: int) -> str:
        """The line that moves the sum where nothing can be taken away: a part of it, the first with all before it."""
        is_first = next(self._read(store, self._name, _SUMMED), None) is None
        return write_sum(self.graph, step + (self.sum(store) if is_first else 0))

    def _read(self, store: ox.Store, about: ox.NamedNode | None, property_: ox.NamedNode) -> Iterator[int]:
        for note in store.quads_for_pattern(about, property_, None, self._name):
            yield read_note(note.object.value)  # type: ignore[union-attr]
