"""List the questions of the catalogue, with their parameters."""

import click

from prevgraph.output import print_table
from queries.catalogue import questions


@click.command(help=__doc__)
@click.option("--language", default="en", show_default=True, help="en, fr or es.")
def command(language: str) -> None:
    rows = [
        (name, asked.description(language), " ".join(f"--{one.name}" for one in asked.parameters))
        for name, asked in questions().items()
    ]
    print_table(("question", "what it returns", "parameters"), rows)
