"""The catalog: the systems, teams and business objects that records may name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from settled.model.answers import Number, Section, Text, Texts, WholeNumber, YesOrNo
from settled.model.detailed_text import MAP_TAG, TEXT_TAG, form_of_text
from settled.model.duration import Duration
from settled.model.parsed_text import DailyWindow, Days, Memory, TimeOfDay, Zone
from settled.model.size import Size
from settled.model.vocabulary import DataClass, SystemRole


class SystemLimits(Section):
    """What a system takes: calls in a minute, records and data in one call, and how long it answers at most."""

    calls_per_minute: Number | None = None
    records_per_call: WholeNumber | None = None
    payload: Size | None = None
    timeout: Duration | None = None


class Hours(Section):
    """When somebody of a team is there: on which days, from when to when, in which time zone."""

    days: Days | None = None
    from_: Annotated[TimeOfDay | None, Field(alias="from")] = None
    to: TimeOfDay | None = None
    zone: Zone | None = None


ALWAYS: Literal["always"] = "always"
"""The hours of a team of which somebody is there day and night."""


def _always(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() == ALWAYS:
        return ALWAYS
    raise PydanticCustomError(
        "not_hours", "is neither `always` nor a map of hours", {"hint": "write `always`, or days, from, to and zone"}
    )


TeamHours = Annotated[
    Annotated[Literal["always"], BeforeValidator(_always), Tag(TEXT_TAG)] | Annotated[Hours, Tag(MAP_TAG)],
    Discriminator(form_of_text),
]
"""When somebody of a team is there: day and night, or at certain hours."""


class System(Section):
    """A system of the programme."""

    name: Text | None = None
    role: SystemRole | None = None
    platform: Text | None = None
    owner: Text | None = None
    environments: Texts | None = None
    limits: SystemLimits | None = None
    down: list[DailyWindow] | None = None


class Team(Section):
    """A team that can own something: how to reach it, how many people it has, and whom it calls next."""

    name: Text | None = None
    contact: Text | None = None
    members: WholeNumber | None = None
    escalation: Texts | None = None
    hours: TeamHours | None = None
    responds_within: Duration | None = None


class BusinessObject(Section):
    """Something the business knows by name; `source` is the system that holds its truth."""

    name: Text | None = None
    critical: YesOrNo | None = None
    source: Text | None = None
    financial: YesOrNo | None = None
    part_of: Text | None = None
    reverses: Text | None = None
    data: list[DataClass] | None = None
    keep: Memory | None = None
    quantity: YesOrNo | None = None


class Catalog(Section):
    """All that `decisions/catalog.yml` holds, by id."""

    systems: dict[str, System | None] | None = None
    teams: dict[str, Team | None] | None = None
    objects: dict[str, BusinessObject | None] | None = None
