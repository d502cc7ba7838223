"""The coverage cube: by response and paragraph, how many answers have which mark, and how many practices address it.

Derived from what one response says, so that it is replaced with it; laid out in `ontology/coverage.ttl`. It counts what
stands in a reply, and nothing in it compares states.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

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
_ITEM, _MARK, _ADDRESSES = PG.item, PG.mark, PG.addresses
_TYPE, _OBSERVATION, _DATA_SET = RDF.type, QB.Observation, QB.dataSet
_COVERED_RESPONSE, _COVERED_PARAGRAPH, _PRACTICE_COUNT = PG.coveredResponse, PG.coveredParagraph, PG.practiceCount
_COUNTED = frozenset({_ITEM, _MARK, _ADDRESSES})


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
    response = ids.response(*place)
    for paragraph, found in sorted(counts.items(), key=_written_paragraph):
        number = paragraph.rpartition("/guidelines/")[2]
        one = URIRef(f"{ids.base}id/coverage/{'/'.join(place)}/{number}")
        yield Statement(one, _TYPE, _OBSERVATION)
        yield Statement(one, _DATA_SET, cube)
        yield Statement(one, _COVERED_RESPONSE, response)
        yield Statement(one, _COVERED_PARAGRAPH, paragraph)
        for measure in (*_MEASURES.values(), _PRACTICE_COUNT):
            yield Statement(one, measure, _number(found[measure]))


def _written_paragraph(counted: tuple[URIRef, Counter[URIRef]]) -> str:
    return str(counted[0])


@lru_cache(maxsize=256)
def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _count(
    said: Iterable[Statement], about: Mapping[URIRef, Sequence[URIRef]], ids: Identifiers
) -> Mapping[URIRef, Counter[URIRef]]:
    measures = {ids.concept("mark", mark): measure for mark, measure in _MEASURES.items()}
    items: dict[URIRef, object] = {}
    marked: dict[URIRef, URIRef] = {}
    practices: set[tuple[URIRef, URIRef]] = set()
    for subject, predicate, object_ in said:
        # Looked up by its hash, for the terms' own comparison is written in Python.
        if predicate not in _COUNTED:
            continue
        if predicate == _ITEM:
            items[subject] = object_
        elif predicate == _MARK and object_ in measures:
            marked[subject] = measures[object_]  # type: ignore[index]
        elif predicate == _ADDRESSES and isinstance(object_, URIRef):
            practices.add((subject, object_))
    counts: defaultdict[URIRef, Counter[URIRef]] = defaultdict(Counter)
    for _, paragraph in practices:
        counts[paragraph][_PRACTICE_COUNT] += 1
    for answer, measure in marked.items():
        for paragraph in about.get(items[answer], ()):  # type: ignore[call-overload]
            counts[paragraph][measure] += 1
    return counts
