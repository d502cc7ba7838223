"""What stands on the page of a response as it was read, and on the page of any one thing."""

from collections.abc import Iterable, Iterator, Sequence

from rdflib.namespace import RDF
from rdflib.term import URIRef

from ontology import schema
from ontology.terms import PG
from prevgraph.explorer.alike import can_be_alike
from prevgraph.explorer.view import NoSuchPage, Record, View, Withheld, language_of, named, text_of
from viz.explorer.contents import Answer, Document, Named, Read, Resource, Sentence

_DOCUMENT = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?text ?file ?language ?state ?round WHERE {
  ?response a pg:Response ; pg:document ?document ; pg:state ?state ; pg:round ?round ; dcterms:language ?language .
  ?document pg:text ?text ; pg:fileName ?file .
}
"""

_WITHHELD = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT ?file WHERE {
  ?response a pg:Response ; pg:document ?document ; pg:state/pg:withholdsNeeds true . ?document pg:fileName ?file .
}
"""

_FINDINGS = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?where ?message WHERE {
  ?response pg:document ?document .
  ?finding a pg:Finding ; pg:response ?response ; pg:where ?where ; pg:message ?message .
} ORDER BY ?where ?message
"""

_GRID = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?answer ?kind WHERE {
  VALUES ?kind { pg:Need pg:Offer }
  ?response pg:document ?document .
  ?line a ?kind ; pg:response ?response ; pg:answer ?answer .
}
"""

_ABOUT = "SELECT DISTINCT ?property ?value WHERE { ?thing ?property ?value }"

_NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name WHERE { ?thing skos:prefLabel|skos:altLabel ?name }
"""

_SAYING = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?claim WHERE { ?claim a pg:Claim ; rdf:object ?thing }
"""

#: What is said of a thing by the graph's own machinery, or shown on its page by another part.
_ELSEWHERE = frozenset({RDF.type, PG.text})


def document(view: View) -> Document:
    """A response: its text, its answers, and every claim that was read from it."""
    code, round_ = view.parts["code"], view.parts["round"]
    iri = view.ids.document(code, round_)
    rows = view.select(_DOCUMENT, document=iri)
    if not rows:
        hidden = view.select(_WITHHELD, document=iri)
        raise (Withheld if hidden else NoSuchPage)(f"{code}/{round_}")
    text, file, language, state, _ = map(text_of, rows[0])
    said = [row for row in view.table("evidence", state=code) if row["documentIri"] == str(iri)]
    return Document(
        str(iri),
        view.named([state])[state],
        round_,
        file,
        language,
        text,
        list(_answers(view, code, iri)),
        [_read(record, view) for record in said if record["start"] is not None],
        [(text_of(where), text_of(message)) for where, message in view.select(_FINDINGS, document=iri)],
    )


def _answers(view: View, code: str, document: URIRef) -> Iterator[Answer]:
    grid: dict[str, list[str]] = {}
    for answer, kind in view.select(_GRID, document=document):
        grid.setdefault(text_of(answer), []).append("needs" if kind == PG.Need else "offers")
    for record in view.table("answers", state=code):
        if record["documentIri"] == str(document):
            yield _answer(record, ", ".join(sorted(grid.get(str(record["answerIri"]), ()))))


def _answer(record: Record, grid: str) -> Answer:
    start, end = record["start"], record["end"]
    return Answer(
        str(record["answerIri"]),
        str(record["question"]),
        str(record["questionText"] or ""),
        _last(record["markIri"]),
        str(record["mark"] or ""),
        _last(record["impliedIri"]),
        record["contradiction"] is True,
        start if isinstance(start, int) else None,
        end if isinstance(end, int) else None,
        grid,
    )


def _last(iri: object) -> str:
    return str(iri).rsplit("/", 1)[-1] if iri else ""


def _read(record: Record, view: View) -> Read:
    return Read(
        str(record["claimIri"]),
        _sentence(record),
        int(str(record["start"])),
        int(str(record["end"])),
        float(str(record["confidence"])),
        str(record["method"]),
        _last(record["reviewIri"]),
    )


def _sentence(record: Record) -> Sentence:
    object_ = str(record["objectTerm"] or "")
    leads = object_ if object_.startswith(("http://", "https://")) else ""
    return Sentence(
        named(record, "subject"), str(record["relation"]), Named(leads, str(record["object"] or object_)), record
    )


def resource(view: View) -> Resource:
    """Everything about one thing: names, what is said of it and with it, each with its words."""
    iri = URIRef(view.frame.base + "id/" + view.parts["path"])
    about = view.select(_ABOUT, thing=iri)
    if not about:
        raise NoSuchPage(view.parts["path"])
    kinds = _kinds(value for property_, value in about if property_ == RDF.type)
    says = list(view.table("evidence", of=str(iri)))
    claims = [text_of(row[0]) for row in view.select(_SAYING, thing=iri)]
    said = list(view.table("evidence", claim=claims)) if claims else []
    state = next((text_of(value) for property_, value in about if property_ == PG.state), "")
    this = view.named([str(iri), state])
    is_known = bool(says or said)
    return Resource(
        str(iri),
        this[str(iri)].label,
        [schema.label(kind, view.language) for kind in kinds],
        this[state] if state else None,
        [(language_of(name[0]), text_of(name[0])) for name in view.select(_NAMES, thing=iri)],
        [_sentence(one) for one in says if one["subjectIri"] == str(iri) and not _is_mention(one)],
        [_sentence(one) for one in said if not _is_mention(one)],
        [_sentence(one) for one in says if one["subjectIri"] == str(iri) and _is_mention(one)],
        [] if is_known else list(_properties(view, about)),
        any(can_be_alike(kind) for kind in kinds),
    )


def _is_mention(record: Record) -> bool:
    return str(record["relationIri"]) == str(PG.mentionedIn)


def _kinds(types: Iterable[object]) -> list[URIRef]:
    """The most specific of our own classes."""
    own = [type_ for type_ in types if isinstance(type_, URIRef) and type_ in schema.classes()]
    above = {one for type_ in own for one in schema.superclasses(type_)}
    return sorted(type_ for type_ in own if type_ not in above)


def _properties(view: View, about: Sequence[tuple[object, ...]]) -> Iterator[tuple[str, Named]]:
    """What the graph says of a thing that is no one's claim: an answer, a need, a decision."""
    things = view.named(str(value) for _, value in about if isinstance(value, URIRef))
    pairs = sorted((str(property_), str(value), value) for property_, value in about if property_ not in _ELSEWHERE)
    for property_, plain, value in pairs:
        label = schema.label(URIRef(property_), view.language)
        yield label, things[plain] if isinstance(value, URIRef) else Named("", str(value))


def evidence_place(path: str) -> tuple[str, str] | None:
    """The document and the place of a piece of evidence, named by the end of its IRI; None for anything else.

    >>> evidence_place("evidence/CZE/ecosoc-2004-28/5-9")
    ('CZE/ecosoc-2004-28', 'char=5,9')
    """
    kind, _, rest = path.partition("/")
    parts = rest.split("/")
    if kind != "evidence" or len(parts) < 3 or parts[2].count("-") != 1:
        return None
    return "/".join(parts[:2]), "char=" + parts[2].replace("-", ",")
