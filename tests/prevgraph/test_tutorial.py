"""The tutorial notebook: it runs from beginning to end, and shows what it gave, marked where it is invented."""

import json

import nbformat
import pytest

from tests.tutorial import NOTEBOOK, executed

KEPT = nbformat.read(NOTEBOOK, as_version=4)


def code_cells() -> list[nbformat.NotebookNode]:
    return [cell for cell in KEPT.cells if cell.cell_type == "code"]


def test_the_tutorial_is_kept_with_its_outputs() -> None:
    nbformat.validate(KEPT)
    assert len(code_cells()) > 10
    assert [cell.execution_count for cell in code_cells()] == list(range(1, len(code_cells()) + 1))
    assert not [output for cell in code_cells() for output in cell.outputs if output.output_type == "error"]


def test_what_it_shows_of_an_invented_state_is_marked() -> None:
    shown = [json.dumps(cell.outputs, ensure_ascii=False) for cell in code_cells()]
    naming = [text for text in shown if "Norrland" in text]
    assert naming
    assert [text for text in naming if "ictional" not in text] == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the notebook's own machinery
def test_the_tutorial_runs_from_beginning_to_end() -> None:
    done = executed(nbformat.read(NOTEBOOK, as_version=4))
    ran = [cell for cell in done.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in ran] == list(range(1, len(ran) + 1))
    quotations_stand = next(cell for cell in ran if "text_of[document]" in cell.source)
    assert quotations_stand.outputs[0].data["text/plain"] == "True"
