"""List the states in the store, with how many responses each gave."""

from collections import Counter

import click

from prevgraph.held import responses
from prevgraph.opening import reading_from
from prevgraph.options import store_option
from prevgraph.output import print_table
from queries.ask import ask


@click.command(help=__doc__)
@store_option
def command(store: str) -> None:
    with reading_from(store) as opened:
        held = responses(opened)
        called = {str(row["code"]): str(row["state"]) for row in ask(opened, "states")}
    names = {one.iso3: called.get(one.iso3, one.state) + (" (fictional)" if one.is_fictional else "") for one in held}
    counts = Counter(one.iso3 for one in held)
    print_table(("code", "state", "responses"), [(iso3, names[iso3], str(counts[iso3])) for iso3 in sorted(names)])
