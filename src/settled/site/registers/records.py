"""Decisions, flows, open questions and changes of status as registers: a row for each, from its record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from settled.frontmatter.validation import path_in_words
from settled.model.answers import OpenQuestion
from settled.model.decision import Decision
from settled.model.flow import Flow
from settled.model.vocabulary import RequiredDecision
from settled.records import Record, texts
from settled.report.kept_promises import FLOW_COLUMNS as STATED_COLUMNS
from settled.report.kept_promises import flow_cells
from settled.report.table import Cell
from settled.site import words
from settled.site.pages.involvement import failure_owners_of, systems_of, teams_of
from settled.site.pages.site_view import OpenItem, SiteView
from settled.site.pages.status_changes import RecordedChange
from settled.site.registers.shapes import Register

DECISION_COLUMNS = (
    "id", "number", "title", "status", "status_text", "status_since", "status_commit", "date", "decision_makers",
    "tags", "supersedes", "superseded_by", "applies_to", "confidence", "review_by", "findings", "file",
)  # fmt: skip
FLOW_COLUMNS = (
    "id", "number", "title", "status", "status_text", "status_since", "status_commit", "date", "phase", "criticality",
    "object", "source_system", "consumers", "via", "systems", "pattern", "latency_class", "latency_within",
    "failure_owners", "teams", *(f"decision_{decision.value}" for decision in RequiredDecision), "open_questions",
    "passes_gate", *STATED_COLUMNS, "findings", "file",
)  # fmt: skip
QUESTION_COLUMNS = (
    "due", "overdue", "owner", "question", "record", "title", "field", "decision", "phase", "file", "line",
)  # fmt: skip
CHANGE_COLUMNS = (
    "date", "kind", "record", "title", "from", "to", "deleted", "author", "commit", "subject", "file",
    "value", "value_from", "value_to",
)  # fmt: skip


def decisions(site: SiteView) -> Register:
    """Every decision, in the order of their numbers."""
    return Register("decisions", DECISION_COLUMNS, tuple(_decision(site, record) for record in site.project.decisions))


def flows(site: SiteView) -> Register:
    """Every flow with the states of its six decisions."""
    return Register("flows", FLOW_COLUMNS, tuple(_flow(site, record) for record in site.project.flows))


def open_questions(site: SiteView) -> Register:
    """Every open question of records in force, the one due first at the front."""
    return Register("questions", QUESTION_COLUMNS, tuple(_question(site, item) for item in site.questions))


def changes(site: SiteView) -> Register:
    """Every change of status, and of what accepted flows decide, that git knows; the latest first."""
    return Register("changes", CHANGE_COLUMNS, tuple(_change(change) for change in site.changes))


def _identity(site: SiteView, record: Record) -> dict[str, Cell]:
    since = site.status_change(record)
    return {
        "id": record.id,
        "number": record.number,
        "title": record.title,
        "status": record.status.value if record.status else None,
        "status_text": record.status_text,
        "status_since": since.commit.author_date.date()
        if since and words.day(since.commit.author_date) != words.NOTHING
        else None,
        "status_commit": since.commit.hash if since else None,
        "date": record.date,
        "findings": len(site.findings_of.get(record.file, ())),
        "file": record.file,
    }


def _decision(site: SiteView, record: Record) -> dict[str, Cell]:
    content = record.content if isinstance(record.content, Decision) else Decision()
    return {
        **_identity(site, record),
        "decision_makers": record.decision_makers,
        "tags": record.tags,
        "supersedes": _ids(site, record, record.supersedes),
        "superseded_by": [other.id for other in site.successors.get(record.id, ())],
        "applies_to": texts(content.applies_to),
        "confidence": _scalar(content.confidence),
        "review_by": _scalar(content.review_by),
    }


def _flow(site: SiteView, record: Record) -> dict[str, Cell]:
    flow = record.flow or Flow()
    readiness = site.content.readiness.get(record.file)
    source, pattern, latency = (_settled(part) for part in (flow.source, flow.pattern, flow.latency))
    return {
        **_identity(site, record),
        "phase": _scalar(flow.phase),
        "criticality": _scalar(flow.criticality),
        "object": _scalar(flow.object),
        "source_system": _scalar(getattr(source, "system", None)),
        "consumers": texts(flow.consumers),
        "via": texts(flow.via),
        "systems": list(systems_of(record)),
        "pattern": _scalar(getattr(pattern, "type", None)),
        "latency_class": _scalar(getattr(latency, "class_", None)),
        "latency_within": words.text(_settled(getattr(latency, "within", None))) or None,
        "failure_owners": failure_owners_of(flow),
        "teams": teams_of(flow),
        **{f"decision_{decision.value}": state.value for decision, state in site.states[record.file].items()},
        "open_questions": len(record.open_questions),
        "passes_gate": readiness.passed.value if readiness and readiness.passed else None,
        **flow_cells(site.project, record),
    }


def _question(site: SiteView, item: OpenItem) -> dict[str, Cell]:
    record, flow = item.record, item.record.flow
    decision = words.decision_of(item.path) if flow else None
    return {
        "due": item.due,
        "overdue": item.due is not None and item.due < site.project.today,
        "owner": item.question.owner,
        "question": item.question.open,
        "record": record.id,
        "title": record.title,
        "field": path_in_words(item.path),
        "decision": decision.value if decision else None,
        "phase": _scalar(flow.phase) if flow else None,
        "file": record.file,
        "line": record.at(item.path).line,
    }


def _change(change: RecordedChange) -> dict[str, Cell]:
    day = words.day(change.commit.author_date)
    return {
        "date": None if day == words.NOTHING else day,
        "kind": change.kind.value,
        "record": change.id,
        "title": change.record.title if change.record else None,
        "from": change.before.value if change.before else None,
        "to": change.after.value if change.after else None,
        "deleted": change.is_deletion,
        "author": change.commit.author,
        "commit": change.commit.hash,
        "subject": change.commit.subject,
        "file": change.file,
        "value": change.value.key if change.value else None,
        "value_from": change.value.before if change.value else None,
        "value_to": change.value.after if change.value else None,
    }


def _settled(answer: Any) -> Any:
    return None if isinstance(answer, OpenQuestion) else answer


def _scalar(answer: Any) -> Any:
    """A single value as it is written; an open question is no value, a term is its word."""
    return None if isinstance(answer, OpenQuestion) else getattr(answer, "value", answer)


def _ids(site: SiteView, record: Record, references: Iterable[str]) -> list[str]:
    """The ids of the records that references name, or the text as written where it names none."""
    found = ((site.project.resolve(text, record, record.kind), text) for text in references)
    return [other.id if other is not None else text for other, text in found]
