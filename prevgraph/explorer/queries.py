"""The catalogue of questions with its forms."""

from collections.abc import Mapping

from ontology.errors import PrevgraphError
from prevgraph.explorer.view import View, text_of
from queries import catalogue
from queries.ask import query_text, resolve
from queries.catalogue import Parameter, Question
from queries.likeness import NothingNamed
from queries.table import Table
from viz.explorer.contents import Asked, Field, Listed

#: So many values are offered to choose from, at most.
MOST_CHOICES = 120

_REPLIED = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?code WHERE { ?response a pg:Response ; pg:state/pg:iso3 ?code } ORDER BY ?code
"""


def listed(view: View) -> list[Listed]:
    """All questions, by title."""
    language = view.language
    found = [
        Listed(one.name, one.title(language), one.description(language), one.keywords)
        for one in catalogue.questions().values()
    ]
    return sorted(found, key=lambda one: one.title)


def question(view: View) -> Asked:
    """One question with its form and its answer, or with the complaint where a value is none.

    A question that needs a value shows its form alone until one is given.
    """
    asked = catalogue.question(view.parts["name"])
    given = given_for(asked, view)
    found, sparql, complaint = None, query_text(asked, {}), ""
    try:
        arguments = resolve(view.store, asked, {"language": view.language, **given} if _speaks(asked) else given)
        sparql = query_text(asked, arguments)
        found = answer(view, asked.name)
    except NothingNamed as error:
        complaint = str(error) if given else ""
    except PrevgraphError as error:
        complaint = str(error)
    return Asked(
        asked.name,
        asked.title(view.language),
        asked.description(view.language),
        [_field(view, one, given) for one in asked.parameters if one.name != "language"],
        sparql,
        found,
        complaint,
    )


def answer(view: View, name: str) -> Table:
    """The answer to a question, asked with what the address gives."""
    given = given_for(catalogue.question(name), view)
    return view.table(name, **{key.replace("-", "_"): value for key, value in given.items()})


def given_for(asked: Question, view: View) -> Mapping[str, list[str] | str]:
    """What the address gives for the parameters of a question; several values may be parted by a comma."""
    found: dict[str, list[str] | str] = {}
    for parameter in asked.parameters:
        values = view.frame.all_given(parameter.name)
        if not values or parameter.name == "language":
            continue
        several = parameter.multiple and len(values) == 1 and "," in values[0] and parameter.name in ("state", "by")
        found[parameter.name] = [one.strip() for one in values[0].split(",")] if several else values
        if not parameter.multiple:
            found[parameter.name] = values[-1]
    return found


def _speaks(asked: Question) -> bool:
    return any(parameter.name == "language" for parameter in asked.parameters)


def _field(view: View, parameter: Parameter, given: Mapping[str, list[str] | str]) -> Field:
    value = given.get(parameter.name, "")
    return Field(
        parameter.name,
        parameter.descriptions.get(view.language) or parameter.descriptions.get("en", ""),
        value if isinstance(value, str) else ", ".join(value),
        _choices(view, parameter),
        parameter.multiple,
    )


def _choices(view: View, parameter: Parameter) -> list[str]:
    """Values to choose from: the codes of states that replied, or the names by which things of the kind go."""
    if not parameter.is_resource:
        return []
    if parameter.type.endswith("#State"):
        return [text_of(row[0]) for row in view.select(_REPLIED)]
    names = sorted({text_of(name) for _, name in view.select(parameter.lookup)} - {""})
    short = [name for name in names if not name.startswith(("http://", "https://"))]
    return short if len(short) <= MOST_CHOICES else []
