"""`adr export --format`: every record as data, in the shape of `adr list --format json`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_list_show import FILES, FLOW_OBJECT
from tests.conftest import Outcome
from tests.in_process import run_in_process
from tests.site.test_downloads import cells_of
from tests.terminal import in_terminal

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

HOSTILE: dict[str, str | bytes | None] = {
    **FILES,
    "decisions/adr/0003-formula.md": '---\ntags: ["=1+1", "a,b"]\n---\n\n# =HYPERLINK("https://example.com")\n\nText.\n',
}
HEADER = (
    "file,kind,id,number,title,status,status_text,date,tags,supersedes,superseded_by,decision_source,"
    "decision_pattern,decision_identifiers,decision_latency,decision_idempotency,decision_failure_owner,"
    "mechanism,forwards,requires,variants,remembers,promised,worst_case,keeps_promise\n"
)
ROWS = (
    "decisions/adr/0001-keep-prices.md,decision,ADR-0001,1,Keep prices in the ERP,accepted,accepted,2026-11-20,"
    '"pricing\nerp",,ADR-0002,,,,,,,,,,,,,,\n'
    'decisions/adr/0002-move-prices.md,decision,ADR-0002,2,Move prices,,,,,"ADR-0001\nADR-0099",,,,,,,,,,,,,,,\n'
    "decisions/adr/0003-formula.md,decision,ADR-0003,3,"
    '"\'=HYPERLINK(""https://example.com"")",,,,"\'=1+1\na,b",,,,,,,,,,,,,,,,\n'
    "decisions/flows/0001-order-export.md,flow,FLOW-0001,1,Order export,proposed,proposed,2026-11-23,,,,"
    "settled,missing,settled,open,settled,settled,,,,,7 d,,,\n"
    "decisions/risks/0001-slow.md,risk,RISK-0001,1,The ERP is slow,,mitigating,,,,,,,,,,,,,,,,,,\n"
)


def test_json_is_what_list_prints(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, "decisions/adr/0003-caf\udce9.md": "# Not UTF-8\n\n## Status\n\nAccepted\n"})
    exported = adr("export", "--format", "json", cwd=root)
    records = [{key: record[key] for key in record if key != "flow"} for record in exported.json["records"]]
    assert {"version": 1, "records": records} == adr("list", "--format", "json", cwd=root).json
    assert exported.json["records"][2]["file"] == "decisions/adr/0003-caf\udce9.md"


def test_a_line_for_each_record(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    outcome = adr("export", "--format", "jsonl", cwd=root)
    objects = [json.loads(line) for line in outcome.out.splitlines()]
    assert objects[2].pop("flow")["volume"] == {"per-day": "12000", "peak-per-minute": "90"}
    assert (outcome.code, outcome.err) == (0, "")
    assert objects == adr("list", "--format", "json", cwd=root).json["records"]
    assert objects[2] == FLOW_OBJECT


def test_csv_holds_no_formula(tree: Tree, adr: Adr) -> None:
    outcome = adr("export", "--format", "csv", cwd=tree(HOSTILE))
    assert (outcome.code, outcome.out, outcome.err) == (0, HEADER + ROWS, "")


def test_the_spreadsheet_has_texts_numbers_and_days(tree: Tree, adr: Adr) -> None:
    root = tree(HOSTILE)
    outcome = adr("export", "--format", "xlsx", "--output", "adr.xlsx", cwd=root)
    assert (outcome.code, outcome.out, outcome.err) == (0, "adr.xlsx\n", "")
    cells = cells_of((root / "adr.xlsx").read_bytes())
    assert cells[0] == next(csv.reader(io.StringIO(HEADER)))
    assert cells[3][:9] == [
        "decisions/adr/0003-formula.md", "decision", "ADR-0003", 3, '=HYPERLINK("https://example.com")', None, None,
        None, "=1+1\na,b",
    ]  # fmt: skip


def test_a_file_is_replaced_whole(tree: Tree, adr: Adr) -> None:
    root = tree({**HOSTILE, "out/adr.csv": "x" * 9999})
    outcome = adr("export", "--format", "csv", "--output", "../out/adr.csv", cwd=root / "decisions")
    assert (outcome.code, outcome.out) == (0, "../out/adr.csv\n")
    assert (root / "out/adr.csv").read_bytes().decode("utf-8") == HEADER + ROWS


def test_a_spreadsheet_is_not_shown_on_a_terminal(tree: Tree) -> None:
    command = ("export", "--format", "xlsx")
    said = "adr: a spreadsheet is no text; name a file for it: adr export --format xlsx --output adr.xlsx\n"
    assert in_terminal(*command, folder=tree(FILES)) == (said, 2)
    assert run_in_process(command, tree(FILES))[1].startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--output", "x.csv"),
            "--output x.csv does not say in which form; add --format json|jsonl|csv|xlsx|adr-tools|json-adr",
        ),
        (
            ("--format", "csv", "--sources", "x"),
            "--format exports the records, and --sources, --site-url and --force the pages; do one at a time",
        ),
        (("--format", "csv", "--output", ""), "`` is not a regular file; name a file with --output"),
        (("--format", "csv", "--output", "decisions"), "`decisions` is not a regular file; name a file with --output"),
        (("--format", "csv", "--output", "no/x"), "there is no folder for no/x; create it before the export"),
        (
            ("--format", "csv", "--output", "decisions/catalog.yml"),
            "decisions/catalog.yml is a record, not an export; name another file with --output",
        ),
    ],
)
def test_what_cannot_be_done(tree: Tree, adr: Adr, arguments: tuple[str, ...], said: str) -> None:
    outcome = adr("export", *arguments, cwd=tree(FILES))
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"adr: {said}\n")


def test_records_that_cannot_be_read_are_not_passed_over_in_silence(tree: Tree, adr: Adr) -> None:
    root = tree({**HOSTILE, "decisions/adr/0009-broken.md": b"\xff\n"})
    failed = adr("export", "--format", "csv", "--output", "adr.csv", cwd=root)
    said = "adr: 1 record cannot be read: decisions/adr/0009-broken.md; "
    assert (failed.code, failed.out) == (1, "")
    assert failed.err == f"{said}see `adr check`, or leave them out with --keep-going\n"
    assert not (root / "adr.csv").exists()
    going = adr("export", "--format", "csv", "--keep-going", cwd=root)
    assert (going.code, going.out, going.err) == (0, HEADER + ROWS, f"{said}left out\n")
