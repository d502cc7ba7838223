"""What graphs hold in numbers that can be added up, so that a dataset is described without being read again.

The tally of a response is made when it is read and kept with its reading; that of the whole is their sum. Things that
only one response speaks of are counted, things that several may speak of are named, so that none counts twice.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib.namespace import RDF
from rdflib.term import Literal

from graph.model import Object, Statement
from ontology.terms import PG

#: A class, a property, and what that leads to: a class, a datatype, a thing (marked: its classes stand elsewhere),
#: or nothing, which stands for all together.
Link = tuple[str, str, str]
THING = "@"

_TEXT = "http://www.w3.org/2001/XMLSchema#string"
# Looked up once: a namespace of rdflib searches itself at each use.
_TYPE, _TEXT_IN_A_LANGUAGE, _OWN = str(RDF.type), str(RDF.langString), str(PG)


@dataclass(slots=True)
class Tally:
    """What some graphs hold. A statement that two graphs hold counts in each."""

    triples: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    subjects: int = 0
    members: Counter[str] = field(default_factory=Counter)
    shared: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: Counter[Link] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Add what other graphs hold."""
        self.triples += other.triples
        self.subjects += other.subjects
        self.properties.update(other.properties)
        self.members.update(other.members)
        self.links.update(other.links)
        for thing, classes in other.shared.items():
            self.shared[thing] |= classes

    def all_subjects(self) -> int:
        """How many things something is said of."""
        return self.subjects + len(self.shared)

    def all_members(self) -> Counter[str]:
        """How many things there are of each class."""
        return self.members + Counter(one for classes in self.shared.values() for one in classes)

    def to_text(self) -> str:
        """The tally as a text, each IRI written once."""
        numbers: dict[str, int] = {}

        def number(iri: str) -> int:
            return numbers.setdefault(iri, len(numbers))

        written = {
            "triples": self.triples,
            "subjects": self.subjects,
            "properties": [[number(one), count] for one, count in sorted(self.properties.items())],
            "members": [[number(one), count] for one, count in sorted(self.members.items())],
            "shared": [[number(one), *map(number, sorted(kinds))] for one, kinds in sorted(self.shared.items())],
            "links": [[*map(number, link), count] for link, count in sorted(self.links.items())],
        }
        return json.dumps({"iris": list(numbers), **written}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "Tally":
        """The tally that a text holds."""
        read = json.loads(text)
        iris = read["iris"]
        tally = cls(triples=read["triples"], subjects=read["subjects"])
        tally.properties.update({iris[one]: count for one, count in read["properties"]})
        tally.members.update({iris[one]: count for one, count in read["members"]})
        tally.links.update({(iris[a], iris[b], iris[c]): count for a, b, c, count in read["links"]})
        for one, *kinds in read["shared"]:
            tally.shared[iris[one]] = {iris[kind] for kind in kinds}
        return tally


def tally_graphs(graphs: Iterable[Iterable[Statement]], *, linked: Iterable[Statement] = (), own: str = "") -> Tally:
    """The tally of some graphs, taken together.

    `linked` are the statements whose links count; things whose IRI holds `own`, and claims, are spoken of nowhere else.
    """
    tally = Tally()
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for graph in graphs:
        for subject, predicate, object_ in set(graph):
            tally.triples += 1
            name = str(predicate)
            tally.properties[name] += 1
            kinds = classes[str(subject)]
            if name == _TYPE:
                kinds.add(str(object_))
    for thing, kinds in classes.items():
        if own and (own in thing or "/id/claim/" in thing):
            tally.subjects += 1
            tally.members.update(kinds)
        else:
            tally.shared[thing] = kinds
    _count_links(tally, set(linked))
    return tally


def _count_links(tally: Tally, linked: set[Statement]) -> None:
    named: defaultdict[str, list[str]] = defaultdict(list)
    # As plain texts, which compare several times as fast as terms do.
    plain = [(str(subject), str(predicate), object_) for subject, predicate, object_ in linked]
    for subject, predicate, object_ in plain:
        if predicate == _TYPE:
            named[subject].append(str(object_))
    stated = {subject: own_classes(kinds) for subject, kinds in named.items()}
    for subject, predicate, object_ in plain:
        kinds = () if predicate == _TYPE else stated.get(subject, ())
        for end in ("", *_ends(object_, stated)) if kinds else ():
            for kind in kinds:
                tally.links[kind, predicate, end] += 1


def own_classes(kinds: Iterable[str]) -> list[str]:
    """The classes of our own vocabulary among these, which say most; all of them where there are none."""
    every = list(kinds)
    return [kind for kind in every if kind.startswith(_OWN)] or every


def _ends(object_: Object, stated: Mapping[str, list[str]]) -> list[str]:
    """The classes or the datatype of an object; the thing itself where its classes stand elsewhere."""
    if isinstance(object_, Literal):
        return [_TEXT_IN_A_LANGUAGE if object_.language else str(object_.datatype or _TEXT)]
    return stated.get(str(object_)) or [THING + object_]
