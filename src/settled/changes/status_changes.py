"""Accepting, rejecting, deprecating and superseding records: which edits that means, and what is not allowed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from settled.changes.succession import marked_superseded, named_from, supersedes
from settled.edit.record import add_reference, set_date, set_decision_makers, set_status
from settled.edit.record_edits import PlannedEdits, Read, RecordEdits
from settled.edit.section import add_section
from settled.flows.required_decisions import states
from settled.model.errors import UsageError
from settled.model.kinds import spec_of
from settled.model.vocabulary import DecisionState, Status
from settled.project import Project
from settled.records import Record


def day_of(project: Project, written: str | None) -> datetime.date:
    """The day that a person wrote, or today; UsageError where it is none."""
    if written is None:
        return project.judged.written
    try:
        return datetime.date.fromisoformat(written.strip())
    except ValueError:
        raise UsageError(f"`{written}` is no day", "write year-month-day, as in 2026-12-15") from None


def plan_status(
    project: Project,
    record: Record,
    status: Status,
    read: Read,
    *,
    day: datetime.date,
    makers: Sequence[str] = (),
    reason: tuple[str, str] | None = None,
) -> PlannedEdits:
    """Give `record` the `status` on `day`, decided by `makers` (as they are, where none are given).

    `reason` is what is done in a word (`Reopened`) and why: both become a section at the end of the record.

    Accepting lets what the record says it supersedes take effect. Raises UsageError for a step that the table of
    transitions does not hold, and where the place of an edit cannot be told for certain.
    """
    edits = RecordEdits(read)
    if record.status is status:
        edits.say(f"{record.id} is {status} already")
    else:
        _refuse_illegal(project, record, status)
        edits.edit(record.file, lambda text: set_status(text, record.file, status.value, record.kind))
        if _keeps_status_in_front_matter(record):
            edits.edit(record.file, lambda text: set_date(text, record.file, day.isoformat(), record.kind))
        if reason is not None:
            heading, because = f"{reason[0]} {day.isoformat()}", reason[1]
            edits.edit(record.file, lambda text: add_section(text, heading, because))
        edits.say(f"{record.label}: {status} (was {record.status or record.status_text or 'without status'})")
    if makers:
        edits.edit(record.file, lambda text: set_decision_makers(text, record.file, makers, record.kind))
    if status is Status.ACCEPTED:
        # Also where it was accepted before: what it announced may not have taken effect then.
        for older in _announced(project, record):
            _supersede_now(project, edits, older, record, day)
        if record.status is not status:
            _say_what_is_left(project, edits, record, makers)
    return edits.planned()


def plan_supersede(project: Project, older: Record, newer: Record, read: Read, *, day: datetime.date) -> PlannedEdits:
    """Let `newer` supersede `older`: at once where it is accepted, else announced until it is.

    Raises UsageError where the two cannot follow one another.
    """
    if older.file == newer.file:
        raise UsageError(f"{older.id} cannot supersede itself", "name two records")
    if older.kind is not newer.kind:
        raise UsageError(f"a {newer.kind} cannot supersede a {older.kind}", "name two records of one kind")
    _refuse_what_is_not_decided(older)
    if supersedes(project, older, newer):
        raise UsageError(f"{older.id} supersedes {newer.id} already", "decide which of the two holds")
    if newer.status is not None and not newer.status.is_in_force:
        raise UsageError(f"{newer.id} is {newer.status} and can take nobody's place", "name a record that is in force")
    edits = RecordEdits(read)
    named = named_from(project, older, near=newer)
    edits.edit(newer.file, lambda text: add_reference(text, newer.file, "supersedes", named, newer.kind))
    if newer.status is Status.ACCEPTED:
        _supersede_now(project, edits, older, newer, day, is_asked=True)
    else:
        if Status.SUPERSEDED not in project.settings.transitions[older.status or Status.ACCEPTED]:
            _refuse_illegal(project, older, Status.SUPERSEDED)
        edits.say(f"announced in {newer.id}; {older.id} holds until {newer.id} is accepted (`adr accept {newer.id}`)")
    return edits.planned()


def _supersede_now(
    project: Project,
    edits: RecordEdits,
    older: Record,
    newer: Record,
    day: datetime.date,
    *,
    is_asked: bool = False,
) -> None:
    successors = [project.resolve(reference, older) for reference in older.superseded_by]
    is_marked = older.status is Status.SUPERSEDED and any(one is newer for one in successors)
    if is_marked:
        if is_asked:
            edits.say(f"{older.label} is superseded by {newer.id} already")
        return
    _refuse_illegal(project, older, Status.SUPERSEDED)
    named = named_from(project, newer, near=older)
    edits.edit(older.file, lambda text: marked_superseded(text, older, named))
    if _keeps_status_in_front_matter(older):
        edits.edit(older.file, lambda text: set_date(text, older.file, day.isoformat(), older.kind))
    edits.say(f"{older.label}: superseded by {newer.id}")


def _announced(project: Project, record: Record) -> list[Record]:
    """The records that `record` says it supersedes, each once."""
    found = (project.resolve(reference, record) for reference in record.supersedes)
    return list({older.file: older for older in found if older is not None and older.file != record.file}.values())


def _refuse_illegal(project: Project, record: Record, status: Status) -> None:
    """Raise UsageError unless `record` may become `status`; one whose status cannot be told may become anything."""
    _refuse_what_is_not_decided(record)
    before = record.status
    if before is None or status in project.settings.transitions[before]:
        return
    legal = [each.value for each in Status if each in project.settings.transitions[before]]
    hint = f"from {before} it may become: {', '.join(legal)}" if legal else f"what is {before} stays so"
    if before is Status.SUPERSEDED and record.superseded_by:
        successor = project.resolve(record.superseded_by[0], record)
        hint += f"; {successor.label if successor else record.superseded_by[0]} holds in its place"
    raise UsageError(f"{record.id} is {before} and cannot become {status}", hint)


def _refuse_what_is_not_decided(record: Record) -> None:
    spec = spec_of(record.kind)
    if spec.has_states_of_its_own:
        keys = "`status`" if record.risk is None else "`status` and `response`"
        raise UsageError(
            f"{record.id} is {spec.with_article}, which is not decided", f"write its {keys} into {record.file}"
        )


def _keeps_status_in_front_matter(record: Record) -> bool:
    """Whether its `date` is that of the last change, as MADR has it; a plain record dates when it was written."""
    return record.document.has_front_matter and record.status_line is None


def _say_what_is_left(project: Project, edits: RecordEdits, record: Record, makers: Sequence[str]) -> None:
    """What an accepted record must have and this one has not: the next check will say so too."""
    if project.is_programme and not makers and not record.decision_makers:
        edits.say(f"nobody is named who decided: `adr accept {record.id} --by TEAM`")
    unsettled = [decision.label for decision, state in states(record).items() if state is not DecisionState.SETTLED]
    if unsettled:
        edits.say(f"not settled yet, which `adr check` will not let pass: {', '.join(unsettled)}")
