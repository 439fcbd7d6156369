"""The pure heart of the site: content in, pages and assets out; no file is written and no builder is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from settled.formats.markdown import MarkdownBody
from settled.records import Record
from settled.settings.reading import SearchIndex
from settled.site import links as paths
from settled.site.as_of import as_of
from settled.site.catalog_pages import EntryKind
from settled.site.content import RuleManual, SiteContent
from settled.site.diagrams import bundle
from settled.site.feed import timeline_feed
from settled.site.html.anchors import anchors_of
from settled.site.html.search_sections import own_sections
from settled.site.html.templating import template
from settled.site.links import OVERVIEW_PAGES, PageLinks, anchor, rule_page
from settled.site.machine_files import all_records, for_language_models, one_record
from settled.site.page import Page
from settled.site.pages.business_object import ObjectView, object_view
from settled.site.pages.decision_table import decision_table
from settled.site.pages.flow_table import flow_table
from settled.site.pages.glossary import glossary_view
from settled.site.pages.overview import overview_view
from settled.site.pages.ownership import PARTS, ownership_view
from settled.site.pages.page_view import PageView
from settled.site.pages.questions import questions_view
from settled.site.pages.risk_register import risk_register_view
from settled.site.pages.route_map import route_map_view
from settled.site.pages.rule_pages import rule_view, rules_view
from settled.site.pages.sequence import READY, sequence_view
from settled.site.pages.site_view import SiteView
from settled.site.pages.system import SystemView, system_view
from settled.site.pages.team import TeamView, team_view
from settled.site.pages.timeline import timeline_view
from settled.site.pictures.style import page_picture_style, part_style
from settled.site.record_pages import record_makers
from settled.site.record_text import introduction_text
from settled.site.registers.downloads import downloads, downloads_of
from settled.site.speed.two_processes import in_two_processes

ASSETS = "assets/settled/"
"""The folder of the assets within the site."""
STYLESHEET, SCRIPT, WORKER_SHIM = (ASSETS + name for name in ("settled.css", "settled.js", "worker-shim.js"))
MERMAID = ASSETS + "mermaid.js"
"""What draws diagrams, where there are any and the package for it is installed."""
_STYLES = ("settled.css", "tables.css", "heat-map.css")
_SCRIPTS = ("settled.js", "tables.js", "flow-path.js", "diagrams.js")
"""The files that the stylesheet and the script are joined of."""

Maker = Callable[[], Page]
"""Makes one page."""

_HERE = Path(__file__).parent
_WEIGHT_OF_MANUALS = 0.01
"""What a match in the manual of a rule or in the glossary counts in a search: any page of the project comes first."""


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """A page about many records: its path, its template, and what the template is given.

    A page that `needs_programme` is left out of the site of a folder of plain ADRs, and `is_in_records_json` says that
    `records.json` says the same for programs. `search_weight` is what a match in it counts in a search.
    """

    path: str
    template: str
    data: Callable[[PageView], dict[str, object]]
    needs_programme: bool = True
    is_in_records_json: bool = False
    search_weight: float = 1.0


PAGES: tuple[OverviewPage, ...] = (
    OverviewPage(
        paths.OVERVIEW,
        "overview.html",
        lambda view: {"view": overview_view(view, _site_name(view.site))},
        needs_programme=False,
        is_in_records_json=True,
    ),
    OverviewPage(
        paths.DECISIONS,
        "decisions.html",
        lambda view: {"table": decision_table(view)},
        needs_programme=False,
        is_in_records_json=True,
    ),
    OverviewPage(paths.FLOWS, "flows.html", lambda view: {"table": flow_table(view)}, is_in_records_json=True),
    OverviewPage(paths.OWNERSHIP, "ownership.html", lambda view: {"view": ownership_view(view), "doings": PARTS}),
    OverviewPage(paths.ROUTE_MAP, "route_map.html", lambda view: {"view": route_map_view(view)}),
    OverviewPage(paths.SEQUENCE, "sequence.html", lambda view: {"view": sequence_view(view), "ready": READY}),
    OverviewPage(paths.RISK_REGISTER, "risk_register.html", lambda view: {"view": risk_register_view(view)}),
    OverviewPage(paths.OPEN_QUESTIONS, "questions.html", lambda view: {"view": questions_view(view)}),
    OverviewPage(paths.TIMELINE, "timeline.html", lambda view: {"view": timeline_view(view)}, needs_programme=False),
    OverviewPage(paths.RULES, "rules.html", lambda view: {"view": rules_view(view)}, needs_programme=False),
    OverviewPage(
        paths.GLOSSARY,
        "glossary.html",
        lambda view: {"view": glossary_view(view)},
        search_weight=_WEIGHT_OF_MANUALS,
    ),
)
"""The pages about many records, in the order in which they are made; `OVERVIEW_PAGES` has their labels."""


def render(content: SiteContent, links: PageLinks) -> dict[str, Page | bytes]:
    """All pages and files of the site by source path; see `Page` for what becomes of a page's parts.

    What lies in `ASSETS` belongs at the top of a site, all else beside the pages.
    """
    site = SiteView(content, links)
    things = {**record_makers(site), **_entry_pages(site)}
    result = _made(site, {**_overview_pages(site), **things, **_rule_pages(site)})
    drawn = bundle()
    if drawn is not None and any(isinstance(made, Page) and made.diagrams for made in result.values()):
        result[MERMAID] = drawn.read_bytes()
    feed = timeline_feed(site, _site_name(site))
    if feed is not None:
        result[paths.FEED] = feed
    result[paths.LLMS] = for_language_models(site, _site_name(site), result)
    result[WORKER_SHIM] = _assets("worker-shim.js")
    result[SCRIPT] = _assets(*_SCRIPTS)
    result[STYLESHEET] = _stylesheet()
    return result


def render_records(content: SiteContent, links: PageLinks, records: Iterable[Record]) -> dict[str, Page]:
    """The pages of some records alone, as `render` makes them."""
    site = SiteView(content, links)
    makers = record_makers(site)
    pages = (links.pages[record.file] for record in records)
    return {path: _looked_through(site, makers[path]()) for path in pages}


def _stylesheet() -> bytes:
    """The look of the pages and of the pictures, and at the end what printing changes of both."""
    pictures = part_style() + page_picture_style()
    return _assets(*_STYLES) + pictures.encode() + _assets("print.css")


def _assets(*names: str) -> bytes:
    return b"".join((_HERE / "assets" / name).read_bytes() for name in names)


def _site_name(site: SiteView) -> str:
    return site.project.settings.site_name or "Decisions"


def _made(site: SiteView, makers: dict[str, Maker]) -> dict[str, Page | bytes]:
    """All pages and the files beside them, in two processes where they are many: none depends on another."""
    records = {site.links.pages[record.file]: record for record in site.project.records}

    def made(some: Sequence[str]) -> list[dict[str, Page | bytes]]:
        return [{path: _looked_through(site, makers[path]()), **beside(path)} for path in some]

    def beside(path: str) -> dict[str, bytes]:
        if path == paths.OVERVIEW:
            return {paths.RECORDS_JSON: all_records(site)}
        return (
            {paths.record_json(path): one_record(site, records[path])} if path in records else downloads_of(site, path)
        )

    site.work_out()
    result: dict[str, Page | bytes] = {}
    for portion in in_two_processes(made, list(makers)):
        result.update(portion)
    return result


def _overview_pages(site: SiteView) -> dict[str, Maker]:
    labels = dict(OVERVIEW_PAGES)
    name = _site_name(site)

    def page(row: OverviewPage) -> Page:
        path = row.path
        view = PageView(site, path)
        introduction = site.content.introductions.get(path, "")
        body = MarkdownBody(introduction, 1)
        own_title = body.headings[0].text if body.headings and body.headings[0].level == 1 else ""
        title = (own_title or name) if path == paths.OVERVIEW else labels[path]
        html = template(row.template).render(
            title=title,
            label=labels[path],
            has_introduction=bool(introduction.strip()),
            unreadable=site.project.unreadable,
            downloads=downloads(site.links, path),
            explained=view.explained,
            **row.data(view),
        )
        before, _, after = html.partition("<!--introduction-->")
        text, unconverted = introduction_text(introduction)
        return Page(
            title=labels[path],
            before=before,
            markdown=text,
            after=unconverted + after,
            label=labels[path],
            is_wide=True,
            search_weight=row.search_weight,
            data=paths.RECORDS_JSON if row.is_in_records_json else "",
        )

    return {row.path: partial(page, row) for row in PAGES if site.project.is_programme or not row.needs_programme}


def _looked_through(site: SiteView, page: Page) -> Page:
    """The page with its anchors, and with what a search is to know of it."""
    page = replace(page, anchors=anchors_of(page.before, page.after), foot=as_of(site))
    if page.is_record and site.project.settings.search_index is SearchIndex.TITLES:
        (found,) = own_sections(page.before.partition("<h2")[0])
        return replace(page, found_before=found, is_found_by_title=True)
    # Who changed what when is on the timeline, too.
    before, after = own_sections(page.before, page.after.partition('<h2 id="history"')[0])
    return replace(page, found_before=before, found_after=after)


def _entry_pages(site: SiteView) -> dict[str, Maker]:
    """The pages of the catalog's systems, teams and business objects."""
    makers: dict[EntryKind, Callable[[PageView, str], SystemView | TeamView | ObjectView]]
    makers = {EntryKind.SYSTEM: system_view, EntryKind.TEAM: team_view, EntryKind.OBJECT: object_view}

    def entry_page(path: str, kind: EntryKind, entry: str) -> Page:
        view = PageView(site, path)
        data = makers[kind](view, entry)
        html = template(f"{kind}.html").render(view=data, ownership=view.url(paths.OWNERSHIP, anchor(kind, entry)))
        before, _, after = html.partition("<!--introduction-->")
        text, unconverted = introduction_text(site.content.introductions.get(path, ""))
        return Page(
            title=data.name,
            before=before,
            markdown=text,
            after=unconverted + after,
            is_wide=True,
            sections_after=data.sections,
        )

    return {path: partial(entry_page, path, kind, entry) for (kind, entry), path in site.entry_pages.items()}


def _rule_pages(site: SiteView) -> dict[str, Maker]:
    def page(path: str, rule: RuleManual) -> Page:
        view = rule_view(PageView(site, path), rule)
        html = template("rule.html").render(view=view)
        # Its examples are full of words that somebody looks for in records.
        return Page(title=f"{rule.code} {rule.name}", before=html, search_weight=_WEIGHT_OF_MANUALS)

    return {path: partial(page, path, rule) for rule in site.content.manuals for path in [rule_page(rule.name)]}
