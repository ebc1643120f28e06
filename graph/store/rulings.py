"""The decisions kept in a graph become the rulings that matching and projecting obey."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from graph.project import Witness, project
from graph.rulings import NO_RULINGS, Rulings
from graph.store.cypher import judgements
from graph.vocabulary import Decision

if TYPE_CHECKING:
    from graph.store.connection import Transaction
    from graph.store.writing import Reads, Row


def standing_rulings(reads: Reads) -> Rulings:
    """The decisions on events, claims and accounts that stand in a graph."""
    return rulings_of(ruling_rows(reads))


def ruling_rows(reads: Reads) -> list[Row]:
    """The same as they are kept, those on merged events with what each was by itself."""
    return reads.run(judgements.RULINGS, {"shaping": judgements.SHAPING})


def rulings_of(rows: Sequence[Row]) -> Rulings:
    """Kept decisions by what they do."""
    if not rows:
        return NO_RULINGS
    chosen: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row["about"] == "field":
            chosen[str(row["left"])][str(row["right"])] = str(row["value"] or "")
    return Rulings(
        merged=dict(_pairs(rows, "event", Decision.SAME)),
        apart={str(row["left"]): str(row["value"]) for row in rows if row["about"] == "claim"},
        rests={str(row["value"]): str(row["right"]) for row in rows if row["about"] == "claim"},
        different=frozenset(frozenset(pair) for pair in _pairs(rows, "event", Decision.DIFFERENT)),
        chosen=dict(chosen),
    )


def outline_rows(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """What merged events were by themselves: those that are gone, and those that go on."""
    merged = [row for row in rows if (row["about"], row["decision"]) == ("event", Decision.SAME)]
    gone = {str(row["left"]): row["left_outline"] for row in merged}
    lasting = {str(row["right"]): row["right_outline"] for row in merged if row["right"] not in gone}
    return _parsed(gone), _parsed(lasting)


def _parsed(outlines: Mapping[str, object]) -> list[Row]:
    found = []
    for id, text in outlines.items():
        if isinstance(text, str):
            row = {**json.loads(text), "id": id}
            days = {key: date.fromisoformat(row[key]) for key in ("start", "end") if row[key]}
            found.append({**row, **days})
    return found


def keep_outlines(tx: Transaction, rulings: Rulings, voices: Mapping[str, Sequence[Witness]]) -> None:
    """Keep what merged events, by the id of the one that lasts, would look like by themselves."""
    by_home: dict[str, list[Witness]] = defaultdict(list)
    lasting = {rulings.end(event) for event in rulings.merged}
    for event, told in voices.items():
        for voice in told if event in lasting else ():
            by_home[voice.home or event].append(voice)
    rows = [{"home": home, "outline": _outline(home, told)} for home, told in by_home.items()]
    if rows:
        for statement in judgements.KEEP_OUTLINES:
            tx.run(statement, {"rows": rows})


def _outline(home: str, voices: Sequence[Witness]) -> str:
    words = project(home, voices).properties
    held = [place for voice in voices for place in voice.resolved.venues]
    keys = ("class", "kind", "start", "end", "sides", "helpers", "ext_ids")
    row: Row = {
        **{key: words.get(key) for key in keys},
        "precision": words["date_precision"],
        "venues": sorted({place.venue for place in held}),
        "countries": sorted({place.country for place in held if place.country}),
    }
    return json.dumps(row, default=str)


def _pairs(rows: Sequence[Row], about: str, decision: Decision) -> list[tuple[str, str]]:
    return [
        (str(row["left"]), str(row["right"])) for row in rows if (row["about"], row["decision"]) == (about, decision)
    ]
