"""Dates in news English: text becomes spans (`grammar`), and with the day of publication days (`bounds`)."""

from graph.extract.dates.bounds import resolve
from graph.extract.dates.grammar import date_spans
from graph.extract.dates.written import DateKind, DateSpan, DateUse

__all__ = ["DateKind", "DateSpan", "DateUse", "date_spans", "resolve"]
