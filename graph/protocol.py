"""What every store offers, what it answers, and the errors it raises, whichever engine stands behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.lines import Content
from graph.model import Statement
from ontology.errors import PrevgraphError

Term = URIRef | Literal
Row = tuple[Term | None, ...]


class BadQuery(PrevgraphError):
    """The text is not SPARQL, or not the form of query that was asked for."""

    message = "the query cannot be understood at line {0}, column {1}: {2}"


class StoreUnavailable(PrevgraphError):
    """The store cannot be opened or does not answer, whatever the reason."""


class StoreUnreachable(StoreUnavailable):
    """Nothing that could be opened is there, or it does not answer."""

    message = "the store {0} cannot be reached: {1}"


class StoreLocked(StoreUnavailable):
    """Another process holds the store for writing."""

    message = "another process writes to {0}: go through the running server, or wait until it has finished"


class StoreTooNew(StoreUnavailable):
    """The store was written by a later version."""

    message = "{0} was written by a newer version (layout {1}; this one knows {2}): use that version to open it"


class NotAStore(StoreUnavailable):
    """The folder holds something else."""

    message = "{0} is not a store, and is not empty: choose another folder"


class ReadOnlyStore(PrevgraphError):
    """The store was opened for reading."""

    message = "{0} was opened for reading and cannot be changed"


class FolderTaken(PrevgraphError):
    """A backup never overwrites."""

    message = "{0} is there already: choose a folder that is not"


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT: its variables, and a row of terms (None where unbound) for each solution."""

    variables: tuple[str, ...]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Stream:
    """The answer to a SELECT whose rows are made as they are asked for, once."""

    variables: tuple[str, ...]
    rows: Iterator[Row]


class Store(Protocol):
    """Named graphs that can be replaced whole, asked in SPARQL 1.1, and dumped.

    `bindings` give variables their values as terms, throughout the query and in its subqueries.
    """

    @property
    def ids(self) -> Identifiers:
        """The IRIs under the base of this store."""

    def replace(self, graph: URIRef, statements: Iterable[Statement]) -> bool:
        """Make `graph` hold exactly these statements, in one transaction; True where that changed anything."""

    def replace_all(self, graphs: Mapping[URIRef, Content]) -> bool:
        """Make each graph hold exactly its statements, all in one transaction; True where that changed anything."""

    def load(self, graphs: Iterable[tuple[URIRef, Iterable[Statement]]]) -> int:
        """Replace many graphs, as fast as the store can, each of them whole; the number of those that changed."""

    def place(self, groups: Sequence[Mapping[URIRef, Content]]) -> list[bool]:
        """Replace many groups of graphs as fast as the store can, each group in one step; for each, whether it did."""

    def remove(self, graph: URIRef) -> bool:
        """Drop a named graph in one transaction; False where there was none."""

    def update(self, update: str) -> None:
        """Run a SPARQL 1.1 Update in one transaction."""

    def graphs(self) -> list[URIRef]:
        """The names of all graphs, sorted."""

    def statements(self, graph: URIRef) -> Iterator[Statement]:
        """All that one named graph holds."""

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> Solutions:
        """Run a SELECT over the union of all graphs."""

    def stream(self, query: str, bindings: Mapping[str, Term] | None = None) -> Stream:
        """Run a SELECT over the union of all graphs, and make its rows as they are asked for."""

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
