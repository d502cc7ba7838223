"""What a browser shows is what is read."""

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
