"""The public API: a prevention graph to read responses into, to ask, and to draw, from Python and from notebooks.

>>> from prevgraph.api import examples, open_graph
>>> with open_graph(states_files=[examples() / "states.toml"]) as graph:
...     done = graph.ingest(examples() / "responses" / "tavu-islands.txt.txt")
...     len(graph.ask("states"))
1
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from graph.embedded import EmbeddedStore
from graph.store import Store
from ingest.document.read import SUFFIXES
from ingest.run import find_files
from prevgraph.dataset.publisher import publisher_here
from prevgraph.extracted import as_json, extract
from prevgraph.ingesting import Ingested, ingest
from prevgraph.opening import reading_from, writing_to
from prevgraph.reading import ReadingPlan
from prevgraph.views import VIEWS, UnknownView, resolved
from queries import frames
from queries.ask import Statements, ask, ask_text
from queries.catalogue import Question, questions
from queries.network import Network, Selection
from queries.table import Table
from viz.network_page import network_page

if TYPE_CHECKING:
    import pandas
    import polars


#: How many rows are shown where nobody asked for a format.
SHOWN = 20


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Table):
    """A table that is shown as such, and that becomes a frame."""

    def __repr__(self) -> str:
        shown = Table(self.columns, self.rows[:SHOWN], self.title, self.language).to_text()
        more = len(self) - SHOWN
        return shown + (f"... and {more} more rows" if more > 0 else f"{len(self)} rows")

    @classmethod
    def from_table(cls, table: Table) -> "Answer":
        return cls(table.columns, table.rows, table.title, table.language)

    def to_pandas(self) -> "pandas.DataFrame":
        """The table as a pandas frame; `pip install preventiongraph[frames]` brings pandas."""
        return frames.to_pandas(self)

    def to_polars(self) -> "polars.DataFrame":
        """The table as a polars frame."""
        return frames.to_polars(self)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network as a page: shown in a notebook, or saved as one HTML file that needs no network."""

    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, and give back where it is."""
        out = Path(path)
        out.write_text(self.html, "utf-8")
        return out


class PreventionGraph:
    """The graph in a store. A folder is open only while it is worked with, so that others can use it in between."""

    def __init__(self, where: str | Path | None, plan: ReadingPlan) -> None:
        self._where = None if where is None else str(where)
        self._own = EmbeddedStore(ids=plan.ids) if where is None else None
        self.plan = plan

    def ingest(self, paths: str | Path | Iterable[str | Path], *, jobs: int | None = None) -> list[Ingested]:
        """Read files or folders into the graph; what became of each. What is unchanged is skipped."""
        given = [paths] if isinstance(paths, str | Path) else list(paths)
        found = find_files([Path(path) for path in given], suffixes=SUFFIXES)
        with self._writing() as store:
            publisher = publisher_here()
            return list(ingest(store, found, plan=self.plan, jobs=jobs, publisher=publisher))

    def read(self, path: str | Path) -> dict[str, Any]:
        """What a response would put into the graph, as `prevgraph extract --format json` prints it; writes nothing."""
        return as_json(extract(self.plan, Path(path)), ids=self.plan.ids)

    def questions(self) -> Mapping[str, Question]:
        """What can be asked by name."""
        return questions()

    def ask(self, name: str, /, **parameters: object) -> Answer:
        """The answer to a question of the catalogue: `ask("institutions", kind="probation service")`."""
        with self._reading() as store:
            return Answer.from_table(ask(store, name, **parameters))

    def sparql(self, text: str) -> Answer | Statements | bool:
        """The answer to any SPARQL 1.1 query: a table for SELECT, statements for CONSTRUCT, yes or no for ASK."""
        with self._reading() as store:
            found = ask_text(store, text)
        return Answer.from_table(found) if isinstance(found, Table) else found

    def network(self, name: str = "who-implements-what", *, language: str = "en", **selection: Any) -> Network:
        """A network as a networkx graph, as far as a selection keeps it: `network(states=["CZE"], since=2004)`."""
        if name not in VIEWS:
            raise UnknownView(name, ", ".join(VIEWS))
        with self._reading() as store:
            return VIEWS[name].read(store, resolved(store, Selection(**selection)), language=language)

    def draw(self, name: str = "who-implements-what", *, language: str = "en", **selection: Any) -> Drawing:
        """The same network as a page."""
        network = self.network(name, language=language, **selection)
        titles = VIEWS[name].titles
        return Drawing(network_page(network, title=titles.get(language, titles["en"]), language=language))

    def close(self) -> None:
        """Let go of a graph in memory."""
        if self._own is not None:
            self._own.close()

    def __enter__(self) -> "PreventionGraph":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        if self._own is not None:
            yield self._own
        else:
            with reading_from(str(self._where)) as store:
                yield store

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        if self._own is not None:
            yield self._own
        else:
            with writing_to(str(self._where), base=self.plan.base) as store:
                yield store


def open_graph(
    store: str | Path | None = None, *, states_files: Sequence[str | Path] = (), plan: ReadingPlan | None = None
) -> PreventionGraph:
    """The graph in a store: a folder (made when something is read into it), the address of a SPARQL 1.1 server, or,
    where none is given, memory.

    `states_files` name states beside those of the United Nations; a `plan` says more of how responses are read.
    """
    return PreventionGraph(store, plan or ReadingPlan(states_files=tuple(map(Path, states_files))))


def examples() -> Path:
    """The folder of the bundled examples: `responses`, the same in other formats, their annotations, `states.toml`."""
    return Path(str(files("prevgraph") / "examples"))
