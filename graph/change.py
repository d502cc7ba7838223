"""What one graph loses and gains, and the operations of an update that carry it out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib.term import URIRef

from graph.lines import in_graph, write_term
from graph.revision import write_note


@dataclass(frozen=True, slots=True)
class Change:
    """What one graph loses and gains, its digest before (None where it held nothing) and afterwards.

    `is_new` where the store knew nothing of it.
    """

    graph: URIRef
    is_new: bool
    removed: set[str]
    added: set[str]
    before: int | None
    after: int

    @property
    def step(self) -> int:
        """What the change adds to the sum of the digests."""
        return self.after - (self.before or 0)

    def operations(self, notes: URIRef) -> Iterator[str]:
        """The operations of an update that carry out the change, and note it.

        Of data only, unless the graph goes: an update that need not read while it writes takes two thirds of the time.
        """
        if self.before is not None:
            yield in_data("DELETE", notes, [write_note(self.graph, self.before)])
        if not self.after:
            yield f"DROP SILENT GRAPH {write_term(self.graph)}"
            return
        yield in_data("DELETE", self.graph, self.removed)
        yield in_data("INSERT", self.graph, self.added)
        yield in_data("INSERT", notes, [write_note(self.graph, self.after)])

    def quads(self, notes: URIRef) -> Iterator[str]:
        """What the change adds as lines of N-Quads, with its note."""
        yield from (in_graph(line, self.graph) for line in sorted(self.added))
        yield in_graph(write_note(self.graph, self.after), notes)


def in_data(verb: str, graph: URIRef, lines: Iterable[str]) -> str:
    """An INSERT DATA or DELETE DATA of these lines.

    What is said of one thing goes together, as the database has it side by side: that takes a third less of the time
    than any other order.
    """
    body = "\n".join(sorted(lines))
    return f"{verb} DATA {{ GRAPH {write_term(graph)} {{\n{body}\n}} }}"
