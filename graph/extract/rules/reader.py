"""The built-in extractor: an article's text goes through sentences, marks, clauses, frames and links to facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain

from graph.extract.rules.clauses import Clause, clauses_of
from graph.extract.rules.conflicts import conflicts_named
from graph.extract.rules.facts import fact_of
from graph.extract.rules.frames import Frame, frame_of
from graph.extract.rules.hints import hints_in
from graph.extract.rules.lexicon import Lexicon, lexicon
from graph.extract.rules.linking import linked
from graph.extract.rules.marking import Known, marked, place_named, units_in
from graph.extract.rules.marks import Figure, Line, Locality, Mark
from graph.extract.rules.names import abbreviations_in, countries_in, own_names, persons_in
from graph.extract.rules.patterns import any_of, patterns, words
from graph.extract.rules.phrases import Reader
from graph.extract.rules.referring import referred
from graph.extract.rules.sides import countries_acting, first_pair, generics_in, groups_in
from graph.extract.rules.text import Sentence, dateline_of, sentences_of
from graph.extract.rules.where_when import date_of, reported_day, venue_of, with_days_told
from graph.facts import Article, EventFact
from graph.reference import data_folder

GENERATION = "6"
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
    r"|(?<= but )(?:it |they )?(?:was|were|has been|have been|had been) (?:then |later |soon )?"
    r"(?:called off|cancelled|canceled|abandoned|suspended|scrapped) "
    r"|(?<= )called (?:it|them|the talks|the meeting) off "
    r"|(?<= but )(?:the )?@[ADGNP]\d+ (?:[a-z]+ )?(?:backed out|pulled out|withdrew|walked out|stayed away|"
    r"did not (?:show up|turn up|attend|come)|failed to (?:show up|turn up|appear|attend)) "
)
"""What became of the talks of the clause before."""
_BREAKS_OFF = re.compile(
    r"(?<= )(?:(?:is|was|are|were) (?:breaking off|suspending|halting|ending|pulling out|withdrawing) |"
    r"(?:will|would) no longer (?:be |act |serve |host |mediate )|(?:will|would|has|had) give(?:n)? up )"
)
"""Whoever says so does so on the day on which he says it."""


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
        known.pair, known.groups, known.acting = first_pair(lines), groups_in(lines), countries_acting(lines)
        clauses = [tuple(clauses_of(line, place)) for place, line in enumerate(lines)]
        known.generics, known.hints = generics_in(lines), tuple(hints_in(chain.from_iterable(clauses)))
        headline = _headline(sentences, clauses, article.published)
        frames = list(self._frames(text, sentences, zip(lines, clauses, strict=True), article.published))
        events = linked(frames, headline, self._lexicon, known, self._written_in(text, sentences))
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
        return list(with_days_told(referred(second), published))

    def _frames(
        self,
        text: str,
        sentences: Sequence[Sentence],
        cut: Iterable[tuple[Line, Sequence[Clause]]],
        published: date | None,
    ) -> Iterator[Frame]:
        """The frames of all sentences but headings; each knows the formats that its sentence names."""
        before: tuple[str, ...] = ()
        town: Locality | None = None
        for sentence, (line, clauses) in zip(sentences, cut, strict=True):
            hits = self._lexicon.formats_in(text, sentence.start, sentence.end)
            formats = tuple(dict.fromkeys(hit.meanings[0].id for hit in hits))
            if not formats and _THAT_FORMAT.search(line.string):
                formats = before
            before = formats
            if sentence.paragraph >= 0 and text[sentence.end - 1] in ENDS and not _asks(text, sentence):
                countries = self._countries_of(formats)
                for frame in _frames_of(line, clauses, published):
                    frame.formats, frame.countries = formats, countries
                    frame.venue = frame.venue or (town if frame.there else None)
                    yield frame
            town = venue_of(line) or town

    def _countries_of(self, formats: Iterable[str]) -> frozenset[str]:
        conflicts = (self._lexicon.conflicts.get(self._lexicon.processes[name].conflict) for name in formats)
        return frozenset(iso3 for conflict in conflicts if conflict is not None for iso3 in conflict.countries)


def _headline(
    sentences: Sequence[Sentence], clauses: Sequence[Sequence[Clause]], published: date | None
) -> list[Frame]:
    """The frames of the headline that name their sides: they tell who is who, but no event of their own."""
    heading = zip(sentences, clauses, strict=True)
    made = (frame_of(clause, published) for sentence, row in heading if sentence.paragraph < 0 for clause in row)
    return [frame for frame in made if frame is not None and all(map(_is_named, frame.sides.values()))]


def _is_named(figure: Figure) -> bool:
    return figure.generic is None and bool(figure.id)


def _asks(text: str, sentence: Sentence) -> bool:
    return "?" in text[sentence.end - 2 : sentence.end]


def _frames_of(line: Line, clauses: Iterable[Clause], published: date | None) -> Iterator[Frame]:
    frames: list[Frame] = []
    for clause in clauses:
        frame = frame_of(clause, published)
        if frame is not None:
            frames.append(frame)
        elif frames and frames[-1].kind in {"talks", "meeting", "summit"} and _IT_FAILED.search(clause.line.string):
            frames[-1].status, frames[-1].cued = "failed", True
    for frame in frames:
        if len(frames) == 1:
            frame.venue = frame.venue or venue_of(line)
            frame.date = frame.date or date_of(line, published, frame.status)
        just_said = frame.perfect or frame.kind == "mediation_offer" or _BREAKS_OFF.search(frame.clause.line.string)
        if frame.date is None and just_said and frame.status != "refused":
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
