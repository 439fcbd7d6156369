"""How much a rule weighs where the settings say so: everywhere, for a family, for some files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.model.vocabulary import Phase
from settled.programme.risks import register
from settled.project import load
from settled.rules.context import Context
from settled.rules.engine import CheckResult, check, check_context
from tests.conftest import Outcome
from tests.rules.changing import open_question, with_line, with_section
from tests.samples import CATALOG, DECISION, FLOW, changed

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]
EXPORT, OLD = "decisions/flows/0001-order-export.md", "decisions/adr/archive/0001-keep-prices.md"
NEW = "decisions/adr/0002-keep-prices.md"
HEDGED = changed(DECISION, "because the finance team", "because it should be right and the finance team")
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    EXPORT: with_section("latency", open_question("latency") + "\n", with_line("  type: event", "")),
    OLD: HEDGED,
    NEW: HEDGED,
}
"""One error and one warning in a flow, and the same warning in an old and in a new decision."""


def result(tree: Tree, settings: str, files: dict[str, str | bytes | None] = FILES) -> CheckResult:
    return check(load(tree({**files, "settled.toml": settings})))


def told(found: CheckResult) -> list[str]:
    return [f"{finding.location.file} {finding.code} {finding.severity}" for finding in found.findings]


@pytest.mark.parametrize(
    ("settings", "old", "new"),
    [
        ("", "warning", "warning"),
        ('[severity]\nweak-wording = "error"', "error", "error"),
        ('[severity]\nd108 = "Info"', "info", "info"),
        ('[severity]\nD = "info"', "info", "info"),
        ('[severity]\nD = "off"\nD108 = "error"', "error", "error"),
        ('[severity]\nD108 = "error"\nD = "off"', "error", "error"),
        ('[severity]\nD = "off"\nD108 = "default"', "warning", "warning"),
        ('[severity]\nD108 = "off"', None, None),
        ('[[paths]]\nfiles = ["decisions/adr/archive/**"]\nseverity = {D108 = "off"}', None, "warning"),
        ('[[paths]]\nfiles = "decisions/adr/archive"\nseverity = {D = "info"}', "info", "warning"),
        # A path wins over the whole project, even where it names the family only.
        (
            '[severity]\nD108 = "error"\n[[paths]]\nfiles = ["**/archive/*"]\nseverity = {D = "off"}',
            None,
            "error",
        ),
        (
            '[severity]\nD108 = "off"\n[[paths]]\nfiles = ["**/archive/*"]\nseverity = {D108 = "default"}',
            "warning",
            None,
        ),
        # A later table wins over an earlier one, and leaves alone what it does not name.
        (
            '[[paths]]\nfiles = ["**"]\nseverity = {D108 = "error"}\n'
            '[[paths]]\nfiles = ["**/archive/*"]\nseverity = {D = "info", D101 = "off"}\n'
            '[[paths]]\nfiles = ["**"]\nseverity = {F = "info"}',
            "info",
            "error",
        ),
    ],
)
def test_what_is_more_specific_wins(tree: Tree, settings: str, old: str | None, new: str | None) -> None:
    found = {finding.location.file: finding.severity.value for finding in result(tree, settings).findings
             if finding.code == "D108"}  # fmt: skip
    assert (found.get(OLD), found.get(NEW)) == (old, new)


def test_the_whole_output_says_what_is_switched_off(tree: Tree, adr: Adr) -> None:
    settings = """
        [severity]
        weak-wording = "off"
        D103 = "off"
        open-decision = "info"

        [[paths]]
        files = ["decisions/flows/**"]
        severity = {missing-pattern = "off"}
        """
    root = tree({**FILES, "settled.toml": settings})
    outcome = adr("-v", "check", cwd=root)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "FLOW-0001 Order export\n"
        "  decisions/flows/0001-order-export.md:34:1: info F413 open-decision: `latency` is open: Who knows? "
        "(erp-team owes the answer by 2026-12-15)\n"
        "      → replace the question by the answer\n"
        "\n"
        "not checked: L201, L202, L203, L204, L205, L206, L207, L210, L211: the records are not in a git repository\n"
        "off: D103 no-negative-consequence: switched off in settled.toml\n"
        "off: D108 weak-wording: switched off in settled.toml\n"
        "`adr explain F413` explains open-decision\n"
        "2 decisions, 1 flow: 0 errors, 0 warnings, 1 note, 2 switched off\n"
    )
    document = adr("check", "--format", "json", cwd=root).json
    assert (document["summary"]["not_checked"], document["summary"]["switched_off"]) == (0, 2)
    assert [tuple(rule.values()) for rule in document["rules"] if rule["reason"] and rule["code"][0] != "L"] == [
        ("D103", "no-negative-consequence", "skipped", "switched off in settled.toml"),
        ("D108", "weak-wording", "skipped", "switched off in settled.toml"),
        ("F404", "missing-pattern", "checked", "switched off for decisions/flows/** in settled.toml"),
    ]


def test_a_rule_that_is_asked_for_by_name_stays_off(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, "settled.toml": '[severity]\nF404 = "off"\n'})
    outcome = adr("check", "--select", "F404", cwd=root)
    assert (outcome.code, outcome.out) == (0, "2 decisions, 1 flow: 0 errors, 0 warnings, 1 switched off\n")


def test_a_rule_that_is_on_for_some_files_only_is_checked_and_says_so(tree: Tree) -> None:
    found = result(
        tree, '[severity]\nD = "off"\n[[paths]]\nfiles = ["decisions/adr/*.md"]\nseverity = {D108 = "error"}\n'
    )
    reasons = {rule.code: (rule.outcome.value, rule.reason) for rule in found.rules}
    assert reasons["D107"] == ("skipped", "switched off in settled.toml")
    assert reasons["D108"] == ("checked", "switched off in settled.toml, except for decisions/adr/*.md")


def test_the_settings_have_the_last_word_at_a_gate(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, "settled.toml": '[severity]\nopen-decision = "warning"\nF404 = "info"\nF419 = "warning"\n'})
    asked = Context.of(load(root)).at_gate(Phase.BUILD)
    assert told(check_context(asked))[2:] == [f"{EXPORT} F419 warning", f"{EXPORT} F404 info", f"{EXPORT} F413 warning"]
    assert adr("check", "--gate", "build", cwd=root).code == 0


def test_a_file_that_cannot_be_read_is_an_error_whatever_its_family_weighs(tree: Tree) -> None:
    files: dict[str, str | bytes | None] = {NEW: "---\n[a\n---\n", "decisions/adr/0003-b.md": "# 4. T\n"}
    found = result(tree, '[severity]\nR = "off"\n[[paths]]\nfiles = ["**"]\nseverity = {R = "off"}\n', files)
    assert told(found) == [f"{NEW} R001 error"]


def test_the_rules_about_suppressions_may_be_raised(tree: Tree) -> None:
    ignore = "ignore: [{rule: two-truths, reason: none, until: 2027-01-01}]\ndate:"
    files: dict[str, str | bytes | None] = {**FILES, EXPORT: changed(FLOW, "date:", ignore)}
    assert f"{EXPORT} X203 error" in told(result(tree, '[severity]\nX = "error"\nR001 = "error"\n', files))


@pytest.mark.parametrize(
    "settings",
    [
        '[severity]\nmissing-pattern = "off"\n',
        '[[paths]]\nfiles = ["decisions/flows/**"]\nseverity = {missing-pattern = "off"}\n',
    ],
)
def test_a_suppression_of_a_rule_that_is_off_is_not_called_unused(tree: Tree, settings: str) -> None:
    ignore = "ignore: [{rule: F404, reason: the hub is not chosen yet, until: 2027-01-01}]\ndate:"
    files: dict[str, str | bytes | None] = {**FILES, EXPORT: changed(with_line("  type: event", ""), "date:", ignore)}
    assert [line for line in told(result(tree, settings, files)) if EXPORT in line] == []


def test_what_is_off_is_not_called_mended_in_the_baseline(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    adr("check", "--baseline", "baseline.json", "--update-baseline", cwd=root)
    tree({"settled.toml": 'baseline = "baseline.json"\n[severity]\nF404 = "off"\n'})
    outcome = adr("check", cwd=root)
    assert (outcome.code, outcome.err) == (0, "")


def test_no_risk_is_derived_from_what_is_off(tree: Tree) -> None:
    project = load(tree({**FILES, "settled.toml": '[severity]\nF404 = "off"\n'}))
    assert [risk.rule for risk in register(project, check(project).findings)] == ["F413"]


def test_rules_and_explain_say_what_holds_here(tree: Tree, adr: Adr) -> None:
    settings = """
        [severity]
        two-truths = "info"

        [[paths]]
        files = ["decisions/adr/archive/**", "old"]
        severity = {O501 = "off", O502 = "off"}
        """
    root = tree({**FILES, "settled.toml": settings})
    rows = [line.split(maxsplit=2) for line in adr("rules", cwd=root).out.splitlines() if line.startswith("  O50")]
    assert rows[:3] == [
        ["O501", "two-truths", "info       by settled.toml; off for decisions/adr/archive/**, old by settled.toml"],
        ["O502", "truth-differs-from-catalog", "error      off for decisions/adr/archive/**, old by settled.toml"],
        ["O503", "corrector-is-also-requester", "warning"],
    ]
    assert adr("explain", "two-truths", cwd=root).out.partition("\nSeverity:\n")[2] == (
        "\n"
        "    info  by settled.toml\n"
        "    off  for decisions/adr/archive/**, old by settled.toml\n"
        "\n"
        "Severity without these settings:\n"
        "\n"
        "    error  always\n"
    )
    assert adr("explain", "O502", cwd=root).out.endswith(
        "\nSeverity:\n\n    error  always\n    off  for decisions/adr/archive/**, old by settled.toml\n"
    )
    expected = [
        {"when": "by settled.toml", "severity": "info", "overridden": True},
        {"when": "for decisions/adr/archive/**, old by settled.toml", "severity": "off", "overridden": True},
    ]
    explained = adr("explain", "O501", "--format", "json", cwd=root).json
    assert explained["severities"] == expected
    assert explained["usual_severities"] == [{"when": "always", "severity": "error", "overridden": False}]
    listed = adr("rules", "--format", "json", cwd=root).json["rules"]
    assert [rule["severities"] for rule in listed if rule["code"] == "O501"] == [expected]


def test_outside_of_a_project_the_rules_weigh_what_they_weigh(tmp_path: Path, adr: Adr) -> None:
    listed = adr("rules", "--format", "json", cwd=tmp_path)
    assert listed.code == 0
    assert not any(row["overridden"] for rule in listed.json["rules"] for row in rule["severities"])
    named = adr("--dir", "nowhere", "rules", cwd=tmp_path)
    assert (named.code, named.out) == (2, "")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_settings_may_be_written_on_any_system(tree: Tree, mark: bytes) -> None:
    root = tree({**FILES, "settled.toml": mark + b'[severity]\r\nD108 = "off"\r\nF404 = "info"\r\n'})
    assert told(check(load(root))) == [f"{EXPORT} F404 info", f"{EXPORT} F413 warning"]


def test_what_waits_for_a_rule_that_is_off_is_told_to_who_asks(tree: Tree) -> None:
    risk = """
        ---
        kind: risk
        status: accepted
        tracks: F404@FLOW-0001@pattern.type
        owner: order-operations
        response: accept
        statement: {condition: no pattern is chosen, event: it is built as it comes, consequence: orders are lost}
        exposure: {likelihood: low, impact: low}
        acceptance: {by: erp-team, approver: commerce-team, on: 2026-11-01, until: 2027-01-01, reason: test, level: low}
        ---

        # No pattern
        """
    files: dict[str, str | bytes | None] = {**FILES, "decisions/risks/0001-no-pattern.md": risk}
    assert [line for line in told(result(tree, "", files)) if "K109" in line] != []
    found = result(tree, '[severity]\nF404 = "off"\n', files)
    assert [line for line in told(found) if "K109" in line] == []
    assert [(rule.code, rule.reason) for rule in found.optional_lacks if rule.code == "K109"] == [
        ("K109", "a risk tracks what F404 sees, and that rule did not run")
    ]
    assert found.not_checked == ()


def test_a_risk_is_as_grave_as_the_settings_make_its_finding(tree: Tree) -> None:
    risk = "---\nkind: risk\nstatus: open\nowner: erp-team\n---\n\n# The ERP is slow\n"
    flow = changed(with_line("  type: event", ""), "phase: design", "phase: build")
    files: dict[str, str | bytes | None] = {**FILES, EXPORT: flow, "decisions/risks/0001-slow.md": risk}
    assert f"{EXPORT} K107 warning" in told(result(tree, "", files))
    assert f"{EXPORT} K107 warning" not in told(result(tree, '[severity]\nF = "info"\n', files))
