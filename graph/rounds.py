"""The order in time of the rounds of a survey, as their names tell it."""

import re

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"(\d+)")
#: After every year.
_LAST = 10_000


def year_of(round_: str) -> int | None:
    """The last year in the name of a round, if there is any.

    >>> year_of("ecosoc-2004-28-2009"), year_of("2468")
    (2009, None)
    """
    years = _YEAR.findall(round_)
    return int(years[-1]) if years else None


def in_time(round_: str) -> tuple[int, list[tuple[int, str]], str]:
    """What sorts the names of rounds in time: the last year in the name, then the name, its numbers by value.

    A name without a year comes after all that have one.

    >>> sorted(["r-10", "2009", "ecosoc-2004-28-2011", "r-9", "ecosoc-2004-28"], key=in_time)
    ['ecosoc-2004-28', '2009', 'ecosoc-2004-28-2011', 'r-9', 'r-10']
    """
    pieces = [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in _NUMBER.split(round_) if piece]
    # The name itself tells apart those that differ in noughts alone.
    return year_of(round_) or _LAST, pieces, round_
