"""Names of conflicts, processes and agreements become nodes; unknown names make nodes of their own."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from graph.facts import AgreementMention
from graph.names import content_id, fold, slug
from graph.reference import KnownConflict, KnownProcess, Reference
from graph.resolve.nodes import Node


class TopicResolver:
    """Resolves what an event was about and part of."""

    def __init__(self, reference: Reference) -> None:
        self._conflicts: dict[str, KnownConflict] = {}
        self._processes: dict[str, list[KnownProcess]] = defaultdict(list)
        for conflict in reference.conflicts:
            for name in (conflict.id, conflict.name, *conflict.aliases):
                self._conflicts.setdefault(fold(name), conflict)
        for process in reference.processes:
            for name in {fold(process.id), fold(process.name), *map(fold, process.aliases)}:
                self._processes[name].append(process)
        self.process = lru_cache(maxsize=16_384)(self._process)
        self.conflict = lru_cache(maxsize=16_384)(self._conflict)

    def countries_of(self, name: str | None) -> tuple[str, ...]:
        """ISO 3166-1 alpha-3 codes of a known conflict; empty for an unknown one."""
        known = self._conflicts.get(fold(name)) if name else None
        return known.countries if known else ()

    def _conflict(self, name: str) -> Node:
        known = self._conflicts.get(fold(name))
        if known is None:
            return Node(content_id(slug(name), fold(name)), ("Conflict",), {"name": name, "curated": False})
        words: dict[str, object] = {
            "name": known.name,
            "aliases": list(known.aliases),
            "countries": list(known.countries),
            "region": known.region,
            "start": known.start,
            "end": known.end,
            "wikidata_id": known.wikidata_id,
            "ext_ids": list(known.ext_ids),
        }
        return Node(known.id, ("Conflict",), {**_filled(words), "curated": True})

    def _process(self, name: str, conflict: str | None) -> Node:
        """`conflict`: the id of the event's conflict, which tells processes of one name apart."""
        found = self._processes.get(fold(name), [])
        if len(found) > 1:
            found = [process for process in found if process.conflict == conflict]
        if len(found) != 1:
            identity = content_id(slug(name), fold(name), conflict or "")
            return Node(identity, ("Process",), {"name": name, "curated": False})
        known = found[0]
        words: dict[str, object] = {
            "name": known.name,
            "aliases": list(known.aliases),
            "start": known.start,
            "end": known.end,
            "wikidata_id": known.wikidata_id,
        }
        return Node(known.id, ("Process",), {**_filled(words), "curated": True})


def agreement_node(agreement: AgreementMention, conflict: str | None) -> Node:
    """The agreement of a mention: by its foreign id, or else by its name within the conflict."""
    identity = agreement.ext_ids[:1] or (fold(agreement.name), conflict or "")
    signed = agreement.signed
    words: dict[str, object] = {"name": agreement.name, "ext_ids": list(agreement.ext_ids)}
    if signed and signed.start and signed.start == signed.end:
        words["signed"] = signed.start
    return Node(content_id(slug(agreement.name), *identity), ("Agreement",), words)


def _filled(words: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in words.items() if value not in ("", [])}
