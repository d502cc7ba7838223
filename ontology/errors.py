"""The root of the project's errors; each leaf stands beside the code that raises it."""


class PrevgraphError(Exception):
    """Anything that this project refuses, in one sentence a user can act on.

    A leaf sets `message`; its arguments fill the places, so an error keeps its values and survives pickling.
    """

    message = "{0}"

    def __str__(self) -> str:
        return self.message.format(*self.args)
