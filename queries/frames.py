"""Tables as pandas or polars frames, for notebooks; both libraries are an extra and wake only when asked for."""

from typing import TYPE_CHECKING

from ontology.errors import PrevgraphError
from queries.table import Table, Value

if TYPE_CHECKING:
    import pandas
    import polars


class FramesMissing(PrevgraphError):
    """The library that the frame is one of is not installed."""

    message = "{0} is not installed here; `pip install preventiongraph[frames]` brings it"


def to_pandas(table: Table) -> "pandas.DataFrame":
    """The table as a pandas frame: all columns, numbers and truth values as such, empty cells as missing."""
    try:
        import pandas
    except ImportError as error:
        raise FramesMissing("pandas") from error
    return pandas.DataFrame(_columns(table), columns=list(table.names))


def to_polars(table: Table) -> "polars.DataFrame":
    """The table as a polars frame: all columns, numbers and truth values as such, empty cells as null."""
    try:
        import polars
    except ImportError as error:
        raise FramesMissing("polars") from error
    return polars.DataFrame(_columns(table), strict=False)


def _columns(table: Table) -> dict[str, list[Value]]:
    return {name: table.column(name) for name in table.names}
