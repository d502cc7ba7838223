"""The whole graph or a part of it as a file, in every format that is asked for; written aside and put in place whole.

The formats themselves stand in `rdf_files` (RDF), `tables` (CSV, Parquet) and `network_files` (GraphML, GEXF).
Left out is what tells when something was read, so that the same graph gives the same file.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from rdflib.term import URIRef

from graph import network_files, rdf_files, tables
from graph.identifiers import Identifiers
from graph.protocol import Store
from graph.sorting import is_dumped
from ontology.errors import PrevgraphError

#: Writes the named graphs to a path that does not exist yet, as a file or a folder.
Writer = Callable[[Store, Sequence[URIRef], Path], None]

_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "turtle": rdf_files.write_turtle,
        "trig": rdf_files.write_trig,
        "nquads": rdf_files.write_nquads,
        "ntriples": rdf_files.write_ntriples,
        "rdfxml": rdf_files.write_rdfxml,
        "jsonld": rdf_files.write_jsonld,
        "graphml": network_files.write_graphml,
        "gexf": network_files.write_gexf,
        "csv": tables.write_csv,
        "parquet": tables.write_parquet,
    }
)

#: The formats, by the names that the command line takes.
FORMATS = tuple(_WRITERS)


class UnknownFormat(PrevgraphError):
    """No such format."""

    message = "there is no format {0!r}; choose one of {1}"


class NothingToExport(PrevgraphError):
    """The part that was asked for is not there."""

    message = "the store holds nothing of {0}; `prevgraph responses` lists what it holds"


def export(
    store: Store,
    format: str,
    out: Path,
    *,
    state: str | None = None,
    response: str | None = None,
    graph: str | None = None,
    ids: Identifiers | None = None,
) -> None:
    """Write all graphs, or those of a state (`CZE`), of a response (`CZE/ecosoc-2004-28`), or one graph by its IRI.

    CSV and Parquet make a folder of tables, or a single file where the name of `out` ends in `.zip`.
    """
    if format not in _WRITERS:
        raise UnknownFormat(format, ", ".join(FORMATS))
    graphs = list(_part(store, state, response, graph, ids or store.ids))
    if not graphs and (named := state or response or graph):
        raise NothingToExport(named)
    with _in_place(out) as aside:
        _WRITERS[format](store, graphs, aside)


def _part(
    store: Store, state: str | None, response: str | None, graph: str | None, ids: Identifiers
) -> Iterator[URIRef]:
    place = response or state
    for name in store.graphs():
        _, _, within = name.removeprefix(ids.graph("")).partition("/")
        if place and not f"{within}/".startswith(f"{place}/"):
            continue
        if (graph is None or str(name) == graph) and is_dumped(name, ids):
            yield name


@contextmanager
def _in_place(out: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `out` once all is written."""
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        aside = folder / out.name
        yield aside
        if out.is_dir():
            out.rename(folder / "before")
        aside.replace(out)
    finally:
        shutil.rmtree(folder)
