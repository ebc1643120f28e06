"""The built-in extractor: an article's text goes through sentences, marks, clauses, frames and links to facts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from graph.extract.rules.clauses import clauses_of
from graph.extract.rules.conflicts import conflicts_named
from graph.extract.rules.facts import fact_of
from graph.extract.rules.frames import Frame, frame_of, is_third
from graph.extract.rules.lexicon import Lexicon, lexicon
from graph.extract.rules.linking import linked
from graph.extract.rules.marking import Known, marked, place_named, units_in
from graph.extract.rules.marks import Figure, Generic, Line, Locality, Mark, Unit
from graph.extract.rules.names import abbreviations_in, countries_in, own_names, persons_in
from graph.extract.rules.patterns import any_of, patterns, words
from graph.extract.rules.phrases import Reader
from graph.extract.rules.sides import first_pair
from graph.extract.rules.text import Sentence, dateline_of, sentences_of
from graph.extract.rules.where_when import date_of, reported_day, venue_of, with_days_told
from graph.facts import Article, EventFact
from graph.reference import data_folder

GENERATION = "3"
"""Raised by hand when the code reads the same text with the same tables in another way."""
TABLES = ("patterns.toml", "phrases.toml", "words.toml", "states.csv", "movements.csv", "places.csv")
ENDS = frozenset(".!?…\"'”\u2019»)]")
"""A line that ends in none of these is a heading or a link to another article."""
REACH = 3
"""Sentences after an event's own in which those who took part in it may be named."""
_THAT_FORMAT = re.compile(r"(?<= )(?:in |under |within )?(?:this|that|the same) (?:format|process|framework|platform) ")
_IT_FAILED = re.compile(
    r"(?<= )(?:it|they|these|the (?:talks|negotiations|meeting|summit|dialogue)(?: on [^,;.]*?)?) (?:[a-z]+ly |soon )?"
    r"(?:collapsed|failed|broke down|fell apart|came to nothing|led nowhere) "
)
"""What became of the talks of the clause before."""


@cache
def version() -> str:
    """The generation of the code and a digest of the tables."""
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update((data_folder() / "extract" / name).read_bytes())
    return f"{GENERATION}-{digest.hexdigest()[:12]}"


class RuleExtractor:
    """Reads facts by patterns; see `data/extract/` for what it knows."""

    name = "rules"

    def __init__(self) -> None:
        self.version = version()
        self._lexicon: Lexicon = lexicon()

    def extract(self, article: Article) -> tuple[EventFact, ...]:
        """The events of an article with a text; see `graph.extract.base.Extractor`."""
        text = article.text or ""
        sentences = list(sentences_of(text, article.title))
        known = self._known(text)
        lines = self._lines(text, sentences, article.published, known)
        known.pair = first_pair(lines)
        frames = list(self._frames(text, sentences, lines, article.published))
        events = linked(frames, self._lexicon, known, self._written_in(text, sentences))
        conflicts = conflicts_named(text, self._lexicon)
        for event in events:
            _add_persons(event, lines, {place for other in events if other is not event for place in other.sentences})
        return tuple(fact_of(event, text, sentences, known.written, conflicts) for event in events)

    def rules_in(self, text: str, published: date) -> set[str]:
        """The ids of all patterns that some clause of a text matches: how a pattern's examples are tried."""
        sentences = list(sentences_of(text, ""))
        clauses = [
            clause.line.string
            for place, line in enumerate(self._lines(text, sentences, published, self._known(text)))
            for clause in clauses_of(line, place)
        ]
        return {pattern.id for pattern in patterns() if any(pattern.regex.search(clause) for clause in clauses)}

    def _known(self, text: str) -> Known:
        abbreviations = abbreviations_in(text, self._lexicon)
        return Known(abbreviations, countries_in(text, self._lexicon), own_names=own_names(text, abbreviations))

    def _written_in(self, text: str, sentences: Sequence[Sentence]) -> Locality | None:
        """The place of the dateline, where there is one."""
        first = next((sentence for sentence in sentences if sentence.paragraph == 0), None)
        line = dateline_of(text, first) if first else ""
        town = re.split(r"[,(\u2013—]| ?--?(?: |$)|\.\.\.", line)[0].strip()
        return place_named(town.title() if town.isupper() else town, self._lexicon) if town else None

    def _lines(self, text: str, sentences: list[Sentence], published: date | None, known: Known) -> list[Line]:
        """Every sentence is read twice: the second time with the persons that the first found."""
        reader = Reader(self._lexicon, known, published)
        units = [units_in(text, sentence, self._lexicon, known) for sentence in sentences]
        first = (reader.read_persons(marked(row, self._lexicon, known)) for row in units)
        known.spellings.update(persons_in(first))
        second = [reader.read(marked(row, self._lexicon, known)) for row in units]
        return list(with_days_told(_with_pronouns(_with_blocs(second)), published))

    def _frames(
        self, text: str, sentences: Sequence[Sentence], lines: Sequence[Line], published: date | None
    ) -> Iterator[Frame]:
        """The frames of all sentences but headings; each knows the formats that its sentence names."""
        before: tuple[str, ...] = ()
        town: Locality | None = None
        for place, (sentence, line) in enumerate(zip(sentences, lines, strict=True)):
            hits = self._lexicon.formats_in(text, sentence.start, sentence.end)
            formats = tuple(dict.fromkeys(hit.meanings[0].id for hit in hits))
            if not formats and _THAT_FORMAT.search(line.string):
                formats = before
            before = formats
            if sentence.paragraph >= 0 and text[sentence.end - 1] in ENDS:
                countries = self._countries_of(formats)
                for frame in _frames_of(line, place, published):
                    frame.formats, frame.countries = formats, countries
                    frame.venue = frame.venue or (town if frame.there else None)
                    yield frame
            town = venue_of(line) or town

    def _countries_of(self, formats: Iterable[str]) -> frozenset[str]:
        conflicts = (self._lexicon.conflicts.get(self._lexicon.processes[name].conflict) for name in formats)
        return frozenset(iso3 for conflict in conflicts if conflict is not None for iso3 in conflict.countries)


def _with_pronouns(lines: Iterable[Line]) -> Iterator[Line]:
    """He and she are the person whom the text named first in the sentence before, or else last."""
    last: Unit | None = None
    for line in map(_with_speaker, lines):
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


def _with_blocs(lines: Iterable[Line]) -> Iterator[Line]:
    """The bloc is the international body that the text has named most; the United Nations are none."""
    named: Counter[Figure] = Counter()
    for line in lines:
        units = list(line.units)
        for place, unit in enumerate(units):
            if unit.mark is Mark.BODY and is_third(unit.figures[0].body) and unit.figures[0].id != "united-nations":
                named[replace(unit.figures[0], flavour="")] += 1
            elif named and _is_bloc(units, place):
                units[place] = replace(unit, mark=Mark.BODY, figures=(named.most_common(1)[0][0],))
        yield Line(units)


def _is_bloc(units: Sequence[Unit], place: int) -> bool:
    before, after = units[max(place - 1, 0)], units[min(place + 1, len(units) - 1)]
    named = units[place].mark is Mark.WORD and units[place].text in {"bloc", "grouping"}
    return named and before.text.casefold() in {"the", "regional"} and after.mark not in {Mark.BODY, Mark.NAME}


def _with_speaker(line: Line) -> Line:
    """Angola's foreign ministry said that the government: Angola."""
    speaker = next((unit for unit in line.units if unit.mark in {Mark.BODY, Mark.PERSON, Mark.GENERIC}), None)
    if speaker is None or speaker.mark is not Mark.BODY or speaker.figures[0].flavour != "body":
        return line
    if " said that " not in line.string:
        return line
    return Line([replace(u, mark=Mark.BODY, figures=speaker.figures) if _is_government(u) else u for u in line.units])


def _is_government(unit: Unit) -> bool:
    return unit.mark is Mark.GENERIC and unit.figures[0].generic is Generic.GOVERNMENT


def _frames_of(line: Line, place: int, published: date | None) -> Iterator[Frame]:
    frames: list[Frame] = []
    for clause in clauses_of(line, place):
        frame = frame_of(clause, published)
        if frame is not None:
            frames.append(frame)
        elif frames and frames[-1].kind in {"talks", "meeting", "summit"} and _IT_FAILED.search(clause.line.string):
            frames[-1].status, frames[-1].cued = "failed", True
    for frame in frames:
        if len(frames) == 1:
            frame.venue = frame.venue or venue_of(line)
            frame.date = frame.date or date_of(line, published, frame.status)
        if frame.date is None and (frame.perfect or frame.kind == "mediation_offer") and frame.status != "refused":
            frame.date = reported_day(line, published)
        yield frame


def _add_persons(event: Frame, lines: Sequence[Line], taken: set[int]) -> None:
    """Whoever the event's sentences name, and whoever the next ones name as there until they tell of another event."""
    own = event.sentences[0]
    after = []
    for place in range(own + 1, min(own + 1 + REACH, len(lines))):
        if place in taken:
            break
        after.append(place)
    for place in [*event.sentences, *(place for place in after if _takes_part().search(lines[place].string))]:
        for unit in lines[place].units:
            if unit.mark is Mark.PERSON:
                for person in unit.figures:
                    event.persons.setdefault(person.name, person)


@cache
def _takes_part() -> re.Pattern[str]:
    """Words of a sentence whose persons were there, not only heard of it."""
    return re.compile(rf"(?<= ){any_of(words().occasions['takes_part'])}")
