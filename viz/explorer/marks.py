"""How the marks of a form look: each a shape of its own, so that no colour is needed to tell them apart."""

from collections.abc import Iterator, Mapping

from queries.table import Value

#: The marks in the order of a legend: column of the coverage question, name for style sheets, name for people.
MARKS: tuple[tuple[str, str, str], ...] = (
    ("yes", "yes", "Yes"),
    ("partly", "partly", "Partly"),
    ("no", "no", "No"),
    ("notApplicable", "not-applicable", "Not applicable"),
    ("unmarked", "unmarked", "Not marked"),
    ("blank", "blank", "Left blank"),
)

#: What each mark says, by its name.
SAID: Mapping[str, str] = {name: said for _, name, said in MARKS}

_IMPLIED: tuple[tuple[str, str, str], ...] = (
    ("impliedYes", "yes", "Yes"),
    ("impliedPartly", "partly", "Partly"),
    ("impliedNo", "no", "No"),
)


def marked(record: Mapping[str, Value], *, implied: bool = False) -> Iterator[tuple[str, str, int]]:
    """The marks that occur in a cell of the coverage, with how often: name for style sheets, for people, count."""
    for column, name, said in _IMPLIED if implied else MARKS:
        count = record.get(column)
        if isinstance(count, int) and count:
            yield name, said, count
