"""A world to measure in: invented states, round after round, their replies as documents and as what they say.

The same seed gives the same world everywhere. Once, it is 193 states and one round; ten times and a hundred times, as
many rounds more, in which institutions stay, strategies and programmes come and go, and sentences are written anew.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from rdflib.term import URIRef

from graph.identifiers import Identifiers
from graph.infer import infer_response
from graph.latest import Replies, Reply
from graph.lines import Written, write_graph
from graph.vocabulary import vocabulary_graphs
from ingest.parts import Answer, Document, Entity, Evidence, Implied, Piece, Relation, Response, State
from ingest.statements import write_response
from ontology.questionnaire import Item, Questionnaire, load_questionnaire
from tests.benchmarks.population import Patterns, Population, Thing, codes, fill_words, patterns, place_name, population
from tests.benchmarks.printed_form import Filled, print_form

STATES = 193
_SLOT = re.compile(r"\{([A-Z]\d|group)\}")
_MARKS = {"yes": 70, "no": 14, "partly": 12, "not-applicable": 5}
_CONFIDENCE = (0.55, 0.65, 0.75, 0.8, 0.85, 0.9, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class World:
    """So many states that reply so many times."""

    seed: int = 1
    states: int = STATES
    rounds: int = 1

    def places(self) -> Iterator[tuple[str, str]]:
        """State and round of every reply, round after round."""
        for number in range(self.rounds):
            yield from ((iso3, round_name(number)) for iso3 in islice(codes(), self.states))

    def responses(self) -> Iterator[Response]:
        """Every reply, as read."""
        return (response(self.seed, *place) for place in self.places())


def round_name(number: int) -> str:
    """What a round is called: the first has the questionnaire's own name, as a state's only reply has.

    >>> round_name(1)
    'survey-1'
    """
    return "ecosoc-2004-28" if number == 0 else f"survey-{number}"


def graphs_of(told: Response, ids: Identifiers) -> dict[URIRef, Written]:
    """The named graphs that a reply gives, in the form in which a store takes them."""
    place = (str(told.state.iso3), told.round)
    form = load_questionnaire(told.questionnaire)
    said = write_response(told, form, ids=ids, software_version="benchmark", reader="generated")
    own, inferred = ids.response_graph(*place), ids.graph("inferred", *place)
    return {own: write_graph(own, said), inferred: write_graph(inferred, infer_response(said))}


def linked(world: World, ids: Identifiers) -> dict[URIRef, Written]:
    """The graphs that say which reply of each state is its latest."""
    form = URIRef(load_questionnaire().iri)
    replies = (Reply(ids.state(iso3), form, round_, ids.response(iso3, round_)) for iso3, round_ in world.places())
    return {graph: write_graph(graph, said) for graph, said in Replies(ids, replies).graphs().items()}


def all_graphs(world: World, ids: Identifiers) -> Iterator[tuple[URIRef, Written]]:
    """All that a store of this world holds."""
    yield from vocabulary(ids).items()
    for told in world.responses():
        yield from graphs_of(told, ids).items()
    yield from linked(world, ids).items()


def vocabulary(ids: Identifiers) -> dict[URIRef, Written]:
    """The graphs that every store has."""
    return {graph: write_graph(graph, said) for graph, said in vocabulary_graphs(ids).items()}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its slots filled: what stands where, and what it says (subject, property, object)."""

    text: str
    named: Sequence[tuple[int, Thing]]
    says: Sequence[tuple[Thing | None, str, Thing | str | None]]


@dataclass(slots=True)
class _Teller:
    """Makes one reply of one state."""

    form: Questionnaire
    state: Population
    random: Random
    words: Patterns
    cast: Mapping[str, Sequence[Thing]]
    places: Sequence[str]
    sentences: dict[str, list[_Sentence]] = field(default_factory=dict)

    def fill(self, item: Item) -> Filled:
        if item.kind == "grid":
            return Filled(columns=frozenset(c for c in item.options if self.random.random() < 0.25))
        mark = self._mark(item)
        told = list(self._tell(item, mark)) if self._has_field(item) else []
        self.sentences[item.id] = told
        paragraphs: list[str] = []
        for number, sentence in enumerate(told):
            if number % 2 and paragraphs:
                paragraphs[-1] += " " + sentence.text
            else:
                paragraphs.append(sentence.text)
        return Filled(mark, paragraphs)

    def _has_field(self, item: Item) -> bool:
        """Whether an item has free text of its own, which is neither a line of the grid nor another item's field."""
        in_grid = any(item.parent == table.parent for table in self.form.tables)
        return not in_grid and not any(item.id in other.shares_field_with for other in self.form.items.values())

    def _mark(self, item: Item) -> str | None:
        if not item.options or self.random.random() < 0.06:
            return None
        weights = [_MARKS[option] for option in item.options]
        return self.random.choices(item.options, weights)[0]

    def _tell(self, item: Item, mark: str | None) -> Iterator[_Sentence]:
        if mark in ("no", "not-applicable"):
            if self.random.random() < 0.3:
                yield self._sentence("none", item)
            return
        sort = item.asks[0] if item.asks else "practice" if item.options else "plain"
        count = self.random.choice((0, 0, 0, 0, 1, 1, 2) if item.options else (0, 1, 1))
        for _ in range(count):
            yield self._sentence(sort, item)

    def _sentence(self, sort: str, item: Item) -> _Sentence:
        chosen = self.random.choice(self.words["sentences"][sort])
        text = str(chosen["text"])
        group = self.random.choice(list(self.words["groups"]))
        cast = {slot: self.random.choice(self.cast[slot[0]]) for slot in _SLOT.findall(text) if slot != "group"}
        if cast.get("I1") == cast.get("I2") and "I2" in cast:
            cast["I2"] = next(thing for thing in self.cast["I"] if thing != cast["I1"])
        text = text.replace("{group}", self.random.choice(self.words["groups"][group]))
        text = _fill_around(text, lambda part: fill_words(part, self.words, self.places, self.random))
        named, written = list[tuple[int, Thing]](), ""
        for part in re.split(r"(\{[A-Z]\d\})", text):
            if part.startswith("{"):
                named.append((len(written), cast[part[1:-1]]))
                written += cast[part[1:-1]].name
            else:
                written += part
        return _Sentence(written, named, list(self._says(chosen["says"], cast, group, item)))

    def _says(
        self, said: Sequence[str], cast: Mapping[str, Thing], group: str, item: Item
    ) -> Iterator[tuple[Thing | None, str, Thing | str | None]]:
        for one in said:
            subject, predicate, object_ = one.split()
            if predicate == "addresses":
                if item.paragraphs:
                    yield cast[subject], predicate, self.random.choice(item.paragraphs)
            elif predicate == "targets":
                yield cast[subject], predicate, group
            else:
                yield cast.get(subject), predicate, cast.get(object_)


def _fill_around(text: str, fill: Callable[[str], str]) -> str:
    """The text with its words filled in, its slots for things left as they are."""
    return "".join(part if _SLOT.fullmatch(part) else fill(part) for part in re.split(r"(\{[A-Z]\d\})", text))


def response(seed: int, iso3: str, round_: str) -> Response:
    """One reply of one state, as a perfect reading of its document would have it."""
    state, random, form = population(seed, iso3), Random(f"{seed}/{iso3}/{round_}"), load_questionnaire()
    cast: dict[str, Sequence[Thing]] = {
        letter: random.sample(list(things), -(-len(things) * 2 // 3)) for letter, things in state.things.items()
    }
    cast["I"] = state.things["I"]
    places = [place_name(random) for _ in range(6)]
    teller = _Teller(form, state, random, patterns(state.language), cast, places)
    filled = {item.id: teller.fill(item) for item in form.items.values()}
    text, starts = print_form(form, state.language, state.name, filled)
    answers = {item.id: _answer(item, filled[item.id], starts.get(item.id, []), random) for item in form.items.values()}
    gathered = _Gathered(answers, random)
    for item, sentences in teller.sentences.items():
        gathered.take(item, sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(f"{iso3.lower()}-{round_}.md", digest, "text/markdown", text)
    own = State(state.name, iso3)
    entities, relations = gathered.entities(), gathered.relations()
    return Response(own, form.id, round_, state.language, document, answers, entities, relations)


def _answer(item: Item, filled: Filled, starts: Sequence[int], random: Random) -> Answer:
    if item.kind == "grid":
        return Answer(item.id, needs="needs" in filled.columns, offers="offers" in filled.columns)
    text, pieces = "\n\n".join(filled.paragraphs), list[Piece]()
    at = 0
    for paragraph, start in zip(filled.paragraphs, starts, strict=True):
        pieces.append(Piece(at, start, start + len(paragraph)))
        at += len(paragraph) + 2
    bare = Answer(item.id, filled.mark, text, tuple(pieces))
    if not text or not item.options or (filled.mark is not None and random.random() > 0.04):
        return bare
    words = bare.locate(0, len(filled.paragraphs[0]))
    implied = Implied(random.choice(("yes", "yes", "no")), words, 0.8, "generated")
    return Answer(item.id, filled.mark, text, tuple(pieces), implied=implied)


@dataclass(slots=True)
class _Gathered:
    """What the sentences of one reply name and say, each thing and each claim once, with all its evidence."""

    answers: Mapping[str, Answer]
    random: Random
    _named: dict[Thing, list[Evidence]] = field(default_factory=dict)
    _said: dict[tuple[str, str, str], list[Evidence]] = field(default_factory=dict)

    def take(self, item: str, sentences: Sequence[_Sentence]) -> None:
        at, answer = 0, self.answers[item]
        for number, sentence in enumerate(sentences):
            # Two sentences make a paragraph: a space after the first, an empty line after the second.
            for start, thing in sentence.named:
                begin = at + start
                self._named.setdefault(thing, []).extend(answer.locate(begin, begin + len(thing.name)))
            words = answer.locate(at, at + len(sentence.text))
            for subject, predicate, object_ in sentence.says:
                key = (_key(subject), predicate, object_ if isinstance(object_, str) else _key(object_))
                self._said.setdefault(key, []).extend(words)
            at += len(sentence.text) + (2 if number % 2 else 1)

    def entities(self) -> tuple[Entity, ...]:
        return tuple(
            Entity(
                _key(thing),
                thing.type,
                _labels(thing),
                tuple(evidence),
                kind=thing.kind,
                attributes=self._attributes(thing),
                confidence=self.random.choice(_CONFIDENCE),
                method="generated",
            )
            for thing, evidence in self._named.items()
        )

    def relations(self) -> tuple[Relation, ...]:
        return tuple(
            Relation(*said, tuple(evidence), self.random.choice(_CONFIDENCE), "generated")
            for said, evidence in self._said.items()
        )

    def _attributes(self, thing: Thing) -> Mapping[str, str]:
        year = 1990 + len(thing.name) % 16
        if thing.type == "Strategy":
            return {"adopted": f"{year}-05-{1 + len(thing.name) % 28:02}", "from": str(year), "to": str(year + 4)}
        if thing.type in ("Institution", "Programme") and len(thing.name) % 2:
            return {"established": str(year)}
        return {"frequency": "annual"} if thing.type == "Publication" else {}


def _key(thing: Thing | None) -> str:
    return f"{thing.type}/{thing.name}" if thing else "STATE"


def _labels(thing: Thing) -> tuple[str, ...]:
    short = "".join(word[0] for word in re.findall(r"\w+", thing.name) if word[0].isupper())
    return (thing.name, short) if len(short) > 2 else (thing.name,)
