"""Check the graph: shapes (SHACL), consistency (OWL), links and quotations.

Each fault is one line in a steward's words, and the exit status is 1 where there is any. The shapes, links and
quotations are always checked. Consistency is checked by a DL reasoner (HermiT, which needs Java), and by the rules of
OWL 2 RL, which need none but find less, where there is no Java.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

import click

from graph.check import check
from graph.model import Finding, Gravity, Statement
from graph.store import Store
from ontology import reason
from prevgraph.held import responses
from prevgraph.opening import reading_from
from prevgraph.options import store_option
from prevgraph.output import tell


@click.command(help=__doc__)
@click.option("--no-reasoner", is_flag=True, help="Leave the consistency check out: it takes the longest.")
@store_option
def command(no_reasoner: bool, store: str) -> int:
    with reading_from(store) as held:
        findings = list(check(held))
        if not no_reasoner:
            findings += _consistency(held)
        count = len(responses(held))
    for finding in findings:
        click.echo(f"{finding.gravity}: {finding.where}: {finding.what}")
    faults = sum(1 for finding in findings if finding.gravity is Gravity.ERROR)
    tell(f"{count} responses checked: {faults} faults, {len(findings) - faults} remarks.")
    return 1 if faults else 0


def _consistency(held: Store) -> Iterator[Finding]:
    """Whether all that is said can be true at once."""
    triples = list(chain(reason.vocabulary(), _data(held)))
    try:
        found = reason.check(triples)
    except reason.NoJava as error:
        tell(str(error))
        yield from (Finding("consistency", clash, Gravity.ERROR) for clash in reason.clashes(triples))
        return
    for thing in found.unsatisfiable:
        yield Finding("consistency", f"nothing can be a {thing}: its definition contradicts itself", Gravity.ERROR)
    if not found.is_consistent:
        causes = reason.clashes(triples) or ("the rules of OWL 2 RL do not show between which",)
        yield from (Finding("consistency", f"statements contradict each other: {why}", Gravity.ERROR) for why in causes)


def _data(held: Store) -> Iterable[Statement]:
    """What the responses say, without the vocabulary that the reasoner is given as written."""
    said = (name for name in held.graphs() if "/graph/response/" in name)
    return chain.from_iterable(map(held.statements, said))
