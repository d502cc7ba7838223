"""The static site's pages: what comes from a document stays text, and the marked text is the text."""

import html
import re

from viz.site import Fact, Link, ResourcePage, Value, resource_page, stretches

TEXT = "Police & courts <b>work</b> together"


def page_with(**given: object) -> str:
    return resource_page(ResourcePage("Title", ("document",), "https://example.org/x", "../", **given))  # type: ignore[arg-type]


def test_the_stretches_of_a_text_are_the_text_however_quotations_overlap() -> None:
    cut = list(stretches(TEXT, [(0, 6), (0, 15), (9, 20), (30, 30), (20, 999)]))
    assert "".join(one.text for one in cut) == TEXT
    assert "".join(one.text for one in cut if one.quoted) == TEXT[:20]
    assert sorted(name for one in cut for name in one.starts) == ["c0-15", "c0-6", "c9-20"]


def test_a_document_is_shown_letter_by_letter_and_its_markup_is_none() -> None:
    page = page_with(text=TEXT, spans=((9, 20),))
    shown = page.split('<pre class="document">')[1].split("</pre>")[0]
    assert html.unescape(re.sub(r"</?(mark|a)\b[^>]*>", "", shown)) == TEXT
    assert "<b>" not in page


def test_names_meanings_and_addresses_are_escaped() -> None:
    hostile = '"><script>alert(1)</script>'
    value = Value(link=Link(hostile, f"x{hostile}", note=hostile), text=hostile, language=hostile)
    page = page_with(facts=(Fact(hostile, (value, Value(text=hostile, language=hostile)), meaning=hostile),))
    assert "<script" not in page


def test_many_values_are_folded_and_those_left_out_are_counted() -> None:
    page = page_with(referring=(Fact("answers", tuple(Value(text=str(n)) for n in range(30)), more=12),))
    assert "<summary>42</summary>" in page
    assert "and 12 more" in page
