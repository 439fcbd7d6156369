"""What is wrong and where: the shapes that readers and rules yield and that reports print."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs, from light to heavy."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info up to 2 for error."""
        return list(Severity).index(self)


class FindingState(StrEnum):
    """Whether a finding counts, or why it does not."""

    FOUND = "found"
    SUPPRESSED = "suppressed"
    BASELINED = "baselined"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the project's root with `/`, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a reader or a rule has to say; the driver makes a finding of it.

    `rule` names the rule for problems that a reader met (a rule's own problems leave it empty).
    `record` is the id of the record, `field` the path of the value as text and `value` the value
    itself, both for the fingerprint. `is_on_branch` says that it would come
    only with a branch of somebody else, by a merge. `follows` are the record or the file without which it
    would not be: where a rule tells that one of them is gone or cannot be read, this is not told again.
    `at_most` is what it weighs at the most, where its rule would weigh more. `variant` is the variant of the flow
    that it is about and `variants` are all that the flow has, for a flow that has some.
    """

    rule: str
    location: Location
    message: str
    hint: str = ""
    related: tuple[tuple[Location, str], ...] = ()
    record: str = ""
    field: str = ""
    value: str = ""
    is_on_branch: bool = False
    follows: tuple[str, ...] = ()
    at_most: Severity | None = None
    variant: str = ""
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its rule's code and name, and the severity it has for this record.

    `consequence` is what happens to the business if it stays so; empty where nothing follows for it.
    """

    code: str
    name: str
    severity: Severity
    location: Location
    record: str
    message: str
    hint: str
    related: tuple[tuple[Location, str], ...]
    field: str
    fingerprint: str
    url: str
    consequence: str = ""
    state: FindingState = FindingState.FOUND


def fingerprint(code: str, record: str, field: str, value: str, file: str) -> str:
    """A short hash that stays the same when the text around a finding moves.

    Made of the rule's code, the record (the file where there is no record), the path of the value
    and the value with its white space folded.
    """
    subject = "\0".join((code, record or file, field, " ".join(value.split())))
    return hashlib.sha256(subject.encode("utf-8", "surrogatepass")).hexdigest()[:16]
