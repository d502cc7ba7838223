"""What stands on the page of a paragraph of the Guidelines, and in the matrix of states by paragraphs."""

from collections.abc import Sequence

from ontology.guidelines import paragraphs
from prevgraph.explorer_states import guidelines, in_language, name_of
from prevgraph.explorer_view import NoSuchPage, View, distinct, language_of, named, text_of
from viz.explorer import contents
from viz.explorer.contents import Named

_TEXT = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?text WHERE { ?paragraph pg:quotedText ?text }
"""


def listed(view: View) -> contents.Start:
    """All paragraphs under their headings."""
    return contents.Start({}, [], guidelines(view.language))


def paragraph(view: View) -> contents.Paragraph:
    """All about one paragraph: its text, the practices on it, the answers about it, who needs and offers help."""
    iri = view.ids.paragraph(view.parts["number"])
    known = {str(each.iri): each for each in paragraphs().values()}
    here = known.get(str(iri))
    if here is None:
        raise NoSuchPage(view.parts["number"])
    text, language = _quoted(view, str(iri))
    above = paragraphs().get(here.parent or "")
    state = view.frame.given("state")
    asked = {"paragraph": here.number, "state": state or None}
    return contents.Paragraph(
        str(iri),
        here.number,
        in_language(here.labels, view.language),
        in_language(here.heading, view.language),
        text,
        language,
        [name_of(each, view.language) for each in known.values() if each.parent == here.number],
        name_of(above, view.language) if above else None,
        view.table("paragraph-practices", **asked),
        view.table("answers", **asked),
        view.table("assistance", **asked),
        state,
    )


def _quoted(view: View, iri: str) -> tuple[str, str]:
    """The text as the form quotes it, in the reader's language if it was, and which language it is in."""
    from rdflib.term import URIRef

    texts = [row[0] for row in view.select(_TEXT, paragraph=URIRef(iri))]
    rank = sorted(
        texts, key=lambda text: (language_of(text) != view.language, language_of(text) != "en", text_of(text))
    )
    return (text_of(rank[0]), language_of(rank[0])) if rank else ("", "")


def coverage(view: View) -> contents.Coverage:
    """States by paragraphs: what the answers about each are, and how many practices address it."""
    wanted = view.frame.all_given("state")
    rows = list(view.table("coverage", state=wanted or None))
    known = {str(each.iri): each for each in paragraphs().values()}
    shown = _in_order({str(row["paragraphIri"]) for row in rows}, list(known))
    return contents.Coverage(
        [named(row, "state", note=str(row["stateIri"]).rsplit("/", 1)[-1]) for row in distinct(rows, "stateIri")],
        [Named(iri, known[iri].number, in_language(known[iri].labels, view.language)) for iri in shown],
        {(str(row["stateIri"]), str(row["paragraphIri"])): row for row in rows},
    )


def _in_order(wanted: set[str], order: Sequence[str]) -> list[str]:
    return [iri for iri in order if iri in wanted]
