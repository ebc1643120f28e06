"""A sentence becomes its first line of marks: names from the dictionaries and the article, dates, unknown names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from graph.extract.dates import DateSpan, date_spans
from graph.extract.rules.lexicon import Hit, Lexicon, Meaning, Sense, gazetteer
from graph.extract.rules.marks import Figure, Generic, Hint, Line, Locality, Mark, Unit, words_of
from graph.extract.rules.patterns import word_set, words
from graph.extract.rules.text import Sentence
from graph.names import fold
from graph.vocabulary import ActorKind

_NOTHING = re.compile(r"(?!)")


@dataclass
class Known:
    """What an article itself teaches: its abbreviations, its persons, the countries that it speaks of."""

    spellings: dict[str, Figure] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)
    """By canonical name, the fullest name that the article itself gives a person, or a body that is no state."""

    pair: dict[str, Figure] = field(default_factory=dict)
    """The first two bodies that the article names together: its sides where nothing better tells them."""
    groups: dict[str, list[Figure]] = field(default_factory=dict)
    """The armed groups and movements that it names, by country."""
    acting: Counter[str] = field(default_factory=Counter)
    """How often each country is named as a body, not as a place or somebody's home."""
    generics: frozenset[Generic] = frozenset()
    """Which words that mean somebody only within it the article has: the government, the rebels."""
    hints: tuple[Hint, ...] = ()
    """The clauses that speak of mediation, each with its bodies."""
    own_names: re.Pattern[str] = _NOTHING
    """The names of several words that the article gives a short form."""

    def note(self, name: str, written: str) -> None:
        """Keep a name as written, if it is fuller than what was written before."""
        words = written.split()
        while words and words[0][:1].islower():
            words.pop(0)
        if len(words) > 1 and words[0].isupper() and words[-1][:1].islower():
            words = words[:1]  # FARC rebels
        written = " ".join(words)
        if any(word[:1].islower() and word not in word_set("joining") | word_set("particles") for word in words):
            return
        if len(written) > len(self.written.get(name, "")):
            self.written[name] = written


def units_in(text: str, sentence: Sentence, lexicon: Lexicon, known: Known) -> list[Unit]:
    """The words, dates and known names of a sentence, before the article has taught whom its other names mean."""
    dates = date_spans(text[sentence.start : sentence.end])
    placed = [replace(span, start=span.start + sentence.start, end=span.end + sentence.start) for span in dates]
    hits = lexicon.names_in(text, sentence.start, sentence.end)
    return list(_units(text, sentence, hits, placed, known.own_names))


def marked(units: list[Unit], lexicon: Lexicon, known: Known) -> Line:
    """The line of a sentence before its phrases are read."""
    return Line(_settled(list(_with_names(units, known)), lexicon, known))


def _units(
    text: str, sentence: Sentence, hits: Iterable[Hit], dates: Iterable[DateSpan], own: re.Pattern[str]
) -> Iterator[Unit]:
    spans: list[Unit] = [
        *(Unit(m.start(), m.end(), m.group(), Mark.NAME) for m in own.finditer(text, sentence.start, sentence.end)),
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
        if (
            end < len(units)
            and end > place
            and units[end].text.casefold() in _title_words()
            and units[end].text[0].isupper()
        ):
            yield from units[place:end]  # Justice Minister: a part of the title
            place = end
        elif end > place and not (end == place + 1 and _begins_sentence(units, place, known)):
            kept = end - 1 if units[end - 1].text.casefold() in word_set("ending") else end
            yield from [_joined(units[place:kept], Mark.NAME)] if kept > place else []
            yield from units[kept:end]  # the Conference on Cyprus, the Rio Protocol: what kind of thing it is
            place = end
        else:
            yield units[place]
            place += 1


LONGEST_NAME = 8
"""Words of a name."""


def _name_end(units: list[Unit], place: int) -> int:
    end = place
    while (
        end < min(len(units), place + LONGEST_NAME)
        and _is_capitalised(units[end])
        and not (end == place and _is_common(units[end], place))
    ):
        end += 1
        if end < len(units) and units[end].text.casefold() in _title_words() and not _ends_body(units, end + 1):
            break
        after = end
        while end > place and after < len(units) and units[after].text in word_set("particles"):
            after += 1
        if after < len(units) and _is_capitalised(units[after]):
            end = after
    return end


def _ends_body(units: list[Unit], place: int) -> bool:
    """The Defence Forces: a word that is a title elsewhere is here a part of a body's name."""
    last = units[place] if place < len(units) else None
    return last is not None and _is_capitalised(last) and last.text.casefold() in word_set("organisation")


def _is_capitalised(unit: Unit) -> bool:
    return unit.mark is Mark.WORD and (unit.text[:1].isupper() or bool(_WITH_ARTICLE.match(unit.text)))


_WITH_ARTICLE = re.compile(r"(?:al|el)-[A-Z]")
"""A surname with its article: al-Hilu."""


def _is_common(unit: Unit, place: int) -> bool:
    lowered = unit.text.casefold()
    return lowered in _title_words() or (place == 0 and lowered in word_set("common"))


def _begins_sentence(units: list[Unit], place: int, known: Known) -> bool:
    """A lone capitalised word at the start of a sentence or quotation is a name only if the article knows it."""
    before = units[place - 1].text if place else "."
    return before in {".", "“", '"', "”", ":", "—", "\u2013", "-"} and fold(units[place].text) not in known.spellings


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
        if _is_rest_of_name(unit, settled, known):
            settled[-1] = replace(settled[-1], end=unit.end, text=f"{settled[-1].text} {unit.text}")
            continue
        following = units[place + 1].text.casefold() if place + 1 < len(units) else ""
        settled.append(_settle(unit, settled, following, lexicon, known))
    return settled


def _is_rest_of_name(unit: Unit, settled: list[Unit], known: Known) -> bool:
    """Sheikh Sabah al-Ahmad al-Sabah: a table knows the first part, and the rest is no other person."""
    last = settled[-1] if settled else None
    person = last.figures[0] if last is not None and last.mark is Mark.PERSON and last.figures else None
    return person is not None and not unit.meanings and fold(unit.text) in fold(person.name)


def _is_country_of_last(unit: Unit, settled: list[Unit], lexicon: Lexicon) -> bool:
    """Crans-Montana, Switzerland: the country only says where the town is."""
    town = settled[-2].place if len(settled) > 1 and settled[-1].text == "," else None
    return (
        town is not None and bool(town.country) and any(lexicon.country(m.iso3) == town.country for m in unit.meanings)
    )


def _settle(unit: Unit, before: list[Unit], following: str, lexicon: Lexicon, known: Known) -> Unit:
    own = known.spellings.get(fold(unit.text))
    if own is not None:
        known.note(own.name, unit.text)
        if not any(meaning.sense in NEVER_PERSONS for meaning in unit.meanings):
            return replace(unit, mark=Mark.PERSON if own.principal or _is_person(own) else Mark.BODY, figures=(own,))
    if not unit.meanings or (unit.text == "America" and _word_before(before) in word_set("directions")):
        return _unknown(replace(unit, meanings=()), before, lexicon, known)
    actor, place = _actor_of(unit.meanings, known), _place_of(unit.text, unit.meanings, lexicon, known)
    if place is not None and (actor is None or _stands_for_place(unit.meanings, before, following)):
        return replace(unit, mark=Mark.PLACE, place=place, figures=(Figure.of(actor),) if actor else ())
    return _as_actor(unit, actor, place, known) if actor is not None else unit


NEVER_PERSONS = frozenset({Sense.DEMONYM, Sense.METONYM, Sense.PLACE})
"""A surname that is also one of these is read as that: a person called Paris does not make Paris one."""


def _as_actor(unit: Unit, actor: Meaning, place: Locality | None, known: Known) -> Unit:
    if actor.sense is Sense.PERSON or (actor.sense is Sense.BODY and actor.kind is not ActorKind.STATE):
        known.note(actor.name, unit.text)
    if actor.sense is Sense.PERSON:
        return replace(unit, mark=Mark.PERSON, figures=(Figure.of(actor),))
    mark = Mark.DEMONYM if actor.sense is Sense.DEMONYM else Mark.BODY
    return replace(unit, mark=mark, figures=(Figure.of(actor),), place=place)


def _is_person(figure: Figure) -> bool:
    return figure.kind is not None and figure.kind.value == "Person"


def _unknown(unit: Unit, before: list[Unit], lexicon: Lexicon, known: Known) -> Unit:
    """A name that no table of actors knows: a town after in, at or to; of namesakes one of a country that is named."""
    if _after_preposition(before):
        town = max(gazetteer().get(fold(unit.text), ()), key=lambda town: known.countries[town.iso3] > 0, default=None)
        if town is not None:
            place = Locality(unit.text, town.iso3, lexicon.country(town.iso3))
            return replace(unit, mark=Mark.PLACE, place=place)
    return unit


def _actor_of(meanings: tuple[Meaning, ...], known: Known) -> Meaning | None:
    """The actor among the meanings; of namesakes the one whose country the article speaks of most."""
    order = {Sense.PERSON: 0, Sense.BODY: 1, Sense.DEMONYM: 2, Sense.METONYM: 3}
    actors = [meaning for meaning in meanings if meaning.sense in order and _is_told_of(meaning, known)]
    return min(actors, key=lambda m: (order[m.sense], -known.countries[m.iso3]), default=None)


def _is_told_of(meaning: Meaning, known: Known) -> bool:
    """Maoist means the party of Nepal only in an article that speaks of Nepal."""
    of_movement = meaning.sense is Sense.DEMONYM and meaning.kind is not ActorKind.STATE and bool(meaning.iso3)
    return not (of_movement and known.countries) or known.countries[meaning.iso3] > 0


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
    """A state or capital is a place after in, at, near; before "talks"; after "to" where somebody goes there."""
    is_town = any(meaning.sense is Sense.METONYM for meaning in meanings)
    if following == "-" and not is_town:
        return False  # in a US-brokered arrangement
    if is_town and following in word_set("occasions"):
        return True
    word = _word_before(before)
    if word in word_set("place_before") or word in {"capital", "city"}:
        return True
    if word in word_set("leaving"):
        return is_town
    if word == "to":
        last = _word_before(before, 2)
        return last not in word_set("spoken_to") if is_town else last in word_set("moving")
    if word == "from" and len(before) == 1:
        return True  # From India, she telephoned ...
    whereabouts = word_set("bearings") | set(words().places["kinds"])
    if word == "from" or (word == "of" and _word_before(before, 2) in whereabouts):
        return is_town
    return is_town and word in {"and", ",", "or"} and _last_mark(before) is Mark.PLACE


def _after_preposition(before: list[Unit]) -> bool:
    word = _word_before(before)
    return word in word_set("place_before") or word in {
        "to",
        "from",
        "of",
        "capital",
        "city",
        "town",
        "resort",
        "village",
    }


def _word_before(before: list[Unit], back: int = 1) -> str:
    seen = [unit for unit in before[-6:] if unit.text.casefold() not in {"the", "a", "an"}]
    return seen[-back].text.casefold() if len(seen) >= back else ""


def _last_mark(before: list[Unit]) -> Mark:
    seen = [unit for unit in before[-4:] if unit.text.casefold() not in {"the", "and", ",", "or", "then", "later"}]
    return seen[-1].mark if seen else Mark.WORD


@cache
def _title_words() -> frozenset[str]:
    titles = words().titles
    return frozenset(word for row in titles.values() for word in row)


def place_named(name: str, lexicon: Lexicon) -> Locality | None:
    """The town of a name: a venue, or else the largest of namesakes; None where no table knows it."""
    for hit in lexicon.names_in(name, 0, len(name))[:1]:
        place = _place_of(name, hit.meanings, lexicon, Known()) if hit.end - hit.start == len(name) else None
        if place is not None and place.country:
            return place
    towns = gazetteer().get(fold(name), ())
    return Locality(name, towns[0].iso3, lexicon.country(towns[0].iso3)) if towns else None
