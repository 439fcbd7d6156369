"""Family E: whether each failure is noticed, felt, found, and not put aside without a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from settled.model.findings import Problem
from settled.model.flow import Failure
from settled.model.flow_terms import SuppressionLimit
from settled.model.known_words import nearest
from settled.model.vocabulary import Authority
from settled.model.written_values import Path
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, is_reported, problem_at, shortened
from settled.rules.technical_words import is_technical_only

_FAILURE_KEYS = frozenset({field.alias or name for name, field in Failure.model_fields.items()})


class NamedFailure(NamedTuple):
    """A failure mode that says what goes wrong, and where it stands."""

    record: Record
    path: Path
    failure: Failure
    mode: str


def failures_of(record: Record) -> tuple[NamedFailure, ...]:
    """The failure modes of a flow; one that does not say what goes wrong is told by missing-failure-owner."""
    known = record.__dict__.get("_failures")
    if known is None:
        entries = record.flow.failures if record.flow else None
        known = record.__dict__["_failures"] = tuple(  # many rules ask
            NamedFailure(record, ("failures", index), failure, shortened(failure.mode))
            for index, failure in enumerate(entries if isinstance(entries, list) else ())
            if isinstance(failure, Failure) and isinstance(failure.mode, str) and failure.mode.strip()
        )
    result: tuple[NamedFailure, ...] = known
    return result


def is_absent(record: Record, path: Path, value: object) -> bool:
    """True where `path` has no value, and no other rule tells of it."""
    is_empty = value is None or (isinstance(value, str) and not value.strip())
    return is_empty and not is_reported(record, path) and not _is_misspelt(record, path)


def _is_misspelt(record: Record, path: Path) -> bool:
    """True where a key beside `path` reads like a misspelt one of that name: unknown-key tells of it."""
    section: object = record.front.data
    for step in path[:-1]:
        if isinstance(section, dict):
            section = section.get(step)
        elif isinstance(section, list) and isinstance(step, int) and step < len(section):
            section = section[step]
    wanted = str(path[-1])
    if not isinstance(section, dict) or wanted in section:
        return False
    return any(nearest(str(key), [wanted]) is not None for key in section if key not in _FAILURE_KEYS)


def _without(project: Project, key: str, message: str, hint: str) -> Iterator[Problem]:
    """Failure modes that lack `key`; `message` names the mode."""
    for record in flow_variants(project):
        for _, path, failure, mode in failures_of(record):
            if is_absent(record, (*path, key), getattr(failure, key)):
                yield problem_at(record, (*path, key), message.format(mode=mode), hint)


# Words that bound a suppression: by number, time or condition.
_LIMIT = re.compile(
    r"\b(?:up to|until|at most|no more than|not more than|no longer than|not longer than|fewer than|less than|"
    r"maximum|max|limit(?:ed)?(?: to)?|only while|only during|once|"
    r"for (?:\d+|an?|one|two|three|four) ?(?:s|sec|min|h|d|second|minute|hour|day|shift|run|message|order)\w*)\b",
    re.IGNORECASE,
)


def suppress_without_limit(context: Context) -> Iterator[Problem]:
    """An owner may suppress a failure, and nothing says how many or for how long.

    A limit is `suppress` with `up-to` and `per`; with one of them alone it is none. Where there is no `suppress`, a
    limit is looked for in the texts of the failure mode, and in `detect` and the lines of the body where they speak of
    suppressing: an alert that rings "above 1 % for 5 min" limits nothing.

    Why: a suppressed alert is forgotten. The next failure looks the same and is not seen.

    Wrong:
        - mode: duplicate status from the ERP
          effect: the customer gets the same mail twice
          authority: [suppress]

    Right:
        - mode: duplicate status from the ERP
          effect: the customer gets the same mail twice
          authority: [suppress]
          suppress: {up-to: 50, per: 1 d}
    """
    for record in flow_variants(context.project):
        body: str | None = None
        for _, path, failure, mode in failures_of(record):
            authority = failure.authority
            if not isinstance(authority, list) or Authority.SUPPRESS not in authority:
                continue
            if _is_limited(failure) or is_reported(record, (*path, "suppress")):
                continue
            detect = (
                failure.detect if isinstance(failure.detect, str) and "suppress" in failure.detect.lower() else None
            )
            if body is None:
                body = "\n".join(line for line in record.body_text.splitlines() if "suppress" in line.lower())
            said = (failure.mode, detect, failure.effect, failure.runbook, body)
            if failure.suppress is None and any(isinstance(text, str) and _LIMIT.search(text) for text in said):
                continue
            yield problem_at(
                record,
                (*path, "authority"),
                f"`{mode}` may be suppressed without limit",
                "write how many in which time, as in `suppress: {up-to: 50, per: 1 d}`",
            )


def _is_limited(failure: Failure) -> bool:
    """True where the failure says how often it may be suppressed, or asks."""
    limit = failure.suppress
    if not isinstance(limit, SuppressionLimit):
        return limit is not None
    return limit.up_to is not None and limit.per is not None


def no_detection(context: Context) -> Iterator[Problem]:
    """Nobody said how a failure is noticed.

    Why: without an alert the customer is the monitoring.

    Wrong:
        - mode: ERP rejects the order
          owner: order-operations

    Right:
        - mode: ERP rejects the order
          detect: alert on the reject topic within 5 min
          owner: order-operations
    """
    yield from _without(
        context.project,
        "detect",
        "nobody said how `{mode}` is noticed",
        "write under `detect` which alert, report or count shows it, and how soon",
    )


def no_business_effect(context: Context) -> Iterator[Problem]:
    """A failure does not say what the business feels: monitoring is too technical.

    Told where `effect` is absent, and where it repeats technical words only (the setting
    `words.technical-words`). An error from the rehearsal on.

    Why: whoever is called at night has to decide what comes first, and "HTTP 500 from the ERP" does not say
    whether parcels stand still or a report is late.

    Wrong:
        - mode: ERP rejects the order
          effect: messages pile up in the queue

    Right:
        - mode: ERP rejects the order
          effect: the order is paid and not picked
    """
    hint = "write under `effect` what a customer, the warehouse or finance notices"
    yield from _without(context.project, "effect", "nobody said what the business feels when `{mode}` happens", hint)
    for record in flow_variants(context.project):
        for _, path, failure, mode in failures_of(record):
            if isinstance(failure.effect, str) and is_technical_only(failure.effect, context.project.settings.words):
                yield problem_at(
                    record,
                    (*path, "effect"),
                    f"the effect of `{mode}` is technical only: `{shortened(failure.effect)}`",
                    hint,
                    value=failure.effect,
                )


def not_traceable(context: Context) -> Iterator[Problem]:
    """A failure cannot be traced to a payload, a job or an event: observability is too shallow.

    An error from the rehearsal on.

    Why: "something was rejected" is no help. The owner needs the very order, run or message.

    Wrong:
        - mode: ERP rejects the order
          owner: order-operations

    Right:
        - mode: ERP rejects the order
          trace: payload
          owner: order-operations
    """
    yield from _without(
        context.project,
        "trace",
        "nobody said to what `{mode}` can be traced",
        "write payload, job or event under `trace`",
    )
