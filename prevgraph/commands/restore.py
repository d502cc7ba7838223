"""Bring a backup back: the store becomes what it was when the backup was made, in one step."""

from pathlib import Path

import click

from prevgraph.dataset.publisher import publisher_here
from prevgraph.held import link_anew
from prevgraph.opening import embedded, writing_to
from prevgraph.options import store_option
from prevgraph.output import tell


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@store_option
def command(folder: Path, store: str) -> None:
    with embedded(store, read_only=False) as held:
        held.restore(folder)
    # Opened anew, under the base that the backup has.
    with writing_to(store) as restored:
        link_anew(restored, publisher=publisher_here())
    tell(f"Restored from {folder}.")
