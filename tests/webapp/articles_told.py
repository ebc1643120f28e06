"""Articles with their texts that the tests of the article page tell the graph: real, public talks, in our own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.webapp.told import HOSTILE, third

LIBYA = "https://news.example.org/moscow-truce"
LONG = "https://news.example.org/long"
BARE = "https://news.example.org/bare"
HOSTILE_ARTICLE = "https://news.example.org/hostile"

SIGNED = "Fayez al-Sarraj, head of the Government of National Accord, signed the draft."
LEFT = "Khalifa Haftar, commander of the Libyan National Army, asked for more time and left without signing."
TOGETHER = f"{SIGNED} {LEFT}"
BROUGHT = "Russia and Turkey brought the leaders of Libya's two camps to Moscow on 13 January 2020."
APART = "The two men never sat in one room."
NEXT = "Germany invited both men to a conference in Berlin on 19 January."
ARABIC = "سافر الرجلان إلى موسكو بدعوة من روسيا وتركيا."
MIXED = "Tu\u0308rkiye's minister carried the draft from one floor to the other \U0001f54a and back."

LIBYA_TEXT = "\n\n".join(
    [
        f"{BROUGHT} The aim was a written truce for Tripoli. {TOGETHER}",
        f"{APART} {MIXED} Officials spoke of seven hours of talks.",
        ARABIC,
        f"{NEXT} The United Nations mission had prepared it since September. Nobody expected a quick end of the war.",
    ]
)
PARTIES = [
    {"name": "Khalifa Haftar", "on_behalf_of": "Libyan National Army", "side": "A"},
    {"name": "Fayez al-Sarraj", "on_behalf_of": "Government of National Accord", "side": "B"},
]


def evidence(text: str, *quotes: str) -> list[dict[str, Any]]:
    return [{"quote": one, "start": text.index(one), "end": text.index(one) + len(one)} for one in quotes]


def libya(text: str, *quotes: str, **more: Any) -> dict[str, Any]:
    return {
        "third_parties": [third("Russia"), third("Turkey")],
        "parties": PARTIES,
        "venues": [{"name": "Moscow", "country": "RUS"}],
        "conflict": "Libyan conflict",
        "conflict_country": "LBY",
        "evidence": evidence(text, *quotes),
        **more,
    }


def libya_article() -> dict[str, Any]:
    text = LIBYA_TEXT
    offered = {"kind": "conference", "status": "planned", "date": "2020-01-19"}
    berlin = {"third_parties": [third("Germany", role="host")], "venues": [{"name": "Berlin", "country": "DEU"}]}
    about = {"title": "A truce signed by one side", "publisher": "Agency One", "published": "2020-01-14"}
    return {
        "article": {"url": LIBYA, "text": text, "language": "en", **about},
        "events": [
            libya(text, BROUGHT, TOGETHER, date="2020-01-13", inferred=True, score=0.7, rules=["brought-to", "signed"]),
            libya(text, LEFT, date="2020-01-14", kind="offer", status="refused"),
            libya(text, APART, kind="meeting", polarity="denies"),
            libya(text, NEXT, **offered, **berlin),
            libya(text, ARABIC, date="2020-01-12", kind="other"),
        ],
    }


def long_article(characters: int = 200_000) -> dict[str, Any]:
    """The Doha agreement of 29 February 2020 at the end of a very long text."""
    filler = "Delegates came and went while the wording of the text was weighed line by line. "
    proof = "The United States and the Taliban signed in Doha on 29 February 2020, with Qatar as host."
    paragraph = (filler * 8).strip()
    text = "\n\n".join([*([paragraph] * (characters // (len(paragraph) + 2))), proof])
    return {
        "article": {"url": LONG, "title": "A long way to Doha", "publisher": "Agency One", "text": text},
        "events": [
            {
                "date": "2020-02-29",
                "third_parties": [third("Qatar", role="host")],
                "parties": [{"name": "United States"}, {"name": "Taliban", "kind": "ArmedGroup"}],
                "venues": [{"name": "Doha", "country": "QAT"}],
                "conflict": "Afghan war",
                "evidence": evidence(text, proof),
            }
        ],
    }


def bare_article() -> dict[str, Any]:
    """Facts of an article whose text was never brought."""
    told = libya("", date="2020-01-13", evidence=[{"paraphrase": "One side signed, the other did not."}])
    return {"article": {"url": BARE, "title": "Seen elsewhere", "publisher": "Daily Two"}, "events": [told]}


def hostile_article() -> dict[str, Any]:
    text = f"{HOSTILE} <b>met</b> &amp; spoke.\n\n</p></main><script>alert(4)</script>"
    told = libya(text, "<b>met</b> &amp;", date="2021-07-07", title="<u>Talks</u>")
    return {"article": {"url": HOSTILE_ARTICLE, "title": HOSTILE, "text": text}, "events": [told]}


def write_facts(folder: Path) -> Path:
    """A file of facts with their articles."""
    lines = [libya_article(), long_article(), bare_article(), hostile_article()]
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


RAW_TEXT = (
    "Egypt mediated between House of Representatives and High Council of State in Cairo on 2023-01-05. "
    "The speakers had met there before, and their staffs went on with a list of points for the elections.\n\n"
    "Reportedly, Morocco mediated between House of Representatives and High Council of State in Rabat on 2022-10-21."
)
RAW = {
    "agency": {"publisher": "Herald", "language": "en"},
    "copy": {"publisher": "Post", "language": "en"},
    "arabic": {"publisher": "Herald", "language": "ar"},
    "quoted": {"publisher": "Strict Times", "language": "en"},
    "empty": {"publisher": "Herald", "language": "en"},
}


def raw_url(name: str) -> str:
    return f"https://herald.example/{name}"


def write_raw(folder: Path) -> Path:
    """A folder of raw articles, each with its side-car."""
    texts = {
        "agency": RAW_TEXT,
        "copy": RAW_TEXT,
        "arabic": f"{ARABIC} {ARABIC}",
        "quoted": RAW_TEXT.replace("The speakers", "Both speakers"),
        "empty": "Tripoli lies on the coast of the Mediterranean, and so does Benghazi, the second city of Libya.",
    }
    for name, meta in RAW.items():
        (folder / f"{name}.txt").write_text(f"Report {name}\n\n{texts[name]}\n", encoding="utf-8")
        about = {"url": raw_url(name), "title": f"Report {name}", "published": "2023-01-21", **meta}
        (folder / f"{name}.meta.json").write_text(json.dumps(about), encoding="utf-8")
    # One text under two addresses: the title line must be the same too.
    (folder / "copy.txt").write_text(f"Report agency\n\n{RAW_TEXT}\n", encoding="utf-8")
    return folder
