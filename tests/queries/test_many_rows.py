"""What is done another way where there are many rows gives the same: held against the database, or the plain way."""

from collections import Counter
from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from graph.columns import Ids
from graph.embedded import EmbeddedStore
from queries.columnar.answer import Answerer
from queries.columnar.distinct import distinct, each_once, first_rows, row_codes, stable_order
from queries.columnar.rows import Rows, at_most
from queries.columnar.seeds import crossed

EX = "http://example.org/"
_NUMBERS = np.random.default_rng(7)
COLUMNS: tuple[Ids, ...] = (
    np.zeros(0, np.int64),
    np.array([4], np.int32),
    _NUMBERS.integers(-1, 50, 3000).astype(np.int32),
    _NUMBERS.integers(0, 1 << 61, 500) * _NUMBERS.integers(0, 2, 500),
    np.full(100, 1 << 61),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Forty replies, four areas with paragraphs, and a thousand claims that tie some of them."""
    random, lines = Random(5), []
    for number in range(40):
        lines.append(f"ex:reply{number} a ex:Reply ; ex:of ex:state{number % 7} ; ex:told ex:state{number % 3} .")
        lines.append(f"ex:reply{number} ex:leaves ex:area{number % 5} .")
    for number in range(4):
        lines.append(f"ex:area{number} a ex:Area ; ex:part ex:paragraph{number}, ex:paragraph{number + 1} .")
    for number in range(5):
        lines.append(f"ex:paragraph{number} ex:under ex:chapter{number % 2} .")
    lines.append("ex:chapter0 ex:under ex:whole . ex:chapter1 ex:under ex:whole .")
    for number in range(1000):
        reply, paragraph = random.randrange(60), random.randrange(8)
        lines.append(f"ex:claim{number} ex:about ex:paragraph{paragraph} ; ex:in ex:reply{reply} .")
        lines.append(f"ex:claim{number} ex:told ex:state{number % 3} .")
        if random.random() < 0.3:
            lines.append(f'ex:claim{number} ex:year "{random.randrange(1990, 1999)}" .')
    made = EmbeddedStore(tmp_path_factory.mktemp("many") / "store")
    made.update(f"PREFIX ex: <{EX}> INSERT DATA {{ GRAPH ex:g {{ {' '.join(lines)} }} }}")
    made.make_columns()
    yield made
    made.close()


BESIDE = "?area a ex:Area . ?reply a ex:Reply ."
MOST = f"{{ SELECT ?area ?reply WHERE {{ {BESIDE} FILTER NOT EXISTS {{ ?reply ex:leaves ?area }} }} }}"
TIED = "?area ex:part ?paragraph . ?claim ex:about ?paragraph ; ex:in ?reply ."


@pytest.mark.parametrize(
    "where",
    [
        f"{BESIDE} OPTIONAL {{ {TIED} }}",
        f"{MOST} OPTIONAL {{ {TIED} }}",
        f"{MOST} OPTIONAL {{ {TIED} OPTIONAL {{ ?claim ex:year ?year }} FILTER(?reply != ex:reply3) }}",
        f"{MOST} FILTER NOT EXISTS {{ {TIED} ?claim ex:year ?year }}",
        f"{MOST} OPTIONAL {{ ?area ex:part ?paragraph . ?reply ex:of ?state }}",
        f"{MOST} OPTIONAL {{ {{ ?claim ex:in ?reply }} UNION {{ ?claim ex:about/^ex:part ?area }} }}",
        "?claim ex:in ?reply ; ex:about ?part . ?other ex:in ?reply . ?part ex:under|(ex:under/ex:under) ?whole",
        f"{TIED} ?other ex:about ?paragraph . FILTER EXISTS {{ ?paragraph ex:under|(ex:under/ex:under) ex:chapter1 }}",
    ],
)
def test_many_rows_have_the_same_answer_from_the_columns(where: str, store: EmbeddedStore) -> None:
    columns = store.columns()
    assert columns is not None
    query = f"PREFIX ex: <{EX}> SELECT * WHERE {{ {where} }}"
    own = store.select(query).rows
    assert len(own) >= 10
    assert Counter(Answerer(columns).answer(query).rows) == Counter(own)


def test_what_is_among_few_is_looked_for_before_what_is_said_of_many(store: EmbeddedStore) -> None:
    columns = store.columns()
    assert columns is not None
    query = f"""PREFIX ex: <{EX}> SELECT DISTINCT ?reply WHERE {{ ?reply a ex:Reply ; ex:told ?state .
        ?other ex:told ?state ; a ex:Reply . FILTER(?other != ?reply) }}"""
    # One by one, the things that share a state with a reply are some 14,000.
    with at_most(1000):
        assert Counter(Answerer(columns).answer(query).rows) == Counter(store.select(query).rows)


def test_values_beside_nearly_all_of_the_rest_are_told_apart_from_it() -> None:
    areas, replies = (part.ravel() for part in np.meshgrid(np.arange(4), np.arange(100, 140)))
    whole = Rows({"area": areas, "reply": replies}, len(areas))
    for seed in (whole, whole.part(slice(20, None))):
        apart = crossed(seed)
        assert apart is not None
        assert apart[0] == "reply"
        assert set(apart[1].column("reply").tolist()) == set(seed.column("reply").tolist())
    assert crossed(Rows({"area": np.arange(160), "reply": np.arange(160)}, 160)) is None


@pytest.mark.parametrize("values", COLUMNS)
def test_each_different_number_is_given_once_and_found_again(values: Ids) -> None:
    once, places = each_once(values)
    assert once.tolist() == distinct(values).tolist() == sorted(set(values.tolist()))
    assert once[places].tolist() == values.tolist()
    assert stable_order(values).tolist() == sorted(range(len(values)), key=values.tolist().__getitem__)


@pytest.mark.parametrize("size", [1, 100, 500])
def test_each_different_row_is_found_where_it_first_stands(size: int) -> None:
    wide = COLUMNS[3][:size]
    arrays = (wide % 7, np.full(size, 3), wide, wide % 5, wide // 9)
    rows = list(zip(*(array.tolist() for array in arrays), strict=True))
    first, places = first_rows(arrays)
    assert [rows[place] for place in first.tolist()] == sorted(set(rows))
    assert all(rows.index(rows[place]) == place for place in first.tolist())
    assert [rows[first[place]] for place in places.tolist()] == rows
    assert np.argsort(row_codes(arrays), kind="stable").tolist() == sorted(range(size), key=rows.__getitem__)
