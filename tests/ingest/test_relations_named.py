"""What a name itself states."""

from ingest.parts import Entity
from ingest.relating.named import read_named


def institution(name: str, kind: str, *others: str) -> Entity:
    return Entity(name, "Institution", (name, *others), (), kind)


def test_a_department_that_bears_the_ministrys_name_is_part_of_it() -> None:
    ministry = institution("Home Office", "Ministry", "MOO")
    unit = institution("Youth Unit of the Home Office", "Department")
    assert [(r.s, r.p, r.o) for r in read_named([ministry, unit])] == [(unit.key, "partOf", ministry.key)]


def test_an_acronym_in_the_name_will_do() -> None:
    ministry = institution("Home Office", "Ministry", "MOO")
    unit = institution("Youth Unit of the MOO", "Department")
    assert [r.o for r in read_named([ministry, unit])] == [ministry.key]


def test_an_institution_is_no_part_of_the_city_it_is_named_after() -> None:
    city, court = institution("Old Quay", "LocalAuthority"), institution("Court of Old Quay", "Court")
    assert list(read_named([city, court])) == []
