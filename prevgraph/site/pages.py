"""What stands on each page of the static site, gathered from the published statements for `viz.site` to render."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from rdflib.namespace import DCTERMS, RDF, SKOS, VOID
from rdflib.term import Literal, URIRef

from graph.model import Statement
from ontology.schema import Property, classes, definition, properties
from ontology.schema import label as word
from ontology.terms import PG, PREFIXES
from prevgraph.site.contents import OA, Contents
from prevgraph.site.places import Links, root_of
from viz.site import Fact, IndexPage, Link, ResourcePage, Section, Value, Word

#: How many resources that refer to one are listed under one heading.
MOST = 100

#: Foreign words that a reader of any page understands.
_PLAIN = {
    SKOS.altLabel: "also called",
    SKOS.hiddenLabel: "also found as",
    SKOS.exactMatch: "the same elsewhere",
    SKOS.broader: "part of",
    RDF.subject: "subject",
    RDF.predicate: "predicate",
    RDF.object: "object",
    OA.hasTarget: "read from",
    DCTERMS.language: "language",
    DCTERMS.description: "description",
    DCTERMS.publisher: "publisher",
    DCTERMS.license: "licence",
    DCTERMS.modified: "modified",
}

_FROM_THE_OTHER_END = {
    SKOS.broader: "has parts",
    SKOS.member: "stands under",
    OA.hasSource: "read from here",
    OA.hasTarget: "evidence for",
    OA.hasSelector: "points out",
}
#: What only says that something is of a kind, or how a statement is written down.
_NO_REFERENCE = frozenset({RDF.type, RDF.subject, RDF.predicate, RDF.object, VOID.exampleResource})

#: The lists of the site: folder, title, introduction and the class of what stands in it.
INDEXES: Mapping[str, tuple[str, str, URIRef]] = {
    "states": ("States", "The states that replied to the questionnaire.", PG.State),
    "institutions": ("Institutions", "Bodies that states name in their replies.", PG.Institution),
    "strategies": ("Strategies", "Strategies and plans that states name in their replies.", PG.Strategy),
    "programmes": ("Programmes", "Programmes and projects that states name in their replies.", PG.Programme),
    "laws": ("Laws", "Laws, decrees and resolutions that states name in their replies.", PG.LegalInstrument),
    "publications": ("Publications", "Bulletins, guides and reports that states name.", PG.Publication),
    "networks": ("Networks", "International networks and bodies that states name.", PG.Network),
    "paragraphs": ("Guidelines", "The paragraphs of the Guidelines for the Prevention of Crime.", PG.Paragraph),
}

#: What belongs to a state, under the names of the lists.
_OF_A_STATE = {
    **{str(kind).removeprefix(str(PG)): title for title, _, kind in INDEXES.values()},
    "Response": "Replies",
    "Need": "Needs of assistance",
    "Offer": "Offers of assistance",
}

#: The codes of a state, which an invented one has not.
_CODES = frozenset({PG.iso2, PG.iso3})


def page_of(contents: Contents, subject: URIRef, links: Links, *, jsonld: str = "") -> ResourcePage:
    """The page of one resource; the same as JSON-LD goes into it."""
    own, foreign = _own_and_foreign(contents, subject)
    state = contents.state(subject)
    text = contents.one(subject, PG.text) if PG.Document in contents.kinds(subject) else None
    return ResourcePage(
        title=contents.name(subject),
        kinds=tuple(word(kind) for kind in contents.kinds(subject)),
        iri=str(subject),
        root=links.root,
        state=link_to(contents, state, links) if state not in (None, subject) else None,
        fictional=contents.is_fictional(subject),
        facts=_facts(contents, own, links),
        foreign=_facts(contents, foreign, links),
        referring=tuple(_referring(contents, subject, links)),
        text="" if text is None else str(text),
        spans=tuple(contents.spans(subject)) if text is not None else (),
        jsonld=jsonld,
    )


def link_to(contents: Contents, iri: URIRef | None, links: Links, *, note: str = "") -> Link:
    """A resource by its name, leading to its page, or to where it stands elsewhere."""
    assert iri is not None
    known = iri in contents.said or iri in PG
    address = links(iri) if known or links.is_file(iri) else ""
    if not address and str(iri).startswith(("http://", "https://")) and not links.is_own(iri):
        address = str(iri)
    file = (links.file(iri) or "this site") if links.is_file(iri) else ""
    name = file or (contents.name(iri) if known else _compact(iri))
    return Link(name, address, fictional=iri in contents.said and contents.is_fictional(iri), note=note)


def searched(contents: Contents, links: Links) -> Iterator[Link]:
    """All that stands in the lists, for a search by name: each with its kind, its state and its other names."""
    for name, (title, _, _) in INDEXES.items():
        for iri in listed(contents, name):
            kinds = [word(kind) for kind in contents.kinds(iri)] or [title]
            state = contents.state(iri)
            of_state = [contents.name(state)] if state is not None and state != iri else []
            others = [str(one) for one in contents.all(iri, SKOS.altLabel)]
            yield link_to(contents, iri, links, note=" · ".join(dict.fromkeys([*kinds, *of_state, *others])))


def _own_and_foreign(contents: Contents, subject: URIRef) -> tuple[list[Statement], list[Statement]]:
    """What is said of a resource: in our own and plain words, and the rest, types among them."""
    own: list[Statement] = []
    foreign: list[Statement] = []
    is_ours = bool(contents.kinds(subject))
    for one in contents.said[subject]:
        if one.predicate in PG or one.predicate in _PLAIN or (not is_ours and one.predicate != RDF.type):
            if one.predicate != PG.text or PG.Document not in contents.kinds(subject):
                own.append(one)
        else:
            foreign.append(one)
    return own, foreign


def _facts(contents: Contents, said: Iterable[Statement], links: Links) -> tuple[Fact, ...]:
    grouped: dict[URIRef, list[Statement]] = defaultdict(list)
    for one in said:
        grouped[one.predicate].append(one)
    found = (
        Fact(
            *_said_as(contents, same[0], tuple(_value(contents, one, links) for one in same[:MOST])),
            _over(same),
        )
        for predicate, same in grouped.items()
    )
    return tuple(sorted(found, key=lambda fact: (fact.name != "also called", fact.name)))


def _said_as(contents: Contents, one: Statement, values: tuple[Value, ...]) -> tuple[str, tuple[Value, ...], str]:
    """Name, values and meaning of a property; the code of an invented state is none of ISO's."""
    if one.predicate in _CODES and contents.is_fictional(one.subject):
        return "code, invented as the State is", values, ""
    return _word(one.predicate), values, _meaning(one.predicate)


def _value(contents: Contents, one: Statement, links: Links) -> Value:
    if one.predicate == OA.hasTarget and isinstance(one.object, URIRef):
        return Value(link=Link("evidence", links(one.object)), quotes=(contents.quote(one.subject, one.object, links),))
    claims = contents.claims.get((one.subject, one.predicate, one.object), ())
    quotes = tuple(quote for claim in claims for quote in contents.quotes(claim, links))
    if isinstance(one.object, URIRef):
        return Value(link=link_to(contents, one.object, links), quotes=quotes)
    return Value(text=_shown(one.object), language=one.object.language or "", quotes=quotes)


def _shown(value: Literal) -> str:
    return {"true": "yes", "false": "no"}.get(str(value), str(value)) if _is_truth(value) else str(value)


def _is_truth(value: Literal) -> bool:
    return value.datatype is not None and value.datatype.endswith("#boolean")


def _referring(contents: Contents, subject: URIRef, links: Links) -> Iterator[Fact]:
    """What leads to a resource, by property and class: `implemented by`, `state of institution`."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    meanings: dict[str, str] = {}
    for one in contents.referring.get(subject, ()):
        if one.predicate in _NO_REFERENCE or not links(one.subject):
            continue
        heading = _heading(contents, one)
        if heading:
            grouped[heading].append(one)
            meanings[heading] = "" if one.predicate == PG.state else _meaning(one.predicate)
    for heading, same in sorted(grouped.items()):
        values = (_reference(contents, one, links) for one in sorted(same, key=_by_name(contents))[:MOST])
        yield Fact(heading, tuple(values), meanings[heading], _over(same))


def _heading(contents: Contents, one: Statement) -> str:
    """How a reference reads from its other end; empty for what our own words say already, or another page lists."""
    about = properties().get(one.predicate)
    if about is not None and about.inverse is not None:
        return word(about.inverse)
    if one.predicate in _FROM_THE_OTHER_END:
        return _FROM_THE_OTHER_END[one.predicate]
    kinds = contents.kinds(one.subject)
    if one.predicate == PG.state and (titled := _list_of(contents, one.subject)):
        return titled
    is_translation = bool(kinds) and one.predicate not in PG and one.predicate not in _PLAIN
    if is_translation or (one.predicate == PG.state and PG.Answer in kinds):
        return ""
    return f"{_word(one.predicate)} of {word(kinds[0]) if kinds else 'resource'}"


def _list_of(contents: Contents, subject: URIRef) -> str:
    """The name under which things like this are listed for a state; empty for none."""
    kinds = (str(kind).removeprefix(str(PG)) for kind in contents.kinds(subject))
    return next((_OF_A_STATE[kind] for kind in (contents.type(subject), *kinds) if kind in _OF_A_STATE), "")


def _reference(contents: Contents, one: Statement, links: Links) -> Value:
    claims = contents.claims.get((one.subject, one.predicate, one.object), ())
    quotes = tuple(quote for claim in claims for quote in contents.quotes(claim, links))
    note = _kind_note(contents, one.subject) if one.predicate == PG.state else ""
    return Value(link=link_to(contents, one.subject, links, note=note), quotes=quotes)


def _by_name(contents: Contents) -> Callable[[Statement], tuple[str, str]]:
    return lambda one: (_in_order(contents.name(one.subject)), str(one.subject))


def _in_order(name: str) -> str:
    """A name by which others sort as people count: 9 before 10.

    >>> sorted(["Answer to 10", "Answer to 9"], key=_in_order)
    ['Answer to 9', 'Answer to 10']
    """
    return re.sub(r"\d+", lambda digits: digits[0].zfill(12), name.casefold())


def _over(same: Sequence[Statement]) -> int:
    return max(0, len(same) - MOST)


def _word(predicate: URIRef) -> str:
    return word(predicate) if predicate in PG else _PLAIN.get(predicate, _compact(predicate))


def _meaning(predicate: URIRef) -> str:
    return definition(predicate) if predicate in PG else ""


def _compact(iri: URIRef) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isidentifier():
            return f"{prefix}:{local}"
    return str(iri)


def index_of(contents: Contents, folder: str, base: str, home: str) -> IndexPage:
    """A list of all things of a kind: by state where they belong to one."""
    title, introduction, _ = INDEXES[folder]
    links = Links(root_of(PurePosixPath(folder)), base, home)
    members = listed(contents, folder)
    if folder in ("states", "networks"):
        return IndexPage(title, introduction, _one_section(contents, members, links), links.root)
    if folder == "paragraphs":
        ordered = sorted(members, key=lambda one: int(str(contents.one(one, PG.order) or 0)))
        return IndexPage(title, introduction, (Section(Link(""), _links(contents, ordered, links)),), links.root)
    return IndexPage(title, introduction, tuple(_by_state(contents, members, links)), links.root)


def listed(contents: Contents, folder: str) -> list[URIRef]:
    """What a list of the site holds; of the states those that replied."""
    kind = INDEXES[folder][2]
    if kind == PG.State:
        found = {contents.link(one, PG.state) for one in contents.members(PG.Response)}
        return sorted(one for one in found if one is not None)
    return [one for one in contents.members(kind) if not (kind == PG.Institution and contents.type(one) == "Network")]


def _one_section(contents: Contents, members: Sequence[URIRef], links: Links) -> tuple[Section, ...]:
    ordered = sorted(members, key=lambda one: (_in_order(contents.name(one)), str(one)))
    return (Section(Link(""), _links(contents, ordered, links)),) if ordered else ()


def _by_state(contents: Contents, members: Sequence[URIRef], links: Links) -> Iterator[Section]:
    grouped: dict[URIRef | None, list[URIRef]] = defaultdict(list)
    for one in members:
        grouped[contents.state(one)].append(one)
    states = sorted((one for one in grouped if one is not None), key=lambda one: (_in_order(contents.name(one)), one))
    for state in states:
        ordered = sorted(grouped[state], key=lambda one: (_in_order(contents.name(one)), str(one)))
        yield Section(link_to(contents, state, links), _links(contents, ordered, links, with_state=False))


def _links(contents: Contents, members: Iterable[URIRef], links: Links, *, with_state: bool = True) -> tuple[Link, ...]:
    found = []
    for one in members:
        made = link_to(contents, one, links)
        found.append(made if with_state else Link(made.name, made.href, note=_kind_note(contents, one)))
    return tuple(found)


def _kind_note(contents: Contents, one: URIRef) -> str:
    return ", ".join(word(kind) for kind in contents.kinds(one))


def words_of_vocabulary() -> tuple[list[Word], list[Word]]:
    """The classes and properties for the page of the vocabulary."""
    kinds = [Word(_local(one.iri), word(one.iri), one.definition, _words(one.parents)) for one in classes().values()]
    return kinds, [_property(one) for one in properties().values()]


def _property(one: Property) -> Word:
    return Word(
        _local(one.iri), word(one.iri), one.definition, _words(one.parents), _words(one.domain), _words(one.range)
    )


def _words(iris: Iterable[URIRef]) -> tuple[Link, ...]:
    return tuple(Link(word(iri), f"#{_local(iri)}") if iri in PG else Link(_compact(iri), str(iri)) for iri in iris)


def _local(iri: URIRef) -> str:
    return iri.removeprefix(str(PG))
