"""What is wrong with a graph, in a steward's words: shapes, quotations, IRIs that lead nowhere, names, blank nodes.

Each response is looked at together with the statements about what it mentions, so the cost grows with the number of
responses and not with its square. Whether the whole can be true at all is `ontology.reason`'s question.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS
from rdflib.term import BNode, Node, URIRef

from graph.identifiers import Identifiers
from graph.infer import shipped_axioms
from graph.lines import write_term
from graph.model import Finding, Gravity, Statement
from graph.protocol import Store
from graph.vocabulary import shipped
from ontology.terms import PG

if TYPE_CHECKING:
    from rdflib import Graph

_OA = "http://www.w3.org/ns/oa#"
_SELECTOR, _SOURCE = URIRef(_OA + "hasSelector"), URIRef(_OA + "hasSource")
_EXACT, _START, _END = URIRef(_OA + "exact"), URIRef(_OA + "start"), URIRef(_OA + "end")
_GRAVITY = {SH.Violation: Gravity.ERROR, SH.Warning: Gravity.WARNING, SH.Info: Gravity.NOTE}
_LABELS = (SKOS.prefLabel, RDFS.label)
#: What a reader meets by name, besides everything that stands below `pg:Entity`.
_NAMED = frozenset(
    write_term(kind)
    for kind in (
        *(PG.Entity, PG.State, PG.Response, PG.Document),
        *(SKOS.Concept, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty),
    )
)

#: Where these lead may be gone: a rejected claim, the former name of a thing.
_MAY_BE_GONE = (OWL.versionIRI, PG.target, PG.value)
#: Graphs that only say more of what is named elsewhere.
_WITHOUT_NAMES = ("inferred", "reviews", "readings")


def check(store: Store, *, ids: Identifiers | None = None) -> Iterator[Finding]:
    """All that is wrong in a store, graph by graph; nothing where all is well."""
    ids = ids or store.ids
    for name in store.graphs():
        kind, _, place = name.removeprefix(ids.graph("")).partition("/")
        part = _Part(place or kind, tuple(store.statements(name)), ids)
        if kind == "response":
            part = replace(part, statements=(*part.statements, *_names_elsewhere(part, store)))
        yield from check_blank_nodes(part)
        # What follows from all replies of a state outlives one that is taken out by other means than ours.
        if kind != "inferred" or "/" not in place:
            yield from check_links(part, store, ids.graph("inferred"))
        if kind not in _WITHOUT_NAMES:
            yield from check_names(part)
        if kind == "response":
            yield from check_quotations(part)
            inferred = (ids.graph("inferred", *where) for where in (place.split("/"), place.split("/")[:1]))
            yield from check_shapes(part, [said for graph in inferred for said in store.statements(graph)])


@dataclass(frozen=True, slots=True)
class _Part:
    """One named graph and how a steward calls it."""

    place: str
    statements: Sequence[Statement]
    ids: Identifiers = field(default_factory=Identifiers)

    def about(self) -> Mapping[URIRef, list[Statement]]:
        found: defaultdict[URIRef, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            found[statement.subject].append(statement)
        return found

    def finding(self, thing: Node, what: str, gravity: Gravity = Gravity.ERROR) -> Finding:
        """A finding about a thing, called by its name or else by the last parts of its IRI."""
        return Finding(f"{self.place}: {self._name(thing)}", what, gravity)

    def _name(self, thing: Node) -> str:
        labels = (o for s, p, o in self.statements if s == thing and p in _LABELS)
        name = next(iter(sorted(labels)), None)
        short = (self.ids.path(str(thing)) or str(thing)).removeprefix("id/")
        return f"{name} ({short})" if name else short


def _names_elsewhere(part: _Part, store: Store) -> Iterator[Statement]:
    """The names of what a response knows by other names only: by a reviewer's word it is what others name."""
    for subject, said in part.about().items():
        properties = {one.predicate for one in said}
        if SKOS.altLabel in properties and SKOS.prefLabel not in properties:
            found = store.select(
                "SELECT ?name WHERE { ?thing ?names ?name }", {"thing": subject, "names": SKOS.prefLabel}
            )
            yield from (Statement(subject, SKOS.prefLabel, name) for (name,) in found.rows if name is not None)


def check_blank_nodes(part: _Part) -> Iterator[Finding]:
    """A finding for each statement with a blank node, which nobody outside could refer to."""
    for statement in part.statements:
        if any(isinstance(term, BNode) for term in statement):
            yield part.finding(statement.subject, "a blank node stands here; give the thing an IRI of its own")


def check_links(part: _Part, store: Store, inferred: URIRef) -> Iterator[Finding]:
    """A finding for each IRI of ours of which nothing is said anywhere, other than what was inferred."""
    query = "ASK { GRAPH ?g { ?thing ?p ?o } FILTER(!STRSTARTS(STR(?g), STR(?inferred))) }"
    known = {statement.subject for statement in part.statements}
    asked: dict[Node, bool] = {}
    for subject, predicate, object_ in sorted(part.statements):
        for term in (predicate, object_):
            is_ours = isinstance(term, URIRef) and part.ids.path(term) is not None
            if not is_ours or term in known or predicate in _MAY_BE_GONE:
                continue
            if term not in asked:
                asked[term] = term in _vocabulary() or store.ask(query, {"thing": term, "inferred": inferred})
            if not asked[term]:
                yield part.finding(subject, f"{_last(predicate)} leads to {term}, of which nothing is known")


def check_names(part: _Part) -> Iterator[Finding]:
    """A finding for each thing a reader meets that has no name."""
    for subject, said in sorted(part.about().items()):
        classes = {write_term(o) for _, p, o in said if p == RDF.type}
        above = classes.union(*(shipped_axioms().superclasses.get(one, ()) for one in classes))
        ours = part.ids.path(subject) is not None and "/.well-known/" not in subject
        if ours and above & _NAMED and not any(p in _LABELS for _, p, _ in said):
            yield part.finding(subject, "it has no name; say what it is called")


def check_quotations(part: _Part) -> Iterator[Finding]:
    """A finding for each quotation that does not stand in its document where it says."""
    about = part.about()
    texts = {s: str(o) for s, p, o in part.statements if p == PG.text}
    for subject, said in sorted(about.items()):
        source = next((o for _, p, o in said if p == _SOURCE), None)
        if source is None:
            continue
        selectors = [one for _, p, o in said if p == _SELECTOR for one in about.get(o, ())]  # type: ignore[arg-type]
        words = {p: o for _, p, o in selectors}
        if not {_EXACT, _START, _END} <= words.keys():
            yield part.finding(subject, "the evidence lacks its quotation or its position")
        elif source not in texts:
            yield part.finding(subject, f"the text of the document {source} is not there")
        else:
            yield from _check_words(part, subject, texts[source], words)  # type: ignore[index]


def _check_words(part: _Part, subject: URIRef, text: str, words: Mapping[URIRef, object]) -> Iterator[Finding]:
    start, end, quote = int(str(words[_START])), int(str(words[_END])), str(words[_EXACT])
    if text[start:end] != quote:
        yield part.finding(
            subject, f"the document reads {_cut(text[start:end])} at {start} to {end}, not {_cut(quote)}; read it again"
        )


def check_shapes(part: _Part, inferred: Iterable[Statement] = ()) -> Iterator[Finding]:
    """A finding for each shape of the ontology that the response does not fit."""
    import pyshacl

    _, report, _ = pyshacl.validate(_with_context(part, inferred), shacl_graph=_shapes(), advanced=True)
    results = [_read_result(report, result, part.ids) for result in report.subjects(RDF.type, SH.ValidationResult)]
    for thing, what, gravity in sorted(results, key=str):
        yield part.finding(thing, what, gravity)


def _read_result(report: "Graph", result: Node, ids: Identifiers) -> tuple[Node, str, Gravity]:
    focus, path, value = (report.value(result, one) for one in (SH.focusNode, SH.resultPath, SH.value))
    message = str(report.value(result, SH.resultMessage) or "it does not fit its shape")
    is_thing = isinstance(value, URIRef) and ids.path(value) is not None
    detail = f" ({_last(path)}: {_cut(str(value))})" if path is not None and value is not None else ""
    gravity = _GRAVITY.get(report.value(result, SH.resultSeverity), Gravity.ERROR)  # type: ignore[call-overload]
    # A shape about the whole names the thing that is wrong as its value.
    return (value if is_thing and path is None else focus) or result, message + detail, gravity


def _with_context(part: _Part, inferred: Iterable[Statement]) -> "Graph":
    """The response, what follows from it, and what the vocabulary says of the things it mentions."""
    from rdflib import Graph

    graph = Graph()
    mentioned = {term for statement in part.statements for term in (statement.object, statement.predicate)}
    context = (one for term in mentioned for one in _vocabulary().get(term, ()))  # type: ignore[arg-type]
    hierarchy = (one for one in shipped("ontology") if one.predicate in (RDFS.subClassOf, RDFS.subPropertyOf))
    for statements in (part.statements, inferred, context, hierarchy):
        for statement in statements:
            graph.add(statement)
    return graph


@cache
def _vocabulary() -> Mapping[URIRef, list[Statement]]:
    names = ("ontology", "guidelines", "questionnaire", "reference")
    return _Part("", tuple(one for name in names for one in shipped(name))).about()


@cache
def _shapes() -> "Graph":
    from rdflib import Graph

    graph = Graph()
    for statement in shipped("ontology"):
        graph.add(statement)
    return graph


def _last(term: object) -> str:
    return str(term).rpartition("/")[2].rpartition("#")[2]


def _cut(text: str, longest: int = 80) -> str:
    return repr(text if len(text) <= longest else f"{text[:longest]}…")
