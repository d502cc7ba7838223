"""Copy the store to a folder, while it is being read or served."""

from pathlib import Path

import click

from graph.store import open_store
from prevgraph.options import store_option
from prevgraph.output import tell


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@store_option
def command(folder: Path, store: str) -> None:
    open_store(store, read_only=True).backup(folder)
    tell(f"Backed up to {folder}.")
