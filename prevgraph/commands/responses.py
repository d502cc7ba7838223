"""List the responses in the store."""

import click

from prevgraph.held import responses
from prevgraph.opening import reading_from
from prevgraph.options import store_option
from prevgraph.output import print_table


@click.command(help=__doc__)
@store_option
def command(store: str) -> None:
    with reading_from(store) as held:
        found = responses(held)
    rows = [
        (one.name, one.state + (" (fictional)" if one.is_fictional else ""), one.language, one.file, str(one.claims))
        for one in found
    ]
    print_table(("response", "state", "language", "document", "claims"), rows)
