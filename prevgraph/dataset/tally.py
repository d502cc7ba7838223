"""What graphs hold in numbers that can be added up, so that a dataset is described without being read again.

The tally of a response is made when it is read and kept with its reading; that of the whole is their sum. Things that
only one response speaks of are counted, things that several may speak of are named, so that none counts twice.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from rdflib.namespace import RDF

from ontology.terms import PG

#: A class, a property, and what that leads to: a class, a datatype, a thing (marked: its classes stand elsewhere),
#: or nothing, which stands for all together.
Link = tuple[str, str, str]
THING = "@"

_TEXT = "http://www.w3.org/2001/XMLSchema#string"
# Looked up once: a namespace of rdflib searches itself at each use.
_WRITTEN_TYPE, _TEXT_IN_A_LANGUAGE, _OWN = f"<{RDF.type}>", str(RDF.langString), str(PG)
_SUBJECT, _PREDICATE = itemgetter(0), itemgetter(1)
#: How a line ends, behind its object.
_STOP = " ."


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


def tally_graphs(graphs: Sequence[Iterable[str]], *, linked: int = 0, own: str = "") -> Tally:
    """The tally of some graphs, each given as the lines it is written in, taken together.

    The links of so many as `linked`, the first, count; things whose IRI holds `own`, and claims, are spoken of nowhere
    else.
    """
    tally = Tally()
    classes: dict[str, set[str]] = {}
    for place, lines in enumerate(graphs):
        # A line is cut up, and its parts compared as texts: terms compare in Python, at several times the cost.
        parts = [line.split(" ", 2) for line in lines]
        tally.triples += len(parts)
        tally.properties.update({_iri(name): count for name, count in Counter(map(_PREDICATE, parts)).items()})
        kinds = _kinds(parts)
        for subject in set(map(_SUBJECT, parts)):
            classes.setdefault(_iri(subject), set()).update(kinds.get(subject, ()))
        if place < linked:
            _count_links(tally, parts, kinds)
    for thing, found in classes.items():
        if own and (own in thing or "/id/claim/" in thing):
            tally.subjects += 1
            tally.members.update(found)
        else:
            tally.shared[thing] = found
    return tally


def _iri(written: str) -> str:
    return written[1:-1]


def _kinds(parts: Iterable[Sequence[str]]) -> Mapping[str, list[str]]:
    """The classes of each thing, by the thing as it is written."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for subject, predicate, object_ in parts:
        if predicate == _WRITTEN_TYPE:
            found[subject].append(_iri(object_.removesuffix(_STOP)))
    return found


def _count_links(tally: Tally, parts: Iterable[Sequence[str]], kinds: Mapping[str, list[str]]) -> None:
    stated = {subject: tuple(own_classes(found)) for subject, found in kinds.items()}
    ends = _Ends((f"{subject}{_STOP}", classes) for subject, classes in stated.items() if classes)
    # Alike links are counted first, since thousands of statements make a few hundred of them.
    alike = Counter(
        [
            (stated[subject], predicate, ends[object_])
            for subject, predicate, object_ in parts
            if predicate != _WRITTEN_TYPE and subject in stated
        ]
    )
    for (from_, predicate, last), count in alike.items():
        for end in ("", *last):
            for kind in from_:
                tally.links[kind, _iri(predicate), end] += count


class _Ends(dict[str, tuple[str, ...]]):
    """What each object leads to, as it stands at the end of a line; found once for each."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        end = self[written] = _end(written.removesuffix(_STOP))
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
