"""`adr plan`: the delivery sequence as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome
from tests.plan.drawing import carrying, flow
from tests.rules.changing import open_question, with_section
from tests.samples import CATALOG

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

EXPORT = with_section("latency", open_question("latency", due="2026-11-01") + "\n").replace(
    "phase: design", "phase: design\nafter: [FLOW-0002, FLOW-0009]"
)
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/flows/0001-order-export.md": EXPORT,
    "decisions/flows/0002-prices.md": carrying("pim", "storefront", "phase: rehearsal", "status: accepted"),
    "decisions/flows/0003-stock.md": flow("phase: live", "status: accepted", title="Stock"),
}
MISSING = "integration pattern, identifiers, latency, idempotency, failure owner"
TEXT = f"""\
delivered
  FLOW-0003 Stock

wave 1
  FLOW-0002 A flow (rehearsal, next gate live)
    waits for nothing
    before the gate live: missing, and nobody is asked: {MISSING}
    next proof: the thin slice
    first to connect: pim, storefront
    waiting for it: FLOW-0001

wave 2
  FLOW-0001 Order export (design, next gate build)
    after FLOW-0002 A flow, which brings its object order
    names FLOW-0009 under `after`, which is no flow here
    before the gate build: the flow is only proposed
    before the gate build: latency class, overdue: Who knows? (erp-team owes the answer by 2026-11-01)
    first to connect: integration-hub, erp, wms

critical chain: 2 flows, each waits for the one before it
  FLOW-0002 A flow (rehearsal)
  FLOW-0001 Order export (design)
"""


def test_the_whole_sequence(tree: Tree, adr: Adr) -> None:
    outcome = adr("plan", cwd=tree(FILES))
    assert (outcome.code, outcome.out, outcome.err) == (0, TEXT, "")


def test_flows_that_wait_for_one_another_are_told_with_what_to_do(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "decisions/flows/0001-a.md": flow("after: [2]"),
            "decisions/flows/0002-b.md": flow("after: [1]"),
            "decisions/flows/0003-c.md": carrying("erp", "shop"),
            "decisions/flows/0004-d.md": carrying("shop", "erp"),
        }
    )
    circles = adr("plan", cwd=root).out.split("\nwaiting for one another: ")[1:]
    assert circles == [
        "FLOW-0001, FLOW-0002\n"
        "  FLOW-0001 names FLOW-0002 under `after` (left out of the order)\n"
        "  FLOW-0002 names FLOW-0001 under `after`\n"
        "  decide which one is delivered first, and take the other out of its `after`\n",
        "FLOW-0003, FLOW-0004\n"
        "  FLOW-0003 needs its object order from FLOW-0004 (left out of the order)\n"
        "  FLOW-0004 needs its object order from FLOW-0003 (left out of the order)\n"
        "  name the object's `source` in the catalog, or say under `after` which one is delivered first\n",
    ]


def test_what_a_terminal_would_obey_is_shown_and_not_sent(tree: Tree, adr: Adr) -> None:
    bad = flow('after: ["no\\e[31m"]', 'object: {open: "what\\e[1m", owner: "who\\e[1m"}', title="Red\x1b[31m")
    outcome = adr("plan", cwd=tree({"decisions/flows/0001-a.md": bad}))
    assert "\x1b" not in outcome.out
    assert (
        "before the gate build: object, open: what\\x1b[1m (who\\x1b[1m owes the answer without a date)" in outcome.out
    )


def test_the_document(tree: Tree, adr: Adr) -> None:
    document = adr("plan", "--format", "json", cwd=tree(FILES)).json
    assert document["version"] == 1
    assert (document["critical_chain"], document["circles"]) == (["FLOW-0002", "FLOW-0001"], [])
    assert [(found["id"], found["wave"]) for found in document["flows"]] == [
        ("FLOW-0003", 0),
        ("FLOW-0002", 1),
        ("FLOW-0001", 2),
    ]
    assert document["flows"][2] == {
        "wave": 2,
        "id": "FLOW-0001",
        "title": "Order export",
        "file": "decisions/flows/0001-order-export.md",
        "status": "proposed",
        "phase": "design",
        "next_gate": "build",
        "next_slice": None,
        "waits": [
            {
                "kind": "after",
                "for": "FLOW-0002",
                "object": "order",
                "identifier": None,
                "others": 0,
                "state": "waiting",
            }
        ],
        "undecided": [
            {"what": "the flow", "state": "proposed", "question": None, "owner": None, "due": None, "overdue": False},
            {
                "what": "latency class",
                "state": "open",
                "question": "Who knows?",
                "owner": "erp-team",
                "due": "2026-11-01",
                "overdue": True,
            },
        ],
        "connects": ["integration-hub", "erp", "wms"],
        "blocks": [],
        "unknown": ["FLOW-0009"],
    }


def test_rows_for_a_spreadsheet_run_no_formula(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, "decisions/flows/0003-stock.md": flow("phase: live", title="=1+1")})
    rows = list(csv.DictReader(io.StringIO(adr("plan", "--format", "csv", cwd=root).out)))
    assert rows[2]["undecided"].splitlines() == [
        "the flow is only proposed",
        "latency class, overdue: Who knows? (erp-team owes the answer by 2026-11-01)",
    ]
    assert [(row["wave"], row["title"], row["waits_for"]) for row in rows] == [
        ("0", "'=1+1", ""),
        ("1", "A flow", ""),
        ("2", "Order export", "after FLOW-0002 A flow, which brings its object order"),
    ]


def test_without_flows_it_says_what_to_do(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0001-a.md": "# 1. A\n\n## Status\n\nAccepted\n"})
    outcome = adr("plan", cwd=root)
    assert (outcome.code, outcome.out, outcome.err) == (
        0,
        "",
        'there are no flows to put in order yet; write the first one with `adr new --kind flow "Order export"`\n',
    )
    assert adr("plan", "--format", "json", cwd=root).json == {
        "version": 1,
        "flows": [],
        "critical_chain": [],
        "circles": [],
    }


def test_what_cannot_be_read_is_told(tree: Tree, adr: Adr) -> None:
    root = tree({"decisions/flows/0001-a.md": "---\nkind: flow\nafter: [\n---\n\n# A\n"})
    outcome = adr("plan", cwd=root)
    assert outcome.code == 0
    assert "decisions/flows/0001-a.md:" in outcome.err
    assert "cannot be read, see `adr check`" in outcome.err
