"""Dates and periods as responses write them."""

import pytest

from ingest.dates import find_dates, find_period


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("on 12 March 2004", "en", "2004-03-12"),
        ("on March 12, 2004", "en", "2004-03-12"),
        ("on the 28. April 2004", "en", "2004-04-28"),
        ("in June 2004", "en", "2004-06"),
        ("dated 15.08.2004", "en", "2004-08-15"),
        ("in 1996", "en", "1996"),
        ("le 1er juillet 2004", "fr", "2004-07-01"),
        ("en août 2003", "fr", "2003-08"),
        ("el 5 de mayo de 2003", "es", "2003-05-05"),
        ("en septiembre de 2001", "es", "2001-09"),
    ],
)
def test_a_date_is_read_as_iso(text: str, language: str, value: str) -> None:
    assert [d.value for d in find_dates(text, language)] == [value]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2004–2008", ("2004", "2008")),
        ("for the years 2003 - 2006", ("2003", "2006")),
        ("2004/05", ("2004", "2005")),
        ("1999 to 2001", ("1999", "2001")),
        ("2008-2004", None),
        ("Act 85/1999", None),
    ],
)
def test_a_period_has_two_years_in_order(text: str, period: tuple[str, str] | None) -> None:
    assert find_period(text) == period


def test_a_number_that_holds_a_year_is_no_date() -> None:
    assert find_dates("loi n° 2005-011/AN", "fr") == ()
