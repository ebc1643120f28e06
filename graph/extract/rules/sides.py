"""Who an article's events are between: its main sides, and whom "the two sides" or "the government" means in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.extract.rules.dyad import helping_in, hubs, main_dyad
from graph.extract.rules.frames import THIRD_KINDS, Frame, is_third
from graph.extract.rules.lexicon import Lexicon
from graph.extract.rules.marking import Known
from graph.extract.rules.marks import Figure, Generic, Line, Mark, Named
from graph.extract.rules.patterns import ACTOR
from graph.vocabulary import ActorKind

GROUP_KINDS = frozenset({ActorKind.ARMED_GROUP, ActorKind.POLITICAL_PARTY, ActorKind.COALITION})
GOVERNING = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT})
AT_WAR = 2
"""What a named armed group of a country weighs, counted in further mentions of that country."""
OF_ONE_SIDE = frozenset({Generic.GOVERNMENT, Generic.REBELS, Generic.OPPOSITION})
"""Who these are is known before it is known who "the two sides" are."""
_OF_STATES = re.compile(r"\b(?:countries|neighbou?rs|states|governments|nations|capitals|presidents)\b")
_PAIR = re.compile(
    rf"(?<! and )(?<!observers from )(?<!troops from ){ACTOR}(?:'s )?and (?:the )?{ACTOR}"
    r"(?!and |, @[AP]|took part |attended |joined |watched "
    r"|(?:(?:are|were|have|has|had|will|to|be|been|also|the|joint) )*(?:co-)?"
    r"(?:host|mediat|facilitat|broker|sponsor)[a-z]* )"
)

_NO_PAIR = re.compile(
    rf"(?:{ACTOR}(?:'s )?, |(?:mediated|brokered|facilitated|convened|sponsored|hosted|arranged|chaired|led) "
    r"(?:jointly )?by )(?:the )?$"
)
"""Before the last two of a longer list, and before who mediates."""


@dataclass(frozen=True)
class Scene:
    """Who is who in an article: its main sides, its mediators, its state, the armed groups of each country."""

    tables: Lexicon
    dyad: Named
    helpers: Named
    focus: tuple[Figure, ...]
    groups: dict[str, list[Figure]]
    acting: Counter[str]
    """How often each state (ISO 3166-1 alpha-3) is named as a body."""


def name_sides(frames: Sequence[Frame], tables: Lexicon, known: Known) -> Scene:
    """Every generic side gets its name, and who mediates elsewhere is no side; then who is who is known."""
    helpers = helping_in(frames)
    pair = known.pair if helpers or _is_told_of(known.pair, frames) else {}
    scene = Scene(tables, {}, helpers, _focus(tables, known, frozenset(helpers)), known.groups, known.acting)
    if not _is_told_of(pair, frames):
        pair = _at_home(scene, known.generics) or pair
    scene = replace(scene, dyad=main_dyad(frames, tables) or pair)
    for frame in frames:
        _name_groups(frame, scene.groups)
        _name_generics(frame, scene, OF_ONE_SIDE)
    scene = replace(scene, dyad=main_dyad(frames, tables) or pair or _two_states(frames, scene, known))
    for frame in frames:
        _name_generics(frame, scene, frozenset(Generic))
    dyad = main_dyad(frames, tables) or {name: figure for name, figure in pair.items() if name not in helpers}
    if len(dyad) < 2:
        dyad = _state_and_groups(scene, dyad) or _foes_acting(scene, dyad) or dyad
    helpers = {name: figure for name, figure in helping_in(frames).items() if name not in dyad}
    hinted = [hint.helpers(dyad) for hint in known.hints] if len(dyad) > 1 else []
    helpers |= {name: figure for named in [*hinted, hubs(frames, dyad, tables)] for name, figure in named.items()}
    if not dyad and helpers:
        dyad = {state.name: state for state in scene.focus if state.name not in helpers}
    scene = replace(scene, dyad=dyad, helpers=helpers)
    for frame in frames:
        _receive(frame, scene)
        _put_helpers_right(frame, scene)
        _name_persons(frame, dyad)
    return scene


def first_pair(lines: Iterable[Line]) -> Named:
    """The first two states, groups or parties that a line names as "A and B"."""
    for line in lines:
        for match in _PAIR.finditer(line.string):
            if _NO_PAIR.search(line.string, 0, match.start()):
                continue
            bodies = [unit.figures[0].body for unit in line.covered(match) if unit.figures]
            named = {body.name: body for body in bodies if not (body.generic or is_third(body) or _is_person(body))}
            if len(named) == len(bodies) == 2:
                return named
    return {}


def groups_in(lines: Iterable[Line]) -> dict[str, list[Figure]]:
    """The named armed groups and movements of an article by country (ISO 3166-1 alpha-3), in the order of the text."""
    groups: dict[str, list[Figure]] = {}
    for figure in _figures_in(lines):
        body = replace(figure.body, flavour="")
        if body.id and body.iso3 and body.kind in GROUP_KINDS and body not in groups.get(body.iso3, ()):
            groups.setdefault(body.iso3, []).append(body)
    return groups


def generics_in(lines: Iterable[Line]) -> frozenset[Generic]:
    """Which generic words the lines have, in any of their clauses."""
    return frozenset(figure.generic for figure in _figures_in(lines) if figure.generic is not None)


def _figures_in(lines: Iterable[Line]) -> Iterator[Figure]:
    return (figure for line in lines for unit in line.units for figure in unit.figures)


def countries_acting(lines: Iterable[Line]) -> Counter[str]:
    """How often the lines name each state (ISO 3166-1 alpha-3) as a body."""
    units = [unit for line in lines for unit in line.units if unit.mark in {Mark.BODY, Mark.PERSON}]
    bodies = [figure.body for unit in units for figure in unit.figures]
    return Counter(body.iso3 for body in bodies if body.kind in GOVERNING and body.iso3)


def _is_told_of(pair: Named, frames: Iterable[Frame]) -> bool:
    """Whether a clause on talks has one of a pair for a side: else the two are only named, as buyers of cheese."""
    return any(name in frame.sides or name in frame.foes for frame in frames for name in pair)


def _is_person(figure: Figure) -> bool:
    return figure.kind is ActorKind.PERSON


def _put_helpers_right(frame: Frame, scene: Scene) -> None:
    """Who mediates between these sides elsewhere in the article is no side when it meets one of them."""
    if not frame.sides and set(frame.mediators) == set(scene.dyad):
        frame.sides, frame.mediators = frame.mediators, {}  # a meeting arranged by the two foreign ministers
    if set(frame.sides) & set(scene.dyad):  # a side that hopes to bring the others home is no mediator
        for name in [name for name in frame.mediators if name in scene.dyad]:
            frame.sides[name] = frame.mediators.pop(name)
    between = {name for name in frame.callers - set(scene.dyad) if len(set(frame.sides) - {name}) > 1}
    if any(name in scene.dyad for name in frame.sides):
        third = {name for name, figure in frame.sides.items() if figure.kind in THIRD_KINDS} - set(scene.dyad)
        for name in [name for name in frame.sides if name in {*scene.helpers, *between, *third}]:
            frame.mediators[name] = frame.sides.pop(name)


def _receive(frame: Frame, scene: Scene) -> None:
    """A visit counts where a side goes to the other, or a mediator to a side."""
    home = scene.tables.state(frame.venue.iso3) if frame.venue else None
    if home is None or home.name not in scene.dyad:
        return
    for name, visitor in frame.visitors.items():
        if name in frame.bodies or name == home.name or name not in {*scene.helpers, *scene.dyad}:
            continue
        slot = frame.mediators if name in scene.helpers else frame.sides
        slot[name] = visitor
        frame.sides.setdefault(home.name, Figure.of(home))


def _name_persons(frame: Frame, dyad: Named) -> None:
    """Of whom nobody knows for whom he speaks: the other side where one of the article's two is there, else nobody."""
    unknown = [name for name, figure in frame.sides.items() if _is_person(figure)]
    known = set(frame.sides) - set(unknown)
    if not unknown or not known:
        return
    for name in unknown:
        del frame.sides[name]
    if len(known) == 1 and known <= set(dyad) and len(dyad) == 2:
        frame.sides |= {name: figure for name, figure in dyad.items() if name not in {*known, *frame.mediators}}


def _name_groups(frame: Frame, groups: dict[str, list[Figure]]) -> None:
    """Colombian rebels are the group that the article names, where it names one of that country."""
    for slot in (frame.sides, frame.foes):
        for name, figure in list(slot.items()):
            named = {group.name: group for group in groups.get(figure.iso3, ())}
            if figure.flavour == "rebels" and not figure.id and len(named) == 1:
                del slot[name]
                slot |= named


def _name_generics(frame: Frame, scene: Scene, which: frozenset[Generic]) -> None:
    """Name whom "the two sides" and "the government" mean: the article's sides, and the state that it is about."""
    states = tuple(figure for figure in frame.sides.values() if figure.kind is ActorKind.STATE)
    homes = tuple(_homes_of_groups(frame, scene))
    if len(states) == 1:  # Syria's government and the opposition: that of Syria
        scene = replace(scene, focus=states)
    elif len(homes) == 1 and not states and homes[0].name not in scene.dyad:  # the Houthis and the government
        scene = replace(scene, focus=homes, dyad={name: f for name, f in scene.dyad.items() if f.kind not in GOVERNING})
    for slot in (frame.mediators, frame.sides, frame.foes, frame.hosts):
        for name, figure in [(name, figure) for name, figure in slot.items() if figure.generic in which]:
            del slot[name]
            target = frame.mediators if figure.generic is Generic.HELPERS else slot
            for found in _meant(figure, scene):
                target.setdefault(found.name, found)
    for name in [name for name in frame.sides if name in frame.mediators and len(frame.sides) > 1]:
        del frame.mediators[name]


def _homes_of_groups(frame: Frame, scene: Scene) -> Iterator[Figure]:
    groups = [figure for figure in frame.sides.values() if figure.kind in GROUP_KINDS and figure.iso3]
    for state in map(scene.tables.state, dict.fromkeys(group.iso3 for group in groups)):
        if state is not None and scene.acting[state.iso3]:
            yield Figure.of(state)


def _meant(figure: Figure, scene: Scene) -> Iterable[Figure]:
    sides = scene.dyad.values()
    if figure.generic is Generic.HELPERS:
        return scene.helpers.values()
    if figure.generic is Generic.GOVERNMENT:
        governing = [side for side in sides if side.kind in GOVERNING or _is_national_army(side)][:1]
        return governing or _armies(figure, scene) or scene.focus
    if figure.generic is Generic.REBELS:
        return _rebels(scene)
    if figure.generic is Generic.OPPOSITION:
        return [side for side in sides if "opposition" in side.name.casefold()][:1] or list(_opposition(scene))
    return sides


def _armies(figure: Figure, scene: Scene) -> list[Figure]:
    """Whom "the army" means: the national army of the state that the article is about, where it names it."""
    if not re.search(r"\b(?:army|military)\b", figure.name):
        return []
    return [group for state in scene.focus for group in scene.groups.get(state.iso3, ()) if _is_national_army(group)]


def _is_national_army(side: Figure) -> bool:
    """Whether a body stands for its state in a war: the Sudanese Armed Forces."""
    return side.kind is ActorKind.ARMED_GROUP and "Armed Forces" in side.name


def _rebels(scene: Scene) -> list[Figure]:
    """The only armed group of the country that the article names, or at all, or else the side that does not govern."""
    everywhere = [group for groups in scene.groups.values() for group in groups]
    named = [group for state in scene.focus for group in scene.groups.get(state.iso3, ())] or everywhere
    armed = [group for group in named if group.kind is ActorKind.ARMED_GROUP]
    if len(armed) == 1 and armed[0].name not in scene.dyad:
        return armed
    return [side for side in scene.dyad.values() if side.kind not in GOVERNING][:1]


def _opposition(scene: Scene) -> Iterator[Figure]:
    for state in scene.focus:
        name = f"{scene.tables.demonym(state.id) or state.name} opposition"
        yield Figure(name, kind=ActorKind.POLITICAL_PARTY, iso3=state.iso3, flavour="opposition")


def _two_states(frames: Iterable[Frame], scene: Scene, known: Known) -> Named:
    """Whom "the two neighbours" mean where nothing names them together: the two states that are named most."""
    generics = [f.name for frame in frames for f in frame.sides.values() if f.generic is Generic.DYAD]
    if not any(_OF_STATES.search(name) for name in generics):
        return {}
    states = [state for iso3, times in _ranked(known) if times > 1 and (state := scene.tables.state(iso3))]
    sides = [state for state in states if state.name not in scene.helpers][:2]
    return {state.name: Figure.of(state) for state in sides} if len(sides) > 1 else {}


def _foes_acting(scene: Scene, dyad: Named) -> Named:
    """The two states that an article names most, where they have a conflict and nothing in it names them together."""
    ranked = (scene.tables.state(iso3) for iso3, _ in scene.acting.most_common())
    pair = [state for state in ranked if state is not None and state.name not in scene.helpers][:2]
    if not (scene.tables.are_foes(state.iso3 for state in pair) and set(dyad) <= {state.name for state in pair}):
        return {}
    return {state.name: Figure.of(state) for state in pair}


def _state_and_groups(scene: Scene, dyad: Named) -> Named:
    """The state that an article is about, and the armed groups of that country that it names."""
    states = [side for side in dyad.values() if side.kind in GOVERNING] or scene.focus
    for state in states[:1]:
        armed = [group for group in scene.groups.get(state.iso3, ()) if group.kind is ActorKind.ARMED_GROUP]
        army = [group for group in armed if _is_national_army(group)] if len(armed) > 1 else []
        sides = {side.name: side for side in (armed if army else (state, *armed))}
        if armed and set(dyad) <= set(sides):
            return sides
    return {}


def _at_home(scene: Scene, generics: frozenset[Generic]) -> Named:
    """The government and the opposition, or the rebels, of the state that an article is about, if it speaks of both."""
    if Generic.GOVERNMENT not in generics or not scene.focus:
        return {}
    if Generic.OPPOSITION in generics:
        others = list(_opposition(scene))
    else:
        others = _rebels(scene) if Generic.REBELS in generics else []
    return {figure.name: figure for figure in [*scene.focus, *others]} if others else {}


def _ranked(known: Known) -> list[tuple[str, int]]:
    """The countries by how often they are named, those that act first."""
    return Counter({iso3: times + known.acting[iso3] for iso3, times in known.countries.items()}).most_common()


def _focus(tables: Lexicon, known: Known, helpers: frozenset[str]) -> tuple[Figure, ...]:
    """The state that the article is about: the one named most, but not as a place, that does not mediate."""
    for iso3, _ in sorted(
        _ranked(known), key=lambda row: row[1] + (AT_WAR if row[0] in known.groups else 0), reverse=True
    ):
        state = tables.state(iso3)
        if state is not None and state.name not in helpers:
            return (Figure.of(state),)
    return ()
