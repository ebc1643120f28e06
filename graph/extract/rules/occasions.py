"""What kind of occasion a clause tells of, and whether it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from graph.extract.rules.marks import Line
from graph.extract.rules.patterns import COORDINATION, Pattern, any_of, cues, words

Fired = Sequence[tuple[Pattern, re.Match[str]]]
"""The patterns that matched a clause, each with its match."""
PAST_MAIN = frozenset({"agree-on", "agree-together", "come-together"})
"""Patterns that end with the clause's main verb."""
NEVER = "never"
"""What sides have never done is no event: "the two men never met"."""
PRECEDENCE = (NEVER, "denied", "refused", "failed", "ongoing", "planned", "proposed")
"""Of several statuses that a clause tells, the first of these counts."""
_NOT_YET = re.compile(
    r"\b(?:will|would|to|may|could|should|might|can|is|are|due|invited|asked|urged|ready|hopes?|wants?|plans?)\b"
)


_GUEST = re.compile(r"(?<= )at (?:the|his|her|its|their) invitation of ")
"""Who came as a guest was invited, and came: nothing is proposed."""


def is_about_talks(string: str) -> bool:
    """Whether a line of marks has any word of talks, mediation or agreements in it."""
    return bool(_trigger().search(string))


def names_occasion(string: str) -> bool:
    """Whether a line of marks names talks, a meeting or a signing."""
    return bool(_occasion().search(string))


def is_definite(string: str) -> bool:
    """Whether a line of marks speaks of talks as known: "the talks", "a further round"."""
    return bool(_definite().search(string))


def is_just_done(string: str) -> bool:
    """Whether a line of marks tells something as just done: "have agreed"."""
    return bool(_perfect().search(string))


def status_of(string: str, fired: Fired) -> str:
    """The status that cues and patterns tell; empty where nothing does, so that it was held."""
    string = _GUEST.sub("", string)
    told = {pattern.status for pattern, _ in fired if pattern.status}
    told.update(status for status, cue in cues() if status not in told and cue.search(string))
    if _was_signed().search(string):
        told -= {"planned", "proposed"}
    if any(pattern.id in PAST_MAIN and _is_done(pattern, match) for pattern, match in fired):
        told -= {"planned", "proposed"} if not _agreed_to_meet().search(string) else set()
    return next((status for status in PRECEDENCE if status in told), "")


def _is_done(pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether the main verb tells of something done; that of "agree-on" needs somebody who does it."""
    by_nobody = pattern.id == "agree-on" and "@" not in match["side"]
    return not (by_nobody or _NOT_YET.search(match.group()))


def kind_of(line: Line, fired: Fired, has_mediators: bool) -> str:
    """The kind of the occasion that a clause names first."""
    if has_mediators and any(pattern.kind == "mediation_offer" for pattern, _ in fired):
        return "mediation_offer"
    found = [(match.start(), kind) for kind, regex in _kinds() if (match := regex.search(line.string))]
    first = min(found, default=(0, "talks"), key=lambda hit: hit[0])[1]
    return "ceasefire" if first == "agreement" and "ceasefire" in {kind for _, kind in found} else first


@cache
def _trigger() -> re.Pattern[str]:
    classes, named = words().classes, words().occasions
    triggers = [word for name in named["trigger_classes"] for word in classes[name]]
    return re.compile(rf"(?<= )(?:{any_of([*triggers, *named['triggers']])}|mediat)")


def occasion_words() -> str:
    """A regular expression for whatever names an occasion."""
    row = words().classes
    names = [word for name in ("TALKS", "MEETING", "SUMMIT", "COME_V") for word in row[name]]
    return any_of([*names, *words().occasions["held"]])


@cache
def _occasion() -> re.Pattern[str]:
    row = words().classes
    what = any_of([*row["CEASEFIRE"], *row["AGREEMENT"]])
    done = any_of([*words().occasions["signed"], *words().occasions["done"]])
    ordinal = r"(?:a|the) (?:second|third|fourth|fifth|sixth|further|next|last|previous|earlier) (?:one )?, "
    been = r"(?:had been|been|was|were) "
    return re.compile(
        rf"(?<= )(?:{occasion_words()}|{ordinal}(?:due|held|planned|scheduled|set|arranged|{done})"
        rf"|{what}(?:, )?(?:{been})?(?:[a-z]+ly |first )?{done})"
    )


@cache
def _definite() -> re.Pattern[str]:
    named = words().occasions
    which = any_of(named["definite_adjectives"])
    return re.compile(
        rf"(?<= )(?:{any_of(named['definite_articles'])}(?:{which})*{any_of(named['definite_nouns'])}|they |it )"
    )


@cache
def _perfect() -> re.Pattern[str]:
    return re.compile(
        r"(?<= )(?:has|have) (?:also |now |just |jointly |[a-z]+ly )?(?!been )[a-z]+(?:ed|en|d|t|ne|aught|old) "
    )


@cache
def _was_signed() -> re.Pattern[str]:
    """Has promised to disarm under a deal signed on Thursday: the deal is done, whatever follows from it."""
    row = words().classes
    what = any_of([*row["CEASEFIRE"], *row["AGREEMENT"]])
    who = rf"(?:that |which )(?:{COORDINATION})?(?:had |have |has )?"
    done = r"(?:signed|reached|concluded|struck|agreed) "
    return re.compile(rf"(?<= )(?:under|in|after) (?:[^@ ,;]+ ){{0,3}}?{what}(?:{who})?{done}(?!by )")


@cache
def _agreed_to_meet() -> re.Pattern[str]:
    named = words().occasions
    row = words().classes
    talks = any_of([*row["TALKS"], *row["MEETING"], *row["SUMMIT"]])
    opened = rf"{any_of(named['to_open'])}(?:[^@ ,;]+ ){{0,4}}?{talks}"
    return re.compile(rf"(?<= ){any_of(named['agreed'])}(?:in principle )?to (?:{any_of(named['to_meet'])}|{opened})")


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    row, named = words().classes, words().occasions
    purpose = "".join(rf"(?<! {re.escape(words)} )" for words in named["purposes"])
    return (
        ("talks", _agreed_to_meet()),
        ("call", re.compile(rf"(?<= ){any_of(row['CALL'])}")),
        ("ceasefire", re.compile(rf"(?<= ){purpose}{any_of(row['CEASEFIRE'])}")),
        ("summit", re.compile(rf"(?<= ){purpose}{any_of(row['SUMMIT'])}")),
        ("agreement", re.compile(rf"(?<= )(?:{any_of(named['signed'])}|{purpose}{any_of(row['AGREEMENT'])})")),
        (
            "visit",
            re.compile(
                r"(?<= )(?:visit |visited |arrived |trip |(?:flew|fly|flies|travel|travels|travelled|traveled) to )"
            ),
        ),
        ("talks", re.compile(rf"(?<= ){any_of(row['TALKS'])}")),
        ("meeting", re.compile(rf"(?<= ){any_of([*row['MEETING'], *row['MEET_V'], 'met', 'meet'])}")),
    )
