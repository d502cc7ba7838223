"""What is printed, and where: results to standard output, everything else to standard error."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from graph.store import Term
from ontology.errors import PrevgraphError
from queries.ask import Statements
from queries.table import Table


def is_quiet() -> bool:
    """Whether the user asked for results and errors only."""
    context = click.get_current_context(silent=True)
    return bool(context and context.obj and context.obj["quiet"])


def tell(sentence: str = "") -> None:
    """Say something on standard error, unless the user wants it quiet."""
    if not is_quiet():
        click.echo(sentence, err=True)


def complain(error: PrevgraphError) -> None:
    """Say what went wrong, in one sentence."""
    click.echo(f"Error: {error}", err=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """A table for people: as wide as the terminal, or wide enough for a pipe."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        title=Text(title) if title else None,
        title_justify="left",
        header_style="bold",
        show_lines=False,
    )
    lines = [list(row) for row in rows]
    for number, column in enumerate(columns):
        longest = max((len(line[number]) for line in lines), default=0)
        short = longest <= _SHORT_CELL
        table.add_column(Text(column), no_wrap=short, min_width=min(longest, 36) if longest > 80 else None)
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    width = None if sys.stdout.isatty() else 160
    Console(width=width).print(table)


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
        click.echo(_as_turtle(result), nl=False)
    elif format_ == "table":
        _print_reading(result, language, most)
    else:
        click.echo(_FORMATS[format_](result), nl=False)


def _as_turtle(statements: Statements) -> str:
    from rdflib import Graph

    graph = Graph()
    for statement in statements:
        graph.add(statement)
    return graph.serialize(format="turtle")


def _print_reading(table: Table, language: str, most: int | None) -> None:
    """The rows as people read them: the fictional marked, the source in one cell, long texts cut, no empty columns."""
    rows = [_as_read(row, language) for row in table.terms()][:most]
    if not rows:
        tell("No rows.")
        return
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    headings = {one.name: one.heading(language) for one in table.columns}
    print_table([headings.get(name, name) for name in names], [[_cut(row[name]) for name in names] for row in rows])
    if most is not None and len(table) > most:
        tell(f"  ... and {len(table) - most} more rows")


def _as_read(row: Mapping[str, Term | None], language: str) -> dict[str, str]:
    cells = {name: "" if term is None else " ".join(str(term).split()) for name, term in row.items()}
    if cells.pop("fictional", "") == "true":
        cells["state"] += f" ({_FICTIONAL.get(language, _FICTIONAL['en'])})"
    if "document" in cells and "question" in cells:
        where = (cells.pop("question"), cells.pop("document"), cells.pop("start", ""))
        cells.pop("end", "")
        cells["source"] = f"{where[0]} in {where[1]}" + (f" @{where[2]}" if where[2] else "")
    return {name: text for name, text in cells.items() if not name.endswith(("Iri", "Term"))}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


_LONGEST_CELL = 120
_SHORT_CELL = 14
_FICTIONAL = {"en": "fictional", "fr": "fictif", "es": "ficticio"}

_FORMATS: Mapping[str, Callable[[Table], str]] = {
    "csv": lambda table: table.to_csv(),
    "tsv": lambda table: table.to_tsv(),
    "json": lambda table: table.to_json(),
    "sparql-json": lambda table: table.to_results_json(),
    "markdown": lambda table: table.to_markdown(),
}
