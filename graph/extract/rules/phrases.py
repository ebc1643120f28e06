"""Names with their titles, adjectives with their nouns, and "the two sides" become single marks in a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from graph.extract.rules.lexicon import Lexicon
from graph.extract.rules.marking import ORGANISATION, Known
from graph.extract.rules.marks import Figure, Generic, Line, Locality, Mark, Unit
from graph.extract.rules.patterns import any_of, words
from graph.vocabulary import ActorKind

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
        rules: tuple[tuple[re.Pattern[str], Make], ...] = (
            (_rules().bracketed, self._without_bracket),
            (_rules().organisation, self._organisation),
            (_rules().capital, self._capital),
            (_rules().titled, self._titled),
            (_rules().office, self._office),
            (_rules().bare_title, self._bare_title),
            (_rules().of_state, self._of_state),
            (_rules().apposition, self._apposed),
            (_rules().adjectives, self._capacities),
            (_rules().adjective_hyphen, self._adjective),
            (_rules().capacity, self._capacity),
            (_rules().delegates, self._delegates),
            (_rules().generic, self._generic),
        )
        for pattern, make in rules:
            line = line.replaced(pattern, make)
        return Line([self._with_principal(unit) for unit in line.units])

    def _with_principal(self, unit: Unit) -> Unit:
        """A person who is only named speaks for whom its post says."""
        person = _first(unit.figures)
        if unit.mark is not Mark.PERSON or person is None or person.principal is not None:
            return unit
        return replace(unit, figures=(replace(person, principal=self._by_post(person)),))

    def _without_bracket(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        return line.covered(match, "kept")

    def _organisation(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """A capitalised name with a word such as Movement in it is a body that no table knows."""
        units = line.covered(match)
        own = [word for unit in units if unit.mark is Mark.NAME for word in unit.text.casefold().split()]
        if not ORGANISATION & set(own) or " " not in _shown(units):
            return None
        whole = _whole(units, Mark.BODY)
        return [replace(whole, figures=(Figure(_shown(units), kind=ActorKind.OTHER),))]

    def _capital(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """The Finnish capital: Helsinki."""
        owner = _first(line.covered(match, "owner")[0].figures)
        town = self.lexicon.capital(owner.id) if owner is not None else ""
        if owner is None or not town:
            return None
        place = Locality(town, owner.iso3, self.lexicon.country(owner.iso3))
        return [replace(_whole(line.covered(match), Mark.PLACE), place=place)]

    def _titled(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Kenyan President William Ruto; Thailand's acting prime minister, Phumtham Wechayachai."""
        owner = line.covered(match, "owner")[0]
        former = _is_former(match.group("words"))
        principal = None if former else _first(owner.figures)
        return self._person(line.covered(match), line.covered(match, "name")[0], principal)

    def _office(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """The president of Kenya, William Ruto."""
        owner = line.covered(match, "owner")[0]
        principal = None if _is_former(match.group("words")) else _first(owner.figures)
        return self._person(line.covered(match), line.covered(match, "name")[0], principal)

    def _bare_title(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        name = line.covered(match, "name")[0]
        known = _first(name.figures)
        home = self.lexicon.state(known.iso3) if known and _STATE_TITLE.search(match.group("words")) else None
        principal = Figure(home.name, home.id, home.kind, home.iso3) if home and known and not self._by_post(known) else None
        return self._person(line.covered(match), name, None if _is_former(match.group("words")) else principal)

    def _of_state(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Roosevelt Skerrit of Dominica."""
        name, owner = line.covered(match, "name")[0], _first(line.covered(match, "owner")[0].figures)
        if owner is None or owner.kind is not ActorKind.STATE or " " not in name.text:
            return None
        return self._person(line.covered(match), name, owner)

    def _apposed(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Abiy Ahmed, the prime minister of Ethiopia; a former office counts for nothing."""
        name = line.covered(match, "name")[0]
        said = _FORMER_OFFICE.sub(" ", match.group("office"))
        owners = [line.units[int(place)] for place in re.findall(r"@[ADL](\d+) ", said)]
        principal = next((_first(unit.figures) for unit in _owners_in_order(said, owners) if unit.figures), None)
        units = line.covered(match)
        closing = units[-1:] if units[-1].mark is Mark.WORD and units[-1].text in {",", "."} else []
        body = units[: len(units) - len(closing)]
        return self._person(body, name, principal)

    def _person(self, units: list[Unit], name: Unit, principal: Figure | None) -> list[Unit]:
        known = _first(name.figures)
        person = known if known is not None and known.kind is ActorKind.PERSON else Figure(name.text, kind=ActorKind.PERSON)
        stands_for = principal or person.principal or self._by_post(person)
        return [replace(_whole(units, Mark.PERSON), figures=(replace(person, principal=_plain(stands_for)),))]

    def _by_post(self, person: Figure) -> Figure | None:
        held = self.lexicon.principal_of(person.id, self.published) if person.id else None
        return Figure(held.name, held.id, held.kind, held.iso3) if held else None

    def _adjective(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Norwegian-brokered: the adjective is the state."""
        owner, *rest = line.covered(match)
        return [replace(owner, mark=Mark.BODY), *rest]

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
        return [replace(_whole(line.covered(match), Mark.BODY), figures=(_in_capacity(figure, owner, flavour),))]

    def _delegates(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        """Representatives of Iran: Iran."""
        body = line.covered(match, "body")[0]
        figures = body.figures
        if "mediator" in match.group() or "facilitator" in match.group():
            figures = tuple(replace(figure, flavour="mediator") for figure in figures)
        if not figures:
            return None
        return [replace(_whole(line.covered(match), Mark.BODY if body.mark is Mark.PLACE else body.mark), figures=figures)]

    def _generic(self, line: Line, match: re.Match[str]) -> list[Unit] | None:
        kind = Generic(next(name for name, found in match.groupdict().items() if found))
        return [replace(_whole(line.covered(match), Mark.GENERIC), figures=(Figure(match.group().strip(), generic=kind),))]


@dataclass(frozen=True)
class _Rules:
    bracketed: re.Pattern[str]
    organisation: re.Pattern[str]
    capital: re.Pattern[str]
    titled: re.Pattern[str]
    office: re.Pattern[str]
    bare_title: re.Pattern[str]
    of_state: re.Pattern[str]
    apposition: re.Pattern[str]
    adjectives: re.Pattern[str]
    adjective_hyphen: re.Pattern[str]
    capacity: re.Pattern[str]
    delegates: re.Pattern[str]
    generic: re.Pattern[str]


@cache
def _rules() -> _Rules:
    title, before = any_of(words().titles["head"]), any_of(words().titles["before"])
    flavours = words().flavours
    noun = any_of(noun for row in flavours.values() for noun in row)
    mediators = any_of([*flavours["mediator"], *flavours["body"]])
    offices = [*words().classes["DELEGATES"], *words().classes["MEDIATOR_N"], *words().titles["head"], "delegation"]
    delegates = any_of(offices)
    name = r"(?P<name>@[PN]\d+ )"
    owner = r"(?P<owner>@[ADL]\d+ )"
    about = r"(?:(?:for|to|on|in) (?:the )?@[ALN]\d+ (?:and (?:the )?@[ALN]\d+ )?)?"
    office = rf"(?:{before}|{title}|and |- |for @[ALN]\d+ )*{title}"
    listed = r"(?:@[DA]\d+ |african |european |arab |west african )"
    return _Rules(
        bracketed=re.compile(r"(?<= )(?P<kept>@[APN]\d+ )\( (?:the )?(?:@[ANP]\d+ |[a-z.-]+ ){1,3}\) "),
        organisation=re.compile(
            r"(?<= )(?:@[AD]\d+ (?:'s |- )?)?@N\d+ "
            r"(?:(?:(?:of|for|the|in|de|du|des) )+@[NADL]\d+ |and @N\d+ |@N\d+ |@[AD]\d+ @N\d+ )*"
        ),
        capital=re.compile(r"(?<= )(?P<owner>@[AD]\d+ )(?:'s )?capital (?!@L)(?!, @L)"),
        titled=re.compile(rf"(?<= ){owner}(?:'s )?(?P<words>{office}){about}(?:, )?{name}(?=(?P<after>.?))"),
        office=re.compile(
            rf"(?<= )(?P<words>{office})(?:of|for|from) (?:the )?(?:{before})*{owner}(?:'s )?(?:{noun})?{about}(?:, )?{name}"
        ),
        bare_title=re.compile(rf"(?<= )(?P<words>{office})(?:, )?{name}"),
        of_state=re.compile(rf"(?<= ){name}of (?:the )?(?P<owner>@A\d+ )"),
        apposition=re.compile(
            rf"(?<= )(?P<name>@[PN]\d+ ), (?P<office>(?:the |a |an |its |who (?:is|was|now|serves|has|heads|leads|chairs) )?(?:[^,;@ ]+ |@[ADL]\d+ ){{0,9}}?"
            rf"{title}(?:[^,;.@ ]+ |@[ADLN]\d+ (?:'s )?){{0,10}})(?:, |\. |$)"
        ),
        adjectives=re.compile(rf"(?<= )(?P<owners>{listed}(?:, (?:and )?{listed}|and {listed})+)(?:{before})*(?P<noun>{mediators})"),
        adjective_hyphen=re.compile(r"(?<= )@[DA]\d+ - "),
        capacity=re.compile(rf"(?<= )(?P<owner>@[AD]\d+ )(?:'s )?(?:{before}|high-level |joint |diplomatic |main |armed )*(?P<noun>{noun})"),
        delegates=re.compile(
            rf"(?<= )(?:{before}|high-level )*(?:{delegates})(?:and (?:{delegates}))?(?:of|from|representing|for) (?:both |the )*(?P<body>@[AGDL]\d+ )"
        ),
        generic=re.compile(_GENERIC),
    )


_SIDES = (
    "sides|parties|delegations|countries|neighbours|neighbors|rivals|foes|enemies|governments|factions|belligerents|"
    "adversaries|camps|nations|states|combatants|generals|movements|capitals|leaders|armies|groups|teams|presidents|men|"
    "foreign ministers|allies|warring parties|communities"
)
_GENERIC = (
    rf"(?<= )(?:(?P<dyad>(?:the |all |all the |these |those |representatives of (?:the )?|delegations from (?:the )?|leaders of (?:the )?)?"
    rf"(?:(?:two|both|three|warring|rival|opposing|conflicting|main|former|belligerent|feuding|hostile|quarrelling|divided) )+(?:{_SIDES}) "
    rf"|(?:the |all |all the )(?:sides|parties|rivals|belligerents|factions|foes|adversaries|two|warring parties|combatants|delegations|neighbours|neighbors) "
    rf"(?:to the (?:@[ALN]\d+ |@D\d+ )?(?:conflict|dispute|war|agreement|talks) )?(?:in (?:the )?@[ALD]\d+ )?|both of them |both (?=had|have|asked|agreed|accepted|signed|met))"
    rf"|(?P<government>(?:an? )(?=government (?:team|delegation))government (?:team|delegation) |(?:the )(?:government(?: of @P\d+)?|authorities|regime|government side|state|military government|ruling party|president's delegation|government delegation|government negotiators|government forces|junta|military junta|military|army|coup leaders|generals) )"
    rf"|(?P<rebels>(?:the |armed )(?:rebels|rebel group|rebel groups|rebel movement|rebel movements|insurgents|guerrillas|guerillas|militants|separatists|insurgency|armed groups|"
    rf"armed group|group|movement|militia|fighters|rebellion) )"
    rf"|(?P<opposition>the (?:opposition|armed opposition|opposition groups|opposition coalition|opposition parties) )"
    rf"|(?P<they>they )(?=(?:[a-z-]+ )))"
)
_FORMER_OFFICE = re.compile(r"(?:former|ex|one-time|then|erstwhile|past) (?:-? ?@[AD]\d+ )?(?:'s )?(?:[a-z-]+ ){0,3}?(?:of @[ALD]\d+ )?(?=who |and |now |, |$)|(?:former|ex) @[AD]\d+ (?:[a-z-]+ ){1,2}")


_STATE_TITLE = re.compile(r"\b(?:president|prime minister|foreign minister|king|emir|sultan|minister|premier|chancellor)\b")


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
    return [*(unit for place, unit in numbered if place in first), *(unit for place, unit in numbered if place not in first)]


def _is_former(words_before: str) -> bool:
    return bool(re.search(r"\b(?:former|ex|late|ousted|deposed)\b", words_before))


def _first(figures: tuple[Figure, ...]) -> Figure | None:
    return figures[0] if figures else None


def _plain(figure: Figure | None) -> Figure | None:
    return replace(figure, flavour="") if figure is not None else None


def _whole(units: list[Unit], mark: Mark) -> Unit:
    return Unit(units[0].start, units[-1].end, " ".join(unit.text for unit in units), mark)


def _shown(units: list[Unit]) -> str:
    return " ".join(unit.text for unit in units).replace(" - ", "-").replace(" 's", "'s")


def lines_of(lines: Iterable[Line], reader: Reader) -> Iterator[Line]:
    """All lines with their phrases read."""
    return (reader.read(line) for line in lines)
