"""What a pull request's summary says of a change: flows, statuses, risks and suppressions, then and now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.repositories import commit, git, write
from tests.conftest import Outcome
from tests.rules.changing import open_question, with_section
from tests.samples import CATALOG, DECISION, FLOW, changed

Adr = Callable[..., Outcome]
EXPORT, IMPORT = "decisions/flows/0001-order-export.md", "decisions/flows/0002-order-import.md"
STATUS, PRICES = "decisions/flows/0003-order-status.md", "decisions/adr/0001-keep-prices.md"
OTHER = FLOW.replace("# Order export", "# Order import")
THIRD = FLOW.replace("# Order export", "# Order status")
UNTRIGGERED = changed(FLOW, "  trigger: order paid\n", "")
OPEN = with_section("latency", open_question("latency") + "\n", OTHER)
RISK = """\
---
kind: risk
status: open
owner: erp-team
response: watch
exposure: {likelihood: low, impact: low}
statement:
  condition: the ERP is closed at night
  event: orders wait until the morning
  consequence: the first carrier is missed
---
"""
SETTLED = "✓ settled"


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A repository on a branch that has changed nothing yet."""
    root = tmp_path / "work"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    write(root, "decisions/catalog.yml", CATALOG)
    write(root, EXPORT, UNTRIGGERED)
    write(root, IMPORT, OPEN)
    write(root, STATUS, THIRD)
    write(root, PRICES, DECISION)
    write(root, "decisions/risks/0001-erp.md", RISK + "\n# The ERP is closed at night\n\nOrders wait.\n")
    commit(root, "Start")
    git(root, "checkout", "-q", "-b", "topic")
    return root


def summary(adr: Adr, root: Path, *arguments: str) -> list[str]:
    """The lines of the change alone: between the counts and the findings."""
    lines = adr("check", "--against", "main", "--format", "markdown", *arguments, cwd=root).out.splitlines()
    return lines[4 : lines.index("### Findings") - 1 if "### Findings" in lines else None]


def since(root: Path) -> str:
    return f"since main ({git(root, 'rev-parse', 'main')[:10]})"


HEAD = [
    "",
    "| Flow | Change | source system | integration pattern | identifiers | latency | idempotency | failure owner |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
]


def test_a_change_that_touches_nothing_says_so_in_one_line(branch: Path, adr: Adr) -> None:
    write(branch, "README.md", "# Read me\n")
    write(branch, STATUS, THIRD.replace("\n", "\r\n"))
    assert summary(adr, branch) == [
        f"No flow, no status, no risk and no suppression has changed {since(branch)}."
    ]  # fmt: skip


def test_an_amendment_of_an_accepted_decision_is_told(branch: Path, adr: Adr) -> None:
    write(branch, PRICES, DECISION + "\n## Amendment 2026-11-23\n\nMore words.\n")
    assert summary(adr, branch)[-3:] == [
        "| Accepted record | Text |",
        "| --- | --- |",
        "| ADR-0001 Keep prices in the ERP | amended: Amendment 2026-11-23 |",
    ]


def test_the_flows_that_changed_with_what_each_decision_was_before(branch: Path, adr: Adr) -> None:
    write(branch, EXPORT, FLOW)
    git(branch, "rm", "-q", IMPORT)
    git(branch, "mv", STATUS, "decisions/flows/0004-order-status.md")
    write(branch, "decisions/flows/0005-refund.md", FLOW.replace("# Order export", "# A | b"))
    rest = f"{SETTLED} | {SETTLED} | {SETTLED} | {SETTLED} | {SETTLED} |"
    assert summary(adr, branch)[:8] == [
        f"### What changed {since(branch)}",
        *HEAD,
        f"| FLOW-0001 Order export | ✎ edited | ✗ missing → **{SETTLED}** | {rest}",
        f"| FLOW-0004 Order status | → moved from FLOW-0003 Order status, {STATUS} | {SETTLED} | {rest}",
        f"| FLOW-0005 A &#124; b | + added | {SETTLED} | {rest}",
        "| FLOW-0002 Order import | − deleted | – | – | – | – | – | – |",
    ]


def test_a_flow_that_cannot_be_read_any_more_is_not_deleted(branch: Path, adr: Adr) -> None:
    write(branch, STATUS, "---\nkind: flow\na: b: c\n---\n\n# Order status\n")
    assert summary(adr, branch)[4:5] == [
        "| FLOW-0003 Order status | ! cannot be read | – | – | – | – | – | – |"
    ]  # fmt: skip
    commit(branch, "Break it")
    git(branch, "branch", "-f", "main")
    write(branch, STATUS, THIRD)
    assert summary(adr, branch)[4:5] == [
        f"| FLOW-0003 Order status | ✎ edited |{f' {SETTLED} |' * 6}"
    ]  # fmt: skip


def test_statuses_that_changed(branch: Path, adr: Adr) -> None:
    write(branch, PRICES, changed(DECISION, "status: accepted", "status: deprecated"))
    write(branch, "decisions/adr/0002-keep-stock.md", DECISION.replace("# Keep prices", "# Keep stock"))
    write(branch, STATUS, changed(THIRD, "status: proposed", "status: accepted"))
    assert [line for line in summary(adr, branch) if "**" in line] == [
        "| ADR-0001 Keep prices in the ERP | accepted → **deprecated** |",
        "| ADR-0002 Keep stock in the ERP | + added as **accepted** |",
        "| FLOW-0003 Order status | proposed → **accepted** |",
    ]
    git(branch, "rm", "-q", "-f", PRICES)
    assert "| ADR-0001 Keep prices in the ERP | − deleted, was accepted |" in summary(adr, branch)


def risks(adr: Adr, root: Path) -> list[str]:
    lines = summary(adr, root)
    return lines[lines.index("| Risk | Level | What |") + 2 :] if "| Risk | Level | What |" in lines else []


def test_risks_that_came_rose_and_went(branch: Path, adr: Adr) -> None:
    path = branch / "decisions/risks/0001-erp.md"
    write(branch, EXPORT, FLOW)
    write(branch, STATUS, changed(THIRD, "  type: event\n", ""))
    path.write_text(changed(path.read_text(), "likelihood: low, impact: low", "likelihood: high, impact: low"))
    no_space = "&#8203;"
    assert risks(adr, branch) == [
        f"| F404@{no_space}FLOW-0003@{no_space}pattern.type | + new, **high** | No integration pattern: nobody said "
        "how the object travels |",
        "| RISK-0001 | ▲ low → **medium** | The ERP is closed at night |",
        f"| F403@{no_space}FLOW-0001@{no_space}source.trigger | − gone, was high | No trigger: nobody said what makes "
        "the source create the event |",
    ]


def test_a_risk_that_somebody_takes_on_or_whose_flow_moves_is_not_new(branch: Path, adr: Adr) -> None:
    tracking = RISK.replace("owner:", "tracks: F403@FLOW-0001@source.trigger\nowner:")
    write(branch, "decisions/risks/0002-trigger.md", tracking + "\n# No trigger\n\nNobody knows.\n")
    git(branch, "mv", IMPORT, "decisions/flows/0009-order-import.md")
    assert risks(adr, branch) == []


def test_a_risk_that_was_closed_is_gone(branch: Path, adr: Adr) -> None:
    path = branch / "decisions/risks/0001-erp.md"
    path.write_text(changed(path.read_text(), "status: open", "status: closed"))
    assert risks(adr, branch) == ["| RISK-0001 | − gone, was low | The ERP is closed at night |"]


def test_suppressions_that_were_added(branch: Path, adr: Adr) -> None:
    ignoring = "object: order\nignore: [{rule: missing-creator-trigger, reason: a | b, until: 2027-01-31}]\n"
    write(branch, EXPORT, changed(UNTRIGGERED, "object: order\n", ignoring))
    assert summary(adr, branch)[-4:] == [
        "",
        "| Suppression added | Place | Rule | Until | Reason |",
        "| --- | --- | --- | --- | --- |",
        f"| FLOW-0001 Order export | {EXPORT}:7 | F403 | 2027-01-31 | a &#124; b |",
    ]
    commit(branch, "Ignore it")
    git(branch, "branch", "-f", "main")
    write(branch, EXPORT, changed(UNTRIGGERED, "object: order\n", ignoring.replace("missing-creator-trigger", "f403")))
    assert "Suppression added" not in "\n".join(summary(adr, branch))


def test_an_excuse_that_comes_with_its_finding_is_told_and_one_for_an_old_finding_is_not(
    branch: Path, adr: Adr
) -> None:
    ignoring = "object: order\nignore: [{rule: F403, reason: in January, until: 2027-01-31}]\n"
    write(branch, EXPORT, changed(UNTRIGGERED, "object: order\n", ignoring))
    write(branch, STATUS, changed(changed(THIRD, "  trigger: order paid\n", ""), "object: order\n", ignoring))
    document = adr("check", "--against", "main", "--select", "X204,F403", "--format", "json", cwd=branch).json
    assert [(found["code"], found["record"], found["state"], found["new"]) for found in document["findings"]] == [
        ("X204", "FLOW-0003", "found", True),
        ("F403", "FLOW-0003", "suppressed", True),
        ("F403", "FLOW-0001", "suppressed", False),
    ]
    plain = adr("check", "--select", "X204,F403", cwd=branch)
    assert plain.out == "1 decision, 3 flows, 1 risk: 0 errors, 0 warnings, 2 suppressed\n"
    reason = "it judges a change, and `--against` names none"
    assert f"not checked: X204 suppression-in-the-same-change: {reason}\n" in adr("-v", "check", cwd=branch).out
    alone = adr("check", "--against", "main", "--select", "X204", cwd=branch).out
    assert "not checked: X204 suppression-in-the-same-change: what suppresses F403 was not judged: that rule " in alone
    nowhere = adr("check", "--against", "nowhere", "--select", "X204,F403", cwd=branch).out
    assert "not checked: X204 suppression-in-the-same-change: what is new since nowhere cannot be told: " in nowhere


def test_new_findings_stand_first_and_are_marked(branch: Path, adr: Adr) -> None:
    write(branch, STATUS, changed(THIRD, "  type: event\n", ""))
    # No flow of these three needs all systems of the catalog.
    arguments = ("--against", "main", "--format", "markdown", "--ignore", "system-without-flow")
    out = adr("check", *arguments, cwd=branch).out.splitlines()
    rows = [line.split(" | ") for line in out[out.index("### Findings") + 4 :]]
    assert [(row[0][2:11], row[2], row[3][:4]) for row in rows] == [
        ("FLOW-0003", "✗ error, **new**", "F404"),
        ("FLOW-0001", "✗ error", "F403"),
        ("FLOW-0002", "! warning", "F413"),
    ]


def test_only_the_files_asked_for(branch: Path, adr: Adr) -> None:
    write(branch, EXPORT, FLOW)
    write(branch, STATUS, changed(THIRD, "status: proposed", "status: accepted"))
    lines = summary(adr, branch, STATUS)
    assert ([line for line in lines if "FLOW-0001" in line], sum("FLOW-0003" in line for line in lines)) == ([], 2)


def test_an_unknown_base_is_said_and_shows_no_change(branch: Path, adr: Adr) -> None:
    out = adr("check", "--against", "[nowhere](//a.b)", "--format", "markdown", cwd=branch).out
    assert out.splitlines()[-1].startswith("- Not checked: what is new since &#91;nowhere&#93;(//a.b): there is no ")
    assert "changed" not in out


def test_json_holds_the_same_facts(branch: Path, adr: Adr) -> None:
    write(branch, STATUS, changed(changed(THIRD, "  type: event\n", ""), "status: proposed", "status: draft"))
    change = adr("check", "--against", "main", "--format", "json", cwd=branch).json["change"]
    before = dict.fromkeys(
        ("source", "pattern", "identifiers", "latency", "idempotency", "failure_owner"), "settled"
    )  # fmt: skip
    assert change == {
        "flows": [
            {
                "change": "edited", "label": "FLOW-0003 Order status", "file": STATUS, "previous_file": STATUS,
                "before": before, "after": {**before, "pattern": "missing"}, "values": [],
            }
        ],
        "statuses": [{"label": "FLOW-0003 Order status", "file": STATUS, "before": "proposed", "after": "draft"}],
        "risks": [
            {
                "id": "F404@FLOW-0003@pattern.type", "before": None, "after": "high",
                "title": "No integration pattern: nobody said how the object travels",
            }
        ],
        "suppressions": [],
        "texts": [],
        "questions": [],
    }  # fmt: skip
    assert "change" not in adr("check", "--format", "json", cwd=branch).json
