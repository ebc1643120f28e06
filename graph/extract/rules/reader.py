"""The built-in extractor: an article's text goes through sentences, marks, clauses, frames and links to facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dataclasses import replace
from datetime import date

from graph.extract.rules.clauses import clauses_of
from graph.extract.rules.frames import Frame, date_of, frame_of, reported_day, venue_of
from graph.extract.rules.lexicon import Lexicon, lexicon
from graph.extract.rules.linking import linked
from graph.extract.rules.marking import Known, marked, place_named
from graph.extract.rules.marks import Figure, Line, Locality, Mark, Unit
from graph.extract.rules.names import abbreviations_in, countries_in, persons_in
from graph.extract.rules.patterns import patterns
from graph.extract.rules.phrases import Reader
from graph.extract.rules.text import Sentence, dateline_of, sentences_of
from graph.facts import Article, EventFact, Evidence, FactDate, Party, ThirdParty, VenueMention
from graph.vocabulary import ActorKind, EventClass, EventKind, Modality, Response, Role, Status, VenueKind

VERSION = "1"


ENDS = frozenset(".!?…\"'”’»)]")
"""A line that ends in none of these is a heading or a link to another article."""


class RuleExtractor:
    """Reads facts by patterns; see `data/extract/` for what it knows."""

    name = "rules"
    version = VERSION

    def __init__(self) -> None:
        self._lexicon: Lexicon = lexicon()

    def extract(self, article: Article) -> tuple[EventFact, ...]:
        """The events of an article with a text; see `graph.extract.base.Extractor`."""
        text = article.text or ""
        sentences = list(sentences_of(text, article.title))
        known = Known(abbreviations_in(text, self._lexicon), countries_in(text, self._lexicon))
        lines = self._lines(text, sentences, article.published, known)
        frames = [
            frame
            for place, (sentence, line) in enumerate(zip(sentences, lines, strict=True))
            if sentence.paragraph >= 0 and text[sentence.end - 1] in ENDS
            for frame in _frames_of(line, place, article.published)
        ]
        written_in = self._written_in(text, sentences)
        events = linked(frames, self._lexicon, known, written_in)
        for event in events:
            _add_persons(event, lines)
        return tuple(_fact(_renamed(event, known.written), text, sentences) for event in events)

    def rules_in(self, text: str, published: date) -> set[str]:
        """The ids of all patterns that some clause of a text matches: how a pattern's examples are tried."""
        sentences = list(sentences_of(text, ""))
        known = Known(abbreviations_in(text, self._lexicon), countries_in(text, self._lexicon))
        lines = self._lines(text, sentences, published, known)
        return {
            pattern.id
            for place, line in enumerate(lines)
            for clause in clauses_of(line, place)
            for pattern in patterns()
            if pattern.regex.search(clause.line.string)
        }

    def _written_in(self, text: str, sentences: list[Sentence]) -> Locality | None:
        """The place of the dateline, where there is one."""
        first = next((sentence for sentence in sentences if sentence.paragraph == 0), None)
        line = dateline_of(text, first) if first else ""
        town = re.split(r"[,(–—-]", line)[0].strip()
        return place_named(town.title() if town.isupper() else town, self._lexicon) if town else None

    def _lines(self, text: str, sentences: list[Sentence], published: date | None, known: Known) -> list[Line]:
        """Every sentence is read twice: the second time with the persons that the first found."""
        reader = Reader(self._lexicon, known, published)
        first = [reader.read(marked(text, sentence, self._lexicon, known)) for sentence in sentences]
        known.spellings.update(persons_in(first))
        second = [reader.read(marked(text, sentence, self._lexicon, known)) for sentence in sentences]
        return list(_with_pronouns(second))


def _with_pronouns(lines: Iterable[Line]) -> Iterator[Line]:
    """He and she are the person whom the text named first in the sentence before, or else last."""
    last: Unit | None = None
    for line in lines:
        subject: Unit | None = None
        units: list[Unit] = []
        for unit in line.units:
            if unit.mark is Mark.WORD and unit.text.casefold() in {"he", "she"} and last is not None:
                unit = replace(unit, mark=Mark.PERSON, figures=last.figures)
            elif unit.mark is Mark.PERSON:
                subject = subject or unit
                last = unit
            units.append(unit)
        last = subject or last
        yield Line(units)


def _frames_of(line: Line, place: int, published: date | None) -> Iterator[Frame]:
    frames = [frame for clause in clauses_of(line, place) if (frame := frame_of(clause, published)) is not None]
    for frame in frames:
        if len(frames) == 1:
            frame.venue = frame.venue or venue_of(line)
            frame.date = frame.date or date_of(line, published, frame.status == "planned")
        if frame.date is None and (frame.perfect or frame.kind == "mediation_offer") and frame.status != "refused":
            frame.date = reported_day(line, published)
        yield frame


def _add_persons(event: Frame, lines: Sequence[Line]) -> None:
    """Whoever the event's sentences name and who speaks for one of its bodies took part."""
    for place in event.sentences:
        for unit in lines[place].units:
            if unit.mark is Mark.PERSON:
                for person in unit.figures:
                    event.persons.setdefault(person.name, person)


def _renamed(event: Frame, written: Mapping[str, str]) -> Frame:
    """Bodies and persons under the names that the article gives them."""
    for slot in (event.mediators, event.sides, event.hosts, event.persons):
        for key, figure in slot.items():
            principal = figure.principal and replace(figure.principal, name=written.get(figure.principal.name, figure.principal.name))
            slot[key] = replace(figure, name=written.get(figure.name, figure.name), principal=principal)
    return event


_KINDS = {
    "talks": EventKind.TALKS,
    "meeting": EventKind.MEETING,
    "summit": EventKind.SUMMIT,
    "visit": EventKind.VISIT,
    "call": EventKind.CALL,
    "ceasefire": EventKind.CEASEFIRE,
    "agreement": EventKind.SIGNING,
    "mediation_offer": EventKind.OFFER,
}
_STATUSES = {
    "held": Status.HELD,
    "ongoing": Status.ONGOING,
    "planned": Status.PLANNED,
    "proposed": Status.OFFERED,
    "refused": Status.REFUSED,
    "failed": Status.FAILED,
}


def _fact(event: Frame, text: str, sentences: list[Sentence]) -> EventFact:
    persons = list(event.persons.values())
    third = [_third(figure, event) for figure in event.mediators.values()]
    third += [ThirdParty(name=f.name, id=f.id or None, kind=f.kind, role=Role.HOST) for n, f in event.hosts.items() if n not in event.mediators]
    parties = [_party(figure, event) for figure in event.sides.values()]
    for person in persons:
        if person.principal is None:
            continue
        stood_for = person.principal.name
        if any(stood_for == f.name for f in event.mediators.values()):
            role = Role.WOULD_BE_MEDIATOR if event.kind == "mediation_offer" else Role.MEDIATOR
            third.append(ThirdParty(name=person.name, kind=ActorKind.PERSON, role=role, on_behalf_of=stood_for))
        elif any(stood_for == f.name for f in event.sides.values()):
            parties.append(Party(name=person.name, kind=ActorKind.PERSON, on_behalf_of=stood_for))
        elif any(stood_for == f.name for f in event.hosts.values()):
            third.append(ThirdParty(name=person.name, kind=ActorKind.PERSON, role=Role.HOST, on_behalf_of=stood_for))
    kind = _KINDS[event.kind]
    return EventFact(
        kind=kind,
        event_class=_class_of(event),
        status=_STATUSES[event.status],
        modality=Modality.PHONE if event.kind == "call" else Modality.UNKNOWN,
        date=event.date or FactDate(),
        third_parties=tuple(third),
        parties=tuple(parties),
        venues=_venues(event),
        evidence=tuple(_evidence(text, sentences[place]) for place in sorted(event.sentences)),
        score=_score(event),
        inferred=event.inferred,
        rules=tuple(sorted(event.rules)),
    )


def _class_of(event: Frame) -> EventClass:
    if event.kind == "mediation_offer":
        return EventClass.OFFER
    return EventClass.MEDIATION if event.mediators else EventClass.NEGOTIATION


def _third(figure: Figure, event: Frame) -> ThirdParty:
    role = Role.WOULD_BE_MEDIATOR if event.kind == "mediation_offer" else Role.MEDIATOR
    return ThirdParty(name=figure.name, id=figure.id or None, kind=figure.kind, role=role)


def _party(figure: Figure, event: Frame) -> Party:
    response = Response.REFUSED if event.status == "refused" else Response.UNKNOWN
    return Party(name=figure.name, id=figure.id or None, kind=figure.kind, response=response)


def _venues(event: Frame) -> tuple[VenueMention, ...]:
    if event.venue is None:
        return ()
    planned = event.status not in {"held", "ongoing"}
    kind = None if event.venue.country else VenueKind.COUNTRY
    return (VenueMention(name=event.venue.name, country=event.venue.country or None, kind=kind, planned=planned),)


def _evidence(text: str, sentence: Sentence) -> Evidence:
    return Evidence(quote=text[sentence.start : sentence.end], start=sentence.start, end=sentence.end)


def _score(event: Frame) -> float:
    best = max(event.rules.values(), default=0.6)
    return round(best * (0.7 if event.inferred else 1.0), 2)


def facts_of(articles: Iterable[Article]) -> Iterator[tuple[EventFact, ...]]:
    """The facts of each article, in order."""
    extractor = RuleExtractor()
    return (extractor.extract(article) for article in articles)
