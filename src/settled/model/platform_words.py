"""The fixed words of platform profiles, each as an enumeration; apart from the models, so that rules load none."""

from __future__ import annotations

from enum import StrEnum

from settled.model.vocabulary import RequiredDecision


class FactDecision(StrEnum):
    """The six decisions, as the keys of YAML are written."""

    SOURCE = "source"
    PATTERN = "pattern"
    IDENTIFIERS = "identifiers"
    LATENCY = "latency"
    IDEMPOTENCY = "idempotency"
    FAILURE_OWNER = "failure-owner"

    @property
    def required(self) -> RequiredDecision:
        """The decision that is meant."""
        return RequiredDecision[self.name]


class Side(StrEnum):
    """On which side of a flow a platform stands."""

    SOURCE = "source"
    CONSUMER = "consumer"
    EITHER = "either"

    def covers(self, side: Side) -> bool:
        """True when what is said of this side holds for a system on `side`."""
        return self is Side.EITHER or side is Side.EITHER or self is side


class Delivery(StrEnum):
    """What a platform promises of a message: may it be lost, may it come twice."""

    BEST_EFFORT = "best-effort"
    AT_LEAST_ONCE = "at-least-once"
    AT_MOST_ONCE = "at-most-once"

    @property
    def may_be_lost(self) -> bool:
        """True where a message may never arrive although nobody did anything wrong."""
        return self is not Delivery.AT_LEAST_ONCE

    @property
    def may_be_repeated(self) -> bool:
        """True where the same message may arrive more than once."""
        return self is not Delivery.AT_MOST_ONCE


class KeptOrder(StrEnum):
    """Which order of arrival a platform keeps."""

    NONE = "none"
    PER_KEY = "per-key"


class AssignedBy(StrEnum):
    """Who gives an identifier its value."""

    PLATFORM = "platform"


class Confidence(StrEnum):
    """How sure a fact is, from the surest to the least sure."""

    VENDOR_DOCS = "vendor-docs"
    CONTRACT = "contract"
    MEASURED = "measured"
    SECONDARY = "secondary"
    GENERAL_KNOWLEDGE = "general-knowledge"
    UNVERIFIED = "unverified"

    @property
    def may_warn(self) -> bool:
        """True where a finding may rest on it as a warning or an error; else it is told for information only."""
        return self in {Confidence.VENDOR_DOCS, Confidence.CONTRACT, Confidence.MEASURED}

    @property
    def label(self) -> str:
        """The confidence in words, for people."""
        return _CONFIDENCE_LABELS[self]


_CONFIDENCE_LABELS = {
    Confidence.VENDOR_DOCS: "vendor's documentation",
    Confidence.CONTRACT: "contract",
    Confidence.MEASURED: "measured by the team",
    Confidence.SECONDARY: "secondary source",
    Confidence.GENERAL_KNOWLEDGE: "general knowledge",
    Confidence.UNVERIFIED: "not verified",
}
