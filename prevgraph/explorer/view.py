"""What a page of the explorer is made from: the store, the reader's side of the request, and how to ask."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.store import Store, Term
from ontology import schema
from ontology.errors import PrevgraphError
from queries.ask import Statements, ask
from queries.claims import best_label
from queries.columnar.select import select
from queries.table import Table, Value
from viz.explorer.contents import Named
from viz.explorer.frame import Frame

Record: TypeAlias = Mapping[str, Value]
Run: TypeAlias = Callable[[str], Table | Statements | bool]

_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
PREFIX disco: <http://rdf-vocabulary.ddialliance.org/discovery#>
SELECT ?thing ?label ?fictional WHERE {
  VALUES ?thing { %s }
  ?thing skos:prefLabel|rdfs:label|disco:questionText ?label .
  OPTIONAL { ?thing pg:fictional|(pg:state/pg:fictional) ?fictional }
}
"""


class NoSuchPage(PrevgraphError):
    """The address names nothing that the store holds."""

    message = "there is nothing called {0} here; the search finds what there is"


class Withheld(NoSuchPage):
    """The address names a document whose text is not shown."""

    message = (
        "the text of {0} is not shown here: the State withholds its needs, and its boxes would tell them;"
        " its answers stand on the page of the State"
    )


class Kept:
    """The last few things that were costly to read, each as of a revision of the store; shared by threads."""

    def __init__(self, most: int = 12) -> None:
        self._most = most
        self._things: OrderedDict[object, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object, read: Callable[[], Any]) -> Any:
        """What is kept under a key, read first where it is not; two that ask at once may both read."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        found = read()
        with self._lock:
            self._things[key] = found
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return found


@dataclass(frozen=True, slots=True)
class View:
    """One request: a store to read, who reads, the parts of the path, and what was read before."""

    store: Store
    frame: Frame
    parts: Mapping[str, str]
    run: Run
    kept: Kept = field(default_factory=Kept)

    @property
    def ids(self) -> Identifiers:
        return Identifiers(self.frame.base)

    @property
    def language(self) -> str:
        return self.frame.language

    def table(self, question: str, /, **parameters: object) -> Table:
        """The answer to a question of the catalogue, in the reader's language."""
        return ask(self.store, question, **{"language": self.language, **parameters})

    def select(self, query: str, /, **bindings: Term) -> Sequence[tuple[Term | None, ...]]:
        """The rows of a query of ours."""
        return self.store.select(query, bindings).rows if bindings else select(self.store, query).rows

    def named(self, iris: Iterable[str]) -> dict[str, Named]:
        """These things by IRI, each with its label in the reader's language; what has none goes by its last part."""
        wanted = sorted({iri for iri in iris if iri})
        found = self.labelled(wanted)
        return {iri: found.get(iri) or Named(iri, schema.label(URIRef(iri), self.language)) for iri in wanted}

    def labelled(self, iris: Iterable[str]) -> dict[str, Named]:
        """Those of these things that the store has a label for, by IRI."""
        wanted = sorted({iri for iri in iris if iri})
        found: dict[str, list[tuple[Term | None, ...]]] = {}
        for row in self.select(_LABELS % " ".join(URIRef(iri).n3() for iri in wanted)) if wanted else ():
            found.setdefault(str(row[0]), []).append(row)
        return {
            iri: Named(
                iri,
                best_label([row[1] for row in rows], self.language),
                fictional=any(str(row[2]) == "true" for row in rows),
            )
            for iri, rows in found.items()
        }


def named(record: Record, name: str, *, note: str = "", fictional: bool | None = None) -> Named:
    """The thing in one column of a row, whose IRI stands in the column beside it."""
    iri = str(record.get(f"{name}Iri") or "")
    is_fictional = bool(record.get("fictional")) if fictional is None else fictional
    return Named(iri, str(record.get(name) or ""), note, is_fictional)


def distinct(records: Iterable[Record], column: str) -> list[Record]:
    """The first row for each value of a column, in order."""
    found: dict[Value, Record] = {}
    for record in records:
        if record[column] is not None:
            found.setdefault(record[column], record)
    return list(found.values())


def text_of(term: Term | None) -> str:
    """A term as plain text; empty for none."""
    return "" if term is None else str(term)


def language_of(term: Term | None) -> str:
    """The language of a text, or nothing."""
    return (term.language or "") if isinstance(term, Literal) else ""
