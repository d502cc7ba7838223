"""Print what a response would put into the graph; write nothing."""

import json
import sys
from functools import partial
from pathlib import Path

import click

from graph.merge import merge
from ingest.parts import Response
from ingest.run import find_files, read_files
from ingest.statements import make_statements
from prevgraph.extracted import Extracted, as_json, as_rows, extract
from prevgraph.options import plan_options
from prevgraph.output import complain, print_table, say_doubts
from prevgraph.reading import ReadingPlan, questionnaire, software_version


@click.command(help=__doc__)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["json", "turtle", "table"]), default="json", show_default=True)
@plan_options
def command(files: tuple[Path, ...], format_: str, plan: ReadingPlan) -> int:
    from ingest.document.read import SUFFIXES

    found = find_files(files, suffixes=SUFFIXES)
    if not found:
        raise click.UsageError(
            f"no response files in {', '.join(map(str, files))}; known kinds: {' '.join(sorted(SUFFIXES))}"
        )
    outcomes = list(read_files(found, partial(extract, plan)))
    extracted = [outcome.result for outcome in outcomes if outcome.result is not None]
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    if extracted:
        _PRINTERS[format_](extracted, plan)
    for error in errors:
        complain(error)
    responses = [one.response for one in extracted]
    doubtful = [say_doubts(response.document.file, response.findings) for response in responses]
    return 1 if errors or any(doubtful) else 0


def _print_json(extracted: list[Extracted], plan: ReadingPlan) -> None:
    objects = [as_json(one, ids=plan.ids) for one in extracted]
    json.dump(objects[0] if len(objects) == 1 else objects, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _print_table(extracted: list[Extracted], plan: ReadingPlan) -> None:
    form = questionnaire(plan.questionnaire)
    for response in (one.response for one in extracted):
        print_table(("item", "what", "says", "in these words"), as_rows(response, form), title=_title(response))


def _title(response: Response) -> str:
    return response.state.name + (" (fictional)" if response.state.is_fictional else "")


def _print_turtle(extracted: list[Extracted], plan: ReadingPlan) -> None:
    from rdflib import Graph

    from ontology.terms import PREFIXES

    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    # One whose state nobody knows has no identifiers; its doubts say what to do.
    for one in (one for one in extracted if one.response.state.iso3):
        form = questionnaire(plan.questionnaire)
        made = make_statements(
            one.response, form, ids=plan.ids, software_version=software_version(), reader=plan.reader_name
        )
        for statement in merge(made, one.merges):
            graph.add(statement)
    sys.stdout.write(graph.serialize(format="turtle"))


_PRINTERS = {"json": _print_json, "table": _print_table, "turtle": _print_turtle}
