"""What stands on the page of a paragraph of the Guidelines, and in the matrix of states by paragraphs."""

from collections.abc import Sequence

from ontology.guidelines import paragraphs
from prevgraph.explorer.states import guidelines, in_language, name_of
from prevgraph.explorer.view import NoSuchPage, View, distinct, language_of, named, text_of
from viz.explorer import contents
from viz.explorer.contents import Named

_TEXT = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?text WHERE { ?paragraph pg:quotedText ?text }
"""


#: How many states stand beside each other on a page.
STATES_AT_ONCE = 25


def _page_of_states(view: View) -> tuple[list[str] | None, int, int]:
    """The codes of the states on the page that the address asks for, which page it is, of how many.

    None for all of them: where there are no more than fit.
    """
    codes = [str(record["code"]) for record in distinct(view.table("states"), "stateIri")]
    pages = -(-len(codes) // STATES_AT_ONCE)
    given = view.frame.given("page")
    page = min(max(int(given), 1), max(pages, 1)) if given.isdecimal() and len(given) < 6 else 1
    return (codes[(page - 1) * STATES_AT_ONCE : page * STATES_AT_ONCE] if pages > 1 else None), page, max(pages, 1)


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
    state = view.frame.given("state").upper()
    codes, page, pages = ([state], 1, 1) if state else _page_of_states(view)
    asked = {"paragraph": here.number, "state": codes}
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
        page,
        pages,
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
    codes, page, pages = (wanted, 1, 1) if wanted else _page_of_states(view)
    rows = list(view.table("coverage", state=codes))
    known = {str(each.iri): each for each in paragraphs().values()}
    shown = _in_order({str(row["paragraphIri"]) for row in rows}, list(known))
    return contents.Coverage(
        [named(row, "state", note=str(row["stateIri"]).rsplit("/", 1)[-1]) for row in distinct(rows, "stateIri")],
        [Named(iri, known[iri].number, in_language(known[iri].labels, view.language)) for iri in shown],
        {(str(row["stateIri"]), str(row["paragraphIri"])): row for row in rows},
        page,
        pages,
    )


def _in_order(wanted: set[str], order: Sequence[str]) -> list[str]:
    return [iri for iri in order if iri in wanted]
