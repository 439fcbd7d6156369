"""Family L: what changed in a decision after it was accepted, and who relied on it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from settled.formats.substance import SubstanceLine, first_difference, substance, substance_of
from settled.model.acceptance import acceptance, version_of
from settled.model.findings import Location, Problem
from settled.model.history import Commit, RecordHistory, StatusChange
from settled.model.lifecycle import Immutability
from settled.model.vocabulary import Kind, Phase, Status
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.reporting import problem_at

_DECIDED = frozenset({Status.ACCEPTED, Status.DEPRECATED, Status.SUPERSEDED})


class _Edit(NamedTuple):
    """What a decision says otherwise than when it was accepted: since which commit (None: not committed), and where."""

    accepted: StatusChange
    commit: Commit | None
    line: int


def edited_after_acceptance(context: Context) -> Iterator[Problem]:
    """A decision says something else than what was accepted.

    The setting `immutability` says what may change: `strict` the status, links back from later records, mended
    links, dates and tags; `amend` (where nothing is set) also sections with a date in their heading, such as
    `## Amendment 2026-11-24`; `off` everything. In a plain ADR folder nothing is asked unless it is set. Of flows
    `decided-value-changed` tells, value by value.

    Why: those who agreed did not agree to this text, and those who built on it built on another one.

    Wrong:
        status: accepted
        Chosen option: "queue"    (accepted as "event")

    Right:
        ## Amendment 2026-11-24

        Refunds go by queue; all else stays as decided.
    """
    policy = policy_of(context.project)
    if policy is Immutability.OFF:
        return
    project_history = context.complete_history()
    if project_history is None:
        return
    for record in context.project.decisions:
        history = project_history.of(record.file)
        if record.status not in _DECIDED or history is None:
            continue
        edit = _edit_of(context, record, history, with_amendments=policy is Immutability.STRICT)
        if edit is None:
            continue
        when = edit.accepted.commit.author_date.date()
        who = (
            f"{edit.commit.author} on {edit.commit.author_date.date()} in {edit.commit.short_hash}"
            if edit.commit is not None
            else "a change that is not committed yet"
        )
        amend = f"add a section `## Amendment {context.today}`, " if policy is Immutability.AMEND else ""
        yield problem_at(
            record,
            (),
            f"{record.id} says something else here than when it was accepted on {when}: changed by {who}",
            f"take the change back, {amend}or write a decision that supersedes it",
            value=edit.accepted.commit.hash,
            location=Location(record.file, edit.line, 1),
            field="text",
        )


def policy_of(project: Project) -> Immutability:
    """What may change in an accepted record of the project."""
    return project.settings.immutability or (Immutability.AMEND if project.is_programme else Immutability.OFF)


def _edit_of(context: Context, record: Record, history: RecordHistory, *, with_amendments: bool) -> _Edit | None:
    accepted = acceptance(history)
    place = version_of(history, accepted) if accepted is not None else None
    if accepted is None or place is None:
        return None
    before = context.workspace.earlier_texts.get(history.versions[place].blob)
    if before is None:
        return None
    said = substance(before, record.file, with_amendments=with_amendments)
    line = first_difference(said, substance_of(record.document, record.body, with_amendments=with_amendments))
    if line is None:
        return None
    for version in history.versions[place + 1 :]:
        later = context.workspace.earlier_texts.get(version.blob)
        if later is None:
            continue
        says = substance(later, version.file, with_amendments=with_amendments)
        if first_difference(said, says) is not None:
            return _Edit(accepted, version.commit, line)
    return _Edit(accepted, None, line)


def suspect_link(context: Context) -> Iterator[Problem]:
    """What an accepted record rests on changed after the record was accepted.

    A record rests on the decisions that apply to it, and on those that it names under `depends-on`. Told where
    such a decision says something else than it did then, or was deprecated or superseded since; not once the
    record itself was looked at again, which a later commit of its own shows.

    Why: it was accepted for a reason that may be gone, and nobody looked.

    Wrong:
        FLOW-0001 accepted in March
        ADR-0004 applies to FLOW-0001, changed in May

    Right:
        FLOW-0001 accepted in March, read again in June
    """
    project_history = context.complete_history()
    if project_history is None:
        return
    for record, decision in _rests(context.project):
        history, other = project_history.of(record.file), project_history.of(decision.file)
        accepted = acceptance(history) if history is not None else None
        if record.status is not Status.ACCEPTED or history is None or other is None or accepted is None:
            continue
        if decision.status is not Status.ACCEPTED and context.phase_of(record) is Phase.LIVE:
            continue  # live-flow-on-dead-decision tells that
        changed = _changed_since(context, decision, other, accepted.commit)
        if changed is None or history.is_changed:
            continue
        what, commit = changed
        if history.last_edited is not None and history.last_edited.committer_date >= commit.committer_date:
            continue
        yield problem_at(
            record,
            (),
            f"{decision.label}, on which {record.id} rests, {what} on {commit.author_date.date()} "
            f"({commit.short_hash}), after {record.id} was accepted on {accepted.commit.author_date.date()}",
            f"look whether {record.id} still holds, and say so in a commit of its own",
            value=f"{decision.id} {commit.hash}",
            field="ground",
            location=record.status_location,
            related=((decision.status_location, f"{decision.id} is {decision.status_text or 'without status'}"),),
        )


def _rests(project: Project) -> Iterator[tuple[Record, Record]]:
    """Every record with each decision that it rests on."""
    from settled.model.decision import Decision  # not for a folder without history, where nobody asks

    for decision in project.decisions:
        applies = texts(decision.content.applies_to) if isinstance(decision.content, Decision) else []
        for name in applies:
            target = project.resolve(name, decision)
            if target is not None and target.file != decision.file:
                yield target, decision
    for record in project.records:
        for name in texts(record.content.depends_on):
            ground = project.resolve(name, record)
            if ground is not None and ground.kind is Kind.DECISION and ground.file != record.file:
                yield record, ground


def _changed_since(
    context: Context, decision: Record, history: RecordHistory, moment: Commit
) -> tuple[str, Commit] | None:
    """What became of a decision after `moment`, in words, and the commit that did it; None where nothing did."""
    last = history.last_change
    is_dead = decision.status in {Status.DEPRECATED, Status.SUPERSEDED}
    if is_dead and last is not None and last.commit.committer_date > moment.committer_date:
        return f"was {decision.status}", last.commit
    said: tuple[SubstanceLine, ...] | None = None
    accepted = acceptance(history)
    place = version_of(history, accepted) if accepted is not None else None
    for version in history.versions[place:] if place is not None else ():
        text = context.workspace.earlier_texts.get(version.blob)
        if text is None:
            continue
        says = substance(text, version.file)
        is_later = version.commit.committer_date > moment.committer_date
        if is_later and said is not None and first_difference(said, says) is not None:
            return "was changed", version.commit
        if not is_later:
            said = says
    return None
