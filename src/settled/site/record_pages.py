"""The pages of the records: of decisions, flows and risks, and of files that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from settled.formats.heading_anchors import forge_anchor, heading_text
from settled.history.log_stream import UNKNOWN_DATE
from settled.model.kinds import spec_of
from settled.records import ReadRecord, Record
from settled.site import links as paths
from settled.site.html.cleaning import text_anchor
from settled.site.html.templating import template
from settled.site.page import Page, Section
from settled.site.pages.decision import decision_view
from settled.site.pages.flow import flow_view
from settled.site.pages.page_view import PageView
from settled.site.pages.record_header import RecordHeader
from settled.site.pages.risk import risk_view
from settled.site.pages.site_view import SiteView
from settled.site.record_text import record_text, unconverted_text


def record_makers(site: SiteView) -> dict[str, Callable[[], Page]]:
    """What makes the page of each record and of each file that cannot be read, by the page's path."""

    def record_page(path: str, record: Record) -> Page:
        page = RECORD_PAGES[spec_of(record.kind).page](PageView(site, path), record)
        before = _anchor_of_title(record, page) + page.before
        return replace(page, before=before, data=paths.record_json(path), changed=_changed(site, record))

    pages: dict[str, Callable[[], Page]] = {}
    for record in site.project.records:
        path = site.links.pages[record.file]
        pages[path] = partial(record_page, path, record)
    for entry in site.project.unreadable:
        path = site.links.pages[entry.file]
        pages[path] = partial(_unreadable_page, PageView(site, path), entry)
    return pages


def _anchor_of_title(record: Record, page: Page) -> str:
    """The anchor by which a forge knows the title, which stands in our heading; none where the page has it already."""
    title = next((heading for heading in record.body.headings if heading.line == record.title_line), None)
    if title is None or record.obstacle is not None:
        return ""
    anchor = text_anchor(forge_anchor(heading_text(title.text)))
    is_free = anchor and f'id="{anchor}"' not in page.before + page.after
    return f'<span id="{anchor}"></span>' if is_free else ""


def _changed(site: SiteView, record: Record) -> str:
    history = site.content.history.of(record.file)
    last = history.last_edited if history else None
    return last.committer_date.date().isoformat() if last and last.committer_date != UNKNOWN_DATE else ""


def _flow_page(view: PageView, record: Record) -> Page:
    data = flow_view(view, record)
    return _record_page("flow.html", record, data.header, data, data.has_sections)


def _decision_page(view: PageView, record: Record) -> Page:
    data = decision_view(view, record)
    sections = (Section("risks", "Risks"),) if data.risks else ()
    return _record_page("decision.html", record, data.header, data, (), sections)


def _risk_page(view: PageView, record: Record) -> Page:
    data = risk_view(view, record)
    sections = [Section("statement", "What may happen")]
    sections += [Section("exposure", "Exposure")] if data.estimates else []
    sections += [Section("actions", "Actions")] if data.actions else []
    sections += [Section("acceptance", "Acceptance")] if data.acceptance else []
    return _record_page("risk.html", record, data.header, data, tuple(sections))


def _record_page(
    name: str,
    record: Record,
    header: RecordHeader,
    data: object,
    before: tuple[Section, ...],
    after: tuple[Section, ...] = (),
) -> Page:
    html = template(name).render(view=data, header=header, has_text=bool(record.body_text.strip()))
    head, _, foot = html.partition("<!--text-->")
    findings = (Section("findings", "Findings"),) if header.findings else ()
    text, diagrams = record_text(record)
    return Page(
        title=record.label,
        before=head,
        markdown=text,
        after=unconverted_text(record) + foot,
        source=record.file,
        diagrams=diagrams,
        sections_before=(*findings, *before),
        sections_after=(*after, Section("history", "History")),
    )


RECORD_PAGES: dict[str, Callable[[PageView, Record], Page]] = {
    "decision": _decision_page,
    "flow": _flow_page,
    "risk": _risk_page,
}
"""What makes the page of a record, by the name that the row of its kind gives: a new kind adds its own."""


def _unreadable_page(view: PageView, entry: ReadRecord) -> Page:
    findings = view.findings(view.site.findings_of.get(entry.file, ()))
    html = template("unreadable.html").render(entry=entry, findings=findings, overview=view.url(paths.OVERVIEW))
    return Page(title=f"{entry.id or entry.file} cannot be read", before=html, source=entry.file)
