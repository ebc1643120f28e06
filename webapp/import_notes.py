"""What a report says beside its facts: copies, refusals, doubts, and whole files of facts, each in a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.importers.base import line_words
from webapp import wording

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Note:
    """One line about a file or a name: its head and what is said of it."""

    head: str
    text: str
    value: str = ""


@dataclass(frozen=True)
class Section:
    """Notes of one kind, and how many there are beyond those listed."""

    heading: str
    notes: tuple[Note, ...]
    more: int = 0


@dataclass(frozen=True)
class FactsFileView:
    """One file of facts: what it would do or did, or why it cannot be used."""

    file: str
    words: str
    unusable: str
    sections: tuple[Section, ...]
    changes: bool = False


def sections_of(articles: Data, *, asking: bool) -> Iterable[Section]:
    """What is to be told of the articles of a report; what the page asks for is left out. A section may be empty."""
    copied = [
        Note(one["title"] or one["file"], f"has the text of {one['original_title'] or 'an article known already'}")
        for one in articles.get("copied") or ()
    ]
    unread = [
        Note(one["title"] or one["file"], f"is in another language ({one['language'] or 'not told'}): stored, not read")
        for one in articles.get("not_read") or ()
    ]
    notes = [Note(one["file"], one["note"]) for one in articles.get("notes") or ()]
    asks = articles.get("asks") or [] if asking else []
    refused = [one for one in articles.get("refusals") or () if one not in asks]
    yield from _doubts(articles)
    yield Section("Copies of articles known already", tuple(copied), articles.get("copies", 0) - len(copied))
    yield Section("Not in English", tuple(unread), articles.get("unread", 0) - len(unread))
    yield _refused(refused, articles.get("refused", 0) - len(asks))
    yield Section("Left out of a file", tuple(notes))


def _doubts(told: Data) -> Iterable[Section]:
    names = [
        # Reports that were kept before they told names have the id alone.
        Note(one["name"], f"may be {one.get('may_be_name', one['may_be'])}: {one['why']}")
        for one in told.get("doubtful_names") or ()
    ]
    events = [_event_note(one, one["why"]) for one in told.get("doubtful_events") or ()]
    against = [_event_note(one, f"accounts differ on {one['on']}") for one in told.get("contradicts") or ()]
    yield Section("Contradicts what is known", tuple(against))
    yield Section("Doubtful names", tuple(names))
    yield Section("Events that may be one", tuple(events))


def _event_note(one: Data, text: str) -> Note:
    return Note(one["title"] or "An event", text)


def _refused(refusals: Sequence[Data], total: int) -> Section:
    notes = tuple(Note(place_of(one), one["reason"], one["value"]) for one in refusals)
    return Section("Refused", notes, max(total - len(notes), 0))


def place_of(refused: Data) -> str:
    """The file of something refused, and where that tells anything the line."""
    return f"{refused['file']}{line_words(refused['file'], refused['line'])}"


def facts_file(told: Data, *, saved: bool) -> FactsFileView:
    """What a file of facts would do, or did."""
    if told.get("unusable"):
        return FactsFileView(told["file"], "", told["unusable"], ())
    counts = (
        (told["events_added"], "added" if saved else "would add", wording.counted(told["events_added"], "event")),
        (told["events_confirmed"], "confirmed" if saved else "would confirm", f"{told['events_confirmed']:,}"),
    )
    does = wording.listed([f"{verb} {number}" for count, verb, number in counts if count]) or "changes nothing"
    claims = f"{wording.counted(told['claims_new'], 'claim')} new, {told['claims_known']:,} there already"
    sections = (*_doubts(told), _refused(told["refusals"], told["refused"]))
    filled = tuple(section for section in sections if section.notes)
    return FactsFileView(told["file"], f"{does}; {claims}", "", filled, changes=file_changes(told))


def file_changes(told: Data) -> bool:
    """Whether saving a file of facts does anything: new claims, or refused rows that are set aside."""
    return not told.get("unusable") and bool(told["claims_new"] or told["refused"])
