"""Plain text and Markdown: the text as it was written, whatever its encoding.

The rule for the encoding is our own: detectors by statistics take short texts in the code page of Western Europe for
others (charset-normalizer reads Spanish as Central European), and then every accent is wrong.
"""

import codecs
import re

from ingest.document.blocks import tidy

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Letters beyond a-z by language, for each code page. A word belongs to a page if one language can write it.
_ALPHABETS = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ",
        "áéíñóúü",
        "àáâãçéêíóôõúü",
        "äöüß",
        "åäöæøé",
        "àèéìîòóù",
        "áéíóúýðþæö",
        "áàéèëïóöü",
    ),
    "cp1250": ("áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüß", "ëç"),
}
_FOREIGN_WORD = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]*")


def decode(raw: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32, or a code page of Western or Central Europe.

    >>> decode("Ministerstvo vnitra, odbor bezpečnostní politiky, řídí".encode("cp1250"))
    'Ministerstvo vnitra, odbor bezpečnostní politiky, řídí'
    >>> decode("Le Ministère de l’intérieur".encode("cp1252"))
    'Le Ministère de l’intérieur'
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-16-le", "utf-16-be"):
        if _looks_wide(raw, encoding):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(code_page(raw), "replace")


def code_page(raw: bytes) -> str:
    """`cp1252`, or `cp1250` where only that makes words that a language of its alphabets can write."""
    return max(("cp1252", "cp1250"), key=lambda page: _written(raw.decode(page, "replace"), page))


def read_plain(raw: bytes) -> str:
    """The text as written; only what cannot be seen differs (see `tidy`)."""
    return tidy(decode(raw))


def _looks_wide(raw: bytes, encoding: str) -> bool:
    """Two bytes a letter: nearly every other byte of European text is nought then."""
    head = raw[:4000]
    noughts = head[1::2] if encoding == "utf-16-le" else head[0::2]
    return len(noughts) > 3 and noughts.count(0) > 0.7 * len(noughts)


def _written(text: str, page: str) -> float:
    """The share of words with foreign letters that the best single language of the page can write."""
    words = [set(word.casefold()) for word in _FOREIGN_WORD.findall(text)]
    ascii_letters = set("abcdefghijklmnopqrstuvwxyz")
    best = max(sum(word <= ascii_letters | set(alphabet) for word in words) for alphabet in _ALPHABETS[page])
    signs = sum(letter in "\ufffd¹³¼½¾¿¡" and text[at - 1 : at].isalpha() for at, letter in enumerate(text) if at)
    return (best - signs) / max(1, len(words))
