"""Names with their titles, adjectives with their nouns, and "the two sides" become single marks in a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from graph.extract.rules.joining import organised, parts_of_names, whole
from graph.extract.rules.lexicon import Lexicon
from graph.extract.rules.marking import Known
from graph.extract.rules.marks import Figure, Generic, Line, Locality, Mark, Unit
from graph.extract.rules.patterns import phrases, words
from graph.vocabulary import ActorKind

NAMING = frozenset(["bracketed", "organisation", "titled", "office", "bare_title", "of_state", "apposition", "behalf"])
"""The phrases that say who a person is."""
REGIONS = {"african": "african-union", "european": "european-union", "arab": "arab-league", "west african": "ecowas"}
"""Adjectives that stand for a body where they go with mediators or envoys."""

Make = Callable[[Line, re.Match[str]], list[Unit] | None]


@dataclass(frozen=True)
class Reader:
    """Reads the phrases of one article's lines."""

    lexicon: Lexicon
    known: Known
    published: date | None

    def read(self, line: Line) -> Line:
        """The line with its phrases as single marks."""
        for name, pattern in phrases():
            line = line.replaced(pattern, self._makers[name])
        return line.with_units([self._with_principal(unit) for unit in line.units])

    def read_persons(self, line: Line) -> Line:
        """The line with its titles and appositions alone: enough to learn who its persons are."""
        for name, pattern in phrases():
            if name in NAMING:
                line = line.replaced(pattern, self._makers[name])
        return line.with_units([self._with_principal(unit) for unit in line.units])

    @cached_property
    def _makers(self) -> dict[str, Make]:
        return {
            "bracketed": self._kept,
            "organisation": self._organisation,
            "owned": self._kept,
            "owned_by_leader": self._kept,
            "capital": self._capital,
            "titled": self._titled,
            "office": self._office,
            "bare_title": self._bare_title,
            "of_state": self._of_state,
            "apposition": self._apposed,
            "home": self._from_home,
            "behalf": self._on_behalf,
            "described": self._described,
            "others": self._nobody,
            "grouped_bodies": self._nobody,
            "backed": self._nobody,
            "based": self._nobody,
            "chairing": self._nobody,
            "their_leaders": self._their_leaders,
            "grouped": self._grouped,
            "adjectives": self._capacities,
            "adjective_hyphen": self._adjective,
            "capacity": self._capacity,
            "mediators_listed": self._mediators_listed,
            "delegates": self._delegates,
            "seated": self._seated,
            "generic": self._generic,
            "delegates_of_generic": self._delegates_of_generic,
            "factions_of": self._grouped,
        }

    def _with_principal(self, unit: Unit) -> Unit:
        """A person who is only named speaks for whom its post says."""
        person = _first(unit.figures)
        if unit.mark is not Mark.PERSON or person is None or person.principal is not None:
            return unit
        return replace(unit, figures=(replace(person, principal=self._by_post(person)),))

    def _kept(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        return line.covered(match, "kept")

    def _organisation(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """A capitalised name with a word such as Movement in it is a body that no table knows."""
        made = [unit for part in parts_of_names(line.covered(match)) for unit in organised(part)]
        return made if any(unit.mark is Mark.BODY and not unit.meanings for unit in made) else None

    def _capital(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """The Finnish capital: Helsinki."""
        owner = _first(line.covered(match, "owner")[0].figures)
        town = self.lexicon.capital(owner.id) if owner is not None else ""
        if owner is None or not town:
            return None
        place = Locality(town, owner.iso3, self.lexicon.country(owner.iso3))
        return [replace(whole(line.covered(match), Mark.PLACE), place=place)]

    def _titled(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Kenyan President William Ruto; Thailand's acting prime minister, Phumtham Wechayachai."""
        owner = line.covered(match, "owner")[0]
        former = _is_former((match.group("was") or "") + match.group("words"))
        name = line.covered(match, "name")[0]
        return self._person(line.covered(match), name, None if former else self._narrowed(name, owner))

    def _narrowed(self, name: Unit, owner: Unit) -> Figure | None:
        """Libyan commander Khalifa Haftar: of a country's bodies the one that his post names."""
        home, known = _first(owner.figures), _first(name.figures)
        post = self._by_post(known) if known is not None else None
        narrower = home is not None and post is not None and home.kind is ActorKind.STATE and post.iso3 == home.iso3
        return post if narrower else home

    def _office(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """The president of Kenya, William Ruto."""
        owner = line.covered(match, "owner")[0]
        principal = None if _is_former(match.group("words")) else _first(owner.figures)
        return self._person(line.covered(match), line.covered(match, "name")[0], principal)

    def _bare_title(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        name = line.covered(match, "name")[0]
        known = _first(name.figures)
        home = self.lexicon.state(known.iso3) if known and _STATE_TITLE.search(match.group("words")) else None
        principal = Figure.of(home) if home and known and not self._by_post(known) else None
        return self._person(line.covered(match), name, None if _is_former(match.group("words")) else principal)

    def _of_state(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Roosevelt Skerrit of Dominica."""
        name, owner = line.covered(match, "name")[0], _first(line.covered(match, "owner")[0].figures)
        if owner is None or owner.kind is ActorKind.PERSON or (name.mark is Mark.NAME and " " not in name.text):
            return None
        return self._person(line.covered(match), name, owner)

    def _apposed(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Abiy Ahmed, the prime minister of Ethiopia; a former office counts for nothing."""
        name = line.covered(match, "name")[0]
        said = _FORMER_OFFICE.sub(" ", match.group("office"))
        owners = [line.units[int(place)] for place in re.findall(r"@[ADL](\d+) ", said)]
        named = [unit.figures[0] for unit in _owners_in_order(said, owners) if unit.figures]
        inner = _INNER_BODY.search(said)
        bodies = [line.units[int(place)].figures[0] for place in inner.groups()] if inner else []
        principal = bodies[1] if bodies and _is_within(bodies[1], bodies[0]) else next(iter(named), None)
        held = _first(name.figures)
        if held is not None and held.principal is not None and not _ENVOY.search(said):
            principal = held.principal  # a president who chairs a body for a year speaks for his state
        units = line.covered(match)
        closing = units[-1:] if units[-1].mark is Mark.WORD and units[-1].text in {",", "."} else []
        body = units[: len(units) - len(closing)]
        return self._person(body, name, principal)

    def _from_home(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Malaysia's Anwar Ibrahim: the person, who speaks for Malaysia where nothing else is known."""
        name, owner = line.covered(match, "name")[0], _first(line.covered(match, "owner")[0].figures)
        return self._person(line.covered(match), name, name.figures[0].principal or owner)

    def _on_behalf(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Cyril Ramaphosa, who facilitates the dialogue on behalf of SADC."""
        name, *rest = line.covered(match)
        return [*self._person([name], name, _first(line.covered(match, "owner")[0].figures)), *rest]

    def _described(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """The organisation that he chairs, the Crisis Management Initiative: the body alone."""
        body = line.covered(match, "body")[0]
        return [replace(whole(line.covered(match), Mark.BODY), figures=body.figures)]

    def _nobody(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """And other groups, a quartet of: left out of the line."""
        return []

    def _their_leaders(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Their presidents, Jamil Mahuad and Alberto Fujimori: the two sides."""
        figure = Figure("their leaders", generic=Generic.DYAD)
        return [replace(whole(line.covered(match), Mark.GENERIC), figures=(figure,))]

    def _person(self, units: list[Unit], name: Unit, principal: Figure | None) -> list[Unit]:
        known = _first(name.figures)
        person = (
            known if known is not None and known.kind is ActorKind.PERSON else Figure(name.text, kind=ActorKind.PERSON)
        )
        stands_for = _plain(principal or person.principal or self._by_post(person))
        if stands_for is not None and _MEDIATING_TITLE.search(
            " ".join(unit.text for unit in units if unit is not name)
        ):
            stands_for = replace(stands_for, flavour="mediator")
        return [replace(whole(units, Mark.PERSON), figures=(replace(person, principal=stands_for),))]

    def _by_post(self, person: Figure) -> Figure | None:
        held = self.lexicon.principal_of(person.id, self.published) if person.id else None
        return Figure.of(held) if held else None

    def _adjective(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Norwegian-brokered: the adjective is the state; Swiss-based says nothing of the state."""
        owner, *rest = line.covered(match, "owner")[:1] + line.covered(match)[1:]
        if match.group("only"):
            return [replace(owner, mark=Mark.WORD, figures=(), place=None), *rest]
        return [replace(owner, mark=Mark.BODY), *rest]

    def _grouped(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Rival Palestinian movements Fatah and Hamas: the adjective is nobody."""
        return [replace(unit, mark=Mark.WORD, figures=(), place=None) for unit in line.covered(match)]

    def _capacities(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Saudi, US and African mediators: one mark for each adjective."""
        flavour = _flavour_of(match.group("noun"))
        made = []
        for unit in line.covered(match, "owners"):
            region = REGIONS.get(unit.text.casefold()) if unit.mark in {Mark.WORD, Mark.NAME} else None
            if region is not None:
                meaning = self.lexicon.bodies[region]
                unit = replace(unit, figures=(Figure(meaning.name, meaning.id, meaning.kind),))
            if unit.figures and (region or unit.mark in {Mark.DEMONYM, Mark.BODY}):
                figure = replace(unit.figures[0], flavour=flavour)
                made.append(replace(unit, mark=Mark.BODY, figures=(figure,), place=None))
            else:
                made.append(unit)
        return [*made[:-1], replace(made[-1], end=line.covered(match)[-1].end)]

    def _capacity(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """The Omani foreign minister, Colombia's government, Venezuelan opposition leaders."""
        owner = line.covered(match, "owner")[0]
        figure = _first(owner.figures)
        if figure is None:
            return None
        flavour = _flavour_of(match.group("noun"))
        meant = _in_capacity(figure, owner, flavour)
        if match.group("pro"):  # pro-Russian separatists: of another country than Russia
            name = f"Pro-{owner.text} {match.group('noun').strip()}"
            meant = Figure(name, kind=ActorKind.ARMED_GROUP, flavour=flavour) if flavour == "rebels" else meant
        return [replace(whole(line.covered(match), Mark.BODY), figures=(meant,))]

    def _mediators_listed(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Mediators from Egypt and Qatar: each body of the list mediates."""
        return [
            replace(
                unit, mark=Mark.BODY, figures=tuple(replace(f, flavour="mediator") for f in unit.figures), place=None
            )
            if unit.figures
            else unit
            for unit in line.covered(match, "list")
        ]

    def _delegates(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Representatives of Iran: Iran; rebels from Chad are somebody else than Chad."""
        body = line.covered(match, "body")[0]
        figures = body.figures
        if match.group("rebels"):
            figures = tuple(_in_capacity(figure, body, "rebels") for figure in figures)
        if "mediator" in match.group() or "facilitator" in match.group():
            figures = tuple(replace(figure, flavour="mediator") for figure in figures)
        if not figures:
            return None
        return [
            replace(whole(line.covered(match), Mark.BODY if body.mark is Mark.PLACE else body.mark), figures=figures)
        ]

    def _delegates_of_generic(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """The leader of the armed opposition: that opposition."""
        return [replace(whole(line.covered(match), Mark.GENERIC), figures=line.covered(match, "body")[0].figures)]

    def _seated(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """The authorities in Bujumbura: the state of that capital."""
        seat = line.covered(match, "seat")[0]
        if not seat.figures or seat.place is None or not seat.place.country:
            return None
        return [replace(whole(line.covered(match), Mark.BODY), figures=seat.figures)]

    def _generic(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        kind = Generic(next(name for name, found in match.groupdict().items() if found))
        return [
            replace(whole(line.covered(match), Mark.GENERIC), figures=(Figure(match.group().strip(), generic=kind),))
        ]


_FORMER_OFFICE = re.compile(
    r"(?:former|ex|one-time|then|erstwhile|past) (?:-? ?@[AD]\d+ )?(?:'s )?(?:[a-z-]+ ){0,3}?(?:of @[ALD]\d+ )?"
    r"(?=who |and |now |, |$)|(?:former|ex) @[AD]\d+ (?:[a-z-]+ ){1,2}"
)


_INNER_BODY = re.compile(r"@[AD](\d+) (?:'s )?(?!and )(?:[a-z-]+ ){1,4}@A(\d+) ")
_ENVOY = re.compile(
    r"\b(?:envoy|representative|adviser|advisor|behalf|capacity|spokesman|spokesperson|spokeswoman|serves)\b"
)
_MEDIATING_TITLE = re.compile(r"\b(?:mediator|facilitator|go-between|intermediary)\b", re.IGNORECASE)
_STATE_TITLE = re.compile(
    r"\b(?:president|prime minister|foreign minister|king|emir|sultan|minister|premier|chancellor)\b"
)


def _flavour_of(noun: str) -> str:
    bare = noun.strip()
    return next((flavour for flavour, row in words().flavours.items() if bare in row), "body")


def _in_capacity(figure: Figure, owner: Unit, flavour: str) -> Figure:
    """A state's opposition or rebels are somebody else than the state; its army, ministers and envoys are the state."""
    if flavour in {"opposition", "rebels"} and figure.kind is ActorKind.STATE:
        adjective = owner.text if owner.mark is Mark.DEMONYM else figure.name
        kind = ActorKind.ARMED_GROUP if flavour == "rebels" else ActorKind.POLITICAL_PARTY
        return Figure(f"{adjective} {flavour}", kind=kind, iso3=figure.iso3, flavour=flavour)
    return replace(figure, flavour=flavour)


def _owners_in_order(said: str, owners: list[Unit]) -> Iterable[Unit]:
    """Of "the AU's special envoy for the Horn": what owns or follows "of" first, then the rest."""
    strong = re.findall(r"@[ADL](\d+) (?='s )|(?:of|from) (?:the )?@[ADL](\d+) ", said)
    first = {int(place) for pair in strong for place in pair if place}
    numbered = list(zip((int(place) for place in re.findall(r"@[ADL](\d+) ", said)), owners, strict=True))
    return [
        *(unit for place, unit in numbered if place in first),
        *(unit for place, unit in numbered if place not in first),
    ]


def _is_within(body: Figure, state: Figure) -> bool:
    """Mozambique's armed opposition movement Renamo: a body of that state, which is named only to say where it is."""
    inside = body.kind not in {None, ActorKind.STATE, ActorKind.PERSON} and bool(body.iso3)
    return inside and state.kind is ActorKind.STATE and body.iso3 == state.iso3


def _is_former(words_before: str) -> bool:
    return bool(re.search(r"\b(?:former|ex|ousted|deposed)\b", words_before))


def _first(figures: tuple[Figure, ...]) -> Figure | None:
    return figures[0] if figures else None


def _plain(figure: Figure | None) -> Figure | None:
    return replace(figure, flavour="") if figure is not None else None
