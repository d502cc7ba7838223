"""Ask a question of the catalogue by NAME, or any SPARQL with --text or --file.

\b
prevgraph query institutions --kind "probation service"
prevgraph query paragraph-practices --paragraph 24 --state CZE
prevgraph query --text "SELECT ?s WHERE { ?s a <https://w3id.org/prevgraph/ontology#Ministry> }"

`prevgraph queries` lists the questions; `prevgraph query NAME --help` shows the parameters of one.
"""

from pathlib import Path

import click

from prevgraph.opening import reading_from
from prevgraph.options import store_option
from prevgraph.output import print_result
from queries.ask import ask, ask_text
from queries.catalogue import question

FORMATS = ("table", "csv", "tsv", "json", "sparql-json", "markdown")


@click.command(
    help=__doc__,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
)
@click.argument("name", required=False)
@click.option("--text", metavar="SPARQL", help="Any SPARQL 1.1 query.")
@click.option(
    "--file", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file with a query."
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--language", default="en", show_default=True, help="Of labels and headings: en, fr, es.")
@click.option("--help", "-h", "wants_help", is_flag=True, help="Show this message, or the parameters of a question.")
@store_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    text: str | None,
    file: Path | None,
    format_: str,
    language: str,
    wants_help: bool,
    store: str,
) -> None:
    if wants_help:
        click.echo(_help_of(name) if name else ctx.get_help())
        return
    sparql = file.read_text("utf-8") if file else text
    if (name is None) == (sparql is None):
        raise click.UsageError(
            "give the name of a question, or --text, or --file (`prevgraph queries` lists the questions)."
        )
    given = _parameters(ctx.args)
    if sparql is not None:
        _require_no_call(sparql)
    with reading_from(store) as where:
        result = ask(where, str(name), language=language, **given) if sparql is None else ask_text(where, sparql)
    print_result(result, format_, language)


def _require_no_call(sparql: str) -> None:
    """Nothing, unless the query would have the store call another address."""
    from queries.protocol.guard import Guard

    Guard().check_query(sparql)


def _parameters(words: list[str]) -> dict[str, list[str]]:
    """The question's own parameters: `--state CZE XAA --year=2004` as lists of words by name.

    >>> _parameters(["--state", "CZE", "XAA", "--year=2004"])
    {'state': ['CZE', 'XAA'], 'year': ['2004']}
    """
    given: dict[str, list[str]] = {}
    name = None
    for word in words:
        if word.startswith("--"):
            name, _, value = word[2:].partition("=")
            name = name.replace("-", "_")
            given.setdefault(name, []).extend([value] if value else [])
        elif name is None:
            raise click.UsageError(f"{word!r} stands before any parameter; parameters are given as --name value.")
        else:
            given[name].append(word)
    return given


def _help_of(name: str) -> str:
    asked = question(name)
    lines = [f"Usage: prevgraph query {name} [PARAMETERS]", "", f"  {asked.description()}", "", "Parameters:"]
    lines += [f"  --{one.name:16} {one.descriptions.get('en', '')}" for one in asked.parameters] or ["  none"]
    return "\n".join(lines)
