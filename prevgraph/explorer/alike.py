"""What stands on the page of who else does something like a practice or an institution."""

from collections import Counter
from collections.abc import Sequence

from rdflib.term import URIRef

from ontology import schema
from ontology.terms import PG
from prevgraph.explorer.view import NoSuchPage, Record, View, distinct, named
from viz.explorer.contents import Alike, Like

_TYPES = "SELECT DISTINCT ?type WHERE { ?thing a ?type }"


def alike(view: View) -> Alike:
    """The things of other states that are like one, most alike first, each with the reasons and sentences.

    Where none is: what others tell of in their answers to the question that the thing is told of in.
    """
    iri = URIRef(view.frame.base + "id/" + view.parts["path"])
    types = {row[0] for row in view.select(_TYPES, thing=iri)}
    if not any(can_be_alike(type_) for type_ in types if isinstance(type_, URIRef)):
        raise NoSuchPage(view.parts["path"])
    records = list(view.table("who-else", of=str(iri)))
    said = Counter(str(one["question"]) for one in view.table("evidence", of=str(iri)) if one["question"])
    return Alike(
        view.named([str(iri)])[str(iri)],
        [_like(one, records) for one in distinct(records, "thingIri")],
        next((number for number, _ in said.most_common(1)), ""),
    )


def can_be_alike(type_: URIRef) -> bool:
    """Whether things of a kind can be held against each other: what is done, and who does it."""
    return bool({PG.Institution, PG.Practice} & {type_, *schema.superclasses(type_)})


def _like(first: Record, records: Sequence[Record]) -> Like:
    reasons = [record for record in records if record["thingIri"] == first["thingIri"]]
    return Like(
        named(first, "thing", fictional=False),
        named(first, "state"),
        str(first["kind"] or ""),
        [(str(one["tie"]), named(one, "common", fictional=False)) for one in reasons],
        distinct(reasons, "quotation"),
    )
