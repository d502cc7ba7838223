"""Rows of numbers written as SPARQL 1.1 Query Results JSON, byte for byte as the database writes it."""

import json
from collections.abc import Sequence

from graph.columns import Ids
from queries.columnar.distinct import each_once
from queries.columnar.rows import Rows
from queries.columnar.terms import Terms, Value, take_apart


def write_truth(is_true: bool) -> str:
    """The answer to an ASK."""
    return f'{{"head":{{}},"boolean":{"true" if is_true else "false"}}}'


def write_rows(terms: Terms, names: Sequence[str], rows: Rows) -> str:
    """The answer to a SELECT: of each row what is bound."""
    columns = [_cells(terms, name, rows.column(name)) for name in names]
    found = zip(*columns, strict=True) if columns else [()] * rows.size
    bindings = ",".join(["{" + ",".join(filter(None, cells)) + "}" for cells in found])
    head = ",".join([f'"{name}"' for name in names])
    return f'{{"head":{{"vars":[{head}]}},"results":{{"bindings":[{bindings}]}}}}'


def _cells(terms: Terms, name: str, numbers: Ids) -> list[str]:
    """What is said of a variable in each row; nothing where it is unbound."""
    unique, places = each_once(numbers)
    texts = terms.texts(unique)
    made = ["" if text is None else f'"{name}":{{{_write(take_apart(text))}}}' for text in texts]
    return [made[place] for place in places.tolist()]


def _write(value: Value) -> str:
    text, tag = _quoted(value.text), value.tag
    if tag == "<":
        return f'"type":"uri","value":{text}'
    if tag == "":
        return f'"type":"literal","value":{text}'
    if tag.startswith("@"):
        return f'"type":"literal","value":{text},"xml:lang":"{tag[1:]}"'
    return f'"type":"literal","value":{text},"datatype":{_quoted(tag[3:-1])}'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
