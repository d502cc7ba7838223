"""The coverage cube: by response and paragraph, how many answers have which mark, and how many practices address it.

Derived from what one response says, so that it is replaced with it; laid out in `ontology/coverage.ttl`. It counts what
stands in a reply, and nothing in it compares states.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rdflib.namespace import QB, RDF, RDFS, XSD
from rdflib.term import URIRef

from graph.identifiers import Identifiers
from graph.lines import Draft, write_iri, write_text
from ontology.terms import PG

_STRUCTURE = URIRef("https://w3id.org/prevgraph/cube/coverage")
_NAMES = {
    "en": "Coverage of the Guidelines: answers and practices by paragraph",
    "fr": "Couverture des Principes directeurs : réponses et pratiques par paragraphe",
    "es": "Cobertura de las Directrices: respuestas y prácticas por párrafo",
}
#: The measure that counts answers with a mark.
_MEASURES = {
    "yes": write_iri(PG.answeredYes),
    "partly": write_iri(PG.answeredPartly),
    "no": write_iri(PG.answeredNo),
    "not-applicable": write_iri(PG.answeredNotApplicable),
    "unmarked": write_iri(PG.leftUnmarked),
    "blank": write_iri(PG.leftBlank),
}
# Written once: a namespace of rdflib searches itself at each use.
_ITEM, _MARK, _ADDRESSES = map(write_iri, (PG.item, PG.mark, PG.addresses))
_TYPE, _OBSERVATION, _DATA_SET = map(write_iri, (RDF.type, QB.Observation, QB.dataSet))
_RESPONSE, _PARAGRAPH, _PRACTICES = map(write_iri, (PG.coveredResponse, PG.coveredParagraph, PG.practiceCount))
_INTEGER = write_iri(XSD.integer)


def coverage(
    said: Draft, about: Mapping[URIRef, Sequence[URIRef]], *, ids: Identifiers, place: tuple[str, str]
) -> Draft:
    """The observations of a response, one for each paragraph on which it has a mark or a practice.

    `about` gives the paragraphs of each item.
    """
    counts, counted = _count(said, about, ids), Draft()
    if not counts:
        return counted
    cube = write_iri(f"{ids.base}id/cube/coverage")
    names = ((write_iri(RDFS.label), write_text(name, language)) for language, name in _NAMES.items())
    counted.say(cube, (_TYPE, write_iri(QB.DataSet)), (write_iri(QB.structure), write_iri(_STRUCTURE)), *names)
    response = write_iri(ids.response(*place))
    for paragraph, found in sorted(counts.items()):
        number = paragraph[1:-1].rpartition("/guidelines/")[2]
        counted.say(
            write_iri(f"{ids.base}id/coverage/{'/'.join(place)}/{number}"),
            (_TYPE, _OBSERVATION),
            (_DATA_SET, cube),
            (_RESPONSE, response),
            (_PARAGRAPH, paragraph),
            *((measure, f'"{found[measure]}"^^{_INTEGER}') for measure in (*_MEASURES.values(), _PRACTICES)),
        )
    return counted


def _count(said: Draft, about: Mapping[URIRef, Sequence[URIRef]], ids: Identifiers) -> Mapping[str, Counter[str]]:
    """How often each paragraph has which measure."""
    found = said.by_property({_ITEM, _MARK, _ADDRESSES})
    paragraphs = {write_iri(item): list(map(write_iri, all_)) for item, all_ in about.items()}
    measures = {write_iri(ids.concept("mark", mark)): measure for mark, measure in _MEASURES.items()}
    items, marks = dict(found[_ITEM]), dict(found[_MARK])
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, paragraph in found[_ADDRESSES]:
        counts[paragraph][_PRACTICES] += 1
    for answer, mark in marks.items():
        for paragraph in paragraphs.get(items[answer], ()) if mark in measures else ():
            counts[paragraph][measures[mark]] += 1
    return counts
