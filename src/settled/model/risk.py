"""The front matter of a declared risk."""

from __future__ import annotations

from pydantic import ConfigDict

from settled.model.answers import Answer, IsoDate, Number, Section, Text, YesOrNo
from settled.model.decision import RecordFields
from settled.model.vocabulary import Level, RiskResponse


class Statement(Section):
    """What is so (condition), what may happen because of it (event), and what that costs (consequence)."""

    condition: Answer[Text] = None
    event: Answer[Text] = None
    consequence: Answer[Text] = None


class Range(Section):
    """An estimate as lowest, most likely and highest value; `unit` where it is money."""

    low: Answer[Number] = None
    likely: Answer[Number] = None
    high: Answer[Number] = None
    unit: Answer[Text] = None


class Exposure(Section):
    """How much a risk can hurt: ranges that multiply to money per year, or two labels."""

    per_year: Answer[Range] = None
    hours_to_detect: Answer[Range] = None
    hours_to_repair: Answer[Range] = None
    cost_per_hour: Answer[Range] = None
    likelihood: Answer[Level] = None
    impact: Answer[Level] = None


class Action(Section):
    """Something that is done about the risk."""

    what: Answer[Text] = None
    owner: Answer[Text] = None
    due: Answer[IsoDate] = None
    done: Answer[YesOrNo | IsoDate] = None


class Acceptance(Section):
    """Who carries the risk as it is, who agreed, since and until when, and why; `level` is what was accepted."""

    by: Answer[Text] = None
    approver: Answer[Text] = None
    on: Answer[IsoDate] = None
    until: Answer[IsoDate] = None
    level: Answer[Level] = None
    reason: Answer[Text] = None


class Risk(RecordFields):
    """A declared risk; `tracks` names the derived risk to which it adds the human part."""

    model_config = ConfigDict(title="Risk")

    statement: Answer[Statement] = None
    category: Answer[Text] = None
    owner: Answer[Text] = None
    response: Answer[RiskResponse] = None
    actions: Answer[list[Answer[Action]]] = None
    exposure: Answer[Exposure] = None
    residual: Answer[Exposure] = None
    acceptance: Answer[Acceptance] = None
    tracks: Answer[Text] = None
