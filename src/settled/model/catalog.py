"""The catalog: the systems, teams and business objects that records may name."""

from __future__ import annotations

from settled.model.answers import Section, Text, Texts, WholeNumber, YesOrNo
from settled.model.vocabulary import SystemRole


class System(Section):
    """A system of the programme."""

    name: Text | None = None
    role: SystemRole | None = None
    platform: Text | None = None
    owner: Text | None = None
    environments: Texts | None = None


class Team(Section):
    """A team that can own something: how to reach it, how many people it has, and whom it calls next."""

    name: Text | None = None
    contact: Text | None = None
    members: WholeNumber | None = None
    escalation: Texts | None = None


class BusinessObject(Section):
    """Something the business knows by name; `source` is the system that holds its truth."""

    name: Text | None = None
    critical: YesOrNo | None = None
    source: Text | None = None
    financial: YesOrNo | None = None


class Catalog(Section):
    """All that `decisions/catalog.yml` holds, by id."""

    systems: dict[str, System | None] | None = None
    teams: dict[str, Team | None] | None = None
    objects: dict[str, BusinessObject | None] | None = None
