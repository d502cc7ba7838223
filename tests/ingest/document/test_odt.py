"""What Writer shows is what is read."""

from ingest.document.read import read_document


def _text(path):
    return read_document(path).text


def test_deletions_are_left_out_and_white_space_is_what_the_format_says(odt):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Old text</text:p></text:deletion>"
        '</text:changed-region></text:tracked-changes><text:p>( X ) Yes <text:s text:c="2"/>( ) No<text:line-break/>'
        "all\n   levels</text:p>"
    )
    assert _text(odt(body)) == "( X ) Yes ( ) No\nall levels\n"


def test_list_items_wear_the_labels_of_their_list_style(odt):
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="." '
        'style:num-format="1"/><text:list-level-style-number text:level="2" style:num-prefix="(" style:num-suffix=")" '
        'style:num-format="a"/></text:list-style>'
    )
    entry = "<text:list-item><text:p>{}</text:p></text:list-item>"
    inner = f"<text:list>{entry.format('B?')}{entry.format('C?')}</text:list>"
    item = "<text:list-item><text:p>A?</text:p>{}</text:list-item>"
    first = f'<text:list text:style-name="L">{item.format(inner)}</text:list>'
    second = f'<text:list text:style-name="L" text:continue-numbering="true">{item.format(inner)}</text:list>'
    assert _text(odt(first + second, styles)).split("\n\n") == [
        "1. A?",
        "(a) B?",
        "(b) C?",
        "2. A?",
        "(a) B?",
        "(b) C?\n",
    ]


def test_boxes_of_symbol_fonts_and_form_controls_are_read(odt):
    font = '<style:text-properties style:font-name="Wingdings"/>'
    styles = f'<style:style style:name="T9" style:family="text">{font}</style:style>'
    body = (
        '<office:forms><form:form><form:checkbox form:id="c1" form:current-state="checked"/>'
        '<form:checkbox form:id="c2"/></form:form></office:forms>'
        '<text:p><text:span text:style-name="T9">þ</text:span> Yes <draw:control draw:control="c1"/> No '
        '<draw:control draw:control="c2"/></text:p>'
    )
    assert _text(odt(body, styles)) == "☒ Yes ☒ No ☐\n"


def test_a_wide_cell_at_the_end_of_a_row_is_one_cell(odt):
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    wide = '<table:table-cell table:number-columns-spanned="2"><text:p>training</text:p></table:table-cell>'
    wide += "<table:covered-table-cell/>"
    rows = (
        f"<table:table-row>{cell.format('(a) P')}{cell.format('')}{cell.format('X')}</table:table-row>"
        f"<table:table-row>{cell.format('(m) Q')}{wide}</table:table-row>"
    )
    assert _text(odt(f"<table:table>{rows}</table:table>")) == "(a) P\t\tX\n(m) Q\ttraining\n"


def test_notes_and_frames_follow_their_paragraph(odt):
    body = "<text:note-body><text:p>Act 5.</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    frame = "<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>"
    assert _text(odt(f"<text:p>By law{note}.{frame}</text:p><text:p>Next.</text:p>")) == (
        "By law.\n\nAct 5.\n\nBoxed.\n\nNext.\n"
    )
