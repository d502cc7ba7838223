"""What Word shows is what is read."""

import pytest

from ingest.document.read import read_document


def _text(path):
    return read_document(path).text


def _legacy(states):
    field = f"<w:ffData><w:checkBox>{states}</w:checkBox></w:ffData>"
    return f'<w:r><w:fldChar w:fldCharType="begin">{field}</w:fldChar></w:r>'


@pytest.mark.parametrize(
    ("states", "box"),
    [
        ("<w:checked/>", "☒"),
        ('<w:checked w:val="1"/>', "☒"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="0"/><w:checked/>', "☒"),
        ("<w:sizeAuto/>", "☐"),
    ],
)
def test_a_form_field_box_is_marked_by_its_state_or_else_by_its_default(docx, states, box):
    assert _text(docx(f"<w:p>{_legacy(states)}<w:r><w:t> Yes</w:t></w:r></w:p>")) == f"{box} Yes\n"


def _control(checked, glyph):
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r>{glyph}</w:r></w:sdtContent></w:sdt>"
    )


@pytest.mark.parametrize("glyph", ["<w:t>☐</w:t>", "<w:t>\u2714</w:t>", '<w:sym w:font="Wingdings" w:char="F0A8"/>'])
def test_a_content_control_box_is_what_its_state_says_whatever_glyph_shows_it(docx, glyph):
    body = f"<w:p>{_control(1, glyph)}<w:r><w:t> Oui</w:t></w:r>{_control(0, glyph)}<w:r><w:t> Non</w:t></w:r></w:p>"
    assert _text(docx(body)) == "☒ Oui☐ Non\n"


def test_a_content_control_around_whole_paragraphs_is_read(docx):
    box = '<w:sdtPr><w14:checkbox><w14:checked w14:val="true"/></w14:checkbox></w:sdtPr>'
    body = (
        f"<w:sdt>{box}<w:sdtContent><w:p><w:r><w:t>☐</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>A council leads.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert _text(docx(body)) == "☒\n\nA council leads.\n"


def test_the_prompt_of_an_empty_content_control_is_no_answer(docx):
    body = (
        "<w:p><w:r><w:t>Please specify.</w:t></w:r></w:p><w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>Click here to enter text.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert _text(docx(body)) == "Please specify.\n"


def test_letters_of_symbol_fonts_are_the_boxes_they_show(docx):
    run = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        f"<w:p>{run.format('þ')}<w:r><w:t> Yes </w:t></w:r>{run.format(chr(0xF06F))}<w:r><w:t> No, þ is a letter </w:t>"
        '</w:r><w:r><w:sym w:font="Wingdings" w:char="F0FD"/><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r></w:p>'
    )
    assert _text(docx(body)) == "☒ Yes ☐ No, þ is a letter ☒☐\n"


def test_insertions_are_read_and_deletions_are_not(docx):
    body = (
        "<w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>Old</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>New</w:t></w:r></w:ins><w:r><w:t> Council</w:t></w:r>"
        "<w:moveFrom><w:r><w:t> gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo></w:p>"
    )
    assert _text(docx(body)) == "The New Council here\n"


def test_paragraphs_whose_mark_was_deleted_stand_on_one_line(docx):
    body = (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The Ministry </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>of Justice</w:t></w:r></w:p>"
    )
    assert _text(docx(body)) == "The Ministry of Justice\n"


def test_hidden_text_is_not_read(docx):
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>draft </w:t></w:r><w:r><w:t>final</w:t></w:r></w:p>"
    assert _text(docx(body)) == "final\n"


_LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2(%3)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
    "</w:lvlOverride></w:num>"
)


def _item(text, level, number=3):
    membership = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{membership}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_automatic_numbers_stand_in_the_text_as_word_shows_them(docx):
    body = _item("A?", 0) + _item("B?", 1) + _item("C?", 1) + _item("D?", 2) + _item("E?", 0) + _item("F?", 1)
    shown = "1. A?\n\n(a) B?\n\n(b) C?\n\n1.b(i) D?\n\n2. E?\n\n(a) F?\n"
    assert _text(docx(body, numbering=_LEVELS)) == shown


def test_a_list_that_starts_over_counts_from_its_own_start(docx):
    assert _text(docx(_item("A?", 0) + _item("B?", 0, 4) + _item("C?", 0, 4), numbering=_LEVELS)) == (
        "1. A?\n\n9. B?\n\n10. C?\n"
    )


def test_a_number_may_come_from_the_paragraph_style_and_those_it_is_based_on(docx):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Q"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q2"><w:basedOn w:val="Q"/></w:style>'
    )
    plain = '<w:p><w:pPr><w:pStyle w:val="Q2"/>{}</w:pPr><w:r><w:t>A?</w:t></w:r></w:p>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = plain.format("") + plain.format(none) + plain.format("")
    assert _text(docx(body, numbering=_LEVELS, styles=styles)) == "1. A?\n\nA?\n\n2. A?\n"


def test_styles_of_paragraphs_number_whatever_styles_of_tables_stand_between_them(docx):
    table = '<w:style w:type="table" w:styleId="{0}"><w:tblStylePr w:type="band1Vert"><w:pPr/></w:tblStylePr></w:style>'
    styles = (
        table.format("Grid")
        + '<w:style w:type="table" w:styleId="Plain"/>'
        + '<w:style w:type="paragraph" w:styleId="Question"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
        + "</w:style>"
        + table.format("Bands")
        + '<w:style w:styleId="Own" w:type="paragraph"><w:basedOn w:val="Question"/></w:style>'
    )
    paragraph = '<w:p><w:pPr><w:pStyle w:val="{0}"/></w:pPr><w:r><w:t>A?</w:t></w:r></w:p>'
    body = paragraph.format("Question") + paragraph.format("Own")
    assert _text(docx(body, numbering=_LEVELS, styles=styles)) == "1. A?\n\n2. A?\n"


def _cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{content}</w:t></w:r></w:p></w:tc>"


def test_a_table_row_is_one_line_and_its_empty_cells_keep_their_place(docx):
    rows = (
        f"<w:tr>{_cell('(a) Prevention')}{_cell('')}{_cell('X')}</w:tr>"
        f'<w:tr>{_cell("(m) Priority?")}{_cell("training", """<w:gridSpan w:val="2"/>""")}</w:tr>'
    )
    assert _text(docx(f"<w:tbl>{rows}</w:tbl>")) == "(a) Prevention\t\tX\n(m) Priority?\ttraining\n"


def test_an_inner_table_stands_in_the_cell_that_holds_it(docx):
    inner = f"<w:tbl><w:tr>{_cell('Yes')}{_cell('No')}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr>{_cell('1.')}<w:tc>{inner}</w:tc>{_cell('end')}</w:tr></w:tbl>"
    assert _text(docx(body)) == "1.\tYes No\tend\n"


def test_a_frame_of_one_cell_is_no_table(docx):
    paragraphs = "<w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:t>Two.</w:t></w:r></w:p>"
    body = f"<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>"
    assert _text(docx(body)) == "One.\n\nTwo.\n"


def test_a_text_box_is_read_once_after_its_paragraph(docx):
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r>{drawing}<w:t>Beside it.</w:t></w:r></w:p>"
    assert _text(docx(body)) == "Beside it.\n\nIn the box.\n"


def test_a_footnote_follows_the_paragraph_that_refers_to_it(docx):
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>____</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Act No. 5 of 2001.</w:t></w:r></w:p></w:footnote>'
    )
    body = (
        '<w:p><w:r><w:t>By law</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Next.</w:t></w:r></w:p>"
    )
    assert _text(docx(body, footnotes=notes)) == "By law.\n\nAct No. 5 of 2001.\n\nNext.\n"


def test_letters_are_composed_and_spaces_are_plain(docx):
    body = "<w:p><w:r><w:t>Sécurité\u00a0: oui\u202f!</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>"
    assert _text(docx(body)) == "Sécurité : oui !-\n"


def test_an_entity_that_explodes_is_refused(docx):
    from ingest.document.archive import DamagedArchive, parse_xml

    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    raw = f'<!DOCTYPE a [<!ENTITY e0 "ha">{bombs}]><a>&e9;</a>'.encode()
    try:
        text = "".join(parse_xml(raw, docx("<w:p/>"), "a.xml").itertext())
    except DamagedArchive:
        text = ""
    assert len(text) < 1000


def test_a_bold_box_with_its_word_in_one_run_is_one_box(docx):
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>☐ Yes</w:t></w:r>"
    box = '<w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
    path = docx(f"<w:p><w:sdt>{box}<w:sdtContent>{run}</w:sdtContent></w:sdt></w:p>")
    assert _text(path) == "☒ Yes\n"
