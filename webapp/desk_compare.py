"""Two or more tellings of an event become a table of what each says, with what differs marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.facts import EventFact, Party, ThirdParty
from graph.names import fold
from graph.queries.rows import EventRow, Participation
from graph.reference import country_name
from graph.resolve.resolver import ResolvedFact, Resolver
from graph.vocabulary import NAMED_AGREEMENTS, Involvement, Outcome
from webapp import addresses, wording

_SILENT = frozenset({"", Outcome.UNKNOWN.value, Outcome.NONE_REPORTED.value})
DIFFERS = "differs"
PARTLY = "in part the same"
ADDS = "not told there"
_KINDS = {"Third parties": "third", "Sides": "side", "Where": "venue"}


@dataclass(frozen=True)
class Named:
    """A name as it was written, what it did if that is not the usual thing, and whom it means."""

    text: str
    note: str = ""
    means: str = ""


@dataclass(frozen=True)
class Said:
    """One answer: in words or as names, and as what it is compared by; an empty key is silence."""

    text: str = ""
    key: frozenset[str] = frozenset()
    names: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Telling:
    """One telling of an event under its heading, answer by answer."""

    heading: str
    answers: Mapping[str, Said]
    days: tuple[date | None, date | None]
    href: str = ""
    title: str = ""


@dataclass(frozen=True)
class Cell:
    """One answer beside the first telling's; `mark` says in a word how it stands to it."""

    said: Said
    mark: str = ""


@dataclass(frozen=True)
class Line:
    """One question with the answers of all tellings; `kind` is that of the names in them."""

    question: str
    kind: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether any answer is against the first."""
        return any(cell.mark == DIFFERS for cell in self.cells)


@dataclass(frozen=True)
class Comparison:
    """Tellings side by side."""

    tellings: tuple[Telling, ...]
    lines: tuple[Line, ...]


def comparison(first: Telling, *others: Telling) -> Comparison:
    """Each telling beside the first, question by question."""
    lines = (
        Line(question, _KINDS.get(question, ""), tuple(_cells(question, first, others))) for question in first.answers
    )
    told = (line for line in lines if any(cell.said.text or cell.said.names for cell in line.cells))
    return Comparison((first, *others), tuple(told))


def told_by_fact(heading: str, fact: EventFact, resolver: Resolver) -> Telling:
    """What a fact says, with the names as the article writes them."""
    meant = resolver.resolve(fact)
    answers = {
        "Third parties": Said("", _ties(meant, helpers=True), tuple(_names(fact, fact.third_parties, resolver))),
        "Sides": Said("", _ties(meant, helpers=False), tuple(_names(fact, fact.parties, resolver))),
        "Where": Said("", frozenset(held.venue for held in meant.venues), _venues(fact)),
        "When": Said(wording.days(fact.date.start, fact.date.end, fact.date.text)),
        **_words(str(fact.status), str(fact.outcome), str(fact.kind)),
        "Conflict": Said(fact.conflict or "", frozenset(filter(None, (meant.conflict,)))),
        "Processes": Said(wording.listed(fact.processes), frozenset(meant.processes)),
    }
    return Telling(heading, answers, (fact.date.start, fact.date.end))


def told_by_event(heading: str, event: EventRow) -> Telling:
    """What the graph holds of an event."""
    helpers = [one for one in event.participants if one.involvement is not Involvement.PARTY_TO]
    parties = [one for one in event.participants if one.involvement is Involvement.PARTY_TO]
    answers = {
        "Third parties": _taking_part(helpers),
        "Sides": _taking_part(parties),
        "Where": Said("", frozenset(place.venue.id for place in event.places), _places(event)),
        "When": Said(wording.when(event)),
        **_words(event.status, event.outcome, event.kind),
        "Conflict": Said(wording.names(event.conflicts), frozenset(one.id for one in event.conflicts)),
        "Processes": Said(wording.names(event.processes), frozenset(one.id for one in event.processes)),
    }
    href = addresses.thing("event", event.id)
    return Telling(heading, answers, (event.start, event.end), href, wording.headline(event))


def _words(status: str, outcome: str, kind: str) -> dict[str, Said]:
    told = {"Status": status, "Outcome": outcome, "Occasion": kind}
    return {
        question: Said("", frozenset()) if value in _SILENT else Said(wording.word(value), _meanings(value))
        for question, value in told.items()
    }


def _meanings(value: str) -> frozenset[str]:
    """What a word may mean: an agreement that is not described further is at odds with none."""
    return frozenset({value, *(NAMED_AGREEMENTS if value == Outcome.AGREEMENT_UNSPECIFIED else ())})


def _cells(question: str, first: Telling, others: Sequence[Telling]) -> Iterable[Cell]:
    ours = first.answers[question]
    yield Cell(ours)
    for other in others:
        theirs = other.answers[question]
        mark = _days_apart(first.days, other.days) if question == "When" else _mark(ours.key, theirs.key)
        yield Cell(theirs, mark)


def _mark(ours: frozenset[str], theirs: frozenset[str]) -> str:
    if ours == theirs:
        return ""
    if not (ours and theirs):
        return ADDS if ours else ""
    return PARTLY if ours < theirs or theirs < ours else DIFFERS


def _days_apart(ours: tuple[date | None, date | None], theirs: tuple[date | None, date | None]) -> str:
    """Dates differ where no day lies in both; one that is not told differs from nothing."""
    if not any(ours) or not any(theirs):
        return ADDS if any(ours) else ""
    apart = (ours[0] and theirs[1] and ours[0] > theirs[1]) or (theirs[0] and ours[1] and theirs[0] > ours[1])
    return DIFFERS if apart else ""


def _ties(meant: ResolvedFact, *, helpers: bool) -> frozenset[str]:
    return frozenset(
        f"{tie.involvement} {tie.actor}"
        for tie in meant.ties
        if (tie.involvement is not Involvement.PARTY_TO) is helpers
    )


def _taking_part(participants: Sequence[Participation]) -> Said:
    """Each actor once, with all that it did."""
    key = frozenset(f"{one.involvement} {one.actor.id}" for one in participants)
    by_actor: dict[str, list[Participation]] = {}
    for one in participants:
        by_actor.setdefault(one.actor.id, []).append(one)
    return Said("", key, tuple(Named(ours[0].actor.name, _notes(ours)) for ours in by_actor.values()))


def _names(fact: EventFact, participants: Sequence[ThirdParty | Party], resolver: Resolver) -> Iterable[Named]:
    """Each name once for each body that it stood for, with all that it did."""
    by_name: dict[tuple[str, str | None], list[ThirdParty | Party]] = {}
    for one in participants:
        by_name.setdefault((one.name, one.on_behalf_of), []).append(one)
    for (name, behalf), ours in by_name.items():
        sides = dict.fromkeys(one.side for one in ours if isinstance(one, Party) and one.side)
        notes = (f"for {behalf}" if behalf else "", _notes(ours), *(f"side {side}" for side in sides))
        yield Named(name, ", ".join(filter(None, notes)), _meaning(fact, ours[0], resolver))


def _meaning(fact: EventFact, one: ThirdParty | Party, resolver: Resolver) -> str:
    """The known name of an actor, where the article writes another; or that nobody of this name is known."""
    field = "parties" if isinstance(one, Party) else "third_parties"
    alone = {"third_parties": (), "parties": (), "venues": (), field: (one,)}
    meant = resolver.resolve(fact.model_copy(update=alone))
    node = next(node for node in meant.nodes if node.key == ("Actor", meant.ties[0].actor))
    name = str(node.properties["name"])
    if not node.properties.get("curated"):
        return "not known yet"
    return "" if fold(name) == fold(one.name) else name


def _notes(ours: Sequence[Participation | ThirdParty | Party]) -> str:
    """What an actor did and answered; the usual needs no word."""
    answers = dict.fromkeys(str(one.response) for one in ours if not isinstance(one, ThirdParty))
    told = (wording.word(answer) for answer in answers if answer not in ("unknown", ""))
    return ", ".join(filter(None, (wording.roles(one.role for one in ours if one.role), *told)))


def _venues(fact: EventFact) -> tuple[Named, ...]:
    return tuple(Named(one.name, _place_note(one.country or "", one.planned)) for one in fact.venues)


def _places(event: EventRow) -> tuple[Named, ...]:
    return tuple(Named(place.venue.name, _place_note(place.country, place.planned)) for place in event.places)


def _place_note(country: str, planned: bool) -> str:
    return ", ".join(filter(None, (country_name(country), "planned" if planned else "")))
