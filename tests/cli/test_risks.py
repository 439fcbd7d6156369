"""`adr risks`: the register as table, JSON and CSV."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.in_process import run_in_process
from tests.rules.changing import open_question, with_section
from tests.samples import CATALOG, FLOW
from tests.terminal import in_terminal

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

RISK = """\
---
kind: risk
status: accepted
owner: commerce-team
response: accept
exposure: {likelihood: low, impact: low}
statement:
  condition: "=HYPERLINK(\\"https://example.com\\")"
---

# =1+1

Somebody tries a formula.
"""
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/flows/0001-order-export.md": with_section("latency", open_question("latency") + "\n"),
    "decisions/risks/0001-formula.md": RISK,
}
STATEMENT = (
    "Order export: the latency class is open: Who knows? If it stays so, "
    "nobody can tell late from broken, and the business finds out first."
)

TABLE = """\
LEVEL   DUE         OWNER          STATUS    ID                      RISK
medium  2026-12-15  erp-team       open      F413@FLOW-0001@latency  Who knows?
low     -           commerce-team  accepted  RISK-0001               =1+1 (likelihood low, impact low)
"""


def test_the_whole_table(tree: Tree, adr: Adr) -> None:
    outcome = adr("risks", cwd=tree(FILES))
    assert (outcome.code, outcome.out, outcome.err) == (0, TABLE, "")


WITHOUT_COST = {
    "cost_low": None, "cost_likely": None, "cost_high": None, "cost_unit": None, "accepted_by": None,
    "accepted_until": None,
}  # fmt: skip


def test_the_document(tree: Tree, adr: Adr) -> None:
    assert adr("risks", "--format", "json", cwd=tree(FILES)).json == {
        "version": 1,
        "risks": [
            {
                "id": "F413@FLOW-0001@latency", "level": "medium", "title": "Who knows?", "statement": STATEMENT,
                "owner": "erp-team", "response": None, "status": "open", "due": "2026-12-15", "exposure": None,
                "origin": "derived", "rule": "F413", "record": "FLOW-0001",
                "file": "decisions/flows/0001-order-export.md", "line": 35,
                "likelihood": None, "impact": None, **WITHOUT_COST,
            },
            {
                "id": "RISK-0001", "level": "low", "title": "=1+1",
                "statement": '=HYPERLINK("https://example.com").', "owner": "commerce-team", "response": "accept",
                "status": "accepted", "due": None, "exposure": "likelihood low, impact low", "origin": "declared",
                "rule": None, "record": "RISK-0001", "file": "decisions/risks/0001-formula.md", "line": 1,
                "likelihood": "low", "impact": "low", **WITHOUT_COST,
            },
        ],
    }  # fmt: skip


def test_no_cell_of_the_csv_is_a_formula(tree: Tree, adr: Adr) -> None:
    header, derived, declared = csv.reader(io.StringIO(adr("risks", "--format", "csv", cwd=tree(FILES)).out))
    assert header == [
        "id", "level", "title", "statement", "owner", "response", "status", "due", "exposure", "origin", "rule",
        "record", "file", "line", "likelihood", "impact", "cost_low", "cost_likely", "cost_high", "cost_unit",
        "accepted_by", "accepted_until",
    ]  # fmt: skip
    assert derived[:5] == ["F413@FLOW-0001@latency", "medium", "Who knows?", STATEMENT, "erp-team"]
    assert declared[2:4] == ["'=1+1", '\'=HYPERLINK("https://example.com").']


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--owner", "commerce-team"], ["RISK-0001"]),
        (["--owner", "nobody"], []),
        (["--level", "low"], ["F413@FLOW-0001@latency", "RISK-0001"]),
        (["--level", "medium"], ["F413@FLOW-0001@latency"]),
        (["--level", "high"], []),
    ],
)
def test_filters(tree: Tree, adr: Adr, arguments: list[str], ids: list[str]) -> None:
    document = adr("risks", "--format", "json", *arguments, cwd=tree(FILES)).json
    assert [risk["id"] for risk in document["risks"]] == ids


def test_a_risk_that_tracks_a_derived_one_takes_its_place(tree: Tree, adr: Adr) -> None:
    tracking = RISK.replace("owner: commerce-team", "owner: commerce-team\ntracks: F413@FLOW-0001@latency")
    (risk,) = adr("risks", "--format", "json", cwd=tree({**FILES, "decisions/risks/0001-formula.md": tracking})).json[
        "risks"
    ]
    assert (risk["id"], risk["rule"], risk["level"], risk["owner"]) == ("RISK-0001", "F413", "medium", "commerce-team")


def test_no_risk_is_said_on_stderr(tree: Tree, adr: Adr) -> None:
    outcome = adr("risks", cwd=tree({"decisions/catalog.yml": CATALOG, "decisions/flows/0001-a.md": FLOW}))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "no risks\n")


def test_the_spreadsheet_holds_the_columns_and_numbers_of_the_csv(tree: Tree) -> None:
    root = tree(FILES)
    (_, text, _), (_, sheet, _) = (run_in_process(("risks", "--format", form), root) for form in ("csv", "xlsx"))
    header, *rows = csv.reader(io.StringIO(text.decode("utf-8")))
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        words = re.findall(r"<t[^>]*>([^<]*)</t>", archive.read("xl/sharedStrings.xml").decode("utf-8"))
        lines = archive.read("xl/worksheets/sheet1.xml").decode("utf-8").count("<row ")
    assert words[: len(header)] == header
    assert lines == len(rows) + 1


def test_a_terminal_gets_no_spreadsheet(tree: Tree) -> None:
    said, code = in_terminal("risks", "--format", "xlsx", folder=tree(FILES))
    assert code == 2
    assert "a spreadsheet is no text; send it to a file: adr risks --format xlsx > risks.xlsx" in said
