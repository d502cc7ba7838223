"""The coverage cube: by response and paragraph, how many answers have which mark, and how many practices address it.

Derived from what one response says, so that it is replaced with it; laid out in `ontology/coverage.ttl`. It counts what
stands in a reply, and nothing in it compares states.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdflib.namespace import QB, RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.model import Statement
from ontology.terms import PG

_STRUCTURE = URIRef("https://w3id.org/prevgraph/cube/coverage")
_NAMES = {
    "en": "Coverage of the Guidelines: answers and practices by paragraph",
    "fr": "Couverture des Principes directeurs : réponses et pratiques par paragraphe",
    "es": "Cobertura de las Directrices: respuestas y prácticas por párrafo",
}
#: The measure that counts answers with a mark.
_MEASURES = {
    "yes": PG.answeredYes,
    "partly": PG.answeredPartly,
    "no": PG.answeredNo,
    "not-applicable": PG.answeredNotApplicable,
    "unmarked": PG.leftUnmarked,
    "blank": PG.leftBlank,
}
# Looked up once: a namespace of rdflib searches itself at each use.
_ITEM, _MARK, _ADDRESSES = str(PG.item), str(PG.mark), str(PG.addresses)


def coverage(
    said: Iterable[Statement], about: Mapping[URIRef, Sequence[URIRef]], *, ids: Identifiers, place: tuple[str, str]
) -> Iterator[Statement]:
    """The observations of a response, one for each paragraph on which it has a mark or a practice.

    `about` gives the paragraphs of each item.
    """
    counts = _count(said, about, ids)
    if not counts:
        return
    cube = URIRef(f"{ids.base}id/cube/coverage")
    yield Statement(cube, RDF.type, QB.DataSet)
    yield Statement(cube, QB.structure, _STRUCTURE)
    for language, name in _NAMES.items():
        yield Statement(cube, RDFS.label, Literal(name, lang=language))
    for paragraph, found in sorted(counts.items()):
        number = paragraph.rpartition("/guidelines/")[2]
        one = URIRef(f"{ids.base}id/coverage/{'/'.join(place)}/{number}")
        yield Statement(one, RDF.type, QB.Observation)
        yield Statement(one, QB.dataSet, cube)
        yield Statement(one, PG.coveredResponse, ids.response(*place))
        yield Statement(one, PG.coveredParagraph, paragraph)
        for measure in (*_MEASURES.values(), PG.practiceCount):
            yield Statement(one, measure, Literal(str(found[measure]), datatype=XSD.integer))


def _count(
    said: Iterable[Statement], about: Mapping[URIRef, Sequence[URIRef]], ids: Identifiers
) -> Mapping[URIRef, Counter[URIRef]]:
    measures = {ids.concept("mark", mark): measure for mark, measure in _MEASURES.items()}
    items: dict[URIRef, object] = {}
    marked: dict[URIRef, URIRef] = {}
    practices: set[tuple[URIRef, URIRef]] = set()
    for subject, predicate, object_ in said:
        # Compared as a text: the terms' own comparison is written in Python.
        name = str(predicate)
        if name == _ITEM:
            items[subject] = object_
        elif name == _MARK and object_ in measures:
            marked[subject] = measures[object_]  # type: ignore[index]
        elif name == _ADDRESSES and isinstance(object_, URIRef):
            practices.add((subject, object_))
    counts: defaultdict[URIRef, Counter[URIRef]] = defaultdict(Counter)
    for _, paragraph in practices:
        counts[paragraph][PG.practiceCount] += 1
    for answer, measure in marked.items():
        for paragraph in about.get(items[answer], ()):  # type: ignore[call-overload]
            counts[paragraph][measure] += 1
    return counts
