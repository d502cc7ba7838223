"""What of a model's answer is believed: what stands in the scheme and, word for word, in the text; the rest is told.

Quotations are found in the answer's text and cut from there, so that what is kept are the document's own words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.model import Finding
from ingest.chat.scheme import STATE, kinds, levels, may_stand, target_groups
from ingest.parts import Answer, Entity, Evidence, Implied, Relation
from ontology.questionnaire import Questionnaire

#: A model's word for its own sureness is worth no more than this until a person has looked.
SUREST = 0.9
_LONGEST_SHOWN = 100
_DATE = re.compile(r"(\d{4})(?:-\d\d(?:-\d\d)?)?")


def fold(name: str) -> str:
    """A name without regard to case and spacing."""
    return " ".join(name.split()).casefold()


@dataclass
class Belief:
    """What was believed so far of the answers about one response."""

    answers: Mapping[str, Answer]
    questionnaire: Questionnaire
    method: str
    entities: list[Entity] = field(default_factory=list)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    implied: dict[str, Implied] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, said: Mapping[str, Any]) -> None:
        """Believe what can be believed of one answer; note the rest as findings."""
        for entry in said["entities"]:
            self._take_entity(entry)
        for entry in said["relations"]:
            self._take_relation(entry)
        for entry in said["implied"]:
            self._take_implied(entry)

    def _doubt(self, where: str, what: str) -> None:
        self.findings.append(Finding(where, f"The model {what}; this was left out."))

    def _take_entity(self, entry: Mapping[str, Any]) -> None:
        labels = tuple(dict.fromkeys(self._labels(entry)))
        evidence = self._evidence(entry["quotations"], naming=labels)
        name = _shown(next(iter(entry["labels"]), ""))
        if not labels or not evidence:
            self._doubt(name or "entities", f"names {name!r} without words of an answer that do")
            return
        if entry["kind"] not in kinds(entry["type"]):
            self._doubt(name, f"calls {name!r} a {entry['kind']}, which is no kind of {entry['type']}")
        kind = entry["kind"] if entry["kind"] in kinds(entry["type"]) else entry["type"]
        self._join(
            Entity(
                key="",
                type=entry["type"],
                labels=tuple(sorted(labels, key=len, reverse=True)),
                evidence=evidence,
                kind=kind,
                attributes=self._attributes(entry, evidence),
                confidence=_sureness(entry),
                method=self.method,
            )
        )

    def _labels(self, entry: Mapping[str, Any]) -> Iterator[str]:
        """The forms of a name that stand in some answer, as they stand there."""
        for label in entry["labels"]:
            found = (_find(label, answer.text, re.IGNORECASE) for answer in self.answers.values())
            places = [place for place in found if place]
            if places:
                yield " ".join(places[0][0].split())
            else:
                self._doubt(_shown(label), f"gives the name {_shown(label)!r}, which stands in no answer")

    def _attributes(self, entry: Mapping[str, Any], evidence: Sequence[Evidence]) -> dict[str, str]:
        texts = [self.answers[item].text for item in dict.fromkeys(words.item for words in evidence)]
        kept: dict[str, str] = {}
        for attribute in entry["attributes"]:
            name, value = attribute["name"], attribute["value"].strip()
            if _is_stated(name, value, texts):
                kept.setdefault(name, value)
            else:
                self._doubt(evidence[0].item, f"gives {name} as {_shown(value)!r}, which the answer does not say")
        return kept

    def _join(self, entity: Entity) -> None:
        """Add an entity, or what is new of it to the one that has its name."""
        for place, other in enumerate(self.entities):
            if other.type == entity.type and _is_same(other, entity):
                self.entities[place] = _joined(other, entity)
                return
        self.entities.append(replace(entity, key=f"#{len(self.entities)}"))

    def _take_relation(self, entry: Mapping[str, Any]) -> None:
        says = " ".join(_shown(entry[part]) for part in ("subject", "predicate", "object"))
        evidence = self._evidence(entry["quotations"])
        if not evidence:
            self._doubt(says, f"says {says!r} without words of an answer that do")
            return
        subject = self._end(entry, "subject", "domain", evidence)
        object_ = self._end(entry, "object", "range", evidence)
        if subject is None or object_ is None or subject == object_:
            self._doubt(says, f"says {says!r}, which the scheme does not allow or whose ends it does not list")
            return
        said = Relation(subject, entry["predicate"], object_, evidence, _sureness(entry), self.method)
        known = self.relations.setdefault((said.s, said.p, said.o), said)
        together = dict.fromkeys((*known.evidence, *evidence))
        self.relations[said.s, said.p, said.o] = replace(known, evidence=tuple(together))

    def _end(self, entry: Mapping[str, Any], end: str, place: str, evidence: Sequence[Evidence]) -> str | None:
        """What one end of a relation is; None where the scheme or the list of entities has no such thing."""
        predicate, name = entry["predicate"], entry[end].strip()
        if place == "range" and predicate == "targets":
            return name if name in target_groups() else None
        if place == "range" and predicate == "addresses":
            return name if any(name in self.questionnaire.items[words.item].paragraphs for words in evidence) else None
        if name == STATE:
            return STATE if may_stand(predicate, place, "State") else None
        for entity in self.entities:
            if fold(name) in map(fold, entity.labels) and may_stand(predicate, place, entity.type):
                return entity.key
        return None

    def _take_implied(self, entry: Mapping[str, Any]) -> None:
        item, answer = self.questionnaire.items[entry["item"]], self.answers[entry["item"]]
        evidence = tuple(words for words in self._evidence(entry["quotations"]) if words.item == item.id)
        if item.kind != "choice" or entry["status"] not in item.options or not evidence:
            self._doubt(item.id, f"says that the text implies {entry['status']!r}, without words of the answer that do")
        elif answer.mark != entry["status"]:
            found = Implied(entry["status"], evidence, _sureness(entry), self.method)
            self.implied.setdefault(item.id, found)

    def _evidence(self, quotations: Sequence[Mapping[str, str]], *, naming: Sequence[str] = ()) -> tuple[Evidence, ...]:
        """The quotations that stand in the answers they are said to stand in, and name one of `naming` if given."""
        found: dict[Evidence, None] = {}
        for quotation in quotations:
            answer, quote = self.answers[quotation["item"]], quotation["quote"]
            place = _find(quote, answer.text)
            if place is None:
                self._doubt(answer.item, f"quotes {_shown(quote)!r}, which does not stand in the answer")
            elif naming and not any(fold(label) in fold(place[0]) for label in naming):
                self._doubt(answer.item, f"quotes {_shown(quote)!r} for {_shown(naming[0])!r}, which it does not name")
            else:
                found.update(dict.fromkeys(answer.locate(place.start(), place.end())))
        return tuple(found)

    def in_order(self) -> tuple[tuple[Entity, ...], tuple[Relation, ...]]:
        """Entities in the order in which they are first quoted, with their keys, and the relations between them."""
        place = {item: number for number, item in enumerate(self.answers)}

        def first(read: Entity | Relation) -> tuple[int, int]:
            return min((place[words.item], words.start) for words in read.evidence)

        ordered = sorted(self.entities, key=lambda entity: (*first(entity), entity.type, entity.labels))
        keys = {entity.key: f"e{number}" for number, entity in enumerate(ordered, 1)}
        relations = (
            replace(relation, s=keys.get(relation.s, relation.s), o=keys.get(relation.o, relation.o))
            for relation in self.relations.values()
        )
        entities = tuple(replace(entity, key=keys[entity.key]) for entity in ordered)
        return entities, tuple(sorted(relations, key=lambda r: (*first(r), r.s, r.p, r.o)))


def _is_same(one: Entity, other: Entity) -> bool:
    """Whether the fullest name of one is among the names of the other."""
    return fold(one.labels[0]) in map(fold, other.labels) or fold(other.labels[0]) in map(fold, one.labels)


def _joined(one: Entity, other: Entity) -> Entity:
    labels = {fold(label): label for label in (*other.labels, *one.labels)}
    return replace(
        one,
        labels=tuple(sorted(labels.values(), key=len, reverse=True)),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        kind=other.kind if one.kind == one.type else one.kind,
        attributes={**other.attributes, **one.attributes},
        confidence=max(one.confidence, other.confidence),
    )


def _find(words: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """Where the words stand in a text, whatever the spacing."""
    if not words.strip():
        return None
    whole = words.strip()
    before, after = r"(?<!\w)" * _is_word(whole[0]), r"(?!\w)" * _is_word(whole[-1])
    return re.search(before + r"\s+".join(map(re.escape, whole.split())) + after, text, flags)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_stated(name: str, value: str, texts: Sequence[str]) -> bool:
    if name == "level":
        return value in levels()
    if name in ("number", "frequency"):
        return any(_find(value, text, re.IGNORECASE) for text in texts)
    date = _DATE.fullmatch(value)
    return date is not None and any(_find(date[1], text) for text in texts)


def _sureness(entry: Mapping[str, Any]) -> float:
    return round(min(max(float(entry["confidence"]), 0.0), SUREST), 2)


def _shown(text: str) -> str:
    line = "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"
