"""The tables of `data/` become one matcher: every name of an actor, person, state, place or format in a text."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable

import ahocorasick

from graph.names import fold
from graph.reference import KnownActor, KnownVenue, Post, Reference, data_folder, load_reference
from graph.vocabulary import ActorKind, VenueKind

OFFICES = frozenset(
    {
        "envoy",
        "representative",
        "chief",
        "president",
        "minister",
        "mediator",
        "spokesman",
        "mediators",
        "secretary-general",
    }
)

HEADS = frozenset({"President", "Prime Minister", "King", "Emir", "Sultan", "Chancellor", "Crown Prince"})
"""Who holds such a post speaks for that state, also while it chairs or mediates for a body."""
BUILDING = frozenset({"palace", "hotel", "villa", "castle", "airport", "university", "kremlin", "house", "ministry"})
"""Words of a site's name that say that it stands in a town."""
REACH = 0.12
"""Degrees from a town's middle to a building that is still in it: some twelve kilometres."""


ALSO_WORDS = frozenset({"ACCORD"})
"""Abbreviations that are common words where only their first letter is a capital."""
PEOPLES = frozenset("ni")
"""Adjectives that end so have a plural for those who speak for the state: the Russians, the Omanis."""


class Sense(StrEnum):
    """What a spelling can stand for."""

    BODY = "body"
    PERSON = "person"
    DEMONYM = "demonym"
    METONYM = "metonym"
    PLACE = "place"
    FORMAT = "format"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a spelling can stand for; `iso3` is its country, where it has one."""

    sense: Sense
    name: str
    id: str
    kind: ActorKind | None = None
    iso3: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling found in a text, with all that it can stand for."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True)
class Town:
    """A place of the gazetteer."""

    name: str
    iso3: str
    population: int


class _OneToOne(dict[int, str]):
    """Folds a text character by character, so that offsets stay valid: no case, no accents, no punctuation."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKD", char.casefold())[:1] or " "
        self[code] = plain if plain.isalnum() else " "
        return self[code]


_FOLDS = _OneToOne()
_SHORT_FORM = re.compile(r" \([A-Z][A-Za-z]*[A-Z][A-Z-]*\)$")


def folded(text: str) -> str:
    """A text of the same length without case, accents and punctuation."""
    return text.translate(_FOLDS)


class _Matcher:
    """Spellings and what they mean, found in one pass over a text."""

    def __init__(self) -> None:
        self._meanings: dict[str, list[tuple[str, Meaning]]] = defaultdict(list)
        self._automaton = ahocorasick.Automaton()

    def learn(self, name: str, meaning: Meaning) -> None:
        """Add a spelling."""
        name = name.removeprefix("the ").removeprefix("The ").strip()
        key = folded(name).strip()
        if _SHORT_FORM.search(name):
            return  # Free Aceh Movement (GAM): the name and its short form are learnt apart
        if len(key) > 1 and (name, meaning) not in self._meanings[key]:
            self._meanings[key].append((name, meaning))

    def learn_all(self, names: Iterable[str], meaning: Meaning) -> None:
        """Add several spellings of one thing."""
        for name in names:
            self.learn(name, meaning)

    def close(self) -> None:
        """End learning; from now on it can find."""
        for key, entries in self._meanings.items():
            self._automaton.add_word(key, (len(key), tuple(entries)))
        self._automaton.make_automaton()

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """The longest spellings within a stretch of text, from left to right, none overlapping."""
        stretch = folded(text[start:end])
        found = sorted(self._within(text, stretch, start), key=lambda hit: (hit.start, -hit.end))
        hits: list[Hit] = []
        for hit in found:
            if not hits or hit.start >= hits[-1].end:
                hits.append(hit)
        return hits

    def _within(self, text: str, stretch: str, offset: int) -> Iterator[Hit]:
        for last, (length, entries) in self._automaton.iter(stretch):
            first = last - length + 1
            if (first and stretch[first - 1].isalnum()) or stretch[last + 1 : last + 2].isalnum():
                continue
            written = text[offset + first : offset + last + 1]
            meanings = tuple(dict.fromkeys(meaning for spelling, meaning in entries if _may_be(spelling, written)))
            if meanings:
                after = text[offset + last + 1 : offset + last + 2]
                stop = 1 if (after == "." and "." in written) or (after == ")" and "(" in written) else 0
                yield Hit(offset + first, offset + last + 1 + stop, meanings)


class Lexicon:
    """Finds names; built once from the tables."""

    def __init__(self, reference: Reference) -> None:
        self._names = _Matcher()
        self._formats = _Matcher()
        self._conflicts = _Matcher()
        self.processes = {process.id: process for process in reference.processes}
        self.conflicts = {conflict.id: conflict for conflict in reference.conflicts}
        self._foes = {frozenset(conflict.countries) for conflict in reference.conflicts if len(conflict.countries) == 2}
        self.states = {a.iso3: a for a in reference.actors if a.iso3 and _is_country(a)}
        self.bodies = {a.id: _body(a) for a in reference.actors}
        self.country_venues = {v.country_iso3: v.name for v in reference.venues if v.kind is VenueKind.COUNTRY}
        self._towns = [venue for venue in reference.venues if venue.kind is VenueKind.CITY]
        self._sites = {venue.name: venue for venue in reference.venues if venue.kind is VenueKind.SITE}
        self._capitals: dict[str, str] = {}
        self._demonyms: dict[str, str] = {}
        self._posts: dict[str, list[Post]] = defaultdict(list)
        for post in reference.posts:
            self._posts[post.person].append(post)
        self._learn(reference)
        for matcher in (self._names, self._formats, self._conflicts):
            matcher.close()

    def _learn(self, reference: Reference) -> None:
        for actor in reference.actors:
            self._learn_actor(actor)
        for venue in reference.venues:
            place = Meaning(Sense.PLACE, venue.name, venue.id, iso3=venue.country_iso3)
            self._names.learn_all((venue.name, *venue.aliases), place)
        for process in reference.processes:
            if " " in process.name:
                meaning = Meaning(Sense.FORMAT, process.name, process.id)
                self._formats.learn_all((process.name, *process.aliases), meaning)
        for conflict in reference.conflicts:
            meaning = Meaning(Sense.CONFLICT, conflict.name, conflict.id)
            self._conflicts.learn_all((name for name in (conflict.name, *conflict.aliases) if " " in name), meaning)
        self._learn_states()
        self._learn_adjectives()

    def names_in(self, text: str, start: int, end: int) -> list[Hit]:
        """The longest names of actors, persons, states and places in a stretch of text, none overlapping."""
        return self._names.find(text, start, end)

    def formats_in(self, text: str, start: int, end: int) -> list[Hit]:
        """The names of processes and formats in a stretch of text."""
        return self._formats.find(text, start, end)

    def are_foes(self, iso3s: Iterable[str]) -> bool:
        """Whether a curated conflict is fought between just these two countries (ISO 3166-1 alpha-3)."""
        return frozenset(iso3s) in self._foes

    def conflicts_in(self, text: str) -> list[Hit]:
        """The names of conflicts in a text, those of one word left out."""
        return self._conflicts.find(text, 0, len(text))

    def town_of(self, venue: str) -> str:
        """The curated town in which a curated building stands; empty for all other places."""
        site = self._sites.get(venue)
        if site is None or not BUILDING & set(venue.casefold().split()):
            return ""
        return next((town.name for town in self._towns if _are_near(site, town)), "")

    def principal_of(self, person: str, day: date | None) -> Meaning | None:
        """Whom a known person spoke for on a day: the state that it headed, or else by the last post that it took."""
        posts = [post for post in self._posts.get(person, ()) if post.actor in self.bodies]
        held = [post for post in posts if day is None or post.held.covers(day)]
        held = [post for post in held if self.bodies[post.actor].kind is not ActorKind.POLITICAL_PARTY] or held
        held = [post for post in held if post.title in HEADS] or held
        return self._spoken_for(self.bodies[held[-1].actor]) if held else None

    def _spoken_for(self, body: Meaning) -> Meaning:
        """The UN for the office of an envoy of it, the AU for a panel of it, the state for its "Government of"."""
        if body.kind is ActorKind.UN_BODY and body.name.startswith("Office of "):
            return self.bodies["united-nations"]
        if body.name.startswith("African Union "):
            return self.bodies["african-union"]
        state = self.state(body.iso3)
        return state if state and body.kind is ActorKind.GOVERNMENT and state.name in body.name else body

    def state(self, iso3: str) -> Meaning | None:
        """The state of a country."""
        return self.bodies[self.states[iso3].id] if iso3 in self.states else None

    def demonym(self, state: str) -> str:
        """The first adjective of a state; empty where it is not known."""
        return self._demonyms.get(state, "")

    def capital(self, state: str) -> str:
        """The capital of a state; empty where it is not known."""
        return self._capitals.get(state, "")

    def country(self, iso3: str) -> str:
        """A country's name as a venue; empty where it is not known."""
        return self.country_venues.get(iso3, "")

    def _learn_actor(self, actor: KnownActor) -> None:
        is_person = actor.kind is ActorKind.PERSON
        meaning = Meaning(Sense.PERSON, actor.name, actor.id, actor.kind, actor.iso3) if is_person else _body(actor)
        for name in (actor.name, actor.abbreviation, *actor.aliases):
            if not _is_office(name):
                self._names.learn(name, meaning)

    def _learn_adjectives(self) -> None:
        """Adjectives of peoples and movements that have no state: the Houthi delegation."""
        for row in _rows(data_folder() / "extract" / "movements.csv"):
            body = self.bodies[row["id"]]
            for name in row["adjectives"].split("|"):
                self._names.learn(name, replace(body, sense=Sense.DEMONYM))
            for name in filter(None, row["metonyms"].split("|")):
                self._names.learn(name, replace(body, sense=Sense.METONYM))

    def _learn_states(self) -> None:
        by_id = {actor.id: actor for actor in self.states.values()}
        for row in _rows(data_folder() / "extract" / "states.csv"):
            actor = by_id[row["id"]]
            self._demonyms[actor.id] = row["demonyms"].split("|")[0]
            self._capitals[actor.id] = row["metonyms"].split("|")[0]
            for name in filter(None, row["demonyms"].split("|")):
                self._names.learn(name, Meaning(Sense.DEMONYM, actor.name, actor.id, actor.kind, actor.iso3))
                if name[-1] in PEOPLES:
                    self._names.learn(f"{name}s", Meaning(Sense.BODY, actor.name, actor.id, actor.kind, actor.iso3))
            for name in filter(None, row["metonyms"].split("|")):
                self._names.learn(name, Meaning(Sense.METONYM, actor.name, actor.id, actor.kind, actor.iso3))


@cache
def lexicon() -> Lexicon:
    """The lexicon of the bundled tables."""
    return Lexicon(load_reference())


@cache
def gazetteer() -> dict[str, tuple[Town, ...]]:
    """Towns by folded name, the largest first."""
    towns: dict[str, list[Town]] = defaultdict(list)
    for row in _rows(data_folder() / "extract" / "places.csv"):
        towns[fold(row["name"])].append(Town(row["name"], row["iso3"], int(row["population"])))
    return {name: tuple(sorted(found, key=lambda town: -town.population)) for name, found in towns.items()}


def _are_near(site: KnownVenue, town: KnownVenue) -> bool:
    """Whether a building is within a town's reach."""
    if None in (site.latitude, site.longitude, town.latitude, town.longitude):
        return False
    apart = (abs((a or 0) - (b or 0)) for a, b in ((site.latitude, town.latitude), (site.longitude, town.longitude)))
    return site.country_iso3 == town.country_iso3 and max(apart) < REACH


def _is_country(actor: KnownActor) -> bool:
    return actor.kind is ActorKind.STATE or actor.id in {"kosovo", "taiwan", "sahrawi-republic"}


def _body(actor: KnownActor) -> Meaning:
    return Meaning(Sense.BODY, actor.name, actor.id, actor.kind, actor.iso3)


def _is_office(name: str) -> bool:
    """Whether a name is read by its grammar, so that the person after it is found: "UN special envoy for Yemen"."""
    return not name.startswith("Office ") and any(word.casefold() in OFFICES for word in name.split())


def _may_be(spelling: str, written: str) -> bool:
    """Abbreviations are told from words by their capitals (US, WHO, SAF); names begin with a capital."""
    if spelling.isupper() and len(spelling) <= 8:
        bare, short = written.strip("'\u2019").replace(".", ""), spelling.replace(".", "")
        return bare == short or (len(short) > 3 and bare == short.capitalize() and short not in ALSO_WORDS)
    return written[:1].isupper() or not spelling[:1].isupper()


def _rows(table: Traversable) -> Iterable[dict[str, str]]:
    return csv.DictReader(io.StringIO(table.read_text(encoding="utf-8")))
