"""Answer an assistant's questions over the Model Context Protocol, on standard input and output.

The assistant can list and ask the questions of the catalogue, run read-only SPARQL, and fetch the words behind a
statement. Nothing can be written, and nothing else on this machine is touched. Needs the extra: pip install
"preventiongraph[mcp]".
"""

import click

from ontology.errors import PrevgraphError
from prevgraph.opening import reading_from
from prevgraph.options import store_option


class NoMcp(PrevgraphError):
    """The extra is not installed."""

    message = 'the Model Context Protocol needs an extra: pip install "preventiongraph[mcp]"'


@click.command(help=__doc__)
@click.option(
    "--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds a query may take."
)
@store_option
def command(timeout: float, store: str) -> None:
    try:
        from prevgraph.server.mcp_server import server
    except ModuleNotFoundError as error:
        if error.name and not error.name.startswith("mcp"):
            raise
        raise NoMcp from error
    from queries.protocol.limits import Limits
    from queries.protocol.service import Settings

    # Said before the conversation starts, where a person still reads it.
    with reading_from(store) as held:
        base = held.ids.base
    server(Settings(store, base=base, limits=Limits(seconds=timeout, workers=1))).run("stdio")
