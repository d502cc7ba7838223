"""The engines that are measured side by side: ours, and what a user would pick instead, each holding the same world."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset
from rdflib.term import URIRef

import queries.columnar.answer  # noqa: F401 -- importing belongs to starting up, which is measured by itself
from graph.embedded import EmbeddedStore
from graph.lines import Written
from graph.protocol import Row
from queries.columnar.select import select
from tests.graph.servers import Server, fuseki, fuseki_jar, virtuoso, virtuoso_program

#: An answer as every engine can give it: the texts of the terms, row by row.
Texts = list[tuple[str | None, ...]]
Graphs = Sequence[tuple[URIRef, Written]]
#: How many seconds of the processor a server at rest has in half a second.
_AT_REST = 0.05
#: How many times the patience, which is the processor's, a question may take by the clock.
LONGEST = 10
#: How many questions a server is asked after a new start.
_TO_WARM = 3


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine with the world loaded: how long that took, how it is asked, and how its answer is read as texts.

    `server` is that of an engine that is a server of its own, `answered` what it was asked and answered.
    """

    name: str
    seconds_to_load: float
    ask: Callable[[str], object]
    read: Callable[[object], Texts]
    server: Server | None = None
    folder: Path | None = None
    answered: list[str] = field(default_factory=list)

    def calm_down(self, patience: float) -> None:
        """Wait until a server no longer works at what nobody waits for; start one anew that does not come to rest.

        Fuseki cuts some questions off when it is told to and works at others for minutes. One that was started anew is
        first asked what it answered last, as it would otherwise pay for its start with the next question.
        """
        if self.server is None or self._rests(patience):
            return
        self.server.restart()
        for query in self.answered[-_TO_WARM:]:
            with suppress(CutOff):
                self.ask(query)

    def _rests(self, patience: float) -> bool:
        end = time.monotonic() + patience
        while time.monotonic() < end:
            before = self.server_seconds()
            time.sleep(0.5)
            if self.server_seconds() - before < _AT_REST:
                return True
        return False

    def server_seconds(self) -> float:
        """Seconds that the server's process has had of the processors since it started."""
        return 0.0 if self.server is None else seconds_of(self.server.process)


#: How many statements rdflib is given: 711,000 took 41 s of the processor and 1.3 GB, so 4 GB hold some two million.
_MOST_IN_MEMORY = 2_000_000
#: Virtuoso's buffers, of 8 KB each and what it notes of them, as its own example has them for 2 GB of free memory.
_BUFFERS = 170_000
#: How many files Virtuoso's loaders share.
_PARTS = 8

Make = Callable[[Path, Graphs, Path, float], AbstractContextManager[Engine]]


def seconds_of(process: int) -> float:
    """Seconds that a process has had of the processors since it started."""
    stat = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def size_of(folder: Path, part: str) -> int:
    """Bytes of a part of a store on disk, by the pattern of its folder's name: `data-*`, `columns-*`."""
    return sum(file.stat().st_size for place in folder.glob(part) for file in place.rglob("*") if file.is_file())


class CutOff(Exception):
    """The server gave up, and the answer is none or a part."""


def _over_http(address: str, query: str) -> object:
    """An answer over a connection of its own, which no other question has left anything in."""
    import httpx

    accept = {"Accept": "application/sparql-results+json"}
    reply = httpx.post(address, data={"query": query}, headers=accept, timeout=None)
    # What Fuseki says of a query that it cut off, and Virtuoso.
    if reply.status_code == 503 or "X-SQL-State" in reply.headers:
        raise CutOff
    answer = reply.raise_for_status().json()
    names = answer["head"]["vars"]
    return [[found.get(name) for name in names] for found in answer["results"]["bindings"]]


def _of_json(rows: object) -> Texts:
    return [tuple(map(_text_of, row)) for row in rows]  # type: ignore[attr-defined]


def _each_once(rows: object) -> Texts:
    """The same with each row once: Virtuoso repeats rows of a SELECT DISTINCT, which all of these questions are."""
    return list(dict.fromkeys(_of_json(rows)))


def _text_of(cell: dict[str, str] | None) -> str | None:
    return None if cell is None else cell["value"]


def _of_rows(rows: object) -> Texts:
    return [_texts(row) for row in rows]  # type: ignore[attr-defined]


def _texts(row: Row) -> tuple[str | None, ...]:
    return tuple(None if term is None else str(term) for term in row)


@contextmanager
def ours(folder: Path, graphs: Graphs, _file: Path, _patience: float) -> Iterator[Engine]:
    """The embedded store with its copy in columns, which is not counted as loading."""
    start = time.process_time()
    with_all = EmbeddedStore(folder / "store")
    with_all.load(graphs)
    seconds = time.process_time() - start
    with_all.make_columns()
    with_all.close()
    store = EmbeddedStore(folder / "store", read_only=True)
    # Opened, as the databases of the others are, and not yet read.
    store.columns()
    yield Engine("ours", seconds, lambda query: select(store, query).rows, _of_rows, None, folder / "store")
    store.close()


@contextmanager
def plain_oxigraph(folder: Path, _graphs: Graphs, file: Path, _patience: float) -> Iterator[Engine]:
    """pyoxigraph, used directly."""
    start = time.process_time()
    writing = ox.Store(str(folder / "oxigraph"))
    writing.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    seconds = time.process_time() - start
    writing.flush()
    del writing
    store = ox.Store.read_only(str(folder / "oxigraph"))

    def ask(query: str) -> object:
        found = store.query(query, use_default_graph_as_union=True)
        return [[None if term is None else term.value for term in row] for row in found]  # type: ignore[union-attr]

    yield Engine("pyoxigraph", seconds, ask, lambda rows: [tuple(row) for row in rows])  # type: ignore[attr-defined]


@contextmanager
def rdflib_in_memory(_folder: Path, _graphs: Graphs, file: Path, _patience: float) -> Iterator[Engine]:
    """rdflib with everything in memory."""
    start = time.process_time()
    dataset = Dataset(default_union=True)
    dataset.parse(file, format="nquads")
    seconds = time.process_time() - start
    yield Engine("rdflib", seconds, lambda query: list(dataset.query(query)), _of_rows)


@contextmanager
def fuseki_tdb2(folder: Path, _graphs: Graphs, file: Path, patience: float) -> Iterator[Engine]:
    """Apache Jena Fuseki with TDB2."""
    import httpx

    (folder / "fuseki").mkdir()
    with fuseki(folder / "fuseki", seconds=LONGEST * patience) as running:
        at, server = running.addresses, running.server
        start, before = time.process_time(), seconds_of(server.process)
        with file.open("rb") as body:
            types = {"Content-Type": "application/n-quads"}
            httpx.post(str(at.graph_store), content=body, headers=types, timeout=None).raise_for_status()
        seconds = time.process_time() - start + seconds_of(server.process) - before
        yield Engine("Fuseki", seconds, lambda query: _over_http(at.query, query), _of_json, server)


@contextmanager
def virtuoso_server(folder: Path, _graphs: Graphs, file: Path, patience: float) -> Iterator[Engine]:
    """Virtuoso, with buffers for about 2 GB, loaded by its own bulk loader as whoever picks it would load it.

    By updates over HTTP, as our store on a server writes, 711,000 statements had not come in after seven minutes; this
    way they take eight seconds of the processor. The file is cut, since each loader takes a file at a time.
    """
    parts = folder / "virtuoso" / "parts"
    parts.mkdir(parents=True)
    subprocess.run(["split", "-n", f"l/{_PARTS}", "--additional-suffix=.nq", file, f"{parts}/"], check=True)
    with virtuoso(folder / "virtuoso", seconds=LONGEST * patience, buffers=_BUFFERS) as running:
        before = seconds_of(running.server.process)
        running.load(parts)
        seconds = seconds_of(running.server.process) - before
        shutil.rmtree(parts)
        # What its own users query, without a password: the union of all graphs.
        address = running.addresses.query.removesuffix("-auth")
        yield Engine("Virtuoso", seconds, lambda query: _over_http(address, query), _each_once, running.server)


def installed(*, statements: int) -> list[Make]:
    """The engines that are there; rdflib only for what it holds in memory."""
    found: list[Make] = [ours, plain_oxigraph]
    if fuseki_jar():
        found.append(fuseki_tdb2)
    if virtuoso_program():
        found.append(virtuoso_server)
    if statements < _MOST_IN_MEMORY:
        found.append(rdflib_in_memory)
    return found
