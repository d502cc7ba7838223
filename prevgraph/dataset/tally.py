"""What graphs hold in numbers that can be added up, so that a dataset is described without being read again.

The tally of a response is made when it is read and kept with its reading; that of the whole is their sum. Things that
only one response speaks of are counted, things that several may speak of are named, so that none counts twice.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product
from operator import itemgetter

from rdflib.namespace import RDF

from graph.lines import Draft, Pair
from ontology.terms import PG

#: A class, a property, and what that leads to: a class, a datatype, a thing (marked: its classes stand elsewhere),
#: or nothing, which stands for all together.
Link = tuple[str, str, str]
THING = "@"
#: A property as it is written, and all that it leads to.
_Said = tuple[str, tuple[str, ...]]
_Classes = tuple[str, ...]

_TEXT = "http://www.w3.org/2001/XMLSchema#string"
# Looked up once: a namespace of rdflib searches itself at each use.
_WRITTEN_TYPE, _TEXT_IN_A_LANGUAGE, _OWN = f"<{RDF.type}>", str(RDF.langString), str(PG)
_PROPERTY, _OBJECT = itemgetter(0), itemgetter(1)


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
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # Each new one gets the next number.
        number = numbers.__getitem__
        written = {
            "triples": self.triples,
            "subjects": self.subjects,
            "properties": [[number(one), self.properties[one]] for one in sorted(self.properties)],
            "members": [[number(one), self.members[one]] for one in sorted(self.members)],
            "shared": [[number(one), *map(number, sorted(kinds))] for one, kinds in sorted(self.shared.items())],
            "links": [[*map(number, link), self.links[link]] for link in sorted(self.links)],
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


def tally_graphs(graphs: Sequence[Draft], *, linked: int = 0, own: str = "") -> Tally:
    """The tally of some graphs, taken together.

    The links of so many as `linked`, the first, count; things whose IRI holds `own`, and claims, are spoken of nowhere
    else.
    """
    tally = Tally()
    every: dict[str, _Classes] = {}
    for place, graph in enumerate(graphs):
        kinds = {thing: tuple([end for name, end in told if name == _WRITTEN_TYPE]) for thing, told in graph.items()}
        for thing, classes in kinds.items():
            every[thing] = (*every[thing], *classes) if thing in every else classes
        stated = {classes: tuple(own_classes(map(_iri, classes))) for classes in set(kinds.values())}
        counts = _counts(graph, kinds, stated)
        _count_properties(tally, counts.values())
        if place < linked:
            _count_links(tally, counts, stated)
    _count_things(tally, every, own)
    return tally


def _iri(written: str) -> str:
    return written[1:-1]


def _count_things(tally: Tally, every: Mapping[str, _Classes], own: str) -> None:
    owned: Counter[_Classes] = Counter()
    for thing, classes in every.items():
        if own and (own in thing or "/id/claim/" in thing):
            owned[classes] += 1
        else:
            tally.shared[_iri(thing)] = set(map(_iri, classes))
    tally.subjects += owned.total()
    for classes, count in owned.items():
        for kind in set(classes):
            tally.members[_iri(kind)] += count


def _counts(
    graph: Draft, kinds: Mapping[str, _Classes], stated: Mapping[_Classes, _Classes]
) -> Mapping[_Classes, Counter[_Said]]:
    """How often things of the same classes have a property that leads to the same: thousands have one of a few."""
    together: defaultdict[_Classes, list[Pair]] = defaultdict(list)
    for thing, told in graph.items():
        together[kinds[thing]].extend(told)
    ends = _Ends({thing: stated[classes] for thing, classes in kinds.items() if classes})
    return {
        classes: Counter(zip(map(_PROPERTY, told), map(ends.__getitem__, map(_OBJECT, told)), strict=True))
        for classes, told in together.items()
    }


def _count_properties(tally: Tally, counts: Iterable[Counter[_Said]]) -> None:
    counted: Counter[str] = Counter()
    for (predicate, _), count in chain.from_iterable(one.items() for one in counts):
        counted[predicate] += count
    tally.triples += counted.total()
    tally.properties.update({_iri(name): count for name, count in counted.items()})


def _count_links(tally: Tally, counts: Mapping[_Classes, Counter[_Said]], stated: Mapping[_Classes, _Classes]) -> None:
    for classes, found in counts.items():
        for (predicate, last), count in found.items():
            for kind, end in product(stated[classes] if predicate != _WRITTEN_TYPE else (), ("", *last)):
                tally.links[kind, _iri(predicate), end] += count


class _Ends(dict[str, tuple[str, ...]]):
    """What each object leads to; found once for each."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        end = self[written] = _end(written)
        return end


def own_classes(kinds: Iterable[str]) -> list[str]:
    """The classes of our own vocabulary among these, which say most; all of them where there are none."""
    every = list(kinds)
    return [kind for kind in every if kind.startswith(_OWN)] or every


def _end(written: str) -> tuple[str]:
    """The datatype of a literal; of anything else the thing itself, whose classes stand elsewhere."""
    if written.startswith("<"):
        return (THING + _iri(written),)
    # No language and no datatype holds a quotation mark, so the last one ends the text.
    tail = written[written.rindex('"') + 1 :]
    return (_TEXT_IN_A_LANGUAGE if tail.startswith("@") else tail[3:-1] or _TEXT,)
