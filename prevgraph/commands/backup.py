"""Copy the store to a new folder, while it is being read or served; the copy is a store itself."""

from pathlib import Path

import click

from prevgraph.opening import embedded
from prevgraph.options import store_option
from prevgraph.output import tell


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@store_option
def command(folder: Path, store: str) -> None:
    with embedded(store, read_only=True) as held:
        held.backup(folder)
    tell(f"Backed up to {folder}.")
