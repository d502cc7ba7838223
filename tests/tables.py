"""Tables in Markdown, as the pages of figures show them."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> list[str]:
    """The lines of a table: so many columns of words first, then figures, which stand at the right.

    >>> print(*table(["state", "replies"], [["Tavu", "2"]]), sep="\\n")
    | state | replies |
    |---|---:|
    | Tavu | 2 |
    """
    rule = ["---"] * words + ["---:"] * (len(heads) - words)
    return [line(heads), f"|{'|'.join(rule)}|", *map(line, rows)]


def line(cells: Iterable[str]) -> str:
    """One line of a table."""
    return f"| {' | '.join(cells)} |"
