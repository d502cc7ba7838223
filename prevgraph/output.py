"""What is printed, and where: results to standard output, everything else to standard error."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from ontology.errors import PrevgraphError


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
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, title_justify="left", header_style="bold", show_lines=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
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
