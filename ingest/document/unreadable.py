"""What every document reader may say instead of a text: why, and what to do."""

from pathlib import Path

from ontology.errors import PrevgraphError


class UnreadableDocument(PrevgraphError):
    """The file is not a response we can read."""

    message = "{0} cannot be read as a response: {1}"


#: Letters that the text of a document may have, whatever its kind: the longest responses have a tenth of it.
LETTERS_LIMIT = 2_000_000


class TooLong(UnreadableDocument):
    """The text is far longer than any response."""

    message = (
        "{0} holds a text of {1:,} letters, more than the {2:,} that a response may have: give the response alone."
    )


def require_length(path: Path, letters: int) -> None:
    """Nothing, where a text of so many letters may be a response; `TooLong` otherwise."""
    if letters > LETTERS_LIMIT:
        raise TooLong(path, letters, LETTERS_LIMIT)
