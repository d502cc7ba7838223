"""What is printed, and where: results to standard output, everything else to standard error."""

import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest

import click

from graph.model import Finding, Gravity
from graph.store import Term
from ontology.errors import PrevgraphError
from ontology.states import is_fictional
from queries.ask import Statements
from queries.table import Table
from viz.style import FICTIONAL


class DoubtfulDocument(PrevgraphError):
    """A document that was read, but not as what it is."""

    message = "{0}: {1}."


def is_quiet() -> bool:
    """Whether the user asked for results and errors only."""
    context = click.get_current_context(silent=True)
    return bool(context and context.obj and context.obj["quiet"])


def is_verbose() -> bool:
    """Whether the user asked for more than results, errors and a summary."""
    context = click.get_current_context(silent=True)
    return bool(context and context.obj and context.obj["verbose"])


def tell(sentence: str = "") -> None:
    """Say something on standard error, unless the user wants it quiet."""
    if not is_quiet():
        click.echo(sentence, err=True)


def complain(error: PrevgraphError) -> None:
    """Say what went wrong, in one sentence."""
    click.echo(f"Error: {error}", err=True)


def say_doubts(file: str, findings: Iterable[Finding]) -> bool:
    """Say what concerns the whole of a document; whether any of it means that something was not read."""
    failed = False
    for finding in findings:
        if finding.gravity is Gravity.ERROR:
            complain(DoubtfulDocument(file, finding.what))
            failed = True
        elif finding.where == "document" and finding.gravity is not Gravity.NOTE:
            tell(f"Warning: {file}: {finding.what}.")
    return failed


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """A table for people, as wide as the terminal at most."""
    cells = [list(columns), *map(list, rows)]
    widths = _widths(cells, terminal_width())
    if title:
        click.echo(title)
    for number, line in enumerate(cells):
        click.echo(_line(line, widths))
        if number == 0:
            click.echo("  ".join("-" * width for width in widths))


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on a terminal, nothing elsewhere; hands out what to call after each step."""
    if is_quiet() or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def print_result(
    result: Table | Statements | bool, format_: str, language: str = "en", *, most: int | None = None
) -> None:
    """The answer to a query: a table in a format, statements as Turtle, or true or false; at `most` so many rows."""
    if isinstance(result, bool):
        click.echo("true" if result else "false")
    elif isinstance(result, tuple):
        click.echo(as_turtle(result), nl=False)
    elif format_ == "table":
        _print_reading(result, language, most)
    else:
        click.echo(_FORMATS[format_](result), nl=False)


def as_turtle(statements: Statements) -> str:
    """Statements as a Turtle document."""
    from rdflib import Graph

    graph = Graph()
    for statement in statements:
        graph.add(statement)
    return graph.serialize(format="turtle")


def _print_reading(table: Table, language: str, most: int | None) -> None:
    """The rows as people read them: the fictional marked, no empty columns, the very words and their place below."""
    rows = [_as_read(row, language) for row in table.terms()][:most]
    if not rows:
        click.echo("No rows.")
        return
    names = [name for name in rows[0] if name not in _BELOW and any(row[name] for row in rows)]
    headings = {one.name: one.heading(language) for one in table.columns}
    cells = [[headings.get(name, name) for name in names], *([row[name] for name in names] for row in rows)]
    widths = _widths(cells, terminal_width())
    for number, line in enumerate(cells):
        click.echo(_line(line, widths))
        if number == 0:
            click.echo("  ".join("-" * width for width in widths))
        elif words := _words(rows[number - 1]):
            click.echo(textwrap.indent(textwrap.fill(words, terminal_width() - 6), "      "))
    if most is not None and len(table) > most:
        click.echo(f"... and {len(table) - most} more rows")


def terminal_width() -> int:
    """How many characters fit on a line: those of the terminal, or enough for a file."""
    return shutil.get_terminal_size((140, 24)).columns


def _is_fictional_state(iri: str) -> bool:
    state = _STATE.search(iri)
    return state is not None and is_fictional(state[1])


def _as_read(row: Mapping[str, Term | None], language: str) -> dict[str, str]:
    cells = {name: "" if term is None else " ".join(str(term).split()) for name, term in row.items()}
    said = cells.pop("fictional", "") == "true"
    for name in cells:
        if (name == "state" and said) or _is_fictional_state(cells.get(f"{name}Iri", "")):
            cells[name] += f" ({FICTIONAL.get(language, FICTIONAL['en'])})"
    return {name: text for name, text in cells.items() if not name.endswith(("Iri", "Term"))}


def _words(row: Mapping[str, str]) -> str:
    """The quotation of a row with its place: `"..." (3 in reply.md, character 7235; sure 0.9)`."""
    where = " in ".join(row[name] for name in ("question", "document") if row.get(name))
    at = f", character {row['start']}" if row.get("start") else ""
    sure = f"; sure {row['confidence']}" if row.get("confidence") else ""
    quote = (
        f"\N{LEFT DOUBLE QUOTATION MARK}{row['quotation']}\N{RIGHT DOUBLE QUOTATION MARK} "
        if row.get("quotation")
        else ""
    )
    return f"{quote}({where}{at}{sure})" if quote or where else ""


def _widths(cells: Sequence[Sequence[str]], total: int) -> list[int]:
    """A width for each column: as its cells need, the widest made narrower until all fit."""
    widths = [max(len(line[n]) for line in cells) for n in range(len(cells[0]))]
    while sum(widths) + 2 * (len(widths) - 1) > total and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(line, widths, strict=True)]
    rows = zip_longest(*wrapped, fillvalue="")
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


_NARROWEST = 8
_BELOW = frozenset({"quotation", "document", "question", "start", "end", "confidence"})
#: An invented state wherever it stands in a row: the one that asks, the one that helps, the one that is alike.
_STATE = re.compile(r"/id/state/([A-Z]{3})$")

_FORMATS: Mapping[str, Callable[[Table], str]] = {
    "csv": lambda table: table.to_csv(),
    "tsv": lambda table: table.to_tsv(),
    "json": lambda table: table.to_json(),
    "sparql-json": lambda table: table.to_results_json(),
    "markdown": lambda table: table.to_markdown(),
}
