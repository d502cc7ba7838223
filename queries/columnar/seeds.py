"""What a group is told of the solutions around it: each different one once, and what nearly all of them share apart."""

from collections.abc import Sequence

import numpy as np

from queries.columnar.distinct import distinct, first_rows
from queries.columnar.rows import Rows

#: From how many seeds on, and how many values of a variable in them, it pays to look whether these can be told apart.
_MANY_SEEDS, _MANY_VALUES = 64, 32


class Told(Rows):
    """The values of a variable that a group is told of, and that it may sooner find for itself: to begin with all of
    them beside all else that is known would only multiply what is looked through.
    """

    __slots__ = ()


def crossed(seed: Rows) -> tuple[str, Told] | None:
    """A variable nearly every value of which stands beside nearly every seed of the rest, and its values."""
    if seed.size < _MANY_SEEDS or len(seed.columns) < 2:
        return None
    own = {name: distinct(values) for name, values in seed.columns.items()}
    for name, values in own.items():
        # The rest has at least as many rows as one of its variables has values, which is sooner known.
        fewest = max(len(others) for other, others in own.items() if other != name)
        if len(values) < _MANY_VALUES or len(values) * fewest > 2 * seed.size:
            continue
        rest, _ = first_rows(tuple(seed.but(name).columns.values()))
        if len(values) * len(rest) <= 2 * seed.size:
            return name, Told({name: values}, len(values))
    return None


def by_bound(rows: Rows, names: Sequence[str]) -> list[tuple[Rows, list[str]]]:
    """The solutions apart by which of these variables they bind."""
    unbound = {name: empty for name in names if (empty := rows.columns[name] < 0).any()}
    if not unbound:
        return [(rows, list(names))]
    pattern = np.zeros(rows.size, np.int64)
    for place, empty in enumerate(unbound.values()):
        pattern |= empty.astype(np.int64) << place
    found = []
    for code in distinct(pattern).tolist():
        absent = {name for place, name in enumerate(unbound) if code >> place & 1}
        some = rows.take(pattern == code).but(*absent)
        found.append((some, [name for name in names if name not in absent]))
    return found
