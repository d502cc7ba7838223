"""The fields of a PDF form: boxes with their state, and what was typed in, where they stand.

A field's name says nothing ("Check Box17"); only its place on the page tells what it answers.
"""

import ctypes
from typing import Any

from ingest.document.page import Area, Word
from ingest.parts import EMPTY_BOX, MARKED_BOX

_HIDDEN = 1 << 1
_NO_VIEW = 1 << 5


def widgets(document: Any, source: Any, height: float) -> list[Word]:
    """The visible boxes and filled fields of a page."""
    import pypdfium2.raw as pdfium

    if document.formenv is None:
        return []
    found = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(source.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(source.raw, index)
        if not annotation:
            continue
        word = _shown(document.formenv.raw, annotation, height)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if word is not None:
            found.append(word)
    return found


def _shown(form: Any, annotation: Any, height: float) -> Word | None:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
        return None
    if pdfium.FPDFAnnot_GetFlags(annotation) & (_HIDDEN | _NO_VIEW):
        return None
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, rectangle):
        return None
    area = Area(rectangle.left, height - rectangle.top, rectangle.right, height - rectangle.bottom)
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        export = _string(pdfium.FPDFAnnot_GetFormFieldExportValue, form, annotation)
        # Some programs set the field's value and forget the look of its box.
        marked = pdfium.FPDFAnnot_IsChecked(form, annotation) or (value not in ("", "Off") and value == export)
        return Word(MARKED_BOX if marked else EMPTY_BOX, area)
    if kind in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        return Word(value, area, is_field=True) if value.strip() else None
    return None


def _string(ask: Any, form: Any, annotation: Any) -> str:
    """A text of PDFium's: asked once for its length, once for itself."""
    import pypdfium2.raw as pdfium

    size = ask(form, annotation, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(form, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
