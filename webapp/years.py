"""Turns the tallies of a selection into bars: events per month, or per year over a long time."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.queries.events import Tally
from graph.queries.selection import Selection
from webapp import addresses, wording

_MOST_MONTHS = 96


@dataclass(frozen=True)
class Bar:
    """One month or year: its days, its events, whether it is selected, and the address that selects it."""

    start: date
    end: date
    events: int
    height: int
    chosen: bool
    tick: str
    label: str
    href: str


@dataclass(frozen=True)
class YearStrip:
    """All bars, what one of them is, and the address that lifts the span."""

    unit: str
    bars: tuple[Bar, ...]
    undated: int
    anywhere: str


def year_strip(tallies: Sequence[Tally], selection: Selection, view: str) -> YearStrip:
    """Bars over all the time that the selection's events span, whatever years are selected now."""
    counted = [t for t in tallies if t.event_class in selection.classes and t.status in selection.statuses]
    months: Counter[tuple[int, int]] = Counter()
    for tally in counted:
        months[tally.year, tally.month] += tally.events
    undated = months.pop((0, 0), 0)
    unit, spans = _spans(months)
    most = max((events for _, _, events in spans), default=0)
    anywhere = addresses.mediation(replace(selection, since=None, until=None), view)
    bars = [_bar(one, most, unit, selection, view) for one in spans]
    if bars and not any(bar.tick for bar in bars[:4]):
        bars[0] = replace(bars[0], tick=str(bars[0].start.year))
    return YearStrip(unit, tuple(bars), undated, anywhere)


def _spans(months: Counter[tuple[int, int]]) -> tuple[str, list[tuple[date, date, int]]]:
    if not months:
        return "month", []
    first, last = min(months), max(months)
    if (last[0] - first[0]) * 12 + last[1] - first[1] >= _MOST_MONTHS:
        per_year: Counter[int] = Counter()
        for (year, _), events in months.items():
            per_year[year] += events
        years = range(first[0], last[0] + 1)
        return "year", [(date(year, 1, 1), date(year, 12, 31), per_year[year]) for year in years]
    run = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return "month", [_month_span(index // 12, index % 12 + 1, months) for index in run]


def _month_span(year: int, month: int, months: Counter[tuple[int, int]]) -> tuple[date, date, int]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), months[year, month]


def _bar(one: tuple[date, date, int], most: int, unit: str, selection: Selection, view: str) -> Bar:
    start, end, events = one
    chosen = (selection.since or start) <= end and (selection.until or end) >= start
    label = wording.span(start, end)
    return Bar(
        start,
        end,
        events,
        # A bar of one event stays visible beside a bar of hundreds.
        max(round(100 * events / most), 4) if events else 0,
        chosen,
        _tick(start, unit),
        f"{label}: {wording.counted(events, 'event')}",
        addresses.mediation(replace(selection, since=start, until=end), view),
    )


def _tick(start: date, unit: str) -> str:
    if unit == "month":
        return str(start.year) if start.month == 1 else ""
    return str(start.year) if start.year % 5 == 0 else ""
