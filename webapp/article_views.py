"""Turns an article into its page: its text with the evidence marked, its facts beside it, and why text is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.queries.articles import ArticleCard
from graph.queries.rows import Named
from webapp import addresses, wording
from webapp.article_text import Paragraph, Piece, paragraphs_of, place_of
from webapp.fact_lines import FactLine, Placed, lines_of, placed_facts
from webapp.languages import language_name


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch of text; under a mark it leads to the facts that it proves."""

    text: str
    href: str = ""
    hint: str = ""
    kind: str = ""
    keys: str = ""
    anchors: tuple[str, ...] = ()
    numbers: str = ""
    """The numbers of the facts whose sentence ends here."""


@dataclass(frozen=True)
class MarkedParagraph:
    """A paragraph of marked pieces; `in_lines` where its line ends are meant."""

    pieces: tuple[MarkedPiece, ...]
    in_lines: bool = False


@dataclass(frozen=True)
class Unmarked:
    """Evidence that stands in no stored text: a quote, or the fact in other words."""

    piece: MarkedPiece
    verbatim: bool


@dataclass(frozen=True)
class Link:
    """A name with its page."""

    text: str
    href: str


@dataclass(frozen=True)
class ArticlePage:
    """Everything that the page of an article shows."""

    id: str
    title: str
    source: str
    href: str
    host: str
    language: str
    not_read: str
    summary: str
    same_as: Link | None
    copies: tuple[Link, ...]
    paragraphs: tuple[MarkedParagraph, ...]
    no_text: str
    """Why no text is shown; empty where it is."""
    unmarked: tuple[Unmarked, ...]
    facts: tuple[FactLine, ...]
    facts_note: str
    desk: Link | None
    pages: tuple[Link, ...]
    page: int
    path: str


def article_page(card: ArticleCard, page: int) -> ArticlePage:
    """One page of an article."""
    placed = placed_facts(card)
    page = min(page, len(placed.pages))
    lines = lines_of(card, placed)
    by_claim = {line.claim: line for line in lines}
    paragraphs = _below_title(card, paragraphs_of(card.text or "", placed.pages[page - 1], placed.marks))
    return ArticlePage(
        id=card.article.id,
        title=card.article.name,
        source=source_of(card),
        href=addresses.web(card.url),
        host=urlsplit(card.url).hostname or "",
        language=card.language,
        not_read=_not_read(card),
        summary=_summary(card, lines),
        same_as=_other(card.original) if card.original else None,
        copies=tuple(_other(copy) for copy in card.copies),
        paragraphs=_marked(paragraphs, placed, by_claim, card.article.id),
        no_text=_why_no_text(card),
        unmarked=tuple(_unmarked(card, placed, by_claim)),
        facts=lines,
        facts_note=f"Only the first {len(lines):,} facts are listed." if card.more else "",
        desk=_desk(card),
        pages=tuple(Link(str(n), addresses.article(card.article.id, page=n)) for n in range(1, len(placed.pages) + 1)),
        page=page,
        path=addresses.thing("article", card.article.id),
    )


def _below_title(card: ArticleCard, paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The paragraphs without a first one that only says the title again."""
    first = paragraphs[0].pieces if paragraphs else ()
    repeats = len(first) == 1 and not first[0].keys and first[0].text.strip() == card.article.name
    return paragraphs[1:] if repeats else paragraphs


def source_of(card: ArticleCard) -> str:
    """Who published an article, and when."""
    published = wording.day(card.published) if card.published else "date not reported"
    return ", ".join(part for part in (card.publisher, published) if part)


def _marked(
    paragraphs: Sequence[Paragraph], placed: Placed, lines: Mapping[str, FactLine], article_id: str
) -> tuple[MarkedParagraph, ...]:
    anchored: set[str] = set()
    marked = []
    for paragraph in paragraphs:
        pieces = []
        for piece in paragraph.pieces:
            new = tuple(key for key in piece.keys if key not in anchored)
            anchored.update(new)
            pieces.append(_marked_piece(piece, lines, article_id, new))
        marked.append(MarkedParagraph(tuple(pieces), paragraph.in_lines))
    return tuple(marked)


def _marked_piece(
    piece: Piece, lines: Mapping[str, FactLine], article_id: str, anchors: tuple[str, ...]
) -> MarkedPiece:
    facts = sorted((lines[key] for key in piece.keys), key=lambda line: line.number)
    if not facts:
        return MarkedPiece(piece.text)
    return MarkedPiece(
        text=piece.text,
        href=addresses.article_facts(article_id, [line.claim for line in facts]),
        hint="; ".join(line.hint for line in facts[:4]),
        kind=_kind(facts),
        keys=" ".join(line.claim for line in facts),
        anchors=anchors,
        numbers=", ".join(str(line.number) for line in facts if line.claim in piece.ended),
    )


def _kind(facts: Sequence[FactLine]) -> str:
    words = {
        "denies": all(line.denies for line in facts),
        "inferred": all(line.inferred for line in facts),
        "several": len(facts) > 1,
    }
    return " ".join(word for word, holds in words.items() if holds)


def _unmarked(card: ArticleCard, placed: Placed, lines: Mapping[str, FactLine]) -> Iterable[Unmarked]:
    """Evidence that no mark in the text shows."""
    anchored = {mark.key for mark in placed.marks}
    for one in placed.facts:
        claim = one.saying.claim_id
        for proof in one.saying.proofs:
            if card.text and place_of(card.text, proof):
                continue
            piece = Piece(proof.quote or proof.paraphrase, (claim,), (claim,))
            anchors = () if claim in anchored else (claim,)
            anchored.add(claim)
            yield Unmarked(_marked_piece(piece, lines, card.article.id, anchors), bool(proof.quote))


def _not_read(card: ArticleCard) -> str:
    if not card.not_read:
        return ""
    return f"not read: {language_name(card.language) or 'language not told'}"


def _summary(card: ArticleCard, lines: Sequence[FactLine]) -> str:
    if not lines:
        return _why_no_facts(card)
    events = {one.event.id for one in card.facts}
    notes = [
        _counted(sum(line.denies for line in lines), "denied"),
        _counted(sum(bool(line.inferred) for line in lines), "put together from several sentences"),
    ]
    told = f"{wording.counted(len(lines), 'fact')} about {wording.counted(len(events), 'event')}"
    return f"{', '.join([told, *filter(None, notes)])}."


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number else ""


def _why_no_facts(card: ArticleCard) -> str:
    if card.original:
        return "The facts of its text are told with the article that had it first, and counted once."
    if card.not_read:
        name = language_name(card.language)
        return f"No fact was read: the text is {f'in {name}' if name else 'not in English'}, and only English is read."
    if card.waiting:
        return "No fact of this article stands in the graph yet."
    if card.was_read:
        return "This article was read, and no fact about mediation was found in it."
    return "No fact of this article stands in the graph any more."


def _why_no_text(card: ArticleCard) -> str:
    if card.text:
        return ""
    if card.original:
        return "It is kept there, once."
    if card.kind == "dataset_row":
        return "This is a row of a dataset: there is no text behind it."
    if card.was_read:
        return "The text is not kept: of this publisher only quotes may be. What stands here is what proves a fact."
    return (
        "The text is not here: the facts came in a file that names the article and does not hold it. "
        "Import the article itself to read them in their place."
    )


def _other(article: Named) -> Link:
    publisher = f", {article.short}" if article.short else ""
    return Link(f"{article.name}{publisher}", addresses.article(article.id))


def _desk(card: ArticleCard) -> Link | None:
    if not card.waiting:
        return None
    verb = "waits" if card.waiting == 1 else "wait"
    return Link(f"{wording.counted(card.waiting, 'fact')} {verb} at the desk", addresses.desk(card.article.id))
