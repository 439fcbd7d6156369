"""The fixed words by which a pattern is told, each as an enumeration; apart from the models, which load slowly."""

from __future__ import annotations

from enum import StrEnum


class AnswerTime(StrEnum):
    """When the sender has the other side's answer."""

    AT_ONCE = "at-once"
    ONE_HOP_LATER = "one-hop-later"
    NEVER = "never"


class PatternOrder(StrEnum):
    """In which order a pattern hands over what it carries."""

    ONE_CALLER = "one-caller"
    PER_KEY = "per-key"
    BY_NUMBER = "by-number"
    BY_QUERY = "by-query"
    NONE = "none"


class Coupling(StrEnum):
    """Whether one side stands still while the other is away."""

    LOOSE = "loose"
    TIGHT = "tight"


class Peaks(StrEnum):
    """What becomes of a peak: kept until the receiver takes it, spread, held by a bought limit, or passed on."""

    KEPT = "kept"
    SPREAD = "spread"
    LIMITED = "limited"
    PASSED_ON = "passed-on"
