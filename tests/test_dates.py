"""Dates: bounds and precision from ISO and EDTF texts."""

from __future__ import annotations

from datetime import date

import pytest

from graph.dates import bounds_of


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2020-01-13", date(2020, 1, 13), date(2020, 1, 13), "day"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("1978-09-05/1978-09-17", date(1978, 9, 5), date(1978, 9, 17), "range"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("2015-03-02/..", date(2015, 3, 2), None, "range"),
        ("../..", None, None, "unknown"),
        ("2020-21", date(2020, 3, 1), date(2020, 5, 31), "season"),
        ("../201X", None, date(2019, 12, 31), "range"),
        ("2020/2020-XX", date(2020, 1, 1), date(2020, 12, 31), "year"),
    ],
)
def test_texts_become_bounds(text: str, start: date | None, end: date | None, precision: str) -> None:
    assert bounds_of(text) == (start, end, precision)


@pytest.mark.parametrize("text", ["31/02/2020", "2020-02-30", "2020-13-01", "soon", "", "2020-05-02/2020-05-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|month|ends"):
        bounds_of(text)


@pytest.mark.parametrize("text", ["Y9E999999999", "2025-X1", "/", "2020/2021/2022", "[2020" * 60, "2020-01-01^9"])
def test_what_the_library_would_stumble_over_is_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="not an ISO or EDTF date"):
        bounds_of(text)
