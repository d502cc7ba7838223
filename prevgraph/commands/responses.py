"""List the responses in the store."""

import click

from graph.store import open_store
from prevgraph.held import responses
from prevgraph.options import store_option
from prevgraph.output import print_table


@click.command(help=__doc__)
@store_option
def command(store: str) -> None:
    held = open_store(store, read_only=True)
    rows = [
        (one.name, one.state + (" (fictional)" if one.is_fictional else ""), one.language, one.file, str(one.claims))
        for one in responses(held)
    ]
    print_table(("response", "state", "language", "document", "claims"), rows)
