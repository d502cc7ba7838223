"""Write the graph, or part of it, to a file."""

from pathlib import Path

import click

from graph.export import FORMATS, export
from prevgraph.opening import reading_from
from prevgraph.options import store_option
from prevgraph.output import tell


@click.command(help=__doc__)
@click.option("--format", "format_", type=click.Choice(sorted(FORMATS)), required=True)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The file to write (csv, parquet: a folder)."
)
@click.option("--state", metavar="CODE", help="Only what this state says.")
@store_option
def command(format_: str, out: Path, state: str | None, store: str) -> None:
    with reading_from(store) as held:
        export(held, format_, out, state=state and state.upper())
    tell(f"Written: {out}")
