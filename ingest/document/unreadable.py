"""The one thing that every document reader may say instead of a text: why, and what to do."""

from ontology.errors import PrevgraphError


class UnreadableDocument(PrevgraphError):
    """The file is not a response we can read."""

    message = "{0} cannot be read as a response: {1}"
