"""Bring a backup back: the store becomes what it was when the backup was made, in one step.

A store that holds something already is replaced only with --replace; its copy is made with `prevgraph backup`.
"""

from pathlib import Path

import click

from graph.embedded import EmbeddedStore
from ontology.errors import PrevgraphError
from prevgraph.dataset.publisher import publisher_here
from prevgraph.held import link_anew, responses
from prevgraph.opening import embedded, open_named, writing_to
from prevgraph.options import store_option
from prevgraph.output import tell


class StoreFilled(PrevgraphError):
    """What a store holds is not given up unasked."""

    message = (
        "the store {0} is not empty ({1}), and the backup would take the place of all of it: say --replace if it shall,"
        " or name another --store"
    )


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Give up all that the store holds now.")
@store_option
def command(folder: Path, replace: bool, store: str) -> None:
    # A folder that is no backup is told before a store is made for it.
    open_named(str(folder), read_only=True).close()
    with embedded(store, read_only=False) as held:
        if not replace and not held.is_empty():
            raise StoreFilled(store, _held(held))
        held.restore(folder)
    # Opened anew, under the base that the backup has.
    with writing_to(store) as restored:
        link_anew(restored, publisher=publisher_here())
    tell(f"Restored from {folder}.")


def _held(store: EmbeddedStore) -> str:
    """What a store holds, in a few words."""
    count = len(responses(store))
    return f"{count} response{'' if count == 1 else 's'}"
