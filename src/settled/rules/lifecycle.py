"""Family L: how a record came to its status, by whom, and whether that is still so; told from git."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import PurePosixPath

from settled.findings import Problem, Spot
from settled.lifecycle import acceptance, is_undo
from settled.model.history import RecordHistory
from settled.model.vocabulary import Kind, Phase, Status
from settled.project import Project
from settled.records import Record
from settled.references import number_of_file
from settled.rules.reporting import NotChecked, RuleOutput, flows_in_force, history_not_checked, problem_at

_JUDGED = (Kind.DECISION, Kind.FLOW)


def _with_history(project: Project) -> Iterator[tuple[Record, RecordHistory] | NotChecked]:
    """Every decision and flow with what git knows of it; NotChecked where git does not know all."""
    if not project.history.is_complete:
        yield history_not_checked(project)
        return
    for record in project.records:
        history = project.history.of(record.file) if record.kind in _JUDGED else None
        if history is not None:
            yield record, history


def illegal_transition(project: Project) -> Iterator[RuleOutput]:
    """The record came to its present status from one that may not lead there.

    Asked of the last change, committed or not; a change that was taken back (a revert) is no transition. Which
    status may follow which is a table in the settings.

    Why: a decision that was rejected and is accepted two commits later was decided by whoever had the file open.

    Wrong:
        status: accepted                 (and rejected in the commit before)

    Right:
        status: proposed                 (reopened, so that somebody decides again)
    """
    transitions = project.settings.transitions
    for entry in _with_history(project):
        if isinstance(entry, NotChecked):
            yield entry
            continue
        record, history = entry
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
            spot=record.status_spot,
        )


def born_superseded(project: Project) -> Iterator[RuleOutput]:
    """The first text of the record that git has is superseded already.

    Silent for the records with which the project began, which were decided before there was a repository.

    Why: nobody saw the decision while it held, and nobody can tell since when it does not.

    Wrong:
        status: superseded               (in the commit that added the file)

    Right:
        status: accepted                 (superseded in a later commit, together with its successor)
    """
    beginning = min(
        (history.created.committer_date for history in project.history.records.values() if history.created),
        default=None,
    )
    for entry in _with_history(project):
        if isinstance(entry, NotChecked):
            yield entry
            continue
        record, history = entry
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
                spot=record.status_spot,
            )


def stale_proposal(project: Project) -> Iterator[RuleOutput]:
    """A proposal has waited for its decision for a long time: 90 days unless the settings say otherwise.

    Silent where `hold` says why it stays proposed, or while one of its open questions has a due date to come.

    Why: a proposal that nobody decides is followed by some and ignored by others, which is worse than either.

    Wrong:
        status: proposed                 (since four months)

    Right:
        status: proposed
        hold: waits for the contract with the second carrier
    """
    for entry in _with_history(project):
        if isinstance(entry, NotChecked):
            yield entry
            continue
        record, history = entry
        change = history.last_change
        if record.status is not Status.PROPOSED or change is None or change.after is not Status.PROPOSED:
            continue
        since = change.commit.author_date.date()
        days = (project.today - since).days
        is_live = record.flow is not None and record.flow.phase is Phase.LIVE  # proposed-but-live tells that
        if (
            days <= project.settings.limits.proposal_days
            or record.content.hold
            or is_live
            or _is_awaited(record, project.today)
        ):
            continue
        yield problem_at(
            record,
            ("status",),
            f"{record.id} has been proposed for {days} days, since {since}",
            "accept or reject it, or say under `hold` what it waits for",
            value=str(since),
            spot=record.status_spot,
        )


def _is_awaited(record: Record, today: datetime.date) -> bool:
    return any(question.due is not None and question.due >= today for _, question in record.open_questions)


def accepted_without_decision_maker(project: Project) -> Iterator[RuleOutput]:
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
    if not project.is_programme:
        return
    for entry in _with_history(project):
        if isinstance(entry, NotChecked):
            yield entry
            continue
        record, history = entry
        path = ("decision-makers",)
        if record.status is not Status.ACCEPTED or record.decision_makers or record.is_invalid(path):
            continue
        if record.content.decision_makers is not None or path in record.unfilled:
            continue
        change = acceptance(history)
        who = f" ({change.commit.author} committed it on {change.commit.author_date.date()})" if change else ""
        yield problem_at(
            record,
            path,
            f"{record.id} is accepted, and nobody is named who decided{who}",
            "name the team or the role under `decision-makers`",
            spot=record.status_spot,
        )


def deleted_record(project: Project) -> Iterator[RuleOutput]:
    """A record that had been decided was deleted.

    Asked of records that were accepted, rejected, deprecated or superseded in their last text.

    Why: what was decided is then known only to those who were there, and links to it lead nowhere.

    Wrong:
        git rm decisions/adr/0007-use-events.md

    Right:
        status: deprecated               (in decisions/adr/0007-use-events.md, which stays)
    """
    if not project.history.is_complete:
        yield history_not_checked(project)
        return
    living = {record.id for record in project.records} | project.unreadable_ids
    for gone in project.history.gone:
        if gone.id in living or gone.status is None or gone.status.is_undecided:
            continue
        when, commit = gone.commit.author_date.date(), gone.commit.short_hash
        yield Problem(
            "",
            Spot(project.file_then(gone.file), 1, 1),
            f"{gone.id} was {gone.status} and was deleted by {gone.commit.author} on {when} in {commit}",
            f"bring it back with `git checkout {commit}~ -- {gone.file}`, and deprecate it",
            record=gone.id,
            field="file",
            value=gone.file,
        )


def renumbered(project: Project) -> Iterator[RuleOutput]:
    """An accepted record got another number.

    Silent where another record has the old number: two branches had taken the same one, and that was mended.

    Why: minutes, tickets and chats name the old number, and now lead to nothing or to the wrong decision.

    Wrong:
        git mv decisions/adr/0007-use-events.md decisions/adr/0009-use-events.md

    Right:
        decisions/adr/0007-use-events.md (keeps its number; the next record takes the next one)
    """
    for entry in _with_history(project):
        if isinstance(entry, NotChecked):
            yield entry
            continue
        record, history = entry
        change = acceptance(history)
        numbers = {
            number_of_file(PurePosixPath(version.file).stem): version
            for version in history.versions
            if change is not None and version.status is Status.ACCEPTED
        }
        for number, version in numbers.items():
            if number in {None, record.number} or record.number is None:
                continue
            if any(other.number == number and other.kind is record.kind for other in project.records):
                continue
            yield problem_at(
                record,
                (),
                f"{record.id} was {record.kind.prefix}-{number:04d} when it was accepted",
                "give it back its number, or keep a record under the old one that says where to look",
                value=str(number),
                related=((Spot(project.file_then(version.file)), f"its file until {version.commit.short_hash}"),),
            )


def overdue_review(project: Project) -> Iterator[Problem]:
    """The day on which a record was to be looked at again has passed.

    Asked of records that are in force.

    Why: it was accepted on a condition, and nobody looked whether the condition still holds.

    Wrong:
        review-by: 2020-06-30

    Right:
        review-by: 2027-06-30
    """
    for record in project.records:
        due = record.content.review_by
        if not isinstance(due, datetime.date) or due >= project.today:
            continue
        is_over = (record.status_text or "").strip().lower() == "closed" if record.kind is Kind.RISK else False
        if record.is_in_force and not is_over:
            days = (project.today - due).days
            yield problem_at(
                record,
                ("review-by",),
                f"{record.id} was to be reviewed by {due}, {days} {'day' if days == 1 else 'days'} ago",
                "look whether it still holds, and write the next day; or supersede it",
                value=str(due),
            )


def proposed_but_live(project: Project) -> Iterator[Problem]:
    """A flow is live, and its record is still a draft or a proposal.

    Why: the data moves by rules to which nobody has agreed, and the first who disagrees finds them in production.

    Wrong:
        status: proposed
        phase: live

    Right:
        status: accepted
        phase: live
    """
    for record in flows_in_force(project):
        own = record.flow.phase if record.flow is not None else None
        if own is Phase.LIVE and record.status is not None and record.status.is_undecided:
            yield problem_at(
                record,
                ("status",),
                f"{record.id} is live and only {record.status_text}",
                "accept it with those who decide, or take it back to the phase in which it is",
                value=record.status_text or "",
                spot=record.status_spot,
            )
