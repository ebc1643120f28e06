"""Articles of our own on a public event, the accord of Beijing of 10 March 2023, in the forms that tests read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from graph.articles import Given, RawArticle, read_articles
from graph.importers.base import Refused

TITLE = "Saudi Arabia and Iran agree in Beijing"
DAY = date(2023, 3, 10)
PARAGRAPHS = (
    "Saudi Arabia and Iran signed a joint statement in Beijing after four days of talks that China hosted.",
    "Wang Yi, who presided over the last session, said that the embassies would open again within two months.",
    "Iraq and Oman had hosted earlier rounds in 2021 and 2022, and the statement thanks both of them.",
)
TEXT = f"{TITLE}\n\n" + "\n\n".join(PARAGRAPHS)
SIDECAR = '{"title": "The accord of Beijing", "published": "2023-03-10", "publisher": "Example", "topic": 3}'
MENU = "<nav><ul>" + "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12)) + "</ul></nav>"


def page(*, head: str = "", dateline: str = "", body: str | None = None, language: str = "en-GB") -> str:
    """A page with the article, a menu, a foot with dates that are not its own, and scripts."""
    paragraphs = "".join(f"<p>{one}</p>" for one in PARAGRAPHS) if body is None else body
    return (
        f'<!doctype html><html lang="{language}"><head><title>{TITLE} - Example</title>'
        f'<meta property="og:site_name" content="Example">{head}<script>alert("in the head")</script></head>'
        f'<body onload="alert()">{MENU}<article><h1>{TITLE}</h1>{dateline}{paragraphs}</article>'
        '<aside><p class="date">1 May 2019</p></aside>'
        "<footer>© 2024 Example. Updated 3 March 2024</footer></body></html>"
    )


def read(*paths: Path, given: Given | None = None) -> list[RawArticle | Refused]:
    """All that comes of some paths."""
    return list(read_articles(paths, given or Given()))


def articles(readings: Sequence[RawArticle | Refused]) -> list[RawArticle]:
    return [one for one in readings if isinstance(one, RawArticle)]


def refusals(readings: Sequence[RawArticle | Refused]) -> list[Refused]:
    return [one for one in readings if isinstance(one, Refused)]


def only_article(*paths: Path, given: Given | None = None) -> RawArticle:
    """The one article at the paths; nothing may be refused."""
    (one,) = read(*paths, given=given)
    assert isinstance(one, RawArticle), one
    return one


def only_refusal(*paths: Path) -> Refused:
    """The one refusal at the paths; nothing may be read."""
    (one,) = read(*paths)
    assert isinstance(one, Refused), one
    return one
