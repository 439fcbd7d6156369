"""The head of a record's page, the same for every kind: what it is, whether to rely on it, since when."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.history import RecordHistory
from settled.model.vocabulary import Status
from settled.records import Record, texts
from settled.site import words
from settled.site.links import OVERVIEW_PAGES
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import ChangeLine, Chip, Fact, FindingLine, Link, Value


@dataclass(frozen=True, slots=True)
class Banner:
    """Why a record must not be relied on, and what to read instead."""

    tone: str
    words: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordHeader:
    """What stands above and below the text of every record."""

    id: str
    title: str
    parent: Link
    status: Chip
    phase: Chip | None
    criticality: Chip | None
    banner: Banner | None
    facts: tuple[Fact, ...]
    tags: tuple[str, ...]
    last_change: ChangeLine | None
    history: tuple[ChangeLine, ...]
    history_note: str
    life: str
    findings: tuple[FindingLine, ...]
    named_by: tuple[Link, ...]
    before: Link | None
    after: Link | None
    file: str


_LABELS = dict(OVERVIEW_PAGES)


def record_header(view: PageView, record: Record, parent: str, facts: list[Fact]) -> RecordHeader:
    """The head of `record`; `parent` is the page that lists its kind, `facts` what its kind adds."""
    history = view.site.content.history.of(record.file)
    changes = tuple(view.change(change) for change in history.changes) if history else ()
    previous, following = view.site.neighbours[record.file]
    date = [Fact("Date", Value(links=(Link(record.date.isoformat()),)))] if record.date else []
    consulted = [
        Fact(label, Value(links=tuple(view.team(name) for name in names)))
        for label, names in (
            ("Consulted", texts(record.content.consulted)),
            ("Informed", texts(record.content.informed)),
        )
        if names
    ]
    return RecordHeader(
        id=record.id,
        title=record.title,
        parent=Link(_LABELS[parent], view.url(parent)),
        status=view.status(record),
        phase=view.phase(record),
        criticality=view.level(record.flow.criticality) if record.flow else None,
        banner=_banner(view, record),
        facts=(*date, *facts, *consulted),
        tags=record.tags,
        last_change=changes[-1] if changes else None,
        history=tuple(reversed(changes)),
        history_note=history_note(view, record),
        life=_life(history),
        findings=view.findings(view.site.findings_of.get(record.file, ())),
        named_by=tuple(view.record_link(other) for other in view.site.named_by.get(record.id, ())),
        before=view.record_link(previous) if previous else None,
        after=view.record_link(following) if following else None,
        file=record.file,
    )


def history_note(view: PageView, record: Record) -> str:
    """What to know of the history as a whole: cut off, not committed, changed since."""
    project_history = view.site.content.history
    history = project_history.of(record.file)
    if history is not None and history.is_uncommitted:
        return "This file is not committed yet: nobody can say since when it holds."
    if not project_history.is_complete:
        return f"The history is not complete: {project_history.reason or 'git could not tell everything'}."
    if history is None:
        return "Git says nothing of this file."
    if history.is_changed:
        return "This file has changes that are not committed yet."
    return ""


def _life(history: RecordHistory | None) -> str:
    """When the record came and when its text was last touched, as far as git can tell."""
    if history is None:
        return ""
    parts: list[str] = []
    for said, commit in (("recorded", history.created), ("last edited", history.last_edited)):
        if commit is not None and (said == "recorded" or commit != history.created):
            parts.append(f"{said} {commit.committer_date.date().isoformat()} by {commit.author}")
    return words.capital(", ".join(parts))


def _banner(view: PageView, record: Record) -> Banner | None:
    successors = tuple(
        Link(successor.label, view.record_url(successor)) for successor in view.site.successors.get(record.id, ())
    )
    if record.status is Status.SUPERSEDED:
        if successors:
            return Banner("superseded", "Superseded. Read instead:", successors)
        return Banner("superseded", "Superseded, but no successor is named.")
    if record.status is Status.REJECTED:
        return Banner("rejected", "Rejected: this was considered and is not what we do.", successors)
    if record.status is Status.DEPRECATED:
        return Banner("deprecated", "Deprecated: do not start anything new on it.", successors)
    if record.status is Status.DRAFT:
        return Banner("draft", "Draft: nobody has agreed to this yet.")
    hold = record.content.hold
    if record.status is Status.PROPOSED and isinstance(hold, str):
        return Banner("proposed", f"Proposed and on hold: {hold}")
    return None
