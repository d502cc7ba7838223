"""What a browser shows is what is read."""

import pytest

from ingest.document.html import TooDeep
from ingest.document.read import read_document


def _text(path):
    return read_document(path).text


def test_wingdings_are_boxes_and_the_same_letters_elsewhere_are_letters(html):
    box = "<span style='font-size:9pt;font-family:Wingdings'>{}</span>"
    page = f"<p>{box.format('þ')} Yes {box.format('o')} No {box.format('&#168;')} Not &thorn; o</p>"
    page += "<font face=Wingdings>ý</font>"
    assert _text(html(page)) == "☒ Yes ☐ No ☐ Not þ o\n\n☒\n"


def test_entities_and_windows_quotation_marks_are_read(html):
    assert _text(html("<p>“Safe&nbsp;Town” &amp; R&eacute;seau &#8211; 2004</p>")) == "“Safe Town” & Réseau – 2004\n"


def test_a_page_that_says_latin_1_is_read_as_browsers_do(tmp_path):
    path = tmp_path / "page.htm"
    path.write_bytes('<html><meta charset="iso-8859-1"><p>l’État “uni”</p></html>'.encode("cp1252"))
    assert _text(path) == "l’État “uni”\n"


def test_rows_keep_their_columns_below_a_tall_cell(html):
    tall = "<tr><td rowspan=2>(a)</td><td>x</td><td></td></tr><tr><td></td><td>X</td></tr>"
    rows = f"{tall}<tr><td>m</td><td colspan=2>t</td></tr>"
    assert _text(html(f"<table>{rows}</table>")) == "(a)\tx\t\n\t\tX\nm\tt\n"


def test_form_controls_lists_and_deletions_are_shown_as_in_a_browser(html):
    page = (
        "<input type=checkbox checked> Yes <input type=checkbox> No<ol type=a><li>one<li>two</ol>"
        "<ul><li>three</ul><p>new<del>old</del><span style='display:none'>hidden</span></p><script>no()</script>"
    )
    assert _text(html(page)) == "☒ Yes ☐ No\n\na. one\n\nb. two\n\n- three\n\nnew\n"


def test_word_bullets_are_one_sign_and_its_numbers_stay(html):
    label = "<span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; </span></span>"
    page = f"<p><span style='font-family:Symbol'>{label.format('·')}</span>one</p><p>{label.format('(a)')}two</p>"
    assert _text(html(page)) == "- one\n\n(a) two\n"


INSIDE = (
    "one<p>two <input type=checkbox checked> Yes</p><table><tr><td>(a)<td>x</tr></table><span style='display:none'>no"
    "</span><span style='font-family:Wingdings'>o</span> three<del>old</del>"
)


@pytest.mark.parametrize("deep", [3, 198, 205, 300, 1900])
@pytest.mark.parametrize("tag", ["div", "span", "b"])
def test_layout_may_nest_as_deep_as_it_likes(html, deep, tag):
    page = f"<p>before</p>{f'<{tag}>' * deep}{INSIDE}{f'</{tag}>' * deep}<p>after</p>"
    assert _text(html(page)) == "before\n\none\n\ntwo ☒ Yes\n\n(a)\tx\n\n☐ three\n\nafter\n"


def test_paragraphs_within_tags_that_nobody_closed_stay_paragraphs(html):
    page = "".join(f"<div><font size=2>paragraph {number}" for number in range(600))
    assert _text(html(page)).split("\n\n") == [f"paragraph {number}" for number in range(599)] + ["paragraph 599\n"]


def test_tables_within_tables_end_at_a_depth_and_lose_no_words(html):
    page = "".join(f"<table><tr><td>word {number}" for number in range(300))
    assert _text(html(page)).split() == [word for number in range(300) for word in ("word", str(number))]


def test_a_page_that_the_parser_gives_up_is_refused_by_name(html):
    with pytest.raises(TooDeep, match=r"response.html .* save it as .docx"):
        read_document(html("<div>" * 3000 + "deep" + "</div>" * 3000))


@pytest.mark.parametrize(
    "choice",
    [
        "<b><u>Yes</u></b> / No",
        "<b>Y</b><b>es</b> / No",
        "<b><span style='font-weight:bold'>Yes</span></b>/ No",
        "<span style='background-color: yellow'>Yes</span> / No",
        "<span style='background:#ffff00'>Yes </span>/ No",
        "<strong>Yes,</strong> / No",
    ],
)
def test_the_option_that_is_set_off_in_a_short_line_is_kept_so(html, choice):
    assert _text(html(f"<p>{choice}</p>")).replace(",", "").replace(" /", "/") == "**Yes**/ No\n"


@pytest.mark.parametrize(
    "words",
    [
        "<b>Yes / No</b>",
        "<b>Note</b> that the Council of the towns met twice in the year 2004, as its statute says.",
        "Yes / No<b>&nbsp;</b>",
        "<span style='background:#ff0000'>Yes</span> / No",
        "<table><tr><td style='font-weight:bold'>Yes</td><td>No</td></tr></table>",
    ],
)
def test_looks_say_nothing_anywhere_else(html, words):
    assert "*" not in _text(html(f"<p>{words}</p>"))


def test_a_bold_cell_of_nothing_is_empty_and_a_bold_label_a_label(html):
    cells = "<td><b>1.</b></td><td><p>One thing.</p><p>Another.</p></td><td><b>&nbsp;</b></td>"
    assert _text(html(f"<table><tr>{cells}</tr></table>")) == "1. One thing.\n\nAnother.\n"


def test_a_long_line_with_a_bold_word_is_read_in_no_time(html):
    assert _text(html(f"<p><b>Yes</b>{'.' * 50_000}</p>")) == "Yes" + "." * 50_000 + "\n"
