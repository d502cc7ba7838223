"""Which numbers, and which rows of numbers, are the same: each different one once, and where it stands.

`numpy.unique` is left aside: without options it first imports what it knows of masked arrays, which takes as long as
many questions do, and with them it sorts places by comparing, at ten times what it takes to sort numbers.
"""

import numpy as np
from numpy.typing import NDArray

from graph.columns import Ids

#: Bits of a number of which one is its sign and one is left free.
_BITS = 62


def stable_order(values: Ids) -> NDArray[np.int64]:
    """The places of values from the least on, those of the same value as they stand."""
    return _sorted(values)[1]


def distinct(values: Ids) -> Ids:
    """Each different value once, from the least on."""
    in_order = np.sort(values)
    return in_order[_firsts(in_order)]


def each_once(values: Ids) -> tuple[Ids, NDArray[np.int64]]:
    """Each different value once, from the least on, and for each value which of them it is."""
    in_order, order = _sorted(values)
    is_first = _firsts(in_order)
    return in_order[is_first], _places(is_first, order)


def first_rows(arrays: tuple[Ids, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each different row first stands, and for each row which of them it is."""
    in_order, order = _sorted(row_codes(arrays))
    is_first = _firsts(in_order)
    return order[is_first], _places(is_first, order)


def distinct_rows(arrays: tuple[Ids, ...]) -> tuple[list[tuple[int, ...]], NDArray[np.int64]]:
    """The different rows that these columns make, and for each row which of them it is."""
    first, places = first_rows(arrays)
    return list(zip(*(array[first].tolist() for array in arrays), strict=True)), places


def row_codes(arrays: tuple[Ids, ...]) -> Ids:
    """A number for each row, the same for the same row, in the order of the rows."""
    size = len(arrays[0])
    if not size:
        return np.zeros(0, np.int64)
    code, reach = np.zeros(size, np.int64), 1
    for array in arrays:
        least, wide = _extent(array)
        if reach > 1 and reach * wide >> _BITS - size.bit_length():
            unique, code = each_once(code)
            reach = len(unique)
        if reach * wide >> _BITS - size.bit_length():
            unique, array = each_once(array)
            least, wide = 0, len(unique)
        if wide > 1:
            code, reach = code * wide + (array - least), reach * wide
    return code


def _extent(values: Ids) -> tuple[int, int]:
    """The least value, and how many there are from it to the greatest."""
    least = int(values.min())
    return least, int(values.max()) - least + 1


def _sorted(values: Ids) -> tuple[Ids, NDArray[np.int64]]:
    """Values from the least on, and the places where they stood."""
    bits = len(values).bit_length()
    least, wide = _extent(values) if len(values) else (0, 1)
    if wide >> _BITS - bits:
        order = np.argsort(values, kind="stable")
        return values[order], order
    # A number with its place behind it is sorted as a number.
    both = (values.astype(np.int64) - least << bits) | np.arange(len(values))
    both.sort()
    return (both >> bits) + least, both & (1 << bits) - 1


def _firsts(in_order: Ids) -> NDArray[np.bool_]:
    """Which of sorted values differ from the one before."""
    found = np.ones(len(in_order), bool)
    np.not_equal(in_order[1:], in_order[:-1], out=found[1:])
    return found


def _places(is_first: NDArray[np.bool_], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each value which of the different ones it is."""
    found = np.empty(len(order), np.int64)
    found[order] = np.cumsum(is_first) - 1
    return found
