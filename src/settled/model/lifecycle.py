"""Which status may follow which, and what may change in a decision once it was accepted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from settled.model.vocabulary import Status


class Immutability(StrEnum):
    """What may change in an accepted decision beside its status, dates and links back."""

    STRICT = "strict"
    AMEND = "amend"
    OFF = "off"


Transitions = Mapping[Status, frozenset[Status]]

TRANSITIONS: Transitions = {
    Status.DRAFT: frozenset({Status.PROPOSED, Status.ACCEPTED, Status.REJECTED}),
    Status.PROPOSED: frozenset({Status.DRAFT, Status.ACCEPTED, Status.REJECTED}),
    Status.ACCEPTED: frozenset({Status.PROPOSED, Status.DEPRECATED, Status.SUPERSEDED}),
    Status.REJECTED: frozenset({Status.PROPOSED}),
    Status.DEPRECATED: frozenset({Status.PROPOSED, Status.SUPERSEDED}),
    Status.SUPERSEDED: frozenset(),
}
"""The statuses that may follow each; a team's own table in the settings replaces rows of it.

An accepted or deprecated record may be reopened (`proposed`); a superseded one may not: its successor is what is
to be taken back.
"""
