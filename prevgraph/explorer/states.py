"""What stands on the first page, on the list of states and on the page of a state."""

from collections.abc import Iterator, Mapping, Sequence

from rdflib.term import URIRef

from ontology.guidelines import Paragraph, paragraphs
from ontology.terms import PG
from prevgraph.explorer.view import NoSuchPage, Record, View, distinct, named, text_of
from viz.explorer import contents
from viz.explorer.contents import Branch, Group, Named, Placed

_COUNTED = {
    "Institutions": PG.Institution,
    "Strategies": PG.Strategy,
    "Programmes": PG.Programme,
    "Laws": PG.LegalInstrument,
    "Publications": PG.Publication,
    "Networks": PG.Network,
    "Claims": PG.Claim,
}

_COUNT = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  VALUES ?kind { %s }
  ?thing a ?kind .
  FILTER EXISTS { ?thing pg:mentionedIn|pg:answer ?where }
} GROUP BY ?kind
"""

_STATE = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT ?iso3 WHERE { ?state a pg:State ; pg:iso3 ?iso3 }
"""

_M49 = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT ?state ?number WHERE { VALUES ?state { %s } ?state pg:m49 ?number }
"""

_PROGRAMMES = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?practice WHERE { ?practice a pg:Programme ; pg:state ?state }
"""


def start(view: View) -> contents.Start:
    """What there is, and the ways in."""
    states = [state_named(record) for record in distinct(view.table("states"), "stateIri")]
    return contents.Start({"States": len(states), **_counts(view)}, states, guidelines(view.language))


def states(view: View) -> contents.States:
    """The states that replied, and where on the map they are."""
    known = [state_named(record) for record in distinct(view.table("states"), "stateIri")]
    places = m49(view, [one.iri for one in known])
    return contents.States(known, [Placed(one, places[one.iri], None) for one in known if one.iri in places])


def m49(view: View, iris: Sequence[str]) -> Mapping[str, str]:
    """The numbers by which the United Nations' geography knows these states; the fictional have none."""
    rows = view.select(_M49 % " ".join(URIRef(iri).n3() for iri in iris)) if iris else ()
    return {text_of(iri): text_of(number) for iri, number in rows}


def state_named(record: Record) -> Named:
    """A state by its name; its note is its code."""
    return named(record, "state", note=str(record["code"]))


def _counts(view: View) -> dict[str, int]:
    rows = view.select(_COUNT % " ".join(iri.n3() for iri in _COUNTED.values()))
    found = {text_of(kind): int(text_of(number)) for kind, number in rows}
    return {name: found.get(str(iri), 0) for name, iri in _COUNTED.items()}


def guidelines(language: str) -> list[Group]:
    """The paragraphs under the headings they stand under, sub-paragraphs behind their paragraph."""
    found: dict[str, list[Named]] = {}
    for paragraph in paragraphs().values():
        found.setdefault(in_language(paragraph.heading, language), []).append(name_of(paragraph, language))
    return [Group(heading, members) for heading, members in found.items()]


def name_of(paragraph: Paragraph, language: str) -> Named:
    """A paragraph by number and label; its note is the number."""
    return Named(str(paragraph.iri), in_language(paragraph.labels, language), paragraph.number)


def in_language(words: Mapping[str, str], language: str) -> str:
    """The words in a language, or in English, or in any."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def state(view: View) -> contents.State:
    """All about one state."""
    code = view.parts["code"].upper()
    iri = view.ids.state(code)
    if not view.select(_STATE, state=iri):
        raise NoSuchPage(code)
    about = view.named([str(iri)])[str(iri)]
    rounds = list(view.table("states", state=code))
    return contents.State(
        about,
        code,
        view.table("lead-institutions", state=code),
        branches(list(view.table("institutions", state=code))),
        view.table("timeline", state=code),
        view.table("strategies", state=code),
        programmes(view, code),
        view.table("assistance", state=code),
        view.table("completeness", state=code),
        view.table("similar-states", state=code),
        [named(record, "document", note=str(record["round"])) for record in rounds],
    )


def branches(records: Sequence[Record]) -> list[Branch]:
    """Institutions as trees: each under the one it is said to be part of; a circle is cut where it would close."""
    known = {str(record["institutionIri"]): record for record in reversed(records)}
    above = {str(record["institutionIri"]): record for record in reversed(records) if record["underIri"]}
    parents = {child: str(record["underIri"]) for child, record in above.items()}
    for child, record in above.items():
        parent = str(record["underIri"])
        known.setdefault(parent, {**record, "institution": record["under"], "kind": None, "institutionIri": parent})
        if child in _line(parent, parents):
            del parents[child]
    below: dict[str, list[str]] = {}
    for child, parent in parents.items():
        below.setdefault(parent, []).append(child)
    return [_branch(iri, known, below) for iri in _in_order(set(known) - set(parents), known, below)]


def _line(iri: str, parents: Mapping[str, str]) -> set[str]:
    """A thing and all above it."""
    found: set[str] = set()
    while iri and iri not in found:
        found.add(iri)
        iri = parents.get(iri, "")
    return found


def _branch(iri: str, known: Mapping[str, Record], below: Mapping[str, Sequence[str]]) -> Branch:
    record = known[iri]
    since = str(record.get("since") or "")
    children = [_branch(child, known, below) for child in _in_order(below.get(iri, ()), known, {})]
    return Branch(named(record, "institution", note=since[:4], fictional=False), str(record["kind"] or ""), children)


def _in_order(
    iris: Sequence[str] | set[str], known: Mapping[str, Record], below: Mapping[str, Sequence[str]]
) -> list[str]:
    """By name, those that have something below them first."""
    return sorted(iris, key=lambda iri: (iri not in below, str(known[iri]["institution"]), iri))


def programmes(view: View, code: str) -> list[tuple[str, list[Record]]]:
    """The practices of a state by the Guideline heading they address; those that address none come last."""
    rows = list(view.table("paragraph-practices", state=code))
    numbers = paragraphs()
    found: dict[str, dict[str, list[Record]]] = {}
    for record in rows:
        paragraph = numbers.get(str(record["paragraph"]))
        heading = in_language(paragraph.heading, view.language) if paragraph else ""
        found.setdefault(heading, {}).setdefault(str(record["practiceIri"]), []).append(record)
    order = [group.heading for group in guidelines(view.language)]
    groups = [(heading, [_merged(of) for of in found[heading].values()]) for heading in order if heading in found]
    rest = list(_without_paragraph(view, code, {str(record["practiceIri"]) for record in rows}))
    return [*groups, *([("", rest)] if rest else [])]


def _merged(records: Sequence[Record]) -> Record:
    numbers = dict.fromkeys(str(record["paragraph"]) for record in records)
    by = dict.fromkeys(str(record["institution"]) for record in records if record["institution"])
    return {**records[0], "paragraphs": ", ".join(numbers), "institutions": "; ".join(by)}


def _without_paragraph(view: View, code: str, seen: set[str]) -> Iterator[Record]:
    iris = {text_of(row[0]) for row in view.select(_PROGRAMMES, state=view.ids.state(code))} - seen
    things = view.named(iris)
    said: dict[str, Record] = {}
    for record in view.table("evidence", state=code) if iris else ():
        said.setdefault(str(record["subjectIri"]), record)
    for iri in sorted(iris, key=lambda one: (things[one].label, one)):
        about = {"practice": things[iri].label, "practiceIri": iri, "kind": None, "paragraphs": "", "institutions": ""}
        yield {**about, **_source(said.get(iri, {}))}


def _source(evidence: Record) -> Record:
    names = ("document", "question", "quotation", "start", "end", "confidence", "answerIri", "documentIri", "claimIri")
    return {name: evidence.get(name) for name in names}
