"""Bring a backup back: the store becomes what it was when the backup was made."""

from pathlib import Path

import click

from graph.store import open_store
from prevgraph.options import store_option
from prevgraph.output import tell


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@store_option
def command(folder: Path, store: str) -> None:
    into = open_store(store)
    into.restore(folder)
    into.close()
    tell(f"Restored from {folder}.")
