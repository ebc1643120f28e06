"""The report of an import becomes what its page shows: articles with their facts, each with what it would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.articles.base import NO_DATE
from graph.queries.batches import BatchRow
from graph.vocabulary import Role, Status
from webapp import addresses, wording
from webapp.import_effects import MaybeEvent, effect_words, maybe_events
from webapp.import_jobs import Draft, State
from webapp.import_notes import Data, FactsFileView, Section, facts_file, file_changes, place_of, sections_of
from webapp.panels import Pill


@dataclass(frozen=True)
class FactView:
    """One fact: what it says, the sentences that say it, and what it would do or did."""

    id: str
    title: str
    effect: str
    effect_words: str
    event_href: str
    event_title: str
    maybe: tuple[MaybeEvent, ...]
    why: tuple[str, ...]
    accepted: bool
    """By the rule chosen with the upload; once it is saved, in truth."""
    ticked: bool
    rejected: bool
    pills: tuple[Pill, ...]
    told: str
    quotes: tuple[str, ...]
    inferred: bool
    extractor: str


@dataclass(frozen=True)
class ArticleView:
    """One article with its facts; once it is saved it has a page."""

    href: str
    title: str
    file: str
    publisher: str
    published: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True)
class Ask:
    """An article whose day nobody told."""

    name: str
    place: str
    day: str
    """As it was typed, and not read with yet."""
    why: str
    """Why a day that was given is not taken, if one was."""


@dataclass(frozen=True)
class ReportView:
    """The whole report."""

    sentence: tuple[tuple[str, bool], ...]
    """Words, and whether they stand out."""
    articles: tuple[ArticleView, ...]
    facts: int
    hidden: int
    asks: tuple[Ask, ...]
    files: tuple[FactsFileView, ...]
    sections: tuple[Section, ...]
    has_changes: bool


def report_view(told: Data, events: Mapping[str, str], draft: Draft, *, saved: bool) -> ReportView:
    """What the page shows of a report, before or after it was saved; `events`: those in the graph, by their titles."""
    typed = {(one.file, one.line, one.name): one.day for one in draft.days}
    articles: Data = told.get("articles") or {}
    lines: list[Data] = articles.get("facts") or []
    files = tuple(facts_file(file, saved=saved) for file in told.get("files") or ())
    total = sum(articles.get(name, 0) for name in ("accepted", "waiting", "rejected"))
    return ReportView(
        sentence=tuple(_sentence(articles, saved=saved)) if articles else (),
        articles=_article_views(lines, events, draft, saved=saved),
        facts=len(lines),
        hidden=max(total - len(lines), 0),
        asks=tuple(_ask(one, typed) for one in articles.get("asks") or ()),
        files=files,
        sections=tuple(section for section in sections_of(articles, asking=not saved) if section.notes),
        has_changes=has_changes(told),
    )


def _ask(one: Data, typed: Mapping[tuple[str, int, str], str]) -> Ask:
    named = (one["file"], one["line"], one["value"])
    why = one["reason"].removesuffix(NO_DATE).removesuffix("; ")
    return Ask(one["value"], place_of(one), typed.get(named, ""), why)


def has_changes(told: Data) -> bool:
    """Whether there is anything in an upload that is not known already."""
    articles: Data = told.get("articles") or {}
    return (bool(articles) and _is_news(articles)) or any(map(file_changes, told.get("files") or ()))


def _is_news(articles: Data) -> bool:
    """Reports of older versions do not tell."""
    return bool(articles.get("changes", True))


def events_told_of(told: Data) -> set[str]:
    """The events that facts of a report join, or may be about."""
    lines: list[Data] = (told.get("articles") or {}).get("facts") or []
    return {id for line in lines for id in (line["event"], *(line.get("maybe") or ())) if id}


def fact_ids(told: Data) -> tuple[set[str], set[str]]:
    """The ids of all facts of a report, and of those that its rule accepts."""
    lines: list[Data] = (told.get("articles") or {}).get("facts") or []
    return {line["id"] for line in lines}, {line["id"] for line in lines if line["fate"] == "accepted"}


def _sentence(articles: Data, *, saved: bool) -> Iterable[tuple[str, bool]]:
    yield wording.counted(articles["articles"], "article"), True
    if articles["articles"] and not _is_news(articles):
        yield (", all known already: " + ("nothing was saved." if saved else "there is nothing to save.")), False
    else:
        yield from _facts_sentence(articles, saved=saved)
    yield from ((f" {words}.", False) for words in _besides(articles, asking=not saved))


def _facts_sentence(articles: Data, *, saved: bool) -> Iterable[tuple[str, bool]]:
    facts = sum(articles.get(name, 0) for name in ("accepted", "waiting", "rejected"))
    are_in = " is in, " if articles["articles"] == 1 else " are in, "
    yield (are_in if saved else " read, "), False
    yield wording.counted(facts, "fact"), True
    parts = [
        (articles["accepted"], "accepted" if saved else "would be accepted"),
        (articles["waiting"], "wait for a person" if articles["waiting"] != 1 else "waits for a person"),
        (articles["rejected"], "rejected"),
    ]
    listed = wording.listed([f"{count:,} {words}" for count, words in parts if count])
    yield (f": {listed}." if listed else "."), False


_BESIDES = (
    ("known", "was there already", "were there already"),
    ("copies", "is a copy of another", "are copies of others"),
    ("unread", "is stored but not read, since it is not in English", "are stored but not read, since not in English"),
    ("without_facts", "says nothing of mediation", "say nothing of mediation"),
    ("refused", "was refused", "were refused"),
    ("asked", "lacks its day of publication", "lack their day of publication"),
)


def _besides(articles: Data, *, asking: bool) -> Iterable[str]:
    # That all are known is said already.
    said = () if _is_news(articles) else ("known",)
    asked = len(articles.get("asks") or ()) if asking else 0
    told = {**articles, "asked": asked, "refused": (articles.get("refused") or 0) - asked}
    counts = [(told.get(name) or 0, one, many) for name, one, many in _BESIDES if name not in said]
    listed = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    if listed:
        yield f"Of what was sent, {wording.listed(listed)}"


def _article_views(
    lines: Sequence[Data], events: Mapping[str, str], draft: Draft, *, saved: bool
) -> tuple[ArticleView, ...]:
    by_article: dict[str, list[Data]] = {}
    for line in lines:
        by_article.setdefault(line["article"], []).append(line)
    return tuple(
        ArticleView(
            addresses.thing("article", id) if saved else "",
            ours[0]["article_title"],
            ours[0]["file"],
            ours[0].get("publisher") or "",
            _published(ours[0]),
            tuple(_fact_view(line, events, draft, saved=saved) for line in ours),
        )
        for id, ours in by_article.items()
    )


def _published(line: Data) -> str:
    """The day on which an article was published; reports that were kept before they told it have none."""
    day = line.get("published")
    return wording.day(date.fromisoformat(day)) if day else ""


def _fact_view(line: Data, events: Mapping[str, str], draft: Draft, *, saved: bool) -> FactView:
    fact: Data = line["fact"]
    accepted = line["fate"] == "accepted"
    maybe = maybe_events(line, events)
    return FactView(
        id=line["id"],
        title=line["title"],
        effect=line["effect"],
        effect_words=effect_words(line, len(maybe), saved=saved),
        event_href=addresses.thing("event", line["event"]) if line["event"] in events else "",
        event_title=events.get(line["event"]) or line["event_title"],
        maybe=maybe,
        why=tuple(line["why"]),
        accepted=accepted,
        ticked=draft.has(line["id"], accepted),
        rejected=line["fate"] == "rejected",
        pills=tuple(_pills(fact)),
        told=", ".join(_told(fact)),
        quotes=tuple(one.get("quote") or one.get("paraphrase") or "" for one in fact.get("evidence") or ()),
        inferred=bool(fact.get("inferred")),
        extractor=line["extractor"],
    )


def _pills(fact: Data) -> Iterable[Pill]:
    done: dict[str, list[str]] = {}
    for one in fact.get("third_parties") or ():
        done.setdefault(one["name"], []).append(one.get("role") or Role.MEDIATOR)
    for name, roles in done.items():
        yield Pill("third", name, note=wording.roles(roles))
    for one in fact.get("parties") or ():
        yield Pill("side", one["name"], note=wording.word(one["response"]) if one.get("response") else "")
    for one in fact.get("venues") or ():
        planned = one.get("planned") and fact.get("status") != Status.PLANNED
        yield Pill("venue", one["name"], note="planned" if planned else "")


def _told(fact: Data) -> Iterable[str]:
    """What stands after the pills; a status that is the answer of a side stands beside that side."""
    status = fact.get("status") or Status.HELD
    if status not in {one.get("response") for one in fact.get("parties") or ()}:
        yield wording.word(status)
    if fact.get("class"):
        yield wording.word(fact["class"])
    yield _when(fact.get("date") or {})
    if fact.get("conflict"):
        yield str(fact["conflict"])


def _when(told: Data) -> str:
    start, end = (date.fromisoformat(told[name]) if told.get(name) else None for name in ("start", "end"))
    if start and end:
        return wording.span(start, end)
    known = start or end
    return f"about {wording.day(known)}" if known else told.get("text") or "date not reported"


def undone_words(told: Data) -> str:
    """What an undo took away and what it left."""
    gone = [wording.counted(told["events_deleted"], "event"), wording.counted(told["claims_deleted"], "claim")]
    if told["proposals_deleted"]:
        gone.append(wording.counted(told["proposals_deleted"], "proposed fact"))
    words = f"Removed: {wording.listed(gone)}."
    if told["claims_kept"]:
        words += f" Kept: {wording.counted(told['claims_kept'], 'claim')} that other imports bring too."
    return words


def batch_words(row: BatchRow) -> str:
    """What a batch counted: 3 articles, 5 claims; 2 events added, 1 confirmed."""
    counts = (
        (row.articles, wording.counted(row.articles, "article")),
        (row.claims, wording.counted(row.claims, "claim")),
        (row.events_added, f"{wording.counted(row.events_added, 'event')} added"),
        (row.events_confirmed, f"{row.events_confirmed:,} confirmed"),
        (row.proposals, f"{wording.counted(row.proposals, 'fact')} proposed"),
        (row.refused, f"{row.refused:,} refused"),
    )
    return wording.listed([words for count, words in counts if count]) or "nothing new"


STATE_WORDS = {
    State.READING: "being read",
    State.READY: "waits for your decision",
    State.SAVING: "being saved",
    State.SAVED: "saved",
    State.CANCELLED: "cancelled",
    State.UNDOING: "being undone",
    State.UNDONE: "undone",
}
