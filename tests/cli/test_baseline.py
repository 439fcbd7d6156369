"""A baseline keeps the findings of the first day from failing, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.repositories import commit, git
from tests.conftest import Outcome
from tests.samples import CATALOG, DECISION, FLOW, changed

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]
UNSOUND = changed(FLOW, "  class: same-day-operational\n", "")
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/flows/0001-order-export.md": UNSOUND,
}
UPDATE = ("check", "--baseline", "baseline.json", "--update-baseline")


def test_what_is_in_the_baseline_is_told_and_does_not_count(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    assert adr("check", cwd=root).code == 1
    assert adr(*UPDATE, cwd=root).code == 0
    outcome = adr("check", "--baseline", "baseline.json", "--format", "json", cwd=root)
    assert outcome.code == 0
    assert [(entry["code"], entry["state"]) for entry in outcome.json["findings"]] == [("F406", "baselined")]
    assert outcome.json["summary"]["baselined"] == 1
    text = adr("check", "--baseline", "baseline.json", cwd=root).out
    assert text == "0 decisions, 1 flow: 0 errors, 0 warnings, 1 baselined\n"


def test_a_new_finding_still_fails_also_where_the_text_has_moved(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    adr(*UPDATE, cwd=root)
    flow = root / "decisions/flows/0001-order-export.md"
    flow.write_text(changed(UNSOUND, "object: order\n", "# moved\n\nobject: order\n"), encoding="utf-8")
    assert adr("check", "--baseline", "baseline.json", cwd=root).code == 0
    flow.write_text(changed(UNSOUND, "  type: event\n", ""), encoding="utf-8")
    outcome = adr("check", "--baseline", "baseline.json", "--format", "json", cwd=root)
    assert outcome.code == 1
    assert [(entry["code"], entry["state"]) for entry in outcome.json["findings"]] == [
        ("F404", "found"),
        ("F406", "baselined"),
    ]


def test_the_setting_names_it_from_any_folder_and_the_option_from_here(tree: Tree, adr: Adr) -> None:
    root = tree(
        {**FILES, "settled.toml": 'baseline = "baseline.json"\n', "baseline.json": '{"version": 1, "entries": []}'}
    )
    assert adr("check", "--update-baseline", cwd=root / "decisions").code == 0
    assert adr("check", cwd=root / "decisions" / "flows").code == 0
    assert adr("check", "--baseline", "../baseline.json", cwd=root / "decisions").code == 0


def test_a_mended_entry_is_told_and_taken_out_and_old_ones_keep_their_day(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, "decisions/flows/0002-other.md": changed(UNSOUND, "  type: event\n", "")})
    adr(*UPDATE, cwd=root)
    before = json.loads((root / "baseline.json").read_text(encoding="utf-8"))
    assert [(entry["code"], entry["record"]) for entry in before["entries"]].count(("F406", "FLOW-0001")) == 1
    (root / "decisions/flows/0001-order-export.md").write_text(FLOW, encoding="utf-8")
    assert "mended since baseline.json was written: 1" in adr("check", "--baseline", "baseline.json", cwd=root).err
    adr(*UPDATE, cwd=root, env={"SETTLED_TODAY": "2026-12-24"})
    after = json.loads((root / "baseline.json").read_text(encoding="utf-8"))
    assert {entry["since"] for entry in after["entries"]} == {"2026-11-23"}
    assert len(after["entries"]) == len(before["entries"]) - 1


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", '{"version": 1}', '{"version": 1, "entries": [{}]}', "\x00", '{"version": 9, "entries": []}'],
)
def test_what_is_no_baseline_is_one_line(tree: Tree, adr: Adr, content: str) -> None:
    root = tree({**FILES, "baseline.json": content.encode()})
    outcome = adr("check", "--baseline", "baseline.json", cwd=root)
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1


def test_a_missing_baseline_never_reads_as_passed(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    assert adr("check", "--baseline", "nowhere.json", cwd=root).code == 2
    assert adr("check", "--update-baseline", cwd=root).code == 2


def test_a_folder_that_cannot_be_written_leaves_the_old_file(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, "baseline.json/x": ""})
    outcome = adr(*UPDATE, cwd=root)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
    assert [path.name for path in root.glob(".settled-*")] == []


def test_a_baseline_that_the_settings_name_is_begun_as_the_hint_says(tree: Callable[..., Path], adr: Adr) -> None:
    root = tree({"settled.toml": 'baseline = "b.json"\n', "decisions/adr/0001-a.md": DECISION + "\n[gone](gone.md)\n"})
    missing = "adr: the baseline b.json cannot be read (no such file or directory); write it with --update-baseline\n"
    done = adr("check", cwd=root)
    assert (done.code, done.out, done.err) == (2, "", missing)
    assert adr("list", cwd=root).code == 0  # which knows no findings
    assert adr("check", "--update-baseline", cwd=root).code == 0
    assert adr("check", cwd=root).code == 0
    (root / "b.json").write_text("{", encoding="utf-8")
    assert adr("check", cwd=root).err == (
        "adr: b.json is not a baseline; take it away, and write it anew with --update-baseline\n"
    )
    assert adr("list", cwd=root).code == 0


LINKED = "# 1. X\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\n[l](gone.md)\n"


def test_the_second_of_two_equal_findings_counts_beside_one_in_the_baseline(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0001-x.md": LINKED})
    adr(*UPDATE, cwd=root)
    tree({"docs/adr/0001-x.md": LINKED + "\n[l](gone.md)\n\n[l](gone.md)\n"}, root)
    checked = adr("check", "--baseline", "baseline.json", "--format", "json", cwd=root).json
    assert [(one["line"], one["state"]) for one in checked["findings"]] == [
        (11, "baselined"),
        (13, "found"),
        (15, "found"),
    ]
    assert len({one["fingerprint"] for one in checked["findings"]}) == 3

    assert adr(*UPDATE, cwd=root).err == "findings in baseline.json now: 3\n"
    assert adr("check", "--baseline", "baseline.json", "--fail-on", "info", cwd=root).code == 0
    tree({"docs/adr/0001-x.md": LINKED}, root)
    assert adr(*UPDATE, cwd=root).err == "findings in baseline.json now: 1\n"


def test_the_second_of_two_equal_findings_is_new_in_a_change(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0001-x.md": LINKED})
    git(root, "init", "-q", "-b", "main")
    start = commit(root, "Start")
    tree({"docs/adr/0001-x.md": LINKED + "\n[l](gone.md)\n"}, root)
    commit(root, "Another")
    check = ("check", "--against", start, "--only-new", "--select", "R010", "--fail-on", "warning")
    assert adr(*check, cwd=root).code == 1
    tree({"docs/adr/0001-x.md": "\n" + LINKED}, root)
    assert adr(*check, cwd=root).code == 0
