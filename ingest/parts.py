"""What a response consists of once it is read: document, answers, entities, relations, each with its evidence.

These are values only. `ingest.document` makes a `Document`, `ingest.form` the `Answer`s, a reader the `Entity`s and
`Relation`s; `ingest.statements` turns the whole `Response` into statements.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.model import Finding
from ontology.states import is_fictional

#: A box as every document reader writes it into the text, whatever the file called it.
MARKED_BOX = "\N{BALLOT BOX WITH X}"
EMPTY_BOX = "\N{BALLOT BOX}"


@dataclass(frozen=True, slots=True)
class Document:
    """A source file and the text read from it: the text that every quotation and position refers to.

    Positions are code points of `text`. Box marks stand in the text where the file has them, as `MARKED_BOX` and
    `EMPTY_BOX`; text formats are kept as written. In a short line that may be a choice, words that are set off stand as
    in Markdown (`**Yes** / No`, `Yes / ~~No~~`). A table row is one line, its cells parted by tabs or by `|`.
    """

    file: str
    sha256: str
    media_type: str
    text: str
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an answer's text that stands unbroken in the document.

    `answer.text[at : at + end - start] == document.text[start:end]`. `gap` is all that parts it from the next piece in
    the document where that is no more than the end of a line, which cuts no sentence.
    """

    at: int
    start: int
    end: int
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The very words: `document.text[start:end] == quote`, standing in the answer to `item`."""

    item: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Implied:
    """What the text says where no box is marked, or against the box that is: yes, no or partly."""

    status: str
    evidence: tuple[Evidence, ...]
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a response says to one item: its mark (None where no box is marked) and its free text as written.

    `pieces` lead from positions in `text` to positions in the document. `marks_seen` is False where the item should
    have boxes and none were found in the document at all. A grid line has `needs` and `offers` instead of a mark;
    `columns` has every column of it, whatever the questionnaire calls them.
    """

    item: str
    mark: str | None = None
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    marks_seen: bool = True
    implied: Implied | None = None
    refers_to: tuple[str, ...] = ()
    needs: bool | None = None
    offers: bool | None = None
    columns: Mapping[str, bool] = field(default_factory=dict)
    #: The option that the free text stands beside, where it is no more than a remark in the line of the boxes.
    remark_of: str | None = None

    def locate(self, start: int, end: int) -> tuple[Evidence, ...]:
        """The evidence for `text[start:end]`, each quotation as it stands in the document, ends of lines and all.

        There are several only where something else stands between: the edge of a page, a box, a blank line.
        """
        return tuple(self._joined(start, end))

    def _joined(self, start: int, end: int) -> Iterator[Evidence]:
        before, gap = None, ""
        for one, behind in self._cut(start, end):
            if before is not None and gap and one.start == before.end + len(gap):
                before = Evidence(self.item, before.quote + gap + one.quote, before.start, one.end)
            else:
                if before is not None:
                    yield before
                before = one
            gap = behind
        if before is not None:
            yield before

    def _cut(self, start: int, end: int) -> Iterator[tuple[Evidence, str]]:
        """The words in each piece, and what parts that piece from the next."""
        for piece in self.pieces:
            low = max(start, piece.at)
            high = min(end, piece.at + piece.end - piece.start)
            quote = self.text[low:high]
            lead = len(quote) - len(quote.lstrip())
            if quote.strip():
                first = piece.start + low - piece.at + lead
                yield Evidence(self.item, quote.strip(), first, first + len(quote.strip())), piece.gap


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in an answer's text where something is named: `answer.text[start:end] == text`.

    All mentions of one thing share the `key` of its `Entity`. `is_specific` is False for a short form that only
    points back ("the Council", "this strategy"): it never names a thing by itself.
    """

    item: str
    start: int
    end: int
    text: str
    type: str
    kind: str
    key: str
    is_specific: bool = True


@dataclass(frozen=True, slots=True)
class Entity:
    """Something the response names: its type, every form of its name (fullest first), attributes, evidence.

    `type` and the attribute names are classes and properties of the ontology (`Institution`, `established`); `kind` is
    the most specific class known (`Ministry`, `Council`, `ActionPlan`), or the type itself. `attribute_evidence` holds
    the sentence in which an attribute's value stands, where that is not the name itself.
    """

    key: str
    type: str
    labels: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    kind: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    attribute_evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    confidence: float = 1.0
    method: str = ""
    review: str = "unreviewed"


@dataclass(frozen=True, slots=True)
class Relation:
    """One claim: `s` and `o` are entity keys; `o` may also be `STATE`, a paragraph (`24(c)`) or a target group, and
    `s` may be `STATE`.
    """

    s: str
    p: str
    o: str
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    method: str = ""
    review: str = "unreviewed"


@dataclass(frozen=True, slots=True)
class State:
    """Who replied. `iso3` is None where the name is not one of a state we know; XAA to XZZ are fictional."""

    name: str
    iso3: str | None = None

    @property
    def is_fictional(self) -> bool:
        return self.iso3 is not None and is_fictional(self.iso3)


@dataclass(frozen=True, slots=True)
class Response:
    """One state's reply to one questionnaire, as read.

    `round` tells two replies of one state apart; a state's only reply has the questionnaire's own name there.
    `quotations` are the paragraphs of the Guidelines as the form quotes them, by number. `reviews` has what people
    decided about a mention, an attribute or an implied status alone: what it is, the entity's key, and the item or the
    attribute's name lead to the state of the review.
    """

    state: State
    questionnaire: str
    round: str
    language: str
    document: Document
    answers: Mapping[str, Answer]
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    quotations: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
