"""What stands on each page, gathered by who has the store and drawn by `pages`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from queries.network import Network
from queries.table import Table, Value

Record = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name that leads to a page, and what to say beside it."""

    iri: str
    label: str
    note: str = ""
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Things under one heading, as many as there are or a count of them."""

    heading: str
    members: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Start:
    """What there is, and the ways in."""

    counts: Mapping[str, int]
    states: Sequence[Named]
    guidelines: Sequence[Group]


@dataclass(frozen=True, slots=True)
class Placed:
    """A state of an answer with its M49 number, where it has one, and what the answer counts of it."""

    state: Named
    m49: str
    number: float | None


@dataclass(frozen=True, slots=True)
class States:
    """The states that replied; `placed` are those with a place on the map."""

    states: Sequence[Named]
    placed: Sequence[Placed]


@dataclass(frozen=True, slots=True)
class Branch:
    """An institution with those that are part of it."""

    thing: Named
    kind: str
    below: Sequence["Branch"] = ()


@dataclass(frozen=True, slots=True)
class State:
    """All about one state."""

    state: Named
    code: str
    leads: Table
    institutions: Sequence[Branch]
    timeline: Table
    strategies: Table
    programmes: Sequence[tuple[str, Sequence[Record]]]
    assistance: Table
    completeness: Table
    similar: Table
    documents: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """All about one paragraph of the Guidelines."""

    iri: str
    number: str
    label: str
    heading: str
    text: str
    text_language: str
    below: Sequence[Named]
    above: Named | None
    practices: Table
    answers: Table
    assistance: Table
    state: str = ""
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a filter can be set to."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A network as filtered, what it can be filtered by, and the path that was asked for."""

    name: str
    network: Network
    names: Sequence[Choice]
    states: Sequence[Choice]
    paragraphs: Sequence[Choice]
    kinds: Sequence[Choice]
    targets: Sequence[Choice]
    whole: int = 0
    path: Sequence[str] = ()
    path_asked: bool = False
    things: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """States by paragraphs: what the answers about each are, and how many practices address it."""

    states: Sequence[Named]
    paragraphs: Sequence[Named]
    cells: Mapping[tuple[str, str], Record]
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Area:
    """A line of the assistance grid: who offers, who needs."""

    area: Named
    number: str
    offers: Sequence[Named]
    needs: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Needs and offers by area, and gaps beside practices elsewhere.

    `choose` where there are too many states to show them all: then `opportunities` is None until one is chosen.
    """

    areas: Sequence[Area]
    opportunities: Table | None
    states: Sequence[Choice]
    choose: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """What one state could take from another."""

    matches: Sequence[tuple[Named, str, Sequence[Record]]]
    opportunities: Sequence[tuple[Named, Sequence[Record]]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states side by side: what ties them, what each could take from the other."""

    one: Named
    other: Named
    ties: Table
    there: Way
    back: Way


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim as a sentence, with where it stands."""

    subject: Named
    relation: str
    object: Named
    source: Record


@dataclass(frozen=True, slots=True)
class Resource:
    """Everything about one thing."""

    iri: str
    label: str
    kinds: Sequence[str]
    state: Named | None
    names: Sequence[tuple[str, str]]
    says: Sequence[Sentence]
    said: Sequence[Sentence]
    mentions: Sequence[Sentence]
    properties: Sequence[tuple[str, Named]] = ()
    may_be_alike: bool = False


@dataclass(frozen=True, slots=True)
class Like:
    """A thing of another state, the reasons for which it is like one (tie, what is in common), and sentences."""

    thing: Named
    state: Named
    kind: str
    reasons: Sequence[tuple[str, Named]]
    sentences: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Alike:
    """Who else does something like one thing; what others tell of in their answers to a question, where nothing is.

    `question` is the number of the question whose answer says most of the thing; empty where none does.
    """

    thing: Named
    others: Sequence[Like]
    question: str = ""

    @property
    def is_alike(self) -> bool:
        """Whether anything is like it, for more than being told of in answers to the same question."""
        return any(tie != "question" for one in self.others for tie, _ in one.reasons)


@dataclass(frozen=True, slots=True)
class Read:
    """One claim that was read from a document."""

    claim: str
    sentence: Sentence
    start: int
    end: int
    confidence: float
    method: str
    review: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with the span of the document it was written in."""

    iri: str
    question: str
    question_text: str
    mark: str
    mark_name: str
    implied: str
    contradiction: bool
    start: int | None
    end: int | None
    grid: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A response as it was read."""

    iri: str
    state: Named
    round: str
    file: str
    language: str
    text: str
    answers: Sequence[Answer]
    reads: Sequence[Read]
    findings: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a question, as a field of a form."""

    name: str
    description: str
    value: str
    choices: Sequence[str] = ()
    multiple: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the catalogue with its form and, where it was asked, the answer."""

    name: str
    title: str
    description: str
    fields: Sequence[Field]
    sparql: str
    answer: Table | None
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A question in the list of the catalogue."""

    name: str
    title: str
    description: str
    keywords: Sequence[str]


@dataclass(frozen=True, slots=True)
class Term:
    """A name that a query can hold: prefixed, what it means, and whether it is a class or a property."""

    name: str
    meaning: str
    kind: str


@dataclass(frozen=True, slots=True)
class Editor:
    """Any query: its text, the answer or the complaint, examples to start from, names to complete.

    `names` are those of the things in the answer. `placed` are its states, `is_linked` says that it can be drawn as a
    network, `view` which of its views is shown.
    """

    text: str
    answer: Table | None = None
    turtle: str = ""
    truth: bool | None = None
    complaint: str = ""
    examples: Sequence[Choice] = ()
    terms: Sequence[Term] = ()
    prefixes: Sequence[Choice] = ()
    names: Mapping[str, Named] = field(default_factory=dict)
    placed: Sequence[Placed] = ()
    is_linked: bool = False
    view: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words where they stand in an answer, with what is before and behind them."""

    source: Record
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: things and paragraphs by kind, and sentences; how many are left out, to be asked for."""

    words: str
    groups: Sequence[Group]
    sentences: Sequence[Snippet]
    left_out: int = 0
