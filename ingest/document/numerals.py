"""How a word processor writes the number of a list item: `3`, `c`, `iii`, `C`, `III`."""

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)

#: The names that OOXML, OpenDocument and HTML give to one way of counting.
_STYLES = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "01",
    "none": "",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}


def numeral(number: int, style: str) -> str:
    """The number as a list writes it; an unknown way of counting gives plain digits.

    >>> [numeral(4, style) for style in ("decimal", "lowerLetter", "upperRoman", "decimalZero", "none")]
    ['4', 'd', 'IV', '04', '']
    >>> numeral(28, "a")
    'bb'
    """
    style = _STYLES.get(style, style)
    if style in ("i", "I") and 0 < number < 4000:
        roman = _roman(number)
        return roman if style == "i" else roman.upper()
    if style in ("a", "A") and 0 < number <= 780:
        # Word and Writer count z, aa, bb, not z, aa, ab.
        return chr(ord(style) + (number - 1) % 26) * ((number - 1) // 26 + 1)
    if style == "01":
        return f"{number:02}"
    return "" if style == "" else str(number)


def _roman(number: int) -> str:
    letters = []
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters.append(letter * count)
    return "".join(letters)
