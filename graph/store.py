"""What every store offers, and the door that opens one: a folder is embedded, an address is a SPARQL 1.1 server."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from rdflib.term import Literal, URIRef

from graph.model import Statement

Term = URIRef | Literal
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT: its variables, and a row of terms (None where unbound) for each solution."""

    variables: tuple[str, ...]
    rows: Sequence[Row]


class Store(Protocol):
    """Named graphs that can be replaced whole, asked in SPARQL 1.1, and dumped."""

    def replace(self, graph: URIRef, statements: Iterable[Statement]) -> bool:
        """Make `graph` hold exactly these statements, in one transaction; True where that changed anything."""

    def remove(self, graph: URIRef) -> bool:
        """Drop a named graph in one transaction; False where there was none."""

    def graphs(self) -> list[URIRef]:
        """The names of all graphs, sorted."""

    def statements(self, graph: URIRef) -> Iterator[Statement]:
        """All that one named graph holds."""

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> Solutions:
        """Run a SELECT over the union of all graphs; `bindings` bind variables as terms."""

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        """Run an ASK over the union of all graphs."""

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> Iterator[Statement]:
        """Run a CONSTRUCT or DESCRIBE over the union of all graphs."""

    def dump(self, out: BinaryIO) -> None:
        """Write the canonical dump: N-Quads, sorted, without the graph of readings."""

    def revision(self) -> str:
        """A string that changes when, and only when, the content changes."""

    def close(self) -> None:
        """Let go of the files or the connection."""


def open_store(where: str | Path, *, read_only: bool = False) -> Store:
    """The store at a folder (made where it is not there yet) or at the address of a SPARQL 1.1 server."""
    from graph.embedded import EmbeddedStore

    return EmbeddedStore(Path(where), read_only=read_only)
