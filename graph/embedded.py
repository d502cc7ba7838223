"""The embedded store: pyoxigraph on disk or in memory.

A graph is compared with what is to replace it, and only the difference is written, as one SPARQL Update: the one thing
that pyoxigraph does in one transaction and that can both remove and add.
"""

import shutil
import sys
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox
from rdflib.term import URIRef

from graph.bindings import bind, end_of_update
from graph.folder import StoreFolder
from graph.identifiers import Identifiers
from graph.lines import Content, Written, in_graph, write_graph, write_term
from graph.loading import Coming, Portion
from graph.model import Statement
from graph.oxigraph import Found, Most, from_ox, graph_node, to_uriref, translated, write_answer
from graph.protocol import (
    BadQuery,
    FolderTaken,
    ReadOnlyStore,
    Row,
    Solutions,
    Stream,
    Term,
)
from graph.revision import NOTED, after_update, notes_graph, read_note, revision_of, write_note
from graph.sorting import is_dumped, write_sorted

if TYPE_CHECKING:
    from graph.columns import Columns
    from graph.numbering import Numbering

#: How many lines go into the database at once when many graphs are loaded, and how many where a copy in columns has to
#: follow. Each load is one step, so each graph in it is there whole or not at all; the database makes its tables of a
#: million lines at a time, and has less to merge where a step has several.
LINES_AT_ONCE, LINES_FOLLOWED = 4_000_000, 250_000
_ATTEMPTS = 20
_PAUSE = 0.02
_NOTED = ox.NamedNode(NOTED)


@dataclass(frozen=True, slots=True)
class _Change:
    """What one graph loses and gains, its digest before (None where none was noted) and afterwards.

    `is_new` where the store knew nothing of it.
    """

    graph: URIRef
    is_new: bool
    removed: set[str]
    added: set[str]
    before: int | None
    after: int


class EmbeddedStore:
    """A store in a folder, or in memory where no folder is given.

    One process at a time opens it for writing. One opened for reading shows what was there when it was opened,
    whatever others write meanwhile. Threads may share a store.
    """

    def __init__(self, folder: Path | None = None, *, read_only: bool = False, ids: Identifiers | None = None) -> None:
        self._where = folder or "in memory"
        self._folder = StoreFolder(Path(folder)) if folder else None
        self._read_only = read_only
        self._ids = ids or Identifiers()
        self._notes = notes_graph(self._ids)
        self._writing = threading.RLock()
        self._revision: str | None = None
        self._columns: Columns | None = None
        self._columns_of = ""
        self._numbering: Numbering | None = None
        self._held = ExitStack()
        with translated(self._where):
            self._store = self._open()

    @property
    def ids(self) -> Identifiers:
        return self._ids

    # A view that vanishes half-made, because the writer was tidying its tables just then, is made again.
    def _open(self) -> ox.Store:
        if self._folder is None:
            return ox.Store()
        if not self._read_only:
            store = ox.Store(str(self._folder.for_writing()))
            self._folder.tidy()
            return store
        for _ in range(_ATTEMPTS - 1):
            try:
                return self._open_view(self._folder)
            except PermissionError:
                return ox.Store.read_only(str(self._folder.for_reading()))
            except (OSError, RuntimeError):
                self._held.close()
                time.sleep(_PAUSE)
        return self._open_view(self._folder)

    def _open_view(self, folder: StoreFolder) -> ox.Store:
        folder.for_reading()
        return ox.Store.read_only(str(self._held.enter_context(folder.view())))

    def replace(self, graph: URIRef, statements: Iterable[Statement]) -> bool:
        return self.replace_all({graph: statements})

    def replace_all(self, graphs: Mapping[URIRef, Content]) -> bool:
        wanted = {graph: write_graph(graph, content) for graph, content in graphs.items()}
        with self._changing():
            changes = [change for graph, said in wanted.items() if (change := self._change(graph, said))]
            if not all(change.is_new for change in changes):
                self._store.update(" ;\n".join(step for change in changes for step in self._steps(change)))
            elif changes:
                # Adding only is quicker without SPARQL, and is one transaction too.
                lines = [line for change in changes for line in self._quads(change.graph, change.added, change.after)]
                self._store.load("".join(lines).encode(), ox.RdfFormat.N_QUADS, lenient=True)
            self._tell_columns(changes)
        return bool(changes)

    # The copy in columns is told of what changed in the union of all graphs; it is none the worse for not being told,
    # as it counts for nothing at a revision that it does not know.
    def _tell_columns(self, changes: Sequence[_Change]) -> None:
        if self._numbering is not None and all(change.is_new for change in changes):
            for change in changes:
                self._numbering.take(change.added)
        else:
            self._stop_numbering()
        if self._is_followed():
            self._log(changes)

    def _is_followed(self) -> bool:
        return self._folder is not None and self._folder.has_columns()

    def _log(self, changes: Iterable[_Change]) -> None:
        assert self._folder is not None
        from graph.columns import log_change

        removed, added, step = set[str](), set[str](), 0
        for change in changes:
            removed |= change.removed
            added |= change.added
            step += change.after - (change.before or 0)
        log_change(self._folder.path, step, removed=[line for line in removed if not self._is_said(line)], added=added)

    def _is_said(self, line: str) -> bool:
        """Whether any graph holds this."""
        triple = next(iter(ox.parse(f"{line}\n".encode(), ox.RdfFormat.N_TRIPLES, lenient=True)))
        return any(True for _ in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))

    def number_columns(self) -> None:
        """Number the terms of what comes, so that `make_columns` need not read it again; no more than a wish, which a
        store that holds something already does not heed.
        """
        if self._folder is not None and not self._read_only and not self.graphs():
            from graph.numbering import Numbering

            self._numbering = Numbering(self._folder.path)

    def _stop_numbering(self) -> None:
        if self._numbering is not None:
            self._numbering.give_up()
            self._numbering = None

    def make_columns(self) -> None:
        """Make the copy in columns, from which questions of the catalogue are answered, as of now."""
        if self._folder is not None and not self._read_only and self.columns() is None:
            with self._writing, translated(self._where):
                numbering, self._numbering = self._numbering or self._numbered(self._folder.path), None
                numbering.finish(self.revision())

    def _numbered(self, folder: Path) -> "Numbering":
        from graph.numbering import Numbering

        numbering = Numbering(folder)
        for graph in self.graphs():
            numbering.take(self._lines(graph))
        return numbering

    def columns(self) -> "Columns | None":
        """The copy in columns; None where there is none of the present revision."""
        if self._folder is None or not self._folder.has_columns():
            return None
        revision = self.revision()
        if self._columns is None or self._columns_of != revision:
            from graph.columns import open_columns

            self._columns, self._columns_of = open_columns(self._folder.path, revision), revision
        return self._columns

    def _change(self, graph: URIRef, said: Written) -> _Change | None:
        """What has to be done for a graph to hold these lines; None where it does."""
        noted = self._noted(graph)
        if noted == said.digest:
            return None
        old, lines = set(self._lines(graph)), set(said.lines())
        if old == lines:
            return None
        return _Change(graph, noted is None and not old, old - lines, lines - old, noted, said.digest)

    def _steps(self, change: _Change) -> Iterator[str]:
        """The operations of an update that carry out a change, and note it."""
        name = write_term(change.graph)
        yield f"DELETE WHERE {{ GRAPH <{self._notes}> {{ {name} ?p ?o }} }}"
        if not change.after:
            yield f"DROP SILENT GRAPH {name}"
            return
        yield _data("DELETE", change.graph, change.removed)
        yield _data("INSERT", change.graph, change.added)
        yield _data("INSERT", self._notes, [write_note(change.graph, change.after)])

    def _quads(self, graph: URIRef, lines: Collection[str], after: int) -> Iterator[str]:
        yield from (in_graph(line, graph) for line in lines)
        yield in_graph(write_note(graph, after), self._notes)

    def load(self, graphs: Iterable[tuple[URIRef, Content]]) -> int:
        changed, known, coming = 0, set(self.graphs()), Coming(graphs)
        while coming.next is not None:
            graph, said = coming.next
            if graph in known:
                changed += self.replace_all({graph: said})
                coming.step()
            else:
                changed += self._load(coming, known, lines=LINES_FOLLOWED if self._is_followed() else LINES_AT_ONCE)
        if coming.failure is not None:
            raise coming.failure
        return changed

    def place(self, groups: Sequence[Mapping[URIRef, Content]]) -> list[bool]:
        done, waiting = list[bool](), dict[URIRef, Written]()
        for group in groups:
            if any(name in waiting or self._is_known(name) for name in group):
                self._load_all(waiting)
                waiting = {}
                done.append(self.replace_all(group))
                continue
            wanted = {name: said for name, content in group.items() if (said := write_graph(name, content)).digest}
            waiting |= wanted
            done.append(bool(wanted))
        self._load_all(waiting)
        return done

    def _load_all(self, graphs: Mapping[URIRef, Written]) -> None:
        if graphs:
            self._load(Coming(graphs.items()), set(), lines=sys.maxsize)

    def _load(self, coming: Coming, known: set[URIRef], *, lines: int) -> int:
        """Put in graphs that are not there yet, up to a number of lines, in one step; how many there were."""
        changes, is_followed = list[_Change](), self._is_followed()

        def hand_over(graph: URIRef, said: Written) -> str:
            added = set(said.lines()) if is_followed else set[str]()
            changes.append(_Change(graph, True, set(), added, None, said.digest))
            if self._numbering is not None:
                self._numbering.take(said.lines())
            return in_graph(write_note(graph, said.digest), self._notes)

        with self._changing():
            portion = Portion(coming, known, lines=lines, hand_over=hand_over)
            try:
                self._store.bulk_load(portion, ox.RdfFormat.N_QUADS, lenient=True)  # type: ignore[arg-type]
            except BaseException:
                self._stop_numbering()
                raise
            if is_followed:
                self._log(changes)
        return len(changes)

    def _is_known(self, graph: URIRef) -> bool:
        return self._noted(graph) is not None or self._is_there(graph)

    def _is_there(self, graph: URIRef) -> bool:
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def remove(self, graph: URIRef) -> bool:
        return self.replace(graph, ())

    def update(self, update: str) -> None:
        with self._changing():
            self._stop_numbering()
            forgetting = f"DROP SILENT GRAPH <{self._notes}>"
            noting = _data("INSERT", self._notes, [write_note(self._notes, after_update(self.revision(), update))])
            self._store.update(f"{update[: end_of_update(update)]}\n;\n{forgetting} ;\n{noting}")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        if self._read_only:
            raise ReadOnlyStore(self._where)
        with self._writing, translated(self._where):
            yield
            self._revision = None

    def graphs(self) -> list[URIRef]:
        names = (to_uriref(name.value) for name in self._store.named_graphs())
        return sorted(name for name in names if name != self._notes)

    def statements(self, graph: URIRef) -> Iterator[Statement]:
        for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            yield Statement(from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object))  # type: ignore[arg-type]

    def _lines(self, graph: URIRef) -> list[str]:
        dumped = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
        return (dumped or b"").decode().split("\n")[:-1]

    def _query(self, query: str, bindings: Mapping[str, Term] | None) -> Found:
        with translated(self._where):
            try:
                return self._store.query(bind(query, bindings or {}), use_default_graph_as_union=True)
            except SyntaxError:
                # The place of the error is to be the one in the query as it was written.
                self._store.query(query, use_default_graph_as_union=True)
                raise

    def answer(
        self,
        query: str,
        media_type: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Sequence[URIRef] = (),
        named_graphs: Sequence[URIRef] = (),
        most: Most | None = None,
    ) -> bytes:
        """The answer to any query, written in the media type asked for; the dataset is all graphs where none is named.

        The media type has to suit the form of the query: a format of results for SELECT and ASK, of RDF for the others.
        The graph without a name goes by the name that rdflib gives it (`DATASET_DEFAULT_GRAPH_ID`).
        """
        names_any = bool(default_graphs or named_graphs)
        with translated(self._where):
            found = self._store.query(
                bind(query, bindings or {}),
                use_default_graph_as_union=not names_any,
                default_graph=[graph_node(graph) for graph in default_graphs] if names_any else None,
                named_graphs=[ox.NamedNode(graph) for graph in named_graphs] if names_any else None,
            )
            return write_answer(found, media_type, most or Most())

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> Solutions:
        stream = self.stream(query, bindings)
        return Solutions(stream.variables, list(stream.rows))

    def stream(self, query: str, bindings: Mapping[str, Term] | None = None) -> Stream:
        found = self._query(query, bindings)
        if not isinstance(found, ox.QuerySolutions):
            raise BadQuery(1, 1, "a SELECT is needed here")
        return Stream(tuple(variable.value for variable in found.variables), self._rows(found))

    def _rows(self, found: ox.QuerySolutions) -> Iterator[Row]:
        with translated(self._where):
            for solution in found:
                yield tuple(map(from_ox, solution))

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryBoolean):
            raise BadQuery(1, 1, "an ASK is needed here")
        return bool(found)

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> Iterator[Statement]:
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryTriples):
            raise BadQuery(1, 1, "a CONSTRUCT or DESCRIBE is needed here")
        return self._triples(found)

    def _triples(self, found: ox.QueryTriples) -> Iterator[Statement]:
        with translated(self._where):
            for triple in found:
                yield Statement(from_ox(triple.subject), from_ox(triple.predicate), from_ox(triple.object))  # type: ignore[arg-type]

    def dump(self, out: BinaryIO) -> None:
        kept = (graph for graph in self.graphs() if is_dumped(graph, self._ids))
        write_sorted((in_graph(line, graph) for graph in kept for line in self._lines(graph)), out)

    def revision(self) -> str:
        if self._revision is None:
            notes = self._store.quads_for_pattern(None, _NOTED, None, ox.NamedNode(self._notes))
            self._revision = revision_of(read_note(note.object.value) for note in notes)  # type: ignore[union-attr]
        return self._revision

    def _noted(self, graph: URIRef) -> int | None:
        notes = self._store.quads_for_pattern(ox.NamedNode(graph), _NOTED, None, ox.NamedNode(self._notes))
        return next((read_note(note.object.value) for note in notes), None)  # type: ignore[union-attr]

    def backup(self, folder: Path) -> None:
        """Copy the store as it is now into a new folder, while it goes on serving; the copy is a store itself.

        On one file system the copy is made of links and costs next to nothing.
        """
        if folder.exists():
            raise FolderTaken(folder)
        copy = StoreFolder(folder)
        with translated(folder):
            data = copy.for_writing()
            if self._folder is None or self._read_only:
                self._copy(data)
            else:
                self._store.backup(str(data))

    snapshot = backup

    def _copy(self, data: Path) -> None:
        store = ox.Store(str(data))
        store.bulk_load(self._store.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS, lenient=True)
        store.flush()

    def restore(self, folder: Path) -> None:
        """Make the store hold what a backup holds, in one step, while it goes on serving."""
        source = StoreFolder(folder)
        source.for_reading()
        with self._changing():
            self._stop_numbering()
            if self._folder is None:
                kept = EmbeddedStore(folder, read_only=True)
                self._store = ox.Store()
                self._store.bulk_load(kept._store.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS)
                kept.close()
                return
            data = self._folder.next_data()
            shutil.rmtree(data, ignore_errors=True)
            source.copy_to(data)
            restored = ox.Store(str(data))
            self._folder.turn_to(data.name)
            self._store = restored
            self._folder.tidy()

    def close(self) -> None:
        self._stop_numbering()
        if self._folder and not self._read_only:
            # The next to open it need not read the log again.
            self._store.flush()
        self._store = ox.Store()
        self._held.close()


def _data(verb: str, graph: URIRef, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f"{verb} DATA {{ GRAPH {write_term(graph)} {{\n{body}\n}} }}"
