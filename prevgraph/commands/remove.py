"""Take a response out of the store, with all that was inferred from it; the file it came from stays."""

import click

from prevgraph.dataset.publisher import publisher_here
from prevgraph.held import remove
from prevgraph.opening import open_named, writing_to
from prevgraph.options import store_option
from prevgraph.output import tell


@click.command(help=__doc__)
@click.argument("response", metavar="RESPONSE")
@store_option
def command(response: str, store: str) -> None:
    # Removing makes no store: a folder that is none is said to be none.
    open_named(store, read_only=True).close()
    with writing_to(store) as where:
        gone = remove(where, response, ids=where.ids, publisher=publisher_here())
    tell(f"Removed {gone.name} ({gone.state}, {gone.claims} claims).")
