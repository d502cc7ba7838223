"""Any query as text: its answer as a table, a chart, a network or a map, and what an editor can complete."""

from collections.abc import Iterator

from rdflib.namespace import RDF
from rdflib.term import URIRef

from ontology import schema
from ontology.errors import PrevgraphError
from ontology.terms import PREFIXES
from prevgraph.explorer import answers
from prevgraph.explorer.queries import listed
from prevgraph.explorer.view import View, text_of
from prevgraph.output import as_turtle
from queries.ask import Statements
from queries.network import Network, build
from queries.table import Table
from viz.explorer.contents import Choice, Editor, Term
from viz.explorer.links import BASE
from viz.explorer.results import MOST_ROWS, prefixed

#: What an empty editor starts with.
FIRST = """PREFIX pg: <https://w3id.org/prevgraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?state ?programme ?institution WHERE {
  ?body pg:implements ?practice ; skos:prefLabel ?institution .
  ?practice a pg:Programme ; skos:prefLabel ?programme ; pg:state/skos:prefLabel ?state .
  FILTER(LANG(?state) = "en")
}
ORDER BY ?state ?programme
LIMIT 100
"""


_CLASSES = "SELECT DISTINCT ?name WHERE { ?thing a ?name }"
_PROPERTIES = "SELECT DISTINCT ?name WHERE { ?thing ?name ?value }"


def editor(view: View) -> Editor:
    """Any query: its text, and its answer where there is one."""
    text = _text(view)
    if not text.strip():
        return _with(view, text=FIRST)
    try:
        found = view.run(text)
    except PrevgraphError as error:
        return _with(view, text=text, complaint=str(error))
    if isinstance(found, bool):
        return _with(view, text=text, truth=found)
    about = {"text": text, "is_linked": answers.links_anything(view, found), "view": view.frame.given("view")}
    if not isinstance(found, Table):
        return _with(view, turtle=as_turtle(found), **about)
    names = answers.labels(view, found, MOST_ROWS)
    return _with(view, answer=found, names=names, placed=answers.placed(view, found), **about)


def network(view: View) -> Network:
    """What the answer to the query of the address links; empty where it is no table and no statements."""
    found: Table | Statements | bool = view.run(_text(view))
    return build((), ()) if isinstance(found, bool) else answers.network(view, found)


def _text(view: View) -> str:
    return view.frame.given("query").replace("\r\n", "\n")


def _with(view: View, /, **about: object) -> Editor:
    examples = [Choice(one.name, one.title) for one in listed(view)]
    return Editor(examples=examples, terms=_terms(view), prefixes=_prefixes(view), **about)  # type: ignore[arg-type]


def _prefixes(view: View) -> list[Choice]:
    return [Choice(prefix, namespace.replace(BASE, view.frame.base)) for prefix, namespace in PREFIXES.items()]


def _terms(view: View) -> list[Term]:
    """Every class and property that occurs in the store and has a prefix, for completion; read once a revision."""
    key = ("terms", view.store.revision(), view.language)
    found: list[Term] = view.kept.get(key, lambda: sorted(_read_terms(view), key=lambda term: (term.name, term.kind)))
    return found


def _read_terms(view: View) -> Iterator[Term]:
    for query, kind in ((_CLASSES, "class"), (_PROPERTIES, "property")):
        iris = {text_of(row[0]) for row in view.select(query)} | ({str(RDF.type)} if kind == "property" else set())
        labels = view.labelled(iris)
        for iri in iris:
            name = prefixed(iri, view.frame.base)
            if name != iri:
                meaning = labels[iri].label if iri in labels else schema.label(URIRef(iri), view.language)
                yield Term(name, meaning, kind)
