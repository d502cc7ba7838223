"""Dates and periods as responses write them, made comparable (pure).

Month names come from CLDR, so that a further language needs none written down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex
from babel.dates import get_month_names

_PERIOD = regex.compile(r"\b((?:19|20)\d\d)\s?(?:[-–—/]|to|à|au|a|al|and|et|y)\s?((?:19|20)\d\d|\d\d(?!\d))\b")
_DIGIT = regex.compile(r"\d")
_YEAR = r"(?P<year>(?:19|20)\d\d)"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: `value` is an ISO date, month or year."""

    start: int
    end: int
    value: str


@cache
def month_numbers(language: str) -> Mapping[str, int]:
    """The number of each month by its names and abbreviations in lower case."""
    names: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        for number, name in get_month_names(width, locale=language).items():
            names[name.casefold().rstrip(".")] = int(number)
    return names


@cache
def date_pattern(language: str) -> str:
    """A pattern of the dates of a language, with the groups `day`, `month`, `year` (several times, by order)."""
    months = "|".join(sorted(map(regex.escape, month_numbers(language)), key=len, reverse=True))
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°)?\.?"
    month = rf"(?P<month>{months})\.?"
    of = r"(?:\s+(?:of|de|del))?"
    return (
        rf"(?:{day}{of}\s+{month}{of},?\s+{_YEAR}|{month}\s+{day},?\s+{_YEAR}|{month}{of},?\s+{_YEAR}"
        rf"|(?P<day>\d{{1,2}})[./](?P<number>\d{{1,2}})[./]{_YEAR}|{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d))"
    )


@cache
def _dates(language: str) -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{date_pattern(language)}|{_YEAR})(?![\w/-])", regex.IGNORECASE)


def find_dates(text: str, language: str) -> tuple[Dated, ...]:
    """Every date and year in the text, in order."""
    if not _DIGIT.search(text):  # most of what is asked about, and soon seen
        return ()
    return tuple(Dated(m.start(), m.end(), _iso(m, language)) for m in _dates(language).finditer(text))


def find_period(text: str) -> tuple[str, str] | None:
    """The first and last year of the first period in the text ("2004 – 07" is 2004 to 2007)."""
    found = _PERIOD.search(text)
    if not found:
        return None
    first, last = found[1], found[2]
    last = last if len(last) == 4 else first[:2] + last
    return (first, last) if first <= last else None


def _iso(match: regex.Match[str], language: str) -> str:
    month = match["number"] or str(month_numbers(language).get((match["month"] or "").casefold(), ""))
    parts = [match["year"]]
    if month:
        parts.append(month.zfill(2))
        if match["day"]:
            parts.append(match["day"].zfill(2))
    return "-".join(parts)
