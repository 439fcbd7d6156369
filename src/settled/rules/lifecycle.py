"""Family L: how a record came to its status, by whom, and whether that is still so; told from git."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from settled.model.acceptance import acceptance, is_undo
from settled.model.findings import Problem
from settled.model.kinds import spec_of
from settled.model.vocabulary import Phase, Status
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import flows_in_force, problem_at, with_history


def illegal_transition(context: Context) -> Iterator[Problem]:
    """The record came to its present status from one that may not lead there.

    Asked of the last change, committed or not; a change that was taken back (a revert) is no transition. Which
    status may follow which is a table in the settings.

    Why: a decision that was rejected and is accepted two commits later was decided by whoever had the file open.

    Wrong:
        status: accepted                 (and rejected in the commit before)

    Right:
        status: proposed                 (reopened, so that somebody decides again)
    """
    transitions = context.project.settings.transitions
    for record, history in with_history(context):
        change = history.last_change
        if change is None:
            continue
        before, after, who = change.before, change.after, f"by {change.commit.author} in {change.commit.short_hash}"
        if history.is_changed and record.status is not change.after:
            undone = record.status is change.before
            before, after, who = change.after, record.status, "not committed yet"
            if undone:
                continue
        elif is_undo(history):
            continue
        if before is None or after is None or before is after or after in transitions[before]:
            continue
        legal = ", ".join(status.value for status in Status if status in transitions[before])
        yield problem_at(
            record,
            ("status",),
            f"{record.id} went from {before} to {after} ({who})",
            f"from {before} it may become: {legal}" if legal else f"what is {before} stays so; write a new record",
            value=f"{before} {after}",
            location=record.status_location,
        )


def born_superseded(context: Context) -> Iterator[Problem]:
    """The first text of the record that git has is superseded already.

    Silent for the records with which the project began, which were decided before there was a repository.

    Why: nobody saw the decision while it held, and nobody can tell since when it does not.

    Wrong:
        status: superseded               (in the commit that added the file)

    Right:
        status: accepted                 (superseded in a later commit, together with its successor)
    """
    beginning = min(
        (history.created.committer_date for history in context.history.records.values() if history.created),
        default=None,
    )
    for record, history in with_history(context):
        first = history.changes[0] if history.changes else None
        if first is None or first.before is not None or first.after is not Status.SUPERSEDED:
            continue
        if history.created is not None and history.created.committer_date != beginning:
            yield problem_at(
                record,
                ("status",),
                f"{record.id} was superseded when it was first committed ({first.commit.short_hash})",
                "commit a decision while it holds; the next one may supersede it later",
                value=first.commit.hash,
                location=record.status_location,
            )


def stale_proposal(context: Context) -> Iterator[Problem]:
    """A proposal has waited for its decision for a long time: 90 days unless the settings say otherwise.

    Silent where `hold` says why it stays proposed, or while one of its open questions has a due date to come.

    Why: a proposal that nobody decides is followed by some and ignored by others, which is worse than either.

    Wrong:
        status: proposed                 (since four months)

    Right:
        status: proposed
        hold: waits for the contract with the second carrier
    """
    for record, history in with_history(context):
        change = history.last_change
        if record.status is not Status.PROPOSED or change is None or change.after is not Status.PROPOSED:
            continue
        since = change.commit.author_date.date()
        days = (context.today - since).days
        is_live = record.flow is not None and record.flow.phase is Phase.LIVE  # proposed-but-live tells that
        if (
            days <= context.project.settings.limits.proposal_days
            or record.content.hold
            or is_live
            or _is_awaited(record, context.today)
        ):
            continue
        yield problem_at(
            record,
            ("status",),
            f"{record.id} has been proposed for {days} days, since {since}",
            "accept or reject it, or say under `hold` what it waits for",
            value=str(since),
            location=record.status_location,
        )


def _is_awaited(record: Record, today: datetime.date) -> bool:
    return any(question.due is not None and question.due >= today for _, question in record.open_questions)


def accepted_without_decision_maker(context: Context) -> Iterator[Problem]:
    """The record was accepted, and nobody is named who decided.

    Git knows who committed the change; that is often not who decided. Not asked of plain ADRs, whose format has no
    place for it.

    Why: when the decision is questioned in a year, there is nobody to ask and nobody whose word it was.

    Wrong:
        status: accepted
        date: 2026-11-20

    Right:
        status: accepted
        date: 2026-11-20
        decision-makers: [integration-architecture]
    """
    if not context.project.is_programme:
        return
    for record, history in with_history(context):
        path = ("decision-makers",)
        if record.status is not Status.ACCEPTED or record.decision_makers or record.is_invalid(path):
            continue
        from settled.model.answers import (
            OpenQuestion,
        )  # loads the models, which a run that knows every record does without

        if isinstance(record.content.decision_makers, OpenQuestion) or any(one[:1] == path for one in record.unfilled):
            continue  # told as open, or as no answer
        change = acceptance(history)
        who = f" ({change.commit.author} committed it on {change.commit.author_date.date()})" if change else ""
        yield problem_at(
            record,
            path,
            f"{record.id} is accepted, and nobody is named who decided{who}",
            "name the team or the role under `decision-makers`",
            location=record.status_location,
        )


def overdue_review(context: Context) -> Iterator[Problem]:
    """The day on which a record was to be looked at again has passed.

    Asked of records that are in force.

    Why: it was accepted on a condition, and nobody looked whether the condition still holds.

    Wrong:
        review-by: 2020-06-30

    Right:
        review-by: 2027-06-30
    """
    for record in context.project.records:
        due = record.content.review_by
        if not isinstance(due, datetime.date) or due >= context.today:
            continue
        is_over = (record.status_text or "").strip().lower() in spec_of(record.kind).final_statuses
        if record.is_in_force and not is_over:
            days = (context.today - due).days
            yield problem_at(
                record,
                ("review-by",),
                f"{record.id} was to be reviewed by {due}, {days} {'day' if days == 1 else 'days'} ago",
                "look whether it still holds, and write the next day; or supersede it",
                value=str(due),
            )


def proposed_but_live(context: Context) -> Iterator[Problem]:
    """A flow is live, and its record is still a draft or a proposal.

    Why: the data moves by rules to which nobody has agreed, and the first who disagrees finds them in production.

    Wrong:
        status: proposed
        phase: live

    Right:
        status: accepted
        phase: live
    """
    for record in flows_in_force(context.project):
        own = record.flow.phase if record.flow is not None else None
        if own is Phase.LIVE and record.status is not None and record.status.is_undecided:
            yield problem_at(
                record,
                ("status",),
                f"{record.id} is live and only {record.status_text}",
                "accept it with those who decide, or take it back to the phase in which it is",
                value=record.status_text or "",
                location=record.status_location,
            )
