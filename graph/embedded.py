"""The embedded store: pyoxigraph on disk or in memory.

A graph is compared with what is to replace it, and only the difference is written, as one SPARQL Update: the one thing
that pyoxigraph does in one transaction and that can both remove and add.
"""

import shutil
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox
from rdflib.term import URIRef

from graph.asked import Asked
from graph.bindings import end_of_update
from graph.change import Change, in_data
from graph.folder import StoreFolder
from graph.following import Following, NoFollowing
from graph.identifiers import Identifiers
from graph.lines import Content, Written, digest, in_graph, write_graph
from graph.loading import Coming, Portion, in_block
from graph.model import Statement
from graph.notes import Notes
from graph.oxigraph import to_uriref, translated
from graph.protocol import FolderTaken, ReadOnlyStore
from graph.revision import after_update, notes_graph, revision_of, write_note, write_sum
from graph.sorting import is_dumped, write_sorted

if TYPE_CHECKING:
    from graph.columns import Columns

#: How many lines go into the database at once when many graphs are loaded, and how many where a copy in columns has to
#: follow. Each load is one step, so each graph in it is there whole or not at all; the database makes its tables of a
#: million lines at a time, and has less to merge where a step has several.
LINES_AT_ONCE, LINES_FOLLOWED = 4_000_000, 250_000
#: How many statements about one thing are looked through at once: to ask for each by itself takes four times as long.
_FEW = 100
_ATTEMPTS = 20
_PAUSE = 0.02


class EmbeddedStore(Asked):
    """A store in a folder, or in memory where no folder is given.

    One process at a time opens it for writing. One opened for reading shows what was there when it was opened,
    whatever others write meanwhile. Threads may share a store.
    """

    def __init__(self, folder: Path | None = None, *, read_only: bool = False, ids: Identifiers | None = None) -> None:
        self._where = folder or "in memory"
        self._folder = StoreFolder(Path(folder)) if folder else None
        self._read_only = read_only
        self._ids = ids or Identifiers()
        self._notes = Notes(notes_graph(self._ids))
        self._writing = threading.RLock()
        self._revision: str | None = None
        self._following = Following(self._folder.path) if self._folder else NoFollowing()
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
            self._folder.raise_layout()
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
                self._store.update(" ;\n".join(self._operations(changes)))
            elif changes:
                # Adding only is quicker without SPARQL, and is one transaction too.
                self._store.load("".join(self._quads(changes)).encode(), ox.RdfFormat.N_QUADS, lenient=True)
            self._tell_columns(changes)
        return bool(changes)

    def _operations(self, changes: Sequence[Change]) -> Iterator[str]:
        for change in changes:
            yield from change.operations(self._notes.graph)
        yield from self._notes.operations(self._store, sum(change.step for change in changes))

    def _quads(self, changes: Sequence[Change]) -> Iterator[str]:
        for change in changes:
            yield from change.quads(self._notes.graph)
        yield in_graph(self._notes.part(self._store, sum(change.step for change in changes)), self._notes.graph)

    def _tell_columns(self, changes: Sequence[Change]) -> None:
        if all(change.is_new for change in changes):
            for change in changes:
                self._following.take(change.added)
        else:
            self._following.stop_numbering()
        if self._following.is_there:
            self._following.log(changes, gone=self._gone({line for change in changes for line in change.removed}))

    def _gone(self, lines: Iterable[str]) -> list[str]:
        """Those of these lines that no graph holds."""
        gone = list[str]()
        for subject, said in groupby(sorted(lines), key=lambda line: line.partition(" ")[0]):
            held, is_all = self._held_of(subject, most=_FEW) if subject.startswith("<") else (set[str](), False)
            gone += [line for line in said if line not in held and (is_all or not self._is_said(line))]
        return gone

    def _held_of(self, subject: str, *, most: int) -> tuple[set[str], bool]:
        """What any graph says of a subject, up to a number of statements, and whether that is all."""
        quads = self._store.quads_for_pattern(ox.NamedNode(subject[1:-1]), None, None, None)
        held = {f"{quad.triple} ." for quad in islice(quads, most)}
        return held, next(quads, None) is None

    def _is_said(self, line: str) -> bool:
        """Whether any graph holds this."""
        triple = next(iter(ox.parse(f"{line}\n".encode(), ox.RdfFormat.N_TRIPLES, lenient=True)))
        return any(True for _ in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))

    def number_columns(self) -> None:
        """Number the terms of what comes, so that `make_columns` need not read it again; no more than a wish, which a
        store that holds something already does not heed.
        """
        if not self._read_only and self.is_empty():
            self._following.number()

    def make_columns(self) -> None:
        """Make the copy in columns, from which questions of the catalogue are answered, as of now."""
        columns = self.columns()
        if self._read_only or (columns is not None and columns.is_whole):
            return
        with self._writing, translated(self._where):
            self._following.make(self._said(), self.revision())

    def _said(self) -> Iterator[Iterable[str]]:
        """The lines of all graphs, and of what stands in none."""
        yield from map(self._lines, self.graphs())
        yield self._unnamed()

    def columns(self) -> "Columns | None":
        """The copy in columns; None where there is none of the present revision."""
        return self._following.at(self.revision()) if self._following.is_there else None

    def columns_at_hand(self) -> "Columns | None":
        """The same, but None too where opening it takes longer than the queries that it has been wanted for."""
        return self._following.at_hand(self.revision()) if self._following.is_there else None

    def _change(self, graph: URIRef, said: Written) -> Change | None:
        """What has to be done for a graph to hold these lines; None where it does."""
        noted = self._notes.digest(self._store, graph)
        if noted == said.digest:
            return None
        old, lines = set(self._lines(graph)), set(said.lines())
        if old == lines:
            return None
        # What came by SPARQL Update has no note; that it goes has to move the revision all the same.
        before = digest(graph, old) if noted is None and old else noted
        return Change(graph, noted is None and not old, old - lines, lines - old, before, said.digest)

    def load(self, graphs: Iterable[tuple[URIRef, Content]]) -> int:
        changed, known, coming = 0, set(self.graphs()), Coming(graphs)
        while coming.next is not None:
            graph, said = coming.next
            if graph in known:
                changed += self.replace_all({graph: said})
                coming.step()
            else:
                changed += self._load(
                    coming, known, lines=LINES_FOLLOWED if self._following.is_there else LINES_AT_ONCE
                )
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
        changes, is_followed = list[Change](), self._following.is_there

        def hand_over(graph: URIRef, said: Written) -> bytes:
            added = set(said.lines()) if is_followed else set[str]()
            changes.append(Change(graph, True, set(), added, None, said.digest))
            if self._following.is_numbering:
                self._following.take(said.lines())
            return in_block(self._notes.graph, write_note(graph, said.digest).encode())

        def end() -> bytes:
            part = self._notes.part(self._store, sum(change.step for change in changes))
            return in_block(self._notes.graph, part.encode())

        with self._changing():
            portion = Portion(coming, known, lines=lines, hand_over=hand_over, end=end)
            try:
                self._store.bulk_load(portion, ox.RdfFormat.TRIG, lenient=True)  # type: ignore[arg-type]
            except BaseException:
                self._following.stop_numbering()
                raise
            if is_followed:
                self._following.log(changes, gone=())
        return len(changes)

    def _is_known(self, graph: URIRef) -> bool:
        return self._notes.digest(self._store, graph) is not None or self._is_there(graph)

    def _is_there(self, graph: URIRef) -> bool:
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def remove(self, graph: URIRef) -> bool:
        return self.replace(graph, ())

    def update(self, update: str) -> None:
        with self._changing():
            self._following.stop_numbering()
            notes, noted = self._notes.graph, after_update(self.revision(), update)
            noting = in_data("INSERT", notes, [write_note(notes, noted), write_sum(notes, noted)])
            self._store.update(f"{update[: end_of_update(update)]}\n;\nDROP SILENT GRAPH <{notes}> ;\n{noting}")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        if self._read_only:
            raise ReadOnlyStore(self._where)
        with self._writing, translated(self._where):
            yield
            self._revision = None

    def graphs(self) -> list[URIRef]:
        names = (to_uriref(name.value) for name in self._store.named_graphs())
        return sorted(name for name in names if name != self._notes.graph)

    def is_empty(self) -> bool:
        """Whether it holds nothing but its own notes: no graph, and nothing in the one without a name."""
        return not self.graphs() and not self._unnamed()

    def dump(self, out: BinaryIO) -> None:
        kept = (graph for graph in self.graphs() if is_dumped(graph, self._ids))
        write_sorted((in_graph(line, graph) for graph in kept for line in self._lines(graph)), out)

    def revision(self) -> str:
        if self._revision is None:
            self._revision = revision_of([self._notes.sum(self._store)])
        return self._revision

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
            self._following.stop_numbering()
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
        self._following.stop_numbering()
        if self._folder and not self._read_only:
            # The next to open it need not read the log again.
            self._store.flush()
        self._store = ox.Store()
        self._held.close()
