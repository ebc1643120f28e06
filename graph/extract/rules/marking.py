"""A sentence becomes its first line of marks: names from the dictionaries and the article, dates, unknown names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from graph.extract.dates import DateSpan, date_spans
from graph.extract.rules.lexicon import Hit, Lexicon, Meaning, Sense, gazetteer
from graph.extract.rules.marks import Figure, Line, Locality, Mark, Unit, words_of
from graph.extract.rules.patterns import words
from graph.extract.rules.text import Sentence
from graph.names import fold
from graph.vocabulary import ActorKind

PLACE_BEFORE = frozenset({"in", "at", "near", "outside", "into", "via", "inside", "around"})
TOWARDS = frozenset({"to", "for", "from", "toward", "towards", "of"})
SPOKEN_TO = frozenset(
    """offer offers offered proposal proposals message messages letter letters according thanks thank grateful told
    gratitude close appeal appeals appealed respond response responded visit belongs belonged loyal due speaking spoke
    talking talk talked listen invitation invitations opposed opposition allied allegiance support""".split()
) - {"visit"}
PARTICLES = frozenset("al el bin ibn ben abu bint van von der de da dos du la le of-the ould ag ul ud".split())
ORGANISATION = frozenset(
    """movement front army party forces force union council alliance coalition organization organisation league community
    congress authority commission militia brigade brigades committee assembly federation network tigers command resistance
    group foundation brotherhood guard bloc platform secretariat bank forum mission institute centre center initiative
    agency parliament tribunal conference accord fighters state states republic government administration""".split()
)
JOINING = frozenset({"of", "for", "the", "and", "in", "&", "de", "du", "des", "del"})


@dataclass
class Known:
    """What an article itself teaches: its abbreviations, its persons, the countries that it speaks of."""

    spellings: dict[str, Figure] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)
    """By canonical name, the fullest name that the article itself gives a person, or a body that is no state."""

    def note(self, name: str, written: str) -> None:
        """Keep a name as written, if it is fuller than what was written before."""
        words = written.split()
        while words and words[0][:1].islower():
            words.pop(0)
        written = " ".join(words)
        if any(word[:1].islower() and word not in JOINING | PARTICLES for word in words):
            return
        if len(written) > len(self.written.get(name, "")):
            self.written[name] = written


def marked(text: str, sentence: Sentence, lexicon: Lexicon, known: Known) -> Line:
    """The line of a sentence before its phrases are read."""
    dates = date_spans(text[sentence.start : sentence.end])
    placed = [replace(span, start=span.start + sentence.start, end=span.end + sentence.start) for span in dates]
    units = list(_units(text, sentence, lexicon.names_in(text, sentence.start, sentence.end), placed))
    units = list(_with_names(units, known))
    return Line(_settled(units, lexicon, known))


def _units(text: str, sentence: Sentence, hits: Iterable[Hit], dates: Iterable[DateSpan]) -> Iterator[Unit]:
    spans: list[Unit] = [
        *(Unit(d.start, d.end, text[d.start : d.end], Mark.DATE, date=d) for d in dates),
        *(Unit(h.start, h.end, text[h.start : h.end], Mark.NAME, meanings=h.meanings) for h in hits),
    ]
    at = sentence.start
    for span in sorted(spans, key=lambda unit: (unit.start, -unit.end)):
        if span.start >= at:
            yield from words_of(text, at, span.start)
            yield span
            at = span.end
    yield from words_of(text, at, sentence.end)


def _with_names(units: list[Unit], known: Known) -> Iterator[Unit]:
    """Runs of capitalised words that no table knows become names."""
    place = 0
    while place < len(units):
        end = _name_end(units, place)
        if end < len(units) and end > place and units[end].text.casefold() in _title_words() and units[end].text[0].isupper():
            yield from units[place:end]  # Justice Minister: a part of the title
            place = end
        elif end > place and not (end == place + 1 and _begins_sentence(units, place, known)):
            yield _joined(units[place:end], Mark.NAME)
            place = end
        else:
            yield units[place]
            place += 1


def _name_end(units: list[Unit], place: int) -> int:
    end = place
    while end < len(units) and _is_capitalised(units[end]) and not (end == place and _is_common(units[end], place)):
        end += 1
        if end < len(units) and units[end].text.casefold() in _title_words():
            break
        if end + 1 < len(units) and units[end].text in PARTICLES and _is_capitalised(units[end + 1]):
            end += 1
    return end


def _is_capitalised(unit: Unit) -> bool:
    return unit.mark is Mark.WORD and unit.text[:1].isupper()


def _is_common(unit: Unit, place: int) -> bool:
    lowered = unit.text.casefold()
    return lowered in _title_words() or (place == 0 and lowered in COMMON)


def _begins_sentence(units: list[Unit], place: int, known: Known) -> bool:
    """A lone capitalised word at the start of a sentence or quotation is a name only if the article knows it."""
    before = units[place - 1].text if place else "."
    return before in {".", "“", '"', "”", ":", "—", "–", "-"} and fold(units[place].text) not in known.spellings


def _joined(units: list[Unit], mark: Mark) -> Unit:
    text = " ".join(unit.text for unit in units)
    return Unit(units[0].start, units[-1].end, text, mark)


def _settled(units: list[Unit], lexicon: Lexicon, known: Known) -> list[Unit]:
    """Every name gets the mark that its meanings and the words before it allow; a country after its town joins it."""
    settled: list[Unit] = []
    for place, unit in enumerate(units):
        if unit.mark is not Mark.NAME:
            settled.append(unit)
            continue
        if _is_country_of_last(unit, settled, lexicon):
            settled[-2:] = [replace(settled[-2], end=unit.end)]
            continue
        following = units[place + 1].text.casefold() if place + 1 < len(units) else ""
        settled.append(_settle(unit, settled, following, lexicon, known))
    return settled


def _is_country_of_last(unit: Unit, settled: list[Unit], lexicon: Lexicon) -> bool:
    """Crans-Montana, Switzerland: the country only says where the town is."""
    town = settled[-2].place if len(settled) > 1 and settled[-1].text == "," else None
    return town is not None and bool(town.country) and any(lexicon.country(m.iso3) == town.country for m in unit.meanings)


def _settle(unit: Unit, before: list[Unit], following: str, lexicon: Lexicon, known: Known) -> Unit:
    own = known.spellings.get(fold(unit.text))
    if own is not None:
        known.note(own.name, unit.text)
    if own is not None and not any(m.sense in {Sense.DEMONYM, Sense.METONYM, Sense.PLACE} for m in unit.meanings):
        return replace(unit, mark=Mark.PERSON if own.principal or _is_person(own) else Mark.BODY, figures=(own,))
    if not unit.meanings:
        return _unknown(unit, before, following, lexicon)
    actor, place = _actor_of(unit.meanings, known), _place_of(unit.text, unit.meanings, lexicon, known)
    if place is not None and (actor is None or _stands_for_place(unit.meanings, before, following)):
        return replace(unit, mark=Mark.PLACE, place=place, figures=(_figure(actor),) if actor else ())
    if actor is None:
        return unit
    if actor.sense is Sense.PERSON or (actor.sense is Sense.BODY and actor.kind is not ActorKind.STATE):
        known.note(actor.name, unit.text)
    if actor.sense is Sense.PERSON:
        return replace(unit, mark=Mark.PERSON, figures=(_figure(actor),))
    mark = Mark.DEMONYM if actor.sense is Sense.DEMONYM else Mark.BODY
    return replace(unit, mark=mark, figures=(_figure(actor),), place=place)


def _is_person(figure: Figure) -> bool:
    return figure.kind is not None and figure.kind.value == "Person"


def _unknown(unit: Unit, before: list[Unit], following: str, lexicon: Lexicon) -> Unit:
    if _after_preposition(before):
        towns = gazetteer().get(fold(unit.text), ())
        if towns:
            country = lexicon.country(towns[0].iso3)
            return replace(unit, mark=Mark.PLACE, place=Locality(unit.text, towns[0].iso3, country))
    return unit


def _actor_of(meanings: tuple[Meaning, ...], known: Known) -> Meaning | None:
    """The actor among the meanings; of namesakes the one whose country the article speaks of most."""
    order = {Sense.PERSON: 0, Sense.BODY: 1, Sense.DEMONYM: 2, Sense.METONYM: 3}
    actors = [meaning for meaning in meanings if meaning.sense in order]
    return min(actors, key=lambda m: (order[m.sense], -known.countries[m.iso3]), default=None)


def _place_of(written: str, meanings: tuple[Meaning, ...], lexicon: Lexicon, known: Known) -> Locality | None:
    places = [meaning for meaning in meanings if meaning.sense is Sense.PLACE]
    if places:
        best = min(places, key=lambda m: -known.countries[m.iso3])
        country = lexicon.country(best.iso3)
        return Locality(best.name, best.iso3, "" if country == best.name else country)
    capital = next((meaning for meaning in meanings if meaning.sense is Sense.METONYM), None)
    if capital is not None and any(town.iso3 == capital.iso3 for town in gazetteer().get(fold(written), ())):
        return Locality(written, capital.iso3, lexicon.country(capital.iso3))
    return None


def _stands_for_place(meanings: tuple[Meaning, ...], before: list[Unit], following: str) -> bool:
    """A state or capital is a place after in, at, near; before "talks"; after "to" unless something is said to it."""
    is_town = any(meaning.sense is Sense.METONYM for meaning in meanings)
    if is_town and following in OCCASIONS:
        return True
    word = _word_before(before)
    if word in PLACE_BEFORE or word in {"capital", "city"}:
        return True
    if word == "to":
        return _word_before(before, 2) not in SPOKEN_TO
    if word == "from":
        return is_town
    return is_town and word in {"and", ",", "or"} and _last_mark(before) is Mark.PLACE


def _after_preposition(before: list[Unit]) -> bool:
    word = _word_before(before)
    return word in PLACE_BEFORE or word in {"to", "from", "of", "capital", "city", "town", "resort", "village"}


def _word_before(before: list[Unit], back: int = 1) -> str:
    seen = [unit for unit in before[-6:] if unit.text.casefold() not in {"the", "a", "an"}]
    return seen[-back].text.casefold() if len(seen) >= back else ""


def _last_mark(before: list[Unit]) -> Mark:
    seen = [unit for unit in before[-4:] if unit.text.casefold() not in {"the", "and", ",", "or", "then", "later"}]
    return seen[-1].mark if seen else Mark.WORD


OCCASIONS = frozenset(
    "talks negotiations conference summit meeting process dialogue round agreement accord accords declaration "
    "consultations forum format peace platform protocol track".split()
)


def _figure(meaning: Meaning) -> Figure:
    return Figure(meaning.name, meaning.id, meaning.kind, meaning.iso3)


@cache
def _title_words() -> frozenset[str]:
    titles = words().titles
    return frozenset(word for row in titles.values() for word in row)


COMMON = frozenset(
    """the a an this that these those he she it they we i his her its their our in on at to of for from by with as but
    and or nor so yet if when while where after before since until although though because during under over between
    both neither either all some many most several no not there here what who which how why direct indirect talks
    negotiations mediators representatives delegations officials leaders last next earlier later meanwhile however
    once one two three four five six seven eight nine ten first second third another each every new former under
    according speaking asked hours days weeks months years minutes diplomats envoys foreign peace rebel government
    president prime minister king analysts observers sources state only also even still now then today yesterday
    tomorrow despite following among amid against without within across about more less at least hundreds thousands
    fighting war ceasefire""".split()
)


def place_named(name: str, lexicon: Lexicon) -> Locality | None:
    """The town of a name, the largest of namesakes; None where no table knows it."""
    towns = gazetteer().get(fold(name), ())
    return Locality(name, towns[0].iso3, lexicon.country(towns[0].iso3)) if towns else None
