"""What `adr show`, the exports and the registers say of whether a flow keeps its promise."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.complete_programme import FILES
from tests.conftest import Outcome
from tests.samples import CATALOG, FLOW

MORE = """\
x-cost-centre: "4711"
requires: [{flow: FLOW-0003, otherwise: park}]
variants:
  eu: {latency: {within: 3 d}}
  us: {latency: {within: 2 d}}
slices:
"""


@pytest.fixture
def programme(tree: Callable[..., Path]) -> Path:
    """The complete programme, whose order flow has two variants, of which one promises too much."""
    files = {f"decisions/{name}": text for name, text in FILES.items()}
    files["decisions/flows/0001-order-export.md"] = FILES["flows/0001-order-export.md"].replace("slices:\n", MORE, 1)
    return tree(files)


def test_show_prints_the_sums_and_what_they_rest_on(programme: Path, adr: Callable[..., Outcome]) -> None:
    lines = adr("show", "FLOW-1", cwd=programme).out.splitlines()
    start = lines.index("time budget")
    end = lines.index("# Order export")
    absence = "nobody there from Fri 2026-10-23 18:00 to Mon 2026-10-26 08:00"
    total = (
        f"2 d 20 h = retries for 4 h + order-operations away for 2 d 15 h ({absence}) "
        "+ order-operations responds within 1 h"
    )
    assert [line for line in lines[start:end] if not line.startswith("  line ")][:16] == [
        "time budget",
        f"  within  a delivery, in eu: {total}; promised 3 d",
        f"  within  a delivery to erp, in eu and us: {total}; promised to erp 5 d",
        f"  over    a delivery, in us: {total}; promised 2 d",
        "",
        "memory and retention",
        "  long enough, in eu and us: a duplicate is remembered 14 d; the dead letter keeps what failed 10 d "
        "(may come late: retries for 4 h; a replay reaches back 7 d; somebody acts within 2 d 16 h)",
        "",
        "peak",
        "  within  oms, in eu and us: 90 records a minute at peak = 4.5 calls of 20; oms takes 600 a minute",
        "  within  erp, in eu and us: 90 records a minute at peak = 4.5 calls of 20; erp takes 300 a minute",
        "",
        "requires",
        "  FLOW-0003 Tax at checkout, otherwise park",
        "",
        "variants",
    ]
    assert "  us: {latency: {within: 2 d}}" in lines
    assert "  x-cost-centre: 4711" in lines


def test_show_gives_the_same_as_json(programme: Path, adr: Callable[..., Outcome]) -> None:
    record = json.loads(adr("show", "FLOW-1", "--format", "json", cwd=programme).out)["record"]
    assert record["x"] == {"x-cost-centre": "4711"}
    over = [budget for budget in record["time_budget"] if budget["is_over"]]
    assert [(budget["variant"], budget["seconds"], budget["bound"]["seconds"]) for budget in over] == [
        ("us", 244_800, 172_800)
    ]
    assert [(term["name"], term["seconds"], term["file"]) for term in over[0]["terms"]] == [
        ("retries for", 14_400, "decisions/flows/0001-order-export.md"),
        ("order-operations away for", 226_800, "decisions/catalog.yml"),
        ("order-operations responds within", 3_600, "decisions/catalog.yml"),
    ]


def test_exports_carry_what_a_flow_states(programme: Path, adr: Callable[..., Outcome]) -> None:
    records = json.loads(adr("export", "--format", "json", cwd=programme).out)["records"]
    order = next(record for record in records if record["id"] == "FLOW-0001")
    assert order["flow"]["requires"] == [{"flow": "FLOW-0003", "otherwise": "park"}]
    assert order["flow"]["consumers"][1] == {"system": "erp", "within": "5 d", "reads": "2"}
    rows = list(csv.DictReader(io.StringIO(adr("export", "--format", "csv", cwd=programme).out)))
    row = next(row for row in rows if row["id"] == "FLOW-0001")
    columns = ("requires", "variants", "remembers", "promised", "worst_case", "keeps_promise")
    assert [row[column] for column in columns] == ["FLOW-0003", "eu\nus", "14 d", "172800", "244800", "false"]
    assert next(row for row in rows if row["id"] == "FLOW-0004")["keeps_promise"] == "true"


def test_a_flow_that_states_none_of_it_is_shown_as_before(
    tree: Callable[..., Path], adr: Callable[..., Outcome]
) -> None:
    flow = FLOW.replace("  remembers: 7 d\n", "").replace("within: 4 h, ", "")
    root = tree({"decisions/catalog.yml": CATALOG, "decisions/flows/0001-x.md": flow})
    shown = adr("show", "FLOW-1", cwd=root).out
    for heading in ("time budget", "memory and retention", "peak", "requires", "variants", "own keys"):
        assert f"\n{heading}\n" not in shown
    assert "x" not in json.loads(adr("show", "FLOW-1", "--format", "json", cwd=root).out)["record"]
