"""`adr list` and `adr show`: the documented record JSON, the table, the filters; and help that loads nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.rules.changing import open_question, with_line, with_section
from tests.samples import CATALOG, DECISION, FLOW, changed

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

RISK = "---\nkind: risk\nstatus: mitigating\nowner: erp-team\n---\n\n# The ERP is slow\n\nIt is.\n"
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/adr/0001-keep-prices.md": changed(DECISION, "date:", "tags: [pricing, erp]\nsuperseded-by: [2]\ndate:"),
    "decisions/adr/0002-move-prices.md": (
        "---\nsupersedes: [0001-keep-prices.md, ADR-0099]\n---\n\n# 2. Move `prices`\n\nText.\n"
    ),
    "decisions/flows/0001-order-export.md": with_section(
        "latency", open_question("latency") + "\n", with_line("  type: event", "")
    ),
    "decisions/risks/0001-slow.md": RISK,
}

FLOW_OBJECT = {
    "file": "decisions/flows/0001-order-export.md",
    "kind": "flow",
    "id": "FLOW-0001",
    "number": 1,
    "title": "Order export",
    "status": "proposed",
    "status_text": "proposed",
    "date": "2026-11-23",
    "tags": [],
    "supersedes": [],
    "superseded_by": [],
    "decisions": {
        "source": "settled",
        "pattern": "missing",
        "identifiers": "settled",
        "latency": "open",
        "idempotency": "settled",
        "failure_owner": "settled",
    },
}

TABLE = """\
ID         STATUS      SINCE  SIX DECISIONS  TITLE
ADR-0001   accepted    -                     Keep prices in the ERP
ADR-0002   -           -                     Move prices
FLOW-0001  proposed    -      ✓ ✗ ✓ ? ✓ ✓    Order export
RISK-0001  mitigating  -                     The ERP is slow
"""


def test_the_document_of_all_records(tree: Tree, adr: Adr) -> None:
    outcome = adr("list", "--format", "json", cwd=tree(FILES))
    assert outcome.code == 0
    assert outcome.json == {
        "version": 1,
        "records": [
            {
                "file": "decisions/adr/0001-keep-prices.md", "kind": "decision", "id": "ADR-0001", "number": 1,
                "title": "Keep prices in the ERP", "status": "accepted", "status_text": "accepted",
                "date": "2026-11-20", "tags": ["pricing", "erp"], "supersedes": [], "superseded_by": ["ADR-0002"],
            },
            {
                "file": "decisions/adr/0002-move-prices.md", "kind": "decision", "id": "ADR-0002", "number": 2,
                "title": "Move prices", "status": None, "status_text": None, "date": None, "tags": [],
                "supersedes": ["ADR-0001", "ADR-0099"], "superseded_by": [],
            },
            FLOW_OBJECT,
            {
                "file": "decisions/risks/0001-slow.md", "kind": "risk", "id": "RISK-0001", "number": 1,
                "title": "The ERP is slow", "status": None, "status_text": "mitigating", "date": None, "tags": [],
                "supersedes": [], "superseded_by": [],
            },
        ],
    }  # fmt: skip


def test_the_document_of_one_record(tree: Tree, adr: Adr) -> None:
    outcome = adr("show", "FLOW-1", "--format", "json", cwd=tree(FILES))
    question = {"field": "latency", "question": "Who knows?", "owner": "erp-team", "due": "2026-12-15", "line": 34}
    beside = {"open_questions": [question], "time_budget": [], "history": None}
    assert outcome.json == {"version": 1, "record": {**FLOW_OBJECT, **beside}}


def test_the_whole_table(tree: Tree, adr: Adr) -> None:
    outcome = adr("list", cwd=tree(FILES))
    assert (outcome.code, outcome.out) == (0, TABLE)
    assert outcome.err.splitlines()[0] == (
        "six decisions: source, pattern, identifiers, latency, idempotency, failure owner; "
        "✓ settled  ? open  ✗ missing  ! invalid"
    )


def test_quiet_leaves_the_table_alone(tree: Tree, adr: Adr) -> None:
    assert adr("-q", "list", "--kind", "flow", cwd=tree(FILES)).err.strip() == ""


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--kind", "flow"], ["FLOW-0001"]),
        (["--kind", "decision"], ["ADR-0001", "ADR-0002"]),
        (["--status", "accepted"], ["ADR-0001"]),
        (["--status", "ACCEPTED", "--status", "mitigating"], ["ADR-0001", "RISK-0001"]),
        (["--tag", "pricing"], ["ADR-0001"]),
        (["--tag", "none", "--tag", "erp"], ["ADR-0001"]),
        (["--owner", "erp-team"], ["FLOW-0001", "RISK-0001"]),
        (["--owner", "order-operations"], ["FLOW-0001"]),
        (["--open"], ["FLOW-0001"]),
        (["--kind", "decision", "--open"], []),
    ],
)
def test_filters(tree: Tree, adr: Adr, arguments: list[str], ids: list[str]) -> None:
    document = adr("list", "--format", "json", *arguments, cwd=tree(FILES)).json
    assert [record["id"] for record in document["records"]] == ids


def test_nothing_that_fits_is_said_on_stderr(tree: Tree, adr: Adr) -> None:
    outcome = adr("list", "--tag", "none", cwd=tree(FILES))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "no record fits\n")


@pytest.mark.parametrize(
    ("reference", "record"),
    [
        ("1", "ADR-0001"),
        ("0002", "ADR-0002"),
        ("ADR-2", "ADR-0002"),
        ("flow-1", "FLOW-0001"),
        ("RISK-0001", "RISK-0001"),
        ("flows/0001-order-export", "FLOW-0001"),
        ("decisions/risks/0001-slow.md", "RISK-0001"),
    ],
)
def test_ways_to_name_the_record_to_show(tree: Tree, adr: Adr, reference: str, record: str) -> None:
    assert adr("show", reference, "--format", "json", cwd=tree(FILES)).json["record"]["id"] == record


def test_a_file_is_named_from_the_folder_one_stands_in(tree: Tree, adr: Adr) -> None:
    outcome = adr("show", "0001-slow.md", "--format", "json", cwd=tree(FILES) / "decisions" / "risks")
    assert outcome.json["record"]["id"] == "RISK-0001"


def test_the_text_of_one_record(tree: Tree, adr: Adr) -> None:
    lines = adr("show", "FLOW-0001", cwd=tree(FILES)).out.splitlines()
    assert [line for line in lines if not line.startswith("git ")] == [
        "FLOW-0001 Order export",
        "file      decisions/flows/0001-order-export.md",
        "status    proposed",
        "date      2026-11-23",
        "deciders  integration-architecture",
        "",
        "source system        settled",
        "integration pattern  missing  integration pattern",
        "identifiers          settled",
        "latency              open  latency class",
        "idempotency          settled",
        "failure owner        settled",
        "",
        "memory and retention",
        "  long enough: a duplicate is remembered 7 d (may come late: retries for 4 h)",
        "",
        "open questions",
        "  2026-12-15  erp-team: Who knows? (latency)",
        "",
        "findings",
        "  line 25: error no integration pattern: nobody said how the object travels",
        "  line 34: warning `latency` is open: Who knows? (erp-team owes the answer by 2026-12-15)",
        "",
        *FLOW.split("---\n", 2)[2].strip().splitlines(),
    ]


HEAVY = ("yaml", "jinja2", "git", "pydantic", "mkdocs", "nh3", "slugify")


HELPED = (
    "", "list", "show", "history", "changes", "check", "explain", "rules", "risks", "map", "plan", "schema", "index",
    "export", "init", "new", "build", "serve",
)  # fmt: skip


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import json, sys, click\n"
        "from settled.cli.main import main\n"
        "loaded = {}\n"
        f"for command in {HELPED!r}:\n"
        "    try: main.main([*command.split(), '--help'], standalone_mode=False)\n"
        "    except click.exceptions.Exit: pass\n"
        f"    loaded[command] = sorted(set({HEAVY!r}) & set(sys.modules))\n"
        "print(json.dumps(loaded))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.count("Usage:") == len(HELPED)
    assert json.loads(done.stdout.splitlines()[-1]) == {key: [] for key in HELPED}


def test_a_check_loads_neither_git_nor_templates_nor_the_site(tree: Tree) -> None:
    code = (
        "import sys\n"
        "from settled.cli.main import main\n"
        "main.main(['check'], standalone_mode=False)\n"
        "print(sorted({'git', 'jinja2', 'mkdocs', 'nh3'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tree(FILES), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
