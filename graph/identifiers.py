"""Stable IRIs, made from content: the state's code, the kind of thing and its normalised name; never from a counter.

A re-run, another machine and a parallel run give the same ones.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdflib.term import Node, URIRef

BASE = "https://w3id.org/prevgraph/"

#: The longest name part of an IRI, in characters; a longer name is cut and told apart by a digest.
LONGEST_SLUG = 96

#: How a type of the ontology is called in an IRI, where that is not its name in lower case.
_SEGMENTS = {"LegalInstrument": "law"}


def slug(name: str) -> str:
    """Turn a name into the last part of an IRI.

    The same name in another case or spacing gives the same part, in any script.

    >>> slug("Ministère de  l’Intérieur")
    'ministère-de-l-intérieur'
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    part = re.sub(r"[\W_]+", _between, plain).strip("-")
    if not part:
        return _digest(name)
    if len(part) <= LONGEST_SLUG:
        return part
    return f"{part[:LONGEST_SLUG].rstrip('-')}-{_digest(part)}"


def _between(found: re.Match[str]) -> str:
    """What stands for signs that are no letters: a hyphen, but for the vowel signs and accents of many scripts."""
    if found[0].isascii():
        return "-"
    return re.sub("-+", "-", "".join(c if unicodedata.category(c).startswith("M") else "-" for c in found[0]))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


@lru_cache(maxsize=1 << 10)
def _item_part(item: str) -> str:
    # "1(1)" is not "11".
    return re.sub(r"[()\s]", "", re.sub(r"(?<=\d)\((?=\d)", "-", item))


#: What all sites share, whatever their own base: the vocabulary, the Guidelines, questionnaires, states and lists.
_SHARED = re.compile(r"(?:ontology|guidelines|questionnaire|id/(?:state|mark|level|target-group|review))(?:[/#].*)?")


@lru_cache(maxsize=1 << 12)
def _at(base: str, path: str) -> URIRef:
    return URIRef((BASE if _SHARED.fullmatch(path) else base) + path)


@lru_cache(maxsize=1 << 12)
def _answer(base: str, iso3: str, round_: str, item: str) -> URIRef:
    """Made once: everything that an answer names and claims leads to it."""
    return URIRef(f"{base}id/answer/{iso3}/{round_}/{_item_part(item)}")


def named(term: Node) -> str:
    """A term as it is digested where an IRI is made from it; an IRI was checked when it was made."""
    return f"<{term}>" if isinstance(term, URIRef) else term.n3()


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The IRIs of everything: what a site says under its own base, what all sites share under that of the project.

    >>> ids = Identifiers()
    >>> str(ids.entity("Institution", "CZE", ["Probation and mediation service", "PMS"]))
    'https://w3id.org/prevgraph/id/institution/CZE/probation-and-mediation-service'
    """

    base: str = BASE

    def _id(self, *parts: str) -> URIRef:
        return URIRef(self.base + "id/" + "/".join(parts))

    def at(self, path: str) -> URIRef:
        """The IRI at a path, as a site shows it.

        >>> str(Identifiers("https://data.example.org/").at("guidelines/24/c"))
        'https://w3id.org/prevgraph/guidelines/24/c'
        """
        return _at(self.base, path)

    def path(self, iri: str) -> str | None:
        """The path at which a site shows an IRI; None for those of others."""
        if iri.startswith(self.base):
            return iri.removeprefix(self.base)
        return iri.removeprefix(BASE) if iri.startswith(BASE) else None

    def state(self, iso3: str) -> URIRef:
        return self.at(f"id/state/{iso3}")

    def response(self, iso3: str, round_: str) -> URIRef:
        return self._id("response", iso3, round_)

    def response_graph(self, iso3: str, round_: str) -> URIRef:
        """The named graph that holds all of one response."""
        return self.graph("response", iso3, round_)

    def graph(self, *parts: str) -> URIRef:
        """A named graph: `graph("ontology")`, `graph("guidelines")`, `graph("inferred")`, ..."""
        return URIRef(self.base + "graph/" + "/".join(parts))

    def document(self, iso3: str, round_: str) -> URIRef:
        return self._id("document", iso3, round_)

    def reading(self, iso3: str, round_: str) -> URIRef:
        return self._id("reading", iso3, round_)

    def answer(self, iso3: str, round_: str, item: str) -> URIRef:
        return _answer(self.base, iso3, round_, item)

    def need(self, iso3: str, round_: str, item: str) -> URIRef:
        return self._id("need", iso3, round_, _item_part(item))

    def offer(self, iso3: str, round_: str, item: str) -> URIRef:
        return self._id("offer", iso3, round_, _item_part(item))

    def evidence(self, iso3: str, round_: str, start: int, end: int) -> URIRef:
        """The words between two positions of a response's document."""
        return URIRef(self.evidence_name(iso3, round_, start, end))

    def evidence_name(self, iso3: str, round_: str, start: int, end: int) -> str:
        """The same as a plain text: rdflib looks through each IRI that it makes, and a response has a thousand."""
        return f"{self.base}id/evidence/{iso3}/{round_}/{start}-{end}"

    def finding(self, iso3: str, round_: str, where: str, what: str) -> URIRef:
        return self._id("finding", iso3, round_, _digest(where, what))

    def entity(self, type_: str, iso3: str, labels: Sequence[str]) -> URIRef:
        """The IRI of an institution, strategy, programme, law or publication of a state, by its fullest name.

        A network belongs to no state. An acronym says which it is only where it is known whose it is, as two bodies may
        have the same: whoever knows that puts it first.
        """
        if type_ == "Network":
            return self._id("network", slug(labels[0]))
        return self._id(_SEGMENTS.get(type_, type_.lower()), iso3, slug(labels[0]))

    def claim(self, subject: Node, predicate: Node, object_: Node, answer: Node) -> URIRef:
        """What an answer says: the same subject, predicate and object in another answer is another claim."""
        return URIRef(self.claim_name(*map(named, (subject, predicate, object_, answer))))

    def claim_name(self, subject: str, predicate: str, object_: str, answer: str) -> str:
        """The same as a plain text, of terms as `named` gives them."""
        return f"{self.base}id/claim/{_digest(subject, predicate, object_, answer)}"

    def decision(self, iso3: str, round_: str, *what: str) -> URIRef:
        """What a person decided about a response."""
        return self._id("decision", iso3, round_, _digest(*what))

    def agent(self, name: str) -> URIRef:
        """A person or a body that decides."""
        return self._id("agent", slug(name))

    def concept(self, scheme: str, notation: str) -> URIRef:
        """A concept of our own schemes: `concept("mark", "yes")`, `concept("target-group", "women")`."""
        return self.at(f"id/{scheme}/{notation}")

    def paragraph(self, number: str) -> URIRef:
        """A paragraph of the Guidelines by its number as printed.

        >>> str(Identifiers().paragraph("24(c)"))
        'https://w3id.org/prevgraph/guidelines/24/c'
        """
        return self.at("guidelines/" + "/".join(re.findall(r"\w+", number)))

    def questionnaire(self, name: str) -> URIRef:
        return self.at(f"questionnaire/{name}")
