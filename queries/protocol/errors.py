"""Why a request is not answered, each with the status that says so over HTTP."""

from ontology.errors import PrevgraphError


class ProtocolError(PrevgraphError):
    """A request that is answered with a reason instead of a result."""

    status = 400
    title = "Bad request"


class BadRequest(ProtocolError):
    """The request is not one of this protocol."""


class NeedsToken(ProtocolError):
    """Writing without the token."""

    status = 401
    title = "A token is needed"
    message = "writing needs the token: send it as `Authorization: Bearer TOKEN`"


class Refused(ProtocolError):
    """The request is understood and not allowed."""

    status = 403
    title = "Refused"


class NotThere(ProtocolError):
    """Nothing is known under that name."""

    status = 404
    title = "Not found"


class WrongMethod(ProtocolError):
    """The address does not take this method."""

    status = 405
    title = "Method not allowed"
    message = "{0} is not possible here: use one of {1}"


class NotAcceptable(ProtocolError):
    """None of the formats that the client takes can be given."""

    status = 406
    title = "Not acceptable"
    message = "the answer cannot be given in {0}; it can be had as {1}"


class Changed(ProtocolError):
    """The content is not what the client thinks it is."""

    status = 412
    title = "Precondition failed"
    message = "the store has changed since: fetch it again"


class TooMuchSent(ProtocolError):
    """The body is larger than the server takes."""

    status = 413
    title = "Content too large"
    message = "the body is larger than {0} bytes: send it in parts"


class WrongMediaType(ProtocolError):
    """The body is of a kind that is not read here."""

    status = 415
    title = "Unsupported media type"
    message = "a body of type {0} cannot be read here; send {1}"


class OverBudget(ProtocolError):
    """The answer would cost more than one query may."""

    status = 503
    title = "Over budget"


class TooLong(OverBudget):
    """The query ran longer than it may."""

    title = "Time limit"
    message = "the query was stopped after {0:g} seconds, the most that one may take: narrow it, or add a LIMIT"


class ClientGone(ProtocolError):
    """Nobody waits for the answer any more."""

    status = 499
    title = "Client gone"
    message = "the connection was closed before the answer was there"


class TooMuchMemory(OverBudget):
    """The query took more memory than it may, or brought its process down."""

    title = "Memory limit"
    message = "the query was stopped: it needs more than {0} MiB of memory: narrow it, or add a LIMIT"


class TooLarge(OverBudget):
    """The answer is larger than it may be."""

    title = "Size limit"
    message = "the answer has more than {0}: narrow it, or page through it with ORDER BY, LIMIT and OFFSET"


class Overloaded(ProtocolError):
    """More is asked at once than can be answered."""

    status = 503
    title = "Busy"
    retry_after = 2


class TooManyWaiting(Overloaded):
    """The queue is full."""

    message = "{0} requests are waiting already: try again in a moment"


class TooManyLong(Overloaded):
    """Too many long queries run already for another to become one."""

    message = "{0} long queries are running already, and yours is becoming another: try again in a moment"
    retry_after = 10
