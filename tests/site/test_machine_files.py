"""What programs read of the site: the same that the commands print, at addresses that last."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from settled.project import load_place
from settled.project.discovery import find_place
from settled.site.content import gather
from settled.site.export.sources import site_sources
from settled.site.machine_files import LISTED
from settled.site.mkdocs.build import BuiltSite
from tests.conftest import Outcome
from tests.history.conftest import Repository
from tests.samples import DECISION
from tests.site.conftest import REPOSITORY
from tests.site.test_building import BROKEN, FILES, read_page
from tests.site.test_hostile_records import hostile_files

SCHEMA = json.loads((REPOSITORY / "docs/machine-files.schema.json").read_text("utf-8"))
BESIDES = {"decision_makers", "owners", "review_by", "links", "findings", "page", "json"}
"""What only the site says of a record."""


def _read(path: Path) -> Any:
    document = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(document, SCHEMA)
    return document


def _without(record: dict[str, Any]) -> dict[str, Any]:
    assert set(record) >= BESIDES
    return {key: value for key, value in record.items() if key not in BESIDES}


def test_records_json_is_what_adr_list_prints_and_more(adr: Callable[..., Outcome], reference: Path) -> None:
    document = _read(reference / "records.json")
    assert [_without(record) for record in document["records"]] == (
        adr("list", "--format", "json", cwd=reference.parent).json["records"]
    )
    assert document["unreadable"] == []


@pytest.mark.parametrize(
    ("record", "file"),
    [
        ("FLOW-0011", "flows/0011-customer.json"),
        ("ADR-0003", "decisions/0003-the-erp-owns-the-order-status.json"),
        ("RISK-0001", "risks/0001-refunds-by-hand-miss-the-ledger.json"),
    ],
)
def test_a_record_has_what_adr_show_prints_and_more(
    adr: Callable[..., Outcome], reference: Path, record: str, file: str
) -> None:
    shown = adr("show", record, "--format", "json", cwd=reference.parent).json
    document = _read(reference / file)
    assert {"version": document["version"], "record": _without(document["record"])} == shown


def test_every_address_leads_to_a_file_and_every_page_to_its_data(reference: Path) -> None:
    document = _read(reference / "records.json")
    assert len(document["records"]) == len(list((REPOSITORY / "decisions").glob("*/*.md")))
    for record in document["records"]:
        own = _read(reference / record["json"])["record"]
        assert (reference / record["json"]).parent / own["page"] == reference / record["page"]
        assert (reference / record["page"]).is_file()
        page = (reference / record["page"]).read_text("utf-8")
        name = Path(record["json"]).name
        assert f'<link rel="alternate describedby" type="application/json" href="{name}">' in page
        for link in own["links"]:
            assert link["page"] is None or (reference / record["json"]).parent.joinpath(link["page"]).is_file()


def test_a_record_with_everything_the_site_adds(build: Callable[..., BuiltSite]) -> None:
    head = "---\nstatus: accepted\ndecision-makers: [erp-team]\nreview-by: 2027-01-01\n"
    relations = "applies-to: [FLOW-1, erp]\ndepends-on: [1, 99]\n---\n\n# Two\n"
    site = build({**FILES, "decisions/adr/0002-two.md": head + relations})
    record = _read(site.out / "decisions/0002-two.json")["record"]
    findings = record.pop("findings")
    assert {key: value for key, value in record.items() if key in BESIDES} == {
        "decision_makers": ["erp-team"],
        "owners": [],
        "review_by": "2027-01-01",
        "links": [
            {"relation": "depends-on", "to": "ADR-0001", "page": "0001-prices.html"},
            {"relation": "depends-on", "to": "99", "page": None},
            {"relation": "applies-to", "to": "FLOW-0001", "page": "../flows/0001-order-export.html"},
            {"relation": "applies-to", "to": "erp", "page": None},
        ],
        "page": "0002-two.html",
        "json": "0002-two.json",
    }
    assert findings["error"] >= 1


def test_llms_txt_names_the_pages_and_the_records(build: Callable[..., BuiltSite]) -> None:
    site = build(
        {
            "settled.toml": 'site-name = "Our [shop]\\n# x"\n',
            "decisions/adr/0001-prices.md": DECISION,
            "decisions/adr/0002-x.md": "---\nstatus: rejected\n---\n\n# Keep [x](y) `z`\n",
            "decisions/adr/0003-x.md": "---\nstatus: accepted\n---\n\n# Three\n",
        }
    )
    assert (site.out / "llms.txt").read_text("utf-8") == (
        "# Our [shop] # x\n\n"
        "> Decisions that a team keeps as records in git: 3 decisions. "
        "A record that is superseded, deprecated or rejected no longer holds.\n\n"
        "## Overview\n\n"
        "- [All records as JSON](records.json): status, dates, owners, links, findings and pages\n"
        "- [Overview](index.html)\n- [Decisions](decisions/index.html)\n- [Timeline](timeline.html)\n\n"
        "## Decisions\n\n"
        "- [ADR-0001 Keep prices in the ERP](decisions/0001-prices.html): accepted; "
        "[JSON](decisions/0001-prices.json)\n"
        "- [ADR-0003 Three](decisions/0003-x.html): accepted; [JSON](decisions/0003-x.json)\n"
        "- [ADR-0002 Keep x z](decisions/0002-x.html): rejected; [JSON](decisions/0002-x.json)\n\n"
        "## Optional\n\n"
        "- [Rules](rules/index.html): what each finding means\n"
    )


def test_llms_txt_stays_short(tree: Callable[..., Path]) -> None:
    files = {f"decisions/{number:04d}-x.md": DECISION for number in range(1, LISTED + 31)}
    root = tree(dict(files))
    made = site_sources(gather(load_place(find_place(root)))).files
    text = bytes(made["docs/llms.txt"]) if isinstance(made["docs/llms.txt"], bytes) else b""
    assert text.count(b"; [JSON](") == LISTED
    assert b"- [30 more](records.json)\n" in text


def test_addresses_are_absolute_where_the_sites_is_known(build: Callable[..., BuiltSite]) -> None:
    configuration = (
        "site_name: M\nsite_url: https://acme.example/manual/\ntheme: {name: material, font: false}\n"
        "plugins: [{settled: {path: decided}}]\n"
    )
    site = build({**FILES, "docs/index.md": "# M\n", "mkdocs.yml": configuration})
    base = "https://acme.example/manual/decided/"
    record = _read(site.out / "decided/records.json")["records"][0]
    assert (record["page"], record["json"]) == (
        f"{base}decisions/0001-prices/",
        f"{base}decisions/0001-prices.json",
    )
    own = _read(site.out / "decided/decisions/0001-prices.json")["record"]
    assert {key: own[key] for key in record} == record
    assert f"]({base}flows/0001-order-export/): proposed; [JSON]({base}flows/0001-order-export.json)" in (
        site.out / "decided/llms.txt"
    ).read_text("utf-8")
    page = site.out / "decided/decisions/0001-prices/index.html"
    assert 'type="application/json" href="../0001-prices.json">' in page.read_text("utf-8")
    assert "describedby" not in (site.out / "index.html").read_text("utf-8")


def test_the_sitemap_names_every_page_with_the_day_of_its_last_commit(
    build: Callable[..., BuiltSite], tmp_path: Path
) -> None:
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/adr/0001-prices.md", DECISION)
    repository.commit("Begin", date="2026-03-04T10:00:00+01:00")
    own = (
        "site_name: M\nsite_url: https://acme.example/\ndocs_dir: decisions\n"
        "theme: {name: material, font: false}\nplugins: [settled]\n"
    )
    site = build({**FILES, "mkdocs.yml": own})
    text = (site.out / "sitemap.xml").read_text("utf-8")
    days = dict(re.findall(r"<loc>https://acme\.example/(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", text))
    pages = {path.parent.relative_to(site.out).as_posix() + "/" for path in site.out.rglob("index.html")}
    assert {"" if page == "./" else page for page in pages} == set(days)
    assert days["decisions/0001-prices/"] == "2026-03-04"


def test_hostile_values_are_text_in_every_file(build: Callable[..., BuiltSite]) -> None:
    site = build(hostile_files(), name="hostile")
    document = _read(site.out / "records.json")
    for record in document["records"]:
        _read(site.out / unquote(record["json"]))
    assert {record["title"] for record in document["records"]} >= {"<script>alert(1)</script>"}
    # A title that is markup names its record in the list of links, and begins no line of its own.
    lines = (site.out / "llms.txt").read_text("utf-8").splitlines()
    assert all(line == "" or line.startswith(("# ", "## ", "> ", "- [")) for line in lines)
    for line in lines:
        for target in re.findall(r"(?<!\\)\]\(([^)]*)\)", line):
            assert not target.startswith("javascript:")
            assert (site.out / unquote(urlsplit(target).path)).is_file()


def test_unreadable_records_are_told(build: Callable[..., BuiltSite]) -> None:
    site = build({**FILES, "decisions/adr/0002-broken.md": BROKEN}, keep_going=True)
    assert _read(site.out / "records.json")["unreadable"] == [
        {"file": "decisions/adr/0002-broken.md", "page": "decisions/0002-broken.html"}
    ]


def test_a_teams_own_llms_txt_is_kept(build: Callable[..., BuiltSite]) -> None:
    site = build({**FILES, "decisions/llms.txt": "# Ours\n"})
    assert (site.out / "llms.txt").read_text("utf-8") == "# Ours\n"


def test_the_anchors_of_the_six_decisions_last(reference: Path) -> None:
    names = ("source", "pattern", "identifiers", "latency", "idempotency", "failure-owner")
    for page in (reference / "flows").glob("0*.html"):
        ids = read_page(page).ids
        assert [anchor for anchor in ids if re.fullmatch(r"decision-[\w-]+(?<!-title)", anchor)] == [
            f"decision-{name}" for name in names
        ]
        assert {"six-decisions", "responsibility", "identifier-table", "failure-modes", "history"} <= set(ids)
