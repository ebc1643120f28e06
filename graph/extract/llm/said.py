"""All that a language model may say of an article, as checked models and as a strict JSON Schema.

It has no field for an id, a day or coordinates: those are ours to find.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from graph.facts import Model, Name, Text
from graph.vocabulary import THIRD_PARTY_ROLES, EventKind, Response, Role, Status

_KEPT = ("type", "enum", "description", "items", "anyOf", "properties", "additionalProperties")
"""The keywords that strict endpoints understand; the other limits are checked when the answer is here."""


class SaidThirdParty(Model):
    """An actor that helped, and how."""

    name: Name = Field(description="the actor, spelled as the article spells it")
    role: Role = Field(description="what it did", json_schema_extra={"enum": list(THIRD_PARTY_ROLES)})
    on_behalf_of: Name | None = Field(None, description="for a person: whom the article says it stood for, else null")

    @field_validator("role")
    @classmethod
    def _third_party_role(cls, role: Role) -> Role:
        if role not in THIRD_PARTY_ROLES:
            raise ValueError(f"a third party's role is one of {', '.join(THIRD_PARTY_ROLES)}")
        return role


class SaidParty(Model):
    """An actor that the event was between."""

    name: Name = Field(description="the actor, spelled as the article spells it")
    response: Response = Field(Response.UNKNOWN, description="what it answered to an invitation or offer")
    on_behalf_of: Name | None = Field(None, description="for a person: whom the article says it stood for, else null")


class SaidVenue(Model):
    """A place, as the article names it."""

    name: Name = Field(description="the city or place, spelled as the article spells it")
    country: Name | None = Field(None, description="its country, only where the article names it, else null")


class SaidEvent(Model):
    """One event, in the article's words."""

    kind: EventKind = Field(description="what kind of occasion")
    status: Status = Field(description="whether it happened")
    third_parties: tuple[SaidThirdParty, ...] = Field(
        (), max_length=30, description="who mediated, hosted, offered ..."
    )
    parties: tuple[SaidParty, ...] = Field((), max_length=30, description="the sides that it was between")
    venue: SaidVenue | None = Field(None, description="where it was or was to be, else null")
    date_words: Text | None = Field(None, description="the article's own words for when it was, never a computed date")
    quotes: tuple[Text, ...] = Field(
        min_length=1,
        max_length=8,
        description="whole sentences of the article that say so, copied character by character",
    )
    inferred: bool = Field(False, description="true if no single sentence says it all")


class Answer(Model):
    """A whole answer; no events is a good answer."""

    events: tuple[SaidEvent, ...] = Field(max_length=60)


def strict_schema() -> dict[str, Any]:
    """The JSON Schema of an answer as strict endpoints want it: all fields required, none other, no references."""
    schema = Answer.model_json_schema()
    return _strict(schema, schema["$defs"])


def _strict(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    node = definitions.get(node.get("$ref", "").rpartition("/")[2], {}) | node
    kept = {word: node[word] for word in _KEPT if word in node}
    if "items" in kept:
        kept["items"] = _strict(kept["items"], definitions)
    if "anyOf" in kept:
        kept["anyOf"] = [_strict(choice, definitions) for choice in kept["anyOf"]]
    if "properties" in kept:
        kept["properties"] = {name: _strict(field, definitions) for name, field in kept["properties"].items()}
        kept["required"] = list(kept["properties"])
    return kept
