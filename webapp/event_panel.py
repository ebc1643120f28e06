"""Turns one event into its panel: facts first, then who says so, then how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from graph.queries.evidence import Difference, EventCard, Saying
from graph.queries.rows import EventRow, Named, Participation, sides_of
from graph.vocabulary import Involvement, Review
from webapp import addresses, wording
from webapp.article_text import Mark, marks_of, page_at, pages_of, passages_of
from webapp.columns import venue_stops
from webapp.panels import Fact, Panel, Pill, Quote


def event_panel(card: EventCard, texts: Mapping[str, str]) -> Panel:
    """One event: facts first, then who says so, in the articles' texts where they are kept, then how far they agree."""
    event = card.event
    return Panel(
        kicker=f"{wording.word(event.kind or 'event').capitalize()}, {wording.when(event)}",
        title=wording.headline(event),
        path=addresses.thing("event", event.id),
        facts=tuple(_event_facts(card)),
        quotes=tuple(_quote(saying, texts.get(saying.article.id, "")) for saying in card.sayings),
        agreement=_agreement(card),
        differences=tuple(_in_words(difference) for difference in card.differences),
        is_event=True,
    )


def _event_facts(card: EventCard) -> Iterable[Fact]:
    event = card.event
    for involvement, heading in wording.ROLE_HEADINGS.items():
        helpers = [one for one in event.participants if one.involvement is involvement]
        if helpers:
            yield Fact(heading, (_bodies("third", helpers),))
    yield _sides(event)
    yield Fact("Where", (tuple(_places(event)),), "" if event.places else venue_stops(event)[0].name.lower())
    yield Fact("Status", text=_status(event))
    if event.configuration not in ("", "unknown"):
        yield Fact("Setting", text=wording.word(event.configuration))
    if event.conflicts:
        yield Fact(
            "Conflict", (tuple(Pill("side", one.name, addresses.thing("conflict", one.id)) for one in event.conflicts),)
        )
    if event.processes:
        yield Fact("Process", text=wording.names(event.processes))
    if card.agreements:
        yield Fact("Agreed", text=wording.names(card.agreements))
    yield Fact("Counts as", text=wording.word(event.event_class))


def _status(event: EventRow) -> str:
    outcome = event.outcome if event.outcome not in ("", "unknown") else ""
    return f"{wording.word(event.status)}{', ' + wording.word(outcome) if outcome else ''}"


def _sides(event: EventRow) -> Fact:
    parties = [one for one in event.participants if one.involvement is Involvement.PARTY_TO]
    if not parties:
        return Fact("Between", text="sides not reported")
    lettered: dict[str, list[Participation]] = {}
    for one in parties:
        lettered.setdefault(one.side, []).append(one)
    groups = tuple(_bodies("side", members) for _, members in sorted(lettered.items()))
    return Fact("Between" if len(sides_of(event)) > 1 else "With", groups)


def _bodies(kind: str, participants: Sequence[Participation]) -> tuple[Pill, ...]:
    """One pill a body, with the persons that stood for it; a person that stood for nobody has its own."""
    bodies: dict[Named, list[Participation]] = {}
    for one in participants:
        bodies.setdefault(one.behalf or one.actor, []).append(one)
    return tuple(_body(kind, body, members) for body, members in bodies.items())


def _body(kind: str, body: Named, members: Sequence[Participation]) -> Pill:
    notes = {
        "lead": any(one.lead for one in members),
        "refused": any(one.response == "refused" for one in members),
        "absent": any(one.response == "absent" for one in members),
        "not at the table": any(one.role == "excluded_party" for one in members),
    }
    persons = dict.fromkeys(one.actor for one in members if one.behalf)
    return Pill(
        kind,
        body.name,
        addresses.thing("actor", body.id),
        ", ".join(note for note, holds in notes.items() if holds),
        tuple(Pill("person", person.name, addresses.thing("actor", person.id)) for person in persons),
    )


def _places(event: EventRow) -> Iterable[Pill]:
    stops = venue_stops(event) if event.places else []
    for place, stop in zip(event.places, stops, strict=True):
        yield Pill("venue", stop.name, addresses.thing("venue", place.venue.id), "planned" if place.planned else "")


def _quote(saying: Saying, text: str) -> Quote:
    kind = "dataset" if saying.is_dataset_row else ""
    published = wording.day(saying.published) if saying.published else ""
    marks = marks_of(text, saying.claim_id, saying.proofs)
    told = [proof.quote or proof.paraphrase for proof in saying.proofs]
    return Quote(
        text=saying.quote or saying.paraphrase or saying.article.name,
        verbatim=bool(saying.quote),
        denies=saying.denies,
        source=", ".join(part for part in (saying.publisher, published, kind) if part),
        href=addresses.web(saying.url),
        article=saying.article.name,
        article_href=addresses.article(saying.article.id),
        inferred=wording.put_together(len(saying.proofs)) if saying.inferred else "",
        passages=passages_of(text, marks),
        others=() if marks else tuple(told[1:]),
        in_article=addresses.article(saying.article.id, saying.claim_id, _page(text, marks)),
    )


def _page(text: str, marks: Sequence[Mark]) -> int:
    return page_at(pages_of(text), min((mark.start for mark in marks), default=0))


def _agreement(card: EventCard) -> str:
    event = card.event
    counts = f"{wording.counted(event.n_articles, 'article')}, {wording.counted(event.n_publishers, 'publisher')}"
    checked = {
        Review.CHECKED: "Checked by a person.",
        Review.REJECTED: "A person rejected it.",
    }.get(event.review, "Not yet checked by a person.")
    if card.differences:
        return f"{counts}; their accounts differ. {checked}"
    return f"{counts}{'; they agree' if event.n_articles > 1 else ''}. {checked}"


def _in_words(difference: Difference) -> Difference:
    accounts = (replace(account, answer=_answer(account.answer)) for account in difference.accounts)
    return replace(difference, accounts=tuple(accounts))


def _answer(answer: str) -> str:
    """ISO days as words; a word of a closed list as a reader would say it; a name as it is."""
    try:
        days = [date.fromisoformat(one) for one in answer.split(" to ")]
    except ValueError:
        return wording.word(answer)
    return wording.span(days[0], days[-1])
