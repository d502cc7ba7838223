"""What repeats at the edge of pages is left out, and nothing else."""

from ingest.document.furniture import without_furniture
from ingest.document.lines import Line
from ingest.document.page import Area


def _page(number: int, *texts: tuple[float, str]) -> list[Line]:
    return [Line(number, text, Area(60, top, 400, top + 10), 30, ()) for top, text in texts]


def _texts(pages: list[list[Line]]) -> list[list[str]]:
    return [[line.text for line in page] for page in without_furniture(pages, [842.0] * len(pages))]


def test_a_header_is_known_again_askew_and_read_otherwise():
    pages = [
        _page(1, (30, "RÉPUBLIQUE DE TAVU - questionnaire"), (90, "One.")),
        _page(2, (44, "REPUBLIQUE DE TAVU questionnaire"), (90, "Two.")),
        _page(3, (36, "République de Tavu – questionnaire"), (90, "Three.")),
    ]
    assert _texts(pages) == [["One."], ["Two."], ["Three."]]


def test_a_prompt_at_the_foot_of_one_page_and_the_head_of_the_next_stays():
    pages = [
        _page(1, (90, "One."), (760, "If yes, please specify:")),
        _page(2, (40, "If yes, please specify:"), (90, "Two.")),
    ]
    assert _texts(pages) == [["One.", "If yes, please specify:"], ["If yes, please specify:", "Two."]]
