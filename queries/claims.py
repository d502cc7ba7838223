"""Claims read from the store as edges between things, each with the very words it was read from.

`queries.network` makes networks of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rdflib.term import Literal, URIRef

from graph.protocol import Row, Store, Term
from queries.columnar.select import select

_PG = "https://w3id.org/prevgraph/ontology#"

#: The main classes that a node's `type` is one of, nearest first.
TYPES = (
    "Institution",
    "Network",
    "Strategy",
    "Programme",
    "LegalInstrument",
    "Publication",
    "State",
    "Paragraph",
    "GridLine",
)

#: The types of things that are known by their number as well as by their label.
NUMBERED = ("Paragraph", "GridLine")

#: How many things one query asks for, so that its text stays short enough for any server.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim stands: document, question and the very words (`text[start:end] == quote`), and how it was read.

    `quote` is empty, and `start` and `end` None, where the claim is a marked box.
    """

    state: str
    response: str
    document: str
    file: str
    item: str
    quote: str
    start: int | None
    end: int | None
    confidence: float
    method: str
    review: str
    claim: str


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a network. `kind` is a class name of the ontology (`Ministry`), `type` the main class above it.

    `state` is the ISO 3166 code, empty for a paragraph or an international network; `year` the first year known of it.
    A line of the assistance grid is of type `GridLine`.
    """

    iri: str
    label: str
    kind: str = ""
    kind_label: str = ""
    type: str = ""
    state: str = ""
    state_label: str = ""
    fictional: bool = False
    year: int | None = None
    target_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim between two nodes: the predicate's name and label, and every place that says so."""

    subject: str
    predicate: str
    object: str
    label: str
    sources: tuple[Source, ...] = ()
    inferred: bool = False

    @property
    def confidence(self) -> float:
        """How sure the surest of its sources is."""
        return max((source.confidence for source in self.sources), default=0.0)

    @property
    def states(self) -> frozenset[str]:
        """The codes of the states that say so."""
        return frozenset(source.state for source in self.sources)


_PREFIXES = f"""PREFIX pg: <{_PG}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX disco: <http://rdf-vocabulary.ddialliance.org/discovery#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""

_SOURCE = """
  ?answer pg:item/skos:notation ?item ; pg:response ?response .
  ?response pg:state ?from ; pg:document ?document .
  ?from pg:iso3 ?state .
  ?document pg:fileName ?file .
"""

_CLAIMS = (
    _PREFIXES
    + """SELECT ?subject ?predicate ?object ?claim ?state ?response ?document ?file ?item ?quote ?start ?end ?confidence
  ?method ?review WHERE {
  %s
  ?claim rdf:predicate ?predicate ; rdf:subject ?subject ; rdf:object ?object ; pg:answer ?answer ;
    pg:confidence ?confidence ; pg:method ?method ; pg:review ?review ; oa:hasTarget ?evidence ."""
    + _SOURCE
    + """
  ?evidence oa:hasSelector ?words , ?place .
  ?words oa:exact ?quote .
  ?place oa:start ?start ; oa:end ?end .
}"""
)

_ASSISTANCE = (
    _PREFIXES
    + """SELECT ?area ?state ?from ?response ?document ?file ?item ?answer ?kind WHERE {
  %s
  VALUES ?kind { pg:Need pg:Offer }
  ?line a ?kind ; pg:item ?area ; pg:answer ?answer ."""
    + _SOURCE
    + """
  FILTER NOT EXISTS { ?from pg:withholdsNeeds true . FILTER(?kind = pg:Need) }
}"""
)

_THINGS = (
    _PREFIXES
    + """SELECT ?thing ?label ?owner ?date ?notation WHERE {
  %s
  ?thing skos:prefLabel|disco:questionText ?label .
  OPTIONAL { ?thing skos:notation ?notation }
  OPTIONAL { ?thing pg:state ?owner }
  OPTIONAL { ?thing pg:established|pg:adoptedOn|pg:periodStart ?date }
}"""
)

_PLACES = (
    _PREFIXES
    + """SELECT ?place ?label ?state ?fictional WHERE {
  %s
  ?place pg:iso3 ?state ; skos:prefLabel ?label .
  OPTIONAL { ?place pg:fictional ?fictional }
}"""
)

_KINDS = _PREFIXES + "SELECT ?thing ?kind WHERE { %s ?thing a ?kind }"
_TARGETS = _PREFIXES + "SELECT ?thing ?group WHERE { %s ?thing pg:targets ?group }"
_CLASSES = (
    _PREFIXES
    + "SELECT ?kind ?above ?label WHERE { ?kind rdfs:label ?label . OPTIONAL { ?kind rdfs:subClassOf ?above } %s }"
)


def read_claims(
    store: Store, predicates: Sequence[str], *, states: Iterable[str] = (), language: str = "en"
) -> Iterator[Edge]:
    """The claims with these predicates as edges, all places that say the same together, in a stable order.

    `states` (ISO 3166 codes) keeps the claims of these states' responses alone.
    """
    names = [URIRef(_PG + name) for name in predicates]
    limits = _values("predicate", names) + _states(states)
    found: dict[tuple[str, str, str], list[Source]] = {}
    for row in sorted(select(store, _CLAIMS % limits).rows, key=_order):
        subject, predicate, object_, claim, *rest = map(_plain, row)
        found.setdefault((subject, predicate, object_), []).append(_source(claim, rest))
    labels = _labels_of(store, names, language)
    for (subject, predicate, object_), sources in found.items():
        name = predicate.removeprefix(_PG)
        yield Edge(subject, name, object_, labels.get(predicate, name), tuple(sorted(sources, key=_place)))


def read_assistance(store: Store, *, states: Iterable[str] = ()) -> Iterator[Edge]:
    """Marked boxes of the assistance grid: a state `offers` an area, an area is `neededBy` a state.

    Needs that a state withholds from publication are left out.
    """
    for row in sorted(select(store, _ASSISTANCE % _states(states)).rows, key=_order):
        area, state, place, response, document, file, item, answer, kind = map(_plain, row)
        source = Source(state, response, document, file, item, "", None, None, 1.0, "mark", "unreviewed", answer)
        if kind == _PG + "Offer":
            yield Edge(place, "offers", area, "offers", (source,))
        else:
            yield Edge(area, "neededBy", place, "needed by", (source,))


def read_things(store: Store, iris: Sequence[str], *, language: str = "en") -> Iterator[Node]:
    """The things with these IRIs, labelled in a language (else English, else any); those without a label go by IRI."""
    classes = _read_classes(store, language)
    for start in range(0, len(iris), BATCH):
        yield from _read_batch(store, iris[start : start + BATCH], classes, language)


class _Class(NamedTuple):
    label: str
    above: frozenset[str]


class _Place(NamedTuple):
    label: str
    state: str
    fictional: bool


_NOWHERE = _Place("", "", False)


def _read_batch(store: Store, iris: Sequence[str], classes: Mapping[str, _Class], language: str) -> Iterator[Node]:
    limits = _values("thing", map(URIRef, iris))
    rows = _gather(select(store, _THINGS % limits).rows)
    kinds = _gather(select(store, _KINDS % limits).rows)
    groups = _gather(select(store, _TARGETS % limits).rows)
    owners = {_plain(row[2]) for found in rows.values() for row in found if row[2] is not None}
    places = _read_places(store, sorted(owners | set(iris)), language)
    for iri in iris:
        found = rows.get(iri, [])
        kind, type_ = _kind([_plain(row[1]) for row in kinds.get(iri, [])], classes)
        place = places.get(next((_plain(row[2]) for row in found if row[2] is not None), iri), _NOWHERE)
        number = next((_plain(row[4]) for row in found if row[4] is not None), "")
        label = best_label([row[1] for row in found], language) or iri.rsplit("/", 1)[-1]
        yield Node(
            iri,
            f"{number} {label}" if number and type_ in NUMBERED else label,
            kind=kind.removeprefix(_PG),
            kind_label=classes[kind].label if kind in classes else "",
            type=type_,
            state=place.state,
            state_label=place.label,
            fictional=place.fictional,
            year=_first_year(row[3] for row in found),
            target_groups=tuple(sorted(_plain(row[1]).rsplit("/", 1)[-1] for row in groups.get(iri, []))),
        )


def _read_places(store: Store, iris: Sequence[str], language: str) -> dict[str, _Place]:
    rows = _gather(select(store, _PLACES % _values("place", map(URIRef, iris))).rows)
    return {
        iri: _Place(
            best_label([row[1] for row in found], language),
            _plain(found[0][2]),
            any(_plain(row[3]) == "true" for row in found),
        )
        for iri, found in rows.items()
    }


def _first_year(dates: Iterable[Term | None]) -> int | None:
    years = (str(date)[:4] for date in dates if date is not None)
    return min((int(year) for year in years if year.isdigit()), default=None)


def best_label(labels: Iterable[Term | None], language: str) -> str:
    """The label to show: in the language asked for, else in English, else the first of the others; empty for none.

    >>> best_label([Literal("Ministère", lang="fr"), Literal("Ministry", lang="en")], "es")
    'Ministry'
    """
    known = [label for label in labels if isinstance(label, Literal)]

    def rank(label: Literal) -> tuple[bool, bool, str, str]:
        return (label.language != language, label.language != "en", label.language or "", str(label))

    return str(min(known, key=rank)) if known else ""


def _kind(kinds: Sequence[str], classes: Mapping[str, _Class]) -> tuple[str, str]:
    """The most specific own class among these, and the main class it stands under."""
    own = sorted(kind for kind in kinds if kind.startswith(_PG) and kind in classes)
    if not own:
        return "", ""
    kind = max(own, key=lambda name: len(classes[name].above))
    above = {kind, *classes[kind].above}
    return kind, next((name for name in TYPES if _PG + name in above), kind.removeprefix(_PG))


def _read_classes(store: Store, language: str) -> dict[str, _Class]:
    rows = _gather(select(store, _CLASSES % "").rows)
    parents = {kind: {_plain(row[1]) for row in found if row[1] is not None} for kind, found in rows.items()}
    return {
        kind: _Class(best_label([row[2] for row in found], language), frozenset(_all_above(kind, parents)))
        for kind, found in rows.items()
    }


def _all_above(kind: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [kind]
    while waiting:
        new = parents.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found - {kind}


def _labels_of(store: Store, terms: Sequence[URIRef], language: str) -> dict[str, str]:
    rows = _gather(select(store, _CLASSES % _values("kind", terms)).rows)
    return {term: best_label([row[2] for row in found], language) for term, found in rows.items()}


def _gather(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(_plain(row[0]), []).append(row)
    return found


def _values(name: str, terms: Iterable[Term]) -> str:
    return f"VALUES ?{name} {{ {' '.join(term.n3() for term in terms)} }}"


def _states(codes: Iterable[str]) -> str:
    wanted = [Literal(code) for code in sorted(codes)]
    return _values("state", wanted) if wanted else ""


def _plain(term: Term | None) -> str:
    return "" if term is None else str(term)


def _place(source: Source) -> tuple[str, int, str]:
    return source.response, source.start or 0, source.claim


def _order(row: Row) -> tuple[str, ...]:
    return tuple(map(_plain, row))


def _source(claim: str, cells: Sequence[str]) -> Source:
    state, response, document, file, item, quote, start, end, confidence, method, review = cells
    return Source(
        state,
        response,
        document,
        file,
        item,
        quote,
        int(start),
        int(end),
        float(confidence),
        method,
        review.rsplit("/", 1)[-1],
        claim,
    )
