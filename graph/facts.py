"""Article facts: what one article says of the events in it, checked and frozen.

This is the native import format (JSON Lines, one article a line) and the form that every importer
ends in. `goodoffices schema` prints the JSON Schema made from these models.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema

from graph.dates import UNDATED, bounds_of, precision_of
from graph.errors import BadInput
from graph.vocabulary import (
    PARTY_ROLES,
    THIRD_PARTY_ROLES,
    ActorKind,
    ArticleKind,
    Configuration,
    DatePrecision,
    EventClass,
    EventKind,
    Modality,
    Outcome,
    Polarity,
    Response,
    Role,
    Status,
    VenueKind,
)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""All control characters but tabs and line ends."""


def _printable(value: Any) -> Any:
    """A terminal would obey control characters; blanks in their place keep the offsets of quotes true."""
    return _CONTROL.sub(" ", value) if isinstance(value, str) else value


Printable = Annotated[str, BeforeValidator(_printable)]
Name = Annotated[Printable, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[Printable, StringConstraints(strip_whitespace=True, max_length=4_000)]
ExtId = Annotated[Printable, StringConstraints(pattern=r"^[a-z0-9_]+:\S.*$", max_length=200)]
Offset = Annotated[int, Field(ge=0, le=1_000_000_000)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]

_HTTP_URL = TypeAdapter(AnyHttpUrl)


def _whole_day(value: Any) -> Any:
    """Only YYYY-MM-DD: left alone, pydantic would read the number 0 as the first of January 1970."""
    if value is None or isinstance(value, date) or (isinstance(value, str) and len(value) == 10 and value[4] == "-"):
        return value
    raise ValueError("not a day; write it as YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_whole_day)]


class Model(BaseModel):
    """A frozen fact; a field that we do not know is an error, never dropped in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FactDate(Model):
    """When: bounds, precision and the article's words. A plain ISO or EDTF text is enough as input."""

    text: Text = Field("", description="the words of the article: 'last week', 'early March'")
    edtf: str | None = Field(
        None, max_length=200, description="ISO 8601 or EDTF, e.g. 2020-01-13, 2020-01, 2020-01-13/2020-01-14"
    )
    start: Day | None = Field(None, description="earliest possible day")
    end: Day | None = Field(None, description="latest possible day")
    precision: DatePrecision = Field(DatePrecision.UNKNOWN, description="how exactly the day is known")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, described: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "description": "ISO 8601 or EDTF"}, described(schema)]}

    @model_validator(mode="wrap")
    @classmethod
    def _from_text(cls, value: Any, validated: ModelWrapValidatorHandler[FactDate]) -> FactDate:
        return _dated(value) if isinstance(value, str) else validated(value)

    @model_validator(mode="after")
    def _bounds_in_order(self) -> FactDate:
        bounds = bounds_of(self.edtf) if self.edtf else UNDATED
        if not (self.start or self.end):
            self._set(start=bounds.start, end=bounds.end)
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"the date ends ({self.end}) before it starts ({self.start})")
        if self.precision is DatePrecision.UNKNOWN:
            same = bounds[:2] == (self.start, self.end)
            self._set(precision=bounds.precision if same else precision_of(self.start, self.end))
        return self

    def _set(self, **values: Any) -> None:
        for name, value in values.items():  # past the frozen model's own guard, and before anybody sees it
            object.__setattr__(self, name, value)


@lru_cache(maxsize=65_536)
def _dated(text: str) -> FactDate:
    """One frozen date for each text: the days of a large file repeat."""
    bounds_of(text)  # a fault here is the date's own, not one of a model within the model
    return FactDate(edtf=text)


class Participant(Model):
    """One actor at one event, under the name that the article gives it."""

    name: Name = Field(description="the name as the article writes it")
    id: Name | None = Field(None, description="an actor id of this graph, or scheme:value such as wikidata:Q7835")
    kind: ActorKind | None = Field(None, description="what the actor is, where the source says so")
    on_behalf_of: Name | None = Field(None, description="for a person: whom the article says it stood for")


class ThirdParty(Participant):
    """An actor that helped, hosted, watched or offered, and in which role."""

    role: Role = Field(Role.MEDIATOR, description="what it did", json_schema_extra={"enum": list(THIRD_PARTY_ROLES)})
    lead: bool = Field(False, description="whether the article says it led")

    @field_validator("role")
    @classmethod
    def _third_party_role(cls, role: Role) -> Role:
        if role not in THIRD_PARTY_ROLES:
            raise ValueError(f"{role} is a role of parties; third parties take one of {', '.join(THIRD_PARTY_ROLES)}")
        return role


class Party(Participant):
    """An actor that the event was between."""

    role: Role = Field(Role.PARTY, description="how it took part", json_schema_extra={"enum": list(PARTY_ROLES)})
    side: Name | None = Field(None, description="A, B, C ...: parties of one letter sat together")
    response: Response = Field(Response.UNKNOWN, description="what it answered to the invitation or offer")
    belligerent: bool | None = Field(None, description="whether it fought in the conflict")

    @field_validator("role")
    @classmethod
    def _party_role(cls, role: Role) -> Role:
        if role not in PARTY_ROLES:
            raise ValueError(f"{role} is a role of third parties; parties take one of {', '.join(PARTY_ROLES)}")
        return role


class VenueMention(Model):
    """A place where the event was, or was to be, held."""

    name: Name = Field(description="the place as the article names it")
    country: Name | None = Field(None, description="its country: ISO 3166-1 alpha-3 or a name")
    kind: VenueKind | None = Field(None, description="site, city, region or country")
    planned: bool = Field(False, description="true where it was only proposed or planned")


class AgreementMention(Model):
    """A text that the event ended in."""

    name: Name
    signed: FactDate | None = Field(None, description="when it was signed")
    ext_ids: tuple[ExtId, ...] = Field((), description="foreign ids, e.g. pax:1234")


class Evidence(Model):
    """What proves it: a verbatim quote of the article, or our own paraphrase where it may not be quoted."""

    quote: Text | None = Field(None, description="the article's sentence, word for word")
    start: Offset | None = Field(None, description="first character of the quote in the stored text")
    end: Offset | None = Field(None, description="character after the quote")
    paraphrase: Text | None = Field(None, description="what the article says, in other words")

    @model_validator(mode="after")
    def _says_something(self) -> Evidence:
        if not (self.quote or self.paraphrase):
            raise ValueError("evidence needs a quote or a paraphrase")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"the quote ends ({self.end}) before it starts ({self.start})")
        return self


class EventFact(Model):
    """What one article says of one event."""

    title: Text = Field("", description="a short title; made from the participants where it is empty")
    kind: EventKind = Field(EventKind.TALKS, description="what kind of occasion")
    event_class: EventClass = Field(EventClass.MEDIATION, alias="class", description="how it counts")
    status: Status = Field(Status.HELD, description="whether it happened")
    outcome: Outcome = Field(Outcome.UNKNOWN, description="what came of it")
    modality: Modality = Field(Modality.UNKNOWN, description="how they met")
    configuration: Configuration = Field(Configuration.UNKNOWN, description="how the mediator sat between them")
    date: FactDate = Field(default_factory=FactDate, description="when")
    third_parties: tuple[ThirdParty, ...] = Field((), description="who mediated, hosted, guaranteed ...")
    parties: tuple[Party, ...] = Field((), description="between whom")
    venues: tuple[VenueMention, ...] = Field((), description="where")
    conflict: Name | None = Field(None, description="the conflict's name")
    conflict_country: Name | None = Field(None, description="its country: ISO 3166-1 alpha-3 or a name")
    processes: tuple[Name, ...] = Field((), description="named processes and formats, e.g. Astana process")
    agreement: AgreementMention | None = Field(None, description="the text it ended in")
    ext_ids: tuple[ExtId, ...] = Field((), description="foreign ids of the event, e.g. mend:LIB202301-1")
    polarity: Polarity = Field(Polarity.ASSERTS, description="whether the article asserts or denies the event")
    evidence: tuple[Evidence, ...] = Field((), description="the sentences that say so")
    score: float = Field(1.0, ge=0, le=1, description="how sure the extractor or coder is")
    inferred: bool = Field(False, description="put together from several sentences; no single one says it all")
    rules: tuple[Name, ...] = Field((), description="ids of the extraction patterns that it was read with")

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="after")
    def _somebody_took_part(self) -> EventFact:
        if not (self.third_parties or self.parties):
            raise ValueError("an event needs at least one third party or party")
        return self


class Article(Model):
    """Where it was read. Identity is the address, or else title, publisher and date."""

    url: Printable | None = Field(None, max_length=2_000, description="http or https address")
    title: Text = ""
    publisher: Text = ""
    published: Day | None = Field(None, description="day of publication, ISO 8601")
    language: Language | None = Field(None, description="ISO 639-1, e.g. en")
    kind: ArticleKind = ArticleKind.ARTICLE
    text: Printable | None = Field(None, description="the stored text, only where it may be kept")

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is None or not url.strip():
            return None
        _HTTP_URL.validate_python(url.strip())
        return url.strip()

    @model_validator(mode="after")
    def _can_be_found_again(self) -> Article:
        if not (self.url or self.title):
            raise ValueError("an article needs an url or a title")
        return self


class ArticleFacts(Model):
    """One line of the native format: an article and the events it speaks of."""

    article: Article
    events: tuple[EventFact, ...] = Field(min_length=1)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one line of the native format."""
    schema = ArticleFacts.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def checked_fact(words: object) -> EventFact:
    """A fact out of plain data that a person wrote. Raises BadInput with each field that cannot be used."""
    try:
        return EventFact.model_validate(words)
    except ValidationError as error:
        told = "; ".join(f"{field}: {reason} (found {value})" for field, value, reason in problems_of(error))
        raise BadInput(told, [field for field, *_ in problems_of(error)]) from error


def problems_of(error: ValidationError) -> list[tuple[str, str, str]]:
    """Each fault of a refused fact as (field, value, reason), in words for the user."""
    return [
        (
            _printable(".".join(str(part) for part in fault["loc"])) or "line",
            _shortened(fault["input"]),
            fault["msg"].removeprefix("Value error, "),
        )
        for fault in error.errors(include_url=False)
    ]


def _shortened(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 120 else text[:117] + "..."
