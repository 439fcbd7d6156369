"""The files beside the pages: the whole register, in CSV, JSON and as a spreadsheet, whatever the records say."""

from __future__ import annotations

import csv
import io
import json
import os
import posixpath
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from settled.programme.plan import plan
from settled.programme.route_map import route_map
from settled.project import Project, load
from settled.report.delivery_plan import plan_document
from settled.report.record_json import record_object
from settled.report.risk_register import risks_document
from settled.report.route_map_json import route_map_document
from settled.site.content import SiteContent, gather
from settled.site.links import OVERVIEW_PAGES, PageLinks, record_pages
from settled.site.mkdocs.build import BuiltSite
from settled.site.page import Page
from settled.site.render import render
from tests.samples import CATALOG, DECISION, FLOW, changed
from tests.site.test_pages import OPEN, RISK, SOURCE, Rendered

ODD_DECISION = DECISION.replace("# Keep prices in the ERP", '# =cmd|"/c calc"!A1, "prices"; <b>ü</b> €').replace(
    "status: accepted", "status: accepted\ntags: ['=SUM(A1)', '@now', 'a,b']\nconfidence: high\nreview-by: 2027-01-31"
)
FILES = {
    "decisions/catalog.yml": CATALOG.replace("name: Web shop", 'name: "-1 \\"shop\\", ltd"'),
    "decisions/adr/0001-odd.md": ODD_DECISION,
    "decisions/adr/0002-plain.md": DECISION,
    "decisions/flows/0001-order-export.md": changed(FLOW, SOURCE, OPEN),
    "decisions/flows/0002-stock.md": FLOW,
    "decisions/risks/0001-refunds.md": RISK.replace("# Refunds", "# +Refunds"),
}
TABLES = {
    "decisions/decisions": "decisions",
    "flows/flows": "flows",
    "ownership/ownership": "ownership",
    "open-questions": "questions",
    "timeline": "changes",
    "rules/rules": "rules",
}
"""The files whose JSON holds the rows of the CSV, with the name of the list."""
EVERY_FILE = {
    *(
        f"{path}.{form}"
        for path in (*TABLES, "route-map", "sequence", "risk-register")
        for form in ("csv", "json", "xlsx")
    )
}


def drawn(root: Path) -> tuple[Project, SiteContent, Rendered]:
    """The project at `root`, what is known of it, and its site."""
    project = load(root)
    content = gather(project)
    return project, content, render(content, PageLinks(record_pages(project), directory_urls=False))


@pytest.fixture
def site(tree: Callable[..., Path]) -> tuple[Project, SiteContent, Rendered]:
    """A project with odd names, and its site."""
    return drawn(tree(FILES))


def rows_of(pages: Rendered, path: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    content = pages[path]
    assert isinstance(content, bytes)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def document_of(pages: Rendered, path: str) -> Any:
    """The document of a JSON file."""
    content = pages[path]
    assert isinstance(content, bytes)
    return json.loads(content)


def as_text(value: Any) -> str:
    """A value of the JSON as the CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = "\n".join(value) if isinstance(value, list) else str(value)
    return re.sub(r"^(?=[=+\-@])", "'", text, flags=re.MULTILINE)


def test_every_register_is_there_in_csv_and_json(site: tuple[Project, SiteContent, Rendered]) -> None:
    assert _registers(site[0], site[2]) == EVERY_FILE


def _registers(project: Project, pages: Rendered) -> set[str]:
    """The files of a site that are no assets, no feed, and nothing that only programs read."""
    files = {path for path, page in pages.items() if isinstance(page, bytes) and not path.startswith("assets/")}
    of_records = {path.removesuffix(".md") + ".json" for path in record_pages(project).values()}
    return files - of_records - {"timeline.xml", "records.json", "llms.txt"}


def test_a_file_name_that_is_no_utf_8_is_an_escape_as_the_commands_print_it(tree: Callable[..., Path]) -> None:
    root = tree({"decisions/adr/0002-plain.md": DECISION})
    (root / "decisions/adr" / os.fsdecode(b"0001-\xff.md")).write_text(DECISION, encoding="utf-8")
    pages = drawn(root)[2]
    assert rows_of(pages, "decisions/decisions.csv")[0]["file"] == "decisions/adr/0001-\\udcff.md"
    assert document_of(pages, "decisions/decisions.json")["decisions"][0]["file"] == "decisions/adr/0001-\udcff.md"


def test_csv_and_json_say_the_same(site: tuple[Project, SiteContent, Rendered]) -> None:
    for path, name in TABLES.items():
        document = document_of(site[2], f"{path}.json")
        assert document["version"] == 1
        expected = [{key: as_text(value) for key, value in row.items()} for row in document[name]]
        assert rows_of(site[2], f"{path}.csv") == expected, path


def test_where_a_command_prints_the_same_the_file_is_what_it_prints(
    site: tuple[Project, SiteContent, Rendered],
) -> None:
    project, content, pages = site
    assert document_of(pages, "risk-register.json") == risks_document(content.risks)
    assert document_of(pages, "route-map.json") == route_map_document(route_map(project))
    assert document_of(pages, "sequence.json") == plan_document(plan(project))


def test_the_decisions_are_the_records(site: tuple[Project, SiteContent, Rendered]) -> None:
    project, _, pages = site
    rows = document_of(pages, "decisions/decisions.json")["decisions"]
    shared = ("id", "number", "title", "status", "status_text", "date", "tags", "supersedes", "superseded_by", "file")
    assert [{key: row[key] for key in shared} for row in rows] == [
        {key: value for key, value in record_object(project, record).items() if key in shared}
        for record in project.decisions
    ]
    odd = rows[0]
    assert (odd["tags"], odd["confidence"], odd["review_by"]) == (["=SUM(A1)", "@now", "a,b"], "high", "2027-01-31")
    assert (odd["decision_makers"], odd["status_since"]) == (["integration-architecture"], None)


def test_the_flows_are_the_records_with_their_decisions(site: tuple[Project, SiteContent, Rendered]) -> None:
    project, _, pages = site
    first, second = document_of(pages, "flows/flows.json")["flows"]
    states = record_object(project, project.flows[0])["decisions"]
    assert {key.removeprefix("decision_"): value for key, value in first.items() if key.startswith("decision_")} == (
        states
    )
    assert (first["source_system"], first["open_questions"], first["passes_gate"]) == (None, 1, None)
    assert second | {
        "source_system": "storefront", "consumers": ["erp", "wms"], "via": ["integration-hub"], "pattern": "event",
        "latency_class": "same-day-operational", "latency_within": "8 h", "failure_owners": ["order-operations"],
        "teams": ["order-operations", "customer-service"], "phase": "design", "criticality": "high",
        "object": "order", "systems": ["storefront", "erp", "wms", "integration-hub", "oms"],
    } == second  # fmt: skip


def test_a_question_says_who_owes_the_answer_and_where(site: tuple[Project, SiteContent, Rendered]) -> None:
    assert document_of(site[2], "open-questions.json")["questions"] == [
        {
            "due": "2026-11-20", "overdue": True, "owner": "commerce-team",
            "question": "Who holds the truth, the shop or the OMS?", "record": "FLOW-0001", "title": "Order export",
            "field": "source", "decision": "source", "phase": "design",
            "file": "decisions/flows/0001-order-export.md", "line": 10,
        }
    ]  # fmt: skip


def test_the_ownership_has_a_row_for_each_object_and_system(site: tuple[Project, SiteContent, Rendered]) -> None:
    rows = document_of(site[2], "ownership/ownership.json")["ownership"]
    assert [(row["object"], row["system"], row["does"], row["flows"]) for row in rows] == [
        ("order", "storefront", ["source"], ["FLOW-0002"]),
        ("order", "erp", ["rejects", "consumes"], ["FLOW-0001", "FLOW-0002"]),
        ("order", "wms", ["consumes"], ["FLOW-0001", "FLOW-0002"]),
        ("order", "oms", ["changes"], ["FLOW-0001", "FLOW-0002"]),
        ("order", "integration-hub", ["carries"], ["FLOW-0001", "FLOW-0002"]),
        ("price", None, [], []),
    ]
    assert rows[0]["system_name"] == '-1 "shop", ltd'
    assert rows[-1]["catalog_source"] == "erp"


def test_no_cell_is_a_formula_and_no_letter_is_lost(site: tuple[Project, SiteContent, Rendered]) -> None:
    odd = rows_of(site[2], "decisions/decisions.csv")[0]
    assert odd["title"] == '\'=cmd|"/c calc"!A1, "prices"; <b>ü</b> €'
    assert odd["tags"] == "'=SUM(A1)\n'@now\na,b"
    for path in EVERY_FILE:
        if path.endswith(".csv"):
            cells = [cell for row in rows_of(site[2], path) for cell in row.values()]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], path


def test_the_spreadsheet_holds_texts_numbers_and_days(site: tuple[Project, SiteContent, Rendered]) -> None:
    _, content, pages = site
    file = pages["risk-register.xlsx"]
    assert isinstance(file, bytes)
    header, *rows = cells_of(file)
    assert header[:3] == ["id", "level", "title"]
    assert [row[0] for row in rows] == [risk.id for risk in content.risks]
    refunds = dict(zip(header, next(row for row in rows if row[0] == "RISK-0001"), strict=True))
    assert refunds["title"] == "+Refunds miss the ledger"
    assert (refunds["cost_low"], refunds["cost_likely"], refunds["cost_high"]) == (200.0, 2000.0, 144000.0)
    # 2026-06-30, counted in days from the end of 1899.
    assert refunds["accepted_until"] == 46203.0


def cells_of(file: bytes) -> list[list[str | float | None]]:
    """The cells of the first sheet: texts, and numbers; there is no formula among them."""
    space = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 (made a moment ago)
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (made a moment ago)
    texts = ["".join(item.itertext()) for item in strings.findall("s:si", space)]
    assert sheet.findall(".//s:f", space) == []
    width = len(sheet.findall(".//s:row", space)[0])
    rows: list[list[str | float | None]] = []
    for row in sheet.findall(".//s:row", space):
        cells: list[str | float | None] = [None] * width
        for cell in row:
            value = cell.find("s:v", space)
            column = 0
            for letter in re.sub(r"\d", "", cell.attrib["r"]):
                column = column * 26 + ord(letter) - 64
            if value is not None and value.text is not None:
                is_text = cell.attrib.get("t") == "s"
                cells[column - 1] = texts[int(value.text)] if is_text else float(value.text)
        rows.append(cells)
    return rows


@pytest.mark.parametrize("directory_urls", [True, False])
def test_every_link_leads_to_its_file(tree: Callable[..., Path], directory_urls: bool) -> None:
    project = load(tree(FILES))
    links = PageLinks(record_pages(project), directory_urls=directory_urls)
    pages = render(gather(project), links)
    found: set[str] = set()
    for path, _ in OVERVIEW_PAGES:
        page = pages[path]
        assert isinstance(page, Page)
        folder = posixpath.dirname(links.destination(path))
        for href, title in re.findall(r'<a href="([^"]+)" download title="([^"]+)"', page.before + page.after):
            found.add(posixpath.normpath(posixpath.join(folder, href)))
            assert title.startswith("All ")
            assert title.endswith(", whatever the table shows")
    # Without a history there is no change of status to download.
    assert found == EVERY_FILE - {"timeline.csv", "timeline.json", "timeline.xlsx"}


def test_a_folder_of_plain_decisions_has_no_programme_to_download(tree: Callable[..., Path]) -> None:
    project, _, pages = drawn(tree({"docs/adr/0001-x.md": "# 1. Use it\n\n## Status\n\nAccepted\n"}))
    assert _registers(project, pages) == {
        "decisions/decisions.csv", "decisions/decisions.json", "rules/rules.csv", "rules/rules.json", "timeline.csv",
        "decisions/decisions.xlsx", "rules/rules.xlsx",
        "timeline.json",
        "timeline.xlsx",
    }  # fmt: skip


def test_the_files_lie_beside_their_pages_in_the_built_site(build: Callable[..., BuiltSite]) -> None:
    out = build(FILES).out
    assert {path.relative_to(out).as_posix() for path in out.rglob("*")} >= EVERY_FILE
    first = (out / "decisions/decisions.csv").read_bytes()
    assert first.startswith(b"id,number,title,")
    assert b"\r" not in first


def test_a_record_that_is_called_like_a_register_keeps_its_own_file(tree: Callable[..., Path]) -> None:
    record = "# Use it\n\n## Status\n\nAccepted\n"
    project, _, pages = drawn(tree({"docs/adr/decisions.md": record, "docs/adr/0001-other.md": record}))
    assert record_pages(project)["docs/adr/decisions.md"] == "decisions/decisions-2.md"
    assert len(document_of(pages, "decisions/decisions.json")["decisions"]) == 2
    assert document_of(pages, "decisions/decisions-2.json")["record"]["title"] == "Use it"
