"""List the questions of the catalogue, with their parameters."""

import click

from prevgraph.output import print_table
from queries.catalogue import questions


@click.command(help=__doc__)
def command() -> None:
    rows = [
        (name, asked.description, " ".join(f"--{p.name.replace('_', '-')}" for p in asked.parameters))
        for name, asked in questions().items()
    ]
    print_table(("question", "what it returns", "parameters"), rows)
