"""The head of a record's page, the same for every kind: what it is, whether to rely on it, when it was decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from settled.model.decision import RELATION_KEYS
from settled.model.findings import Finding, Severity
from settled.model.vocabulary import Status
from settled.records import Record, texts
from settled.report.told_succession import in_words
from settled.site.links import OVERVIEW_PAGES
from settled.site.pages.own_keys import own_facts
from settled.site.pages.page_view import PageView
from settled.site.pages.record_days import RecordDays, record_days
from settled.site.pages.record_history import RecordHistoryView, record_history_view
from settled.site.pages.shapes import Chip, Fact, FindingLine, Link, Value


@dataclass(frozen=True, slots=True)
class Banner:
    """Why a record must not be relied on, and what to read instead."""

    tone: str
    words: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordHeader:
    """What stands above and below the text of every record; `days` are those that it names itself."""

    id: str
    title: str
    parent: Link
    status: Chip
    phase: Chip | None
    criticality: Chip | None
    banner: Banner | None
    facts: tuple[Fact, ...]
    tags: tuple[str, ...]
    days: RecordDays
    history: RecordHistoryView
    findings: tuple[FindingLine, ...]
    notes: tuple[FindingLine, ...]
    named_by: tuple[Link, ...]
    before: Link | None
    after: Link | None
    file: str


_LABELS = dict(OVERVIEW_PAGES)


def record_header(
    view: PageView, record: Record, parent: str, facts: list[Fact], told: Collection[Finding] = ()
) -> RecordHeader:
    """The head of `record`; `parent` is the page that lists its kind, `facts` what its kind adds.

    What the page has `told` elsewhere is none of its findings: it would stand there twice.
    """
    previous, following = view.site.neighbours[record.file]
    consulted = [
        Fact(label, Value(links=tuple(view.team(name) for name in names)))
        for label, names in (
            ("Consulted", texts(record.content.consulted)),
            ("Informed", texts(record.content.informed)),
        )
        if names
    ]
    known = {(finding.code, finding.location) for finding in told}
    found = [
        finding
        for finding in view.site.findings_of.get(record.file, ())
        if (finding.code, finding.location) not in known
    ]
    return RecordHeader(
        id=record.id,
        title=record.title,
        parent=Link(_LABELS[parent], view.url(parent)),
        status=view.status(record),
        phase=view.phase(record),
        criticality=view.level(record.flow.criticality) if record.flow else None,
        banner=_banner(view, record),
        facts=(*facts, *_relations(view, record), *consulted, *own_facts(view, record)),
        tags=record.tags,
        days=record_days(view, record),
        history=record_history_view(view, record),
        findings=view.findings(finding for finding in found if finding.severity is not Severity.INFO),
        notes=view.findings(finding for finding in found if finding.severity is Severity.INFO),
        named_by=tuple(view.record_link(other) for other in view.site.named_by.get(record.id, ())),
        before=view.record_link(previous) if previous else None,
        after=view.record_link(following) if following else None,
        file=record.file,
    )


def _relations(view: PageView, record: Record) -> list[Fact]:
    """What the record amends, depends on and so on; what it supersedes is shown as a chain."""
    found = ((key, texts(getattr(record.content, key.replace("-", "_")))) for key in RELATION_KEYS)
    return [
        Fact(key.replace("-", " ").capitalize(), Value(links=tuple(view.reference(name, record) for name in names)))
        for key, names in found
        if names and key not in {"supersedes", "superseded-by"}
    ]


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
    told = view.site.told_successors.get(record.file, ())
    if told:
        words = in_words(told)
        links = tuple(Link(newer.label, view.record_url(newer)) for newer in told)
        return Banner("superseded", f"{words[:1].upper()}{words[1:]}. Read instead:", links)
    return None
