"""Laws, decrees and resolutions that are cited by number or date (pure): "Act No. 85/1999 on the Police"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from ingest.dates import date_pattern
from ingest.lexicons import Lexicon
from ingest.tokens import fold


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered or dated instrument: where it stands, where its short form ends, its number, its noun."""

    start: int
    end: int
    short_end: int
    number: str
    noun: str


def find_citations(text: str, lexicon: Lexicon) -> Iterator[Citation]:
    """Every citation in the text, in order."""
    if not _DIGIT.search(text) or not any(noun in folded for folded in (fold(text),) for noun in _nouns(lexicon)):
        return
    for match in _pattern(lexicon).finditer(text):
        number = (match["marked"] or match["bare"] or "").rstrip(".,;")
        short_end = match.end("marked") if match["marked"] else match.end("bare")
        short_end = short_end if number else match.end("noun")
        end = _title_end(text, match.end(), lexicon)
        yield Citation(match.start(), end, min(short_end, end) if number else match.end(), number, fold(match["noun"]))


_DIGIT = regex.compile(r"\d")


@cache
def _nouns(lexicon: Lexicon) -> tuple[str, ...]:
    """The first words of the nouns that are cited: what has none of them cites nothing, nor does what has no digit."""
    firsts = {noun.split()[0] for noun, head in lexicon.heads.items() if head.type == "LegalInstrument"}
    return tuple(sorted(one for one in firsts if not any(other in one for other in firsts - {one})))


#: A number that a year follows ("Act 7 of 1998", "Act XXXIV of 1994"), and one that needs none ("Ley 24.059").
_BARE = r"(?:\d{1,5}|(?-i:[IVXLC]{1,8}))"
_ALONE = r"(?:\d{1,2}\.\d{3}|(?!(?:19|20)\d\d\b)\d{3,5})(?![\w%.,-]*\d)"


@cache
def _pattern(lexicon: Lexicon) -> regex.Pattern[str]:
    legal = lexicon.legal
    nouns = sorted((n for n, h in lexicon.heads.items() if h.type == "LegalInstrument"), key=len, reverse=True)
    before = "".join(rf"(?:(?:{_any(legal['before'])})[\s-]+)*" if legal.get("before") else "")
    after = rf"(?:[\s-]+(?:{_any(legal['after'])}))*" if legal.get("after") else ""
    of_date = rf"(?:,?\s+(?:{legal['of']})\s+(?:{date_pattern(lexicon.language)}|(?P<of_year>(?:19|20)\d\d)\b))"
    another = rf"(?!(?:{_any(nouns)})\b)"  # a second instrument has a number of its own
    issuer = rf"(?:\s+(?:{legal['by']})\s+{another}\p{{Lu}}[\w’'-]*(?:\s+{another}[\w’'-]+){{0,9}}?)?"
    titled = rf"(?:\s+(?:{_any(legal['title'])})(?:\s+{another}[\p{{L}}’'-]+){{1,12}}?,?)?"
    marked = r"(?P<marked>(?:\p{Lu}{1,5}[-/.]?)?\d(?:[\w./-]*\w)?)"
    date = date_pattern(lexicon.language)
    return regex.compile(
        rf"\b{before}(?P<noun>{_any(nouns)}){after}"
        rf"(?:(?:{issuer}|{titled})\s+(?:{legal['number']}){marked}{of_date}?"
        rf"|\s+(?P<bare>\d+[/-]\d[\w/-]*|(?-i:[A-Z])/\d+|{_BARE}(?=,?\s+(?:{legal['of']})\s(?:.{{0,16}})\d{{4}})|{_ALONE}){of_date}?"
        rf"|{issuer}\s+(?:{legal.get('dated', legal['of'])})\s+(?:{date}))",
        regex.IGNORECASE,
    )


def _any(words: list[str]) -> str:
    return "|".join(regex.escape(w).replace(r"\ ", r"\s+") for w in words)


@cache
def _title(lexicon: Lexicon) -> regex.Pattern[str]:
    legal = lexicon.legal
    opening = rf"\s+(?:{_any(legal['title'])})\s+"
    if lexicon.head_last:
        linked = r"(?:of|the|and|from|in|against|for|on|to|a|an|,)"
        return regex.compile(rf"{opening}(?:the\s+)?\p{{Lu}}[\w'’-]*(?:(?:,?\s+{linked})*\s+\p{{Lu}}[\w'’-]*)*")
    return regex.compile(rf"{opening}[^.,;:()«»\"\n]{{3,90}}", regex.IGNORECASE)


def _title_end(text: str, end: int, lexicon: Lexicon) -> int:
    """Where the instrument's own title ends, if one follows its number."""
    found = _title(lexicon).match(text, end)
    if not found:
        return end
    stops = lexicon.words["title_stops"]
    for word in regex.finditer(r"\S+", text, pos=found.start(), endpos=found.end()):
        if fold(word.group()) in stops:
            return max(end, len(text[: word.start()].rstrip()))
    return len(text[: found.end()].rstrip())
