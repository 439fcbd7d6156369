"""What `adr list` prints: which records, and the rows of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from settled.flows.required_decisions import states
from settled.model.history import RecordHistory
from settled.model.vocabulary import DecisionState
from settled.project import Workspace
from settled.records import Record
from settled.report.record_json import owners_of
from settled.report.told_succession import in_words, told_successors

_SYMBOLS = {"settled": "✓", "open": "?", "missing": "✗", "invalid": "!"}


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records are asked for; what is not given asks nothing. Of several statuses or tags one is enough."""

    kind: str | None = None
    status: Sequence[str] = ()
    tag: Sequence[str] = ()
    owner: str | None = None
    only_open: bool = False

    def fits(self, record: Record) -> bool:
        """True for a record that is all that is asked for."""
        return (
            (self.kind is None or record.kind.value == self.kind)
            and (not self.status or _status_word(record).lower() in {word.lower() for word in self.status})
            and (not self.tag or bool(set(self.tag) & set(record.tags)))
            and (self.owner is None or self.owner in owners_of(record))
            and (not self.only_open or _is_open(record))
        )


def list_rows(workspace: Workspace, records: Sequence[Record]) -> tuple[list[str], list[list[str]]]:
    """The header and the rows: id, status, since when, the state of the six decisions where one is a flow, title."""
    has_flows = any(record.flow for record in records)
    told = told_successors(workspace.project)
    rows = []
    for record in records:
        status = _status_word(record) or "-"
        status += f" ({in_words(told[record.file])})" if record.file in told else ""
        row = [record.id, status, _since(record, workspace.history.of(record.file))]
        if has_flows:
            row.append(" ".join(_SYMBOLS[state.value] for state in states(record).values()))
        rows.append([*row, record.title])
    return ["ID", "STATUS", "SINCE", *(["SIX DECISIONS"] if has_flows else []), "TITLE"], rows


def list_notes(workspace: Workspace, records: Sequence[Record]) -> list[str]:
    """What a reader of the table has to know: what the signs mean, and that git does not tell all."""
    notes = []
    if any(record.flow for record in records):
        notes.append(
            "six decisions: source, pattern, identifiers, latency, idempotency, failure owner; "
            "✓ settled  ? open  ✗ missing  ! invalid"
        )
    if not workspace.history.is_complete:
        notes.append(f"git's history is incomplete: {workspace.history.reason}")
    return notes


def _since(record: Record, known: RecordHistory | None) -> str:
    """The day on which the record got the status that it has; no commit is claimed for one that is not committed."""
    if known is None or (known.last_change is None and not known.is_uncommitted):
        return "-"
    change = known.change_to(record.status)
    return change.commit.author_date.date().isoformat() if change is not None else "uncommitted"


def _status_word(record: Record) -> str:
    return record.status.value if record.status else (record.status_text or "").strip()


def _is_open(record: Record) -> bool:
    return bool(record.open_questions) or any(state is not DecisionState.SETTLED for state in states(record).values())
