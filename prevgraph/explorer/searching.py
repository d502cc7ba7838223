"""What a search finds: things by name, paragraphs by label and text, sentences by their words."""

from collections.abc import Sequence

import regex
from rdflib.term import URIRef

from ontology.guidelines import paragraphs
from prevgraph.explorer.states import name_of, state_named
from prevgraph.explorer.view import Record, View, distinct, named, text_of
from queries.words import pattern
from viz.explorer import contents
from viz.explorer.contents import Group, Named, Snippet

#: How many things of one kind, and how many sentences, a search shows.
MOST_FOUND = 60

#: How much of an answer stands around the words that were searched for.
AROUND = 140

_QUOTED = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?paragraph ?text WHERE { ?paragraph pg:quotedText ?text }
"""

_ABOUT = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?paragraph WHERE { VALUES ?answer { %s } ?answer pg:item/pg:paragraph ?paragraph }
"""


def search(view: View) -> contents.Found:
    """All that holds the words that the address gives."""
    words = " ".join(view.frame.given("q").split())
    if not words:
        return contents.Found("", [], [])
    records: list[Record] = list(view.table("search", search=words)) or _with_every_word(view, words)
    things: dict[str, dict[str, Named]] = {}
    for record in records:
        if record["question"] is None:
            note = "; ".join(filter(None, (_other_name(record), str(record["state"] or ""))))
            iri = str(record["thingIri"])
            things.setdefault(str(record["kind"]), {}).setdefault(iri, named(record, "thing", note=note))
    groups = [Group(kind, list(members.values())[:MOST_FOUND]) for kind, members in sorted(things.items())]
    left_out = sum(max(0, len(members) - MOST_FOUND) for members in things.values())
    states = _states_called(view, words)
    found = [*([Group(view.frame.word("States"), states)] if states else []), *groups]
    said = [record for record in records if record["question"] is not None]
    called = _paragraphs_called(view, words)
    about = [one for one in _paragraphs_of(view, said[:MOST_FOUND]) if one not in called]
    titles = (view.frame.word("Paragraphs of the Guidelines"), view.frame.word("Paragraphs that the answers are about"))
    found += [Group(title, members) for title, members in zip(titles, (called, about), strict=True) if members]
    sentences = [_snippet(record, words) for record in said[:MOST_FOUND]]
    return contents.Found(words, found, sentences, left_out + len(said) - len(sentences))


def _with_every_word(view: View, words: str) -> list[Record]:
    """What holds each of several words, wherever it stands."""
    wanted = [regex.compile(pattern(word)) for word in words.split()]
    rows = view.table("search", search=_longest(words)) if len(wanted) > 1 else ()
    return [row for row in rows if all(word.search(str(row["found"])) for word in wanted)]


def _longest(words: str) -> str:
    return max(words.split(), key=len)


def _other_name(record: Record) -> str:
    return str(record["found"]) if record["found"] != record["thing"] else ""


def _states_called(view: View, words: str) -> list[Named]:
    states = [state_named(record) for record in distinct(view.table("states"), "stateIri")]
    wanted = regex.compile(pattern(words))
    return [one for one in states if wanted.search(f"{one.label} {one.note}")]


def _paragraphs_called(view: View, words: str) -> list[Named]:
    texts: dict[str, str] = {}
    for paragraph, text in view.select(_QUOTED):
        texts[text_of(paragraph)] = texts.get(text_of(paragraph), "") + " " + text_of(text)
    wanted = regex.compile(pattern(words))
    return [
        name_of(each, view.language)
        for each in paragraphs().values()
        if wanted.search(" ".join((*each.labels.values(), *each.topics, texts.get(str(each.iri), ""))))
    ]


def _paragraphs_of(view: View, answers: Sequence[Record]) -> list[Named]:
    """The paragraphs that the questions are about in whose answers the words stand."""
    iris = sorted({str(record["thingIri"]) for record in answers})
    rows = view.select(_ABOUT % " ".join(URIRef(iri).n3() for iri in iris)) if iris else ()
    found = {text_of(row[0]) for row in rows}
    return [name_of(each, view.language) for each in paragraphs().values() if str(each.iri) in found]


def _snippet(record: Record, words: str) -> Snippet:
    """The words where they first stand in an answer, with what is around them, cut between words."""
    text = " ".join(str(record["found"]).split())
    there = regex.search(pattern(words), text) or regex.search(pattern(_longest(words)), text)
    first, last = there.span() if there else (0, 0)
    before, after = text[max(0, first - AROUND) : first], text[last : last + AROUND]
    before = regex.sub(r"^\S*\s", "…", before) if first > AROUND else before
    after = regex.sub(r"\s\S*$", "…", after) if last + AROUND < len(text) else after
    return Snippet(record, before, text[first:last], after)
