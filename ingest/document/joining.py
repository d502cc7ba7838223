"""How the end of one line meets the beginning of the next."""

import re

_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u00ad]$")
_GOES_ON = re.compile(r"[a-zß-öø-ÿšžœěřčůőűęąłńśźż]")


def joined(text: str, following: str, known: frozenset[str] = frozenset()) -> str:
    """The two lines as one.

    A hyphen at the end of a line is undone only where the word stands whole elsewhere (`known`): responses are full of
    `co-\\nordination` and `2004-\\n2006`, whose hyphen was written.

    >>> joined("the prevent-", "ion of crime", frozenset(["prevention"]))
    'the prevention of crime'
    >>> joined("the period 2004-", "2006")
    'the period 2004-2006'
    """
    if text.endswith("\u00ad"):
        return text[:-1] + following
    if not text.endswith("-") or text.endswith((" -", "--")) or not following[:1].isalnum():
        return f"{text} {following}"
    broken = _BROKEN_WORD.search(text)
    rest = re.match(r"[^\W\d_]+", following)
    if broken and rest and _GOES_ON.match(following) and (broken[1] + rest[0]).casefold() in known:
        return text[:-1] + following
    return text + following
