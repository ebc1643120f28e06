"""Article facts that the tests of the explorer tell the graph: real talks, and names that try to break a page."""

from __future__ import annotations

from typing import Any

HOSTILE = "</script><img src=x onerror=alert(1)> href"
FORMULA = "=HYPERLINK(1)"


def article(number: int, *events: dict[str, Any], publisher: str = "Agency One", **more: Any) -> dict[str, Any]:
    about = {
        "url": f"https://news.example.org/{number}",
        "title": f"Report {number}",
        "publisher": publisher,
        "published": "2020-01-14",
    }
    return {"article": {**about, **more}, "events": list(events)}


def third(name: str, kind: str | None = None, **more: Any) -> dict[str, Any]:
    return {"name": name, **({"kind": kind} if kind else {}), **more}


def moscow(evidence: dict[str, str], **changes: Any) -> dict[str, Any]:
    return {
        "title": "Moscow talks",
        "date": "2020-01-13",
        "third_parties": [third("Russia"), third("Turkey")],
        "parties": [
            {"name": "Khalifa Haftar", "on_behalf_of": "Libyan National Army", "side": "A"},
            {"name": "Fayez al-Sarraj", "on_behalf_of": "Government of National Accord", "side": "B"},
        ],
        "venues": [{"name": "Moscow", "country": "RUS"}],
        "conflict": "Libyan conflict",
        "conflict_country": "LBY",
        "outcome": "no_agreement",
        "evidence": [evidence],
        **changes,
    }


def astana(month: int, year: int) -> dict[str, Any]:
    return {
        "title": f"Astana meeting of {year}-{month:02}",
        "date": f"{year}-{month:02}-14",
        "third_parties": [third("Russia"), third("Turkey"), third("Iran")],
        "parties": [
            {"name": "Government of Syria", "kind": "Government", "side": "A"},
            {"name": "Syrian opposition", "kind": "PoliticalParty", "side": "B"},
        ],
        "venues": [{"name": "Astana", "country": "KAZ"}],
        "conflict": "Syrian civil war",
        "conflict_country": "SYR",
        "processes": ["Astana process"],
        "evidence": [{"paraphrase": "The three guarantors met both sides."}],
    }


def unplaced(day: int, **changes: Any) -> dict[str, Any]:
    return {
        "title": f"Talks of {day} March",
        "date": f"2023-03-{day:02}",
        "third_parties": [third("Egypt")],
        "parties": [{"name": "House of Representatives", "kind": "Government"}],
        "conflict": "Libyan conflict",
        "conflict_country": "LBY",
        "evidence": [{"quote": "They talked."}],
        **changes,
    }


def hostile() -> dict[str, Any]:
    return {
        "title": FORMULA,
        "date": "2021-05-05",
        "third_parties": [third(HOSTILE, "OtherActor")],
        "parties": [{"name": "<b>Side</b>", "kind": "ArmedGroup"}, {"name": "\"&' side", "kind": "ArmedGroup"}],
        "venues": [{"name": "<svg onload=alert(2)>"}],
        "conflict": "<i>Quarrel</i>",
        "evidence": [{"quote": "<script>alert(3)</script>"}],
    }


def crowded() -> dict[str, Any]:
    names = [f"Envoy group {number:02}" for number in range(1, 46)]
    return {
        "title": "A crowded table",
        "date": "2019-06-01",
        "third_parties": [third(name, "OtherActor") for name in names],
        "parties": [{"name": "Delegation", "kind": "OtherActor"}, {"name": "Counterpart", "kind": "OtherActor"}],
        "venues": [{"name": "Geneva", "country": "CHE"}],
        "conflict": "Crowded quarrel",
        "evidence": [{"quote": "All came."}],
    }


def told() -> list[dict[str, Any]]:
    """Every article of the test graph."""
    refused = {
        "kind": "offer",
        "class": "offer",
        "status": "refused",
        "third_parties": [third("India", role="would_be_mediator")],
    }
    denied = moscow({"quote": "No talks took place."}, polarity="denies", outcome="unknown")
    return [
        article(1, moscow({"quote": "The two never sat in one room."})),
        article(2, moscow({"paraphrase": "The general left early."}), publisher="Daily Two", published="2020-01-15"),
        article(3, denied, publisher="Daily Three", published="2020-01-16"),
        article(4, *(astana(month, year) for year in (2017, 2018) for month in (1, 5, 9))),
        article(
            5, unplaced(3, modality="video"), unplaced(9), unplaced(20, venues=[{"name": "Libya", "country": "LBY"}])
        ),
        article(6, unplaced(25, title="An offer", **refused)),
        article(7, unplaced(27, title="A briefing", **{"class": "mediation_related"})),
        article(8, hostile()),
        article(9, crowded()),
    ]
