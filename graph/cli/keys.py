"""The keys of the desk in a terminal, by what waits: which there are, on one line, and what each does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.queries.desk import DeskItem, DeskKind

Key = tuple[str, str]
"""A key as the line of keys names it, and what it does."""

_PAIR: Mapping[str, Key] = {
    "s": ("[s]ame", "they are one; asks why"),
    "d": ("[d]ifferent", "they are two; asks why"),
}
_SPLIT: Mapping[str, Key] = {
    "p": ("s[p]lit a claim off", "one claim is about another event; asks which by its number, and why")
}
_MAYBE: Mapping[str, Key] = {
    "a": ("[a]ccept as a new event", "let the fact in as an event of its own, none of those that are known"),
    "i": ("[i]t is that event", "let the fact in as one more article on the known event; asks which, if several"),
}
_JOINS: Mapping[str, Key] = {
    "a": ("[a]ccept", "let the fact in: it joins the known event"),
    "w": ("as a ne[w] event", "let the fact in, kept apart from the known event as one of its own"),
}
_DECISIONS: Mapping[DeskKind, Mapping[str, Key]] = {
    DeskKind.PROPOSAL: {
        "a": ("[a]ccept", "let the fact in as it was read"),
        "c": ("[c]orrect", "asks for its fields one by one, then whether to let it in"),
        "e": ("[e]dit as JSON", "opens the whole fact in an editor, then asks whether to let it in"),
        "r": ("[r]eject", "turn it down; asks why"),
    },
    DeskKind.NAME: _PAIR,
    DeskKind.DUPLICATE: _PAIR,
    DeskKind.CONTRADICTION: {
        "c": ("[c]hoose what holds", "asks which account holds, and why"),
        "m": ("[m]ark as checked", "looked at; the accounts stay as they are"),
    },
}
_NEXT: Mapping[str, Key] = {"n": ("[n]ext", "pass it over; it goes on waiting")}
_ALWAYS: Mapping[str, Key] = {
    "u": ("[u]ndo", "take back what you decided last"),
    "q": ("[q]uit", "what you decided is kept, the rest goes on waiting"),
    "?": ("[?] keys", "what each key does"),
}


def keys_of(item: DeskItem | None, *, splits: bool = False) -> dict[str, Key]:
    """The keys that mean something at a thing, or where none waits; `splits`: whether a claim can be split off."""
    if item is None:
        return {**_ALWAYS}
    return {**_DECISIONS[item.kind], **_on_events(item), **(_SPLIT if splits else {}), **_NEXT, **_ALWAYS}


def _on_events(item: DeskItem) -> Mapping[str, Key]:
    """What can be said of a fact's event."""
    if item.kind is not DeskKind.PROPOSAL:
        return {}
    return _JOINS if item.joins else _MAYBE if item.others else {}


def on_one_line(keys: Mapping[str, Key]) -> str:
    """The keys as they stand under what waits."""
    return "  ".join(label for label, _ in keys.values())


def explained(keys: Mapping[str, Key]) -> Iterator[str]:
    """A line for each key."""
    return (f"  {key}  {label.replace('[', '').replace(']', '')}: {words}" for key, (label, words) in keys.items())
