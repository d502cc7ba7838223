"""What the free text of an answer says where no box is marked: yes, no or partly (pure).

The words that decide are data (`lexicon/<language>/implied.toml`), tried in one order for every language: how the
text opens, what its first statement denies, what it restricts. A text that only refers elsewhere implies nothing.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.parts import Answer, Implied
from ontology.questionnaire import Item

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[^\sa-zà-ÿ])|\n\s*\n|\n(?=\s*[-–•*]\s)|(?<=;)\s+")
_WORD = re.compile(r"\w+")
#: So few words beside a cross reference say nothing of their own ("See 4(d), the committee").
_FEW = 5


@dataclass(frozen=True)
class Wording:
    """The deciding words of one language, each list one expression."""

    opens_yes: re.Pattern[str]
    opens_no: re.Pattern[str]
    opens_partly: re.Pattern[str]
    denies: re.Pattern[str]
    denies_all: re.Pattern[str]
    restricts: re.Pattern[str]
    contrasts: re.Pattern[str]
    intends: re.Pattern[str]
    awaits: re.Pattern[str]
    not_yet: re.Pattern[str]
    refers: re.Pattern[str]
    says_nothing: re.Pattern[str]
    abbreviations: re.Pattern[str]


@dataclass(frozen=True)
class _Verdict:
    status: str
    confidence: float
    rule: str


@cache
def read_wording(language: str) -> Wording | None:
    """The deciding words of a language, or None where there is no file for it."""
    path = files("ingest") / "lexicon" / language / "implied.toml"
    if not path.is_file():
        return None
    table = tomllib.loads(path.read_text("utf-8"))
    return Wording(**{name: _any_of(table.get(name, [])) for name in Wording.__dataclass_fields__})


def _any_of(fragments: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(fragments) or '(?!)'})(?!\w)", re.IGNORECASE)


def read_implied(answer: Answer, item: Item, *, language: str) -> Implied | None:
    """What the text implies, or None where it leaves the question open or the item has no boxes.

    Where a box is marked, only a text that plainly says the opposite implies anything.
    """
    wording = read_wording(language)
    if wording is None or item.kind != "choice" or not item.options or not answer.text.strip():
        return None
    if answer.mark is None:
        return _unmarked(answer, item, wording)
    return _contradiction(answer, wording)


def _unmarked(answer: Answer, item: Item, wording: Wording) -> Implied | None:
    for start, end in _statements(answer.text, wording):
        verdict = _judge(answer.text[start:end], answer.text[end:].lstrip(), wording)
        return Implied(verdict.status, answer.locate(start, end), verdict.confidence, f"implied/{verdict.rule}")
    if answer.remark_of == "partly" and "partly" in item.options:
        # "Yes, in part (see 2b)": who writes a reference beside that option, and marks none, means it.
        return Implied("partly", answer.locate(0, len(answer.text)), 0.6, "implied/remark beside option")
    return None


def _contradiction(answer: Answer, wording: Wording) -> Implied | None:
    opposite = {"yes": "no", "no": "yes"}.get(answer.mark or "")
    for start, end in _statements(answer.text, wording):
        plain = _plainly(answer.text[start:end], wording)
        if plain and plain == opposite:
            return Implied(plain, answer.locate(start, end), 0.8, "implied/against the mark")
        return None
    return None


def _plainly(text: str, wording: Wording) -> str | None:
    restricted = wording.restricts.search(text) or wording.contrasts.search(text)
    if wording.opens_yes.match(text):
        return "yes" if not restricted else None
    return "no" if wording.denies_all.search(text) and not restricted else None


def _statements(text: str, wording: Wording) -> Iterator[tuple[int, int]]:
    """The sentences that say something of their own, references and "not applicable" left out."""
    for start, end in _sentences(text, wording):
        sentence = text[start:end]
        rest = wording.refers.sub(" ", wording.says_nothing.sub(" ", sentence))
        words = len(_WORD.findall(rest))
        refers = rest != sentence
        if words > (_FEW if refers and not _any_decides(rest, wording) else 0):
            yield start, end


def _any_decides(text: str, wording: Wording) -> bool:
    text = text.lstrip(" (:,-–")
    return any(p.match(text) for p in (wording.opens_yes, wording.opens_no, wording.opens_partly))


def _sentences(text: str, wording: Wording) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        last_word = text.rfind(" ", start, match.start()) + 1 or start
        abbreviation = wording.abbreviations.match(text, max(last_word, start))
        if abbreviation and abbreviation.end() == match.start():
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _lacks_yet(following: str, wording: Wording) -> bool:
    """Whether the next sentence says of something that it is not done so far."""
    end = next((end for _, end in _sentences(following, wording)), 0)
    return wording.not_yet.search(following, 0, end) is not None


def _judge(text: str, following: str, wording: Wording) -> _Verdict:
    """What one statement says; `following` is how the text goes on."""
    said = text.lstrip(' (\n\t"“«-–•*')
    if wording.opens_partly.match(said):
        return _Verdict("partly", 0.9, "opens in part")
    if wording.opens_yes.match(said):
        if wording.restricts.search(said):
            return _Verdict("partly", 0.85, "yes restricted")
        return _Verdict("yes", 0.95, "opens with yes")
    if wording.opens_no.match(said):
        return _Verdict("no", 0.9, "opens with no")
    if wording.awaits.match(said):
        return _Verdict("no", 0.6, "awaited")
    denies = bool(wording.denies.search(said) or wording.denies_all.search(said))
    if wording.restricts.search(said):
        return _Verdict("partly", 0.75, "restricted")
    if denies:
        contrast = wording.contrasts.search(said)
        if contrast and wording.intends.search(said, 0, contrast.start()):
            return _Verdict("no", 0.7, "intended, then denied")
        if contrast or wording.contrasts.match(following):
            return _Verdict("partly", 0.6, "denied in part")
        return _Verdict("no", 0.75, "denied")
    if wording.opens_no.match(following) or wording.denies_all.match(following) or _lacks_yet(following, wording):
        return _Verdict("partly", 0.6, "denied next")
    return _Verdict("yes", 0.7, "something is stated")
