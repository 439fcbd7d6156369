"""The reports that machines read: valid, complete, and harmless whatever a record says."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.model.findings import FindingState, Location, Severity
from settled.project import Project, load
from settled.report.check_github import check_github
from settled.report.check_gitlab import check_gitlab
from settled.report.check_junit import check_junit
from settled.report.check_markdown import check_markdown
from settled.report.check_sarif import check_sarif
from settled.report.markdown_table import escaped
from settled.rules.engine import CheckResult, check
from settled.rules.registry import RULES
from tests.cli.repositories import git
from tests.rules.changing import open_question, with_line, with_section
from tests.samples import CATALOG, FLOW, changed

Draw = Callable[..., Path]
EXPORT, STATUS = "decisions/flows/0001-order-export.md", "decisions/flows/0002-order-status.md"
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    EXPORT: with_section("latency", open_question("latency") + "\n", with_line("  type: event", "")),
    STATUS: changed(
        changed(changed(FLOW, "  system: storefront", "  system: oms"), "{storefront: order.id,", "{oms: order.id,"),
        "# Order export",
        "# Order status",
    ),
}
HOSTILE = "50% of, a: b::error::x\r\n<img src=x onerror=y>|[a](http://b.c)`\x1b[31m @team #1 \x00\ud800"
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-parts.schema.json").read_text("utf-8"))


def checked(root: Path) -> tuple[Project, CheckResult]:
    project = load(root)
    return project, check(project)


def hostile(root: Path) -> tuple[Project, CheckResult]:
    """A run in which every text is hostile, some findings do not count, and one was met twice."""
    project, result = checked(root)
    one = result.findings[0]
    bad = replace(one, message=HOSTILE, hint=HOSTILE, related=((Location("a b,c:d.md", 2, 3), HOSTILE),) * 2)
    findings = (bad, bad, replace(one, state=FindingState.SUPPRESSED), replace(one, state=FindingState.BASELINED))
    return project, replace(result, findings=findings)


@pytest.fixture(params=["clean", "findings", "unreadable", "hostile"])
def run(request: pytest.FixtureRequest, tree: Draw) -> tuple[Project, CheckResult]:
    if request.param == "clean":
        return checked(tree({**FILES, EXPORT: FLOW, STATUS: "no record\n"}))
    if request.param == "unreadable":
        return checked(tree({**FILES, "decisions/catalog.yml": "a: b: c\n"}))
    return (hostile if request.param == "hostile" else checked)(tree(FILES))


def test_sarif_is_what_the_standard_says(run: tuple[Project, CheckResult]) -> None:
    project, result = run
    document = json.loads(json.dumps(check_sarif(project, result, result.findings)))
    errors = jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)
    assert [(error.json_path, error.message) for error in errors] == []
    (sarif,) = document["runs"]
    assert [rule["id"] for rule in sarif["tool"]["driver"]["rules"]] == [rule.code for rule in RULES]
    assert len(sarif["results"]) == len(result.findings)
    for found in sarif["results"]:
        assert RULES[found["ruleIndex"]].code == found["ruleId"]
    notes = sarif["invocations"][0]["toolExecutionNotifications"]
    assert [note["associatedRule"]["id"] for note in notes] == [rule.code for rule in result.not_checked]
    # All results say whether they are suppressed, or none does.
    assert len({"suppressions" in found for found in sarif["results"]}) <= 1


def test_a_finding_in_sarif(tree: Draw) -> None:
    project, result = checked(tree(FILES))
    (run,) = check_sarif(project, result, result.findings)["runs"]
    finding = result.findings[-1]
    assert run["results"][-1] == {
        "ruleId": "O501",
        "ruleIndex": [rule.code for rule in RULES].index("O501"),
        "level": "error",
        "message": {"text": f"{finding.message}\n→ {finding.hint}"},
        "locations": [_sarif_place(STATUS, 11, 3)],
        "partialFingerprints": {"settled/v1": finding.fingerprint},
        "relatedLocations": [{"id": 1, **_sarif_place(EXPORT, 11, 3), "message": {"text": "here it is `storefront`"}}],
    }


def _sarif_place(file: str, line: int, column: int) -> dict[str, Any]:
    location = {"uri": file, "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": location, "region": {"startLine": line, "startColumn": column}}}


def test_suppressions_and_links_in_sarif(tree: Draw) -> None:
    project, result = hostile(tree(FILES))
    (run,) = check_sarif(project, result, result.findings)["runs"]
    kinds = [[each["kind"] for each in found["suppressions"]] for found in run["results"]]
    assert kinds == [[], [], ["inSource"], ["external"]]
    assert "\\[a\\](http://b.c)" in run["results"][0]["message"]["text"]
    related = run["results"][0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]
    assert related["uri"] == "a%20b%2Cc%3Ad.md"


def test_a_rule_that_is_switched_off_is_disabled_in_sarif_and_warned_of_nowhere(tree: Draw) -> None:
    project, result = checked(tree({**FILES, "settled.toml": '[severity]\nunknown-key = "off"\nT = "off"\n'}))
    document = check_sarif(project, result, result.findings)
    jsonschema.validate(document, SCHEMA)
    (invocation,) = document["runs"][0]["invocations"]
    overrides = invocation["ruleConfigurationOverrides"]
    rules = document["runs"][0]["tool"]["driver"]["rules"]
    off = [rule.code for rule in RULES if rule.name == "unknown-key" or rule.family == "T"]
    assert [override["descriptor"]["id"] for override in overrides] == off
    assert [rules[override["descriptor"]["index"]]["id"] for override in overrides] == off
    assert all(override["configuration"] == {"enabled": False} for override in overrides)
    assert invocation["toolExecutionNotifications"] == []
    assert "switched off" not in "".join(check_github(project, result, result.findings))
    assert "<skipped" not in check_junit(project, result, result.findings)


def test_github_commands_carry_place_title_and_message(tree: Draw) -> None:
    project, result = checked(tree(FILES))
    lines = list(check_github(project, result, result.findings))
    assert lines[1:] == [
        f"::warning file={EXPORT},line=34,col=1,title=F413 open-decision::`latency` is open: Who knows? "
        "(erp-team owes the answer by 2026-12-15)%0A→ replace the question by the answer",
        f"::error file={STATUS},line=11,col=3,title=O501 two-truths::two truths for `order`: FLOW-0002 Order status "
        "says `oms`, FLOW-0001 Order export says `storefront`%0A→ decide which system holds the truth, or name two "
        f"different objects%0Asee {EXPORT}:11: here it is `storefront`",
    ]


def test_github_commands_escape_what_ends_them_and_leave_out_what_does_not_count(tree: Draw) -> None:
    project, result = hostile(tree(FILES))
    odd = replace(result.findings[0], location=Location("a,b:c%\n.md", 1, 1))
    lines = list(check_github(project, result, (odd, *result.findings[1:])))
    assert len(lines) == 2
    assert lines[0].startswith("::error file=a%2Cb%3Ac%25%0A.md,line=1,col=1,title=F404 missing-pattern::50%25 of, a: ")
    assert not [line for line in lines if {"\r", "\n", "\x1b"} & set(line)]


def test_github_and_gitlab_tell_which_rules_could_not_look(tree: Draw) -> None:
    project, result = checked(tree({**FILES, "decisions/catalog.yml": "a: b: c\n"}))
    reason = "the catalog cannot be read, so names of systems, teams and objects were not looked up"
    assert next(check_github(project, result, [])) == (f"::warning title=R007 unknown-reference::not checked: {reason}")
    entry = check_gitlab(project, result, [])[0]
    assert (entry["description"], entry["check_name"], entry["severity"]) == (
        f"not checked: {reason}", "R007 unknown-reference", "info",
    )  # fmt: skip


def test_gitlab_entries_are_complete_and_unique(run: tuple[Project, CheckResult]) -> None:
    project, result = run
    entries = json.loads(json.dumps(check_gitlab(project, result, result.findings)))
    counting = [finding for finding in result.findings if finding.state is FindingState.FOUND]
    assert len(entries) == len(counting) + len(result.not_checked)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1
        assert not entry["location"]["path"].startswith(("/", "./"))


JUNIT: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped"}, {"testcase"}),
    "testcase": ({"name"}, {"classname"}, {"failure", "skipped", "system-out"}),
    "failure": (set(), {"type", "message"}, set()),
    "skipped": (set(), {"message"}, set()),
    "system-out": (set(), set(), set()),
}
"""Element: attributes it must have, may have, and the elements in it; after junit-10.xsd of Jenkins' xUnit plugin."""


def test_junit_is_what_build_servers_read(run: tuple[Project, CheckResult]) -> None:
    project, result = run
    suite = Tree.fromstring(check_junit(project, result, result.findings))  # noqa: S314 (our own text)
    assert suite.tag == "testsuite"
    for element in suite.iter():
        required, optional, children = JUNIT[element.tag]
        assert required <= set(element.attrib) <= required | optional
        assert {child.tag for child in element} <= children
    for name, elements in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert suite.attrib[name] == str(len(list(suite.iter(elements))))
    records = {record.label for record in project.records}
    assert records <= {case.attrib["name"] for case in suite.iter("testcase")}


@pytest.mark.parametrize(
    ("fails_from", "failures"), [(Severity.ERROR, 2), (Severity.WARNING, 2), (Severity.INFO, 2), (None, 0)]
)
def test_a_test_fails_where_the_command_does(tree: Draw, fails_from: Severity | None, failures: int) -> None:
    project, result = checked(tree(FILES))
    suite = Tree.fromstring(check_junit(project, result, result.findings, fails_from=fails_from))  # noqa: S314
    assert suite.attrib["failures"] == str(failures)
    told = "".join(text for case in suite for part in case for text in part.itertext())
    assert all(finding.message in told for finding in result.findings)


def test_of_what_was_not_asked_for_junit_claims_nothing(tree: Draw) -> None:
    project, result = checked(tree(FILES))
    text = check_junit(project, result, [], is_selected=lambda file: file == STATUS)
    assert [case.attrib["classname"] for case in Tree.fromstring(text)] == [STATUS]  # noqa: S314


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_text_breaks_the_xml(text: str) -> None:
    from settled.report.check_junit import _clean

    element = Tree.Element("a", {"b": _clean(text)})
    element.text = _clean(text)
    Tree.fromstring(Tree.tostring(element, encoding="us-ascii"))  # noqa: S314 (our own text)


def test_markdown_shows_counts_the_six_decisions_and_the_findings(tree: Draw) -> None:
    sound = changed(FLOW, "object: order", "object: price")
    catalog = "".join(line for line in CATALOG.splitlines(keepends=True) if "  pim:" not in line)
    files = {**FILES, "decisions/catalog.yml": catalog, "decisions/flows/0003-sound.md": sound}
    project, result = checked(tree(files))
    findings = [finding for finding in result.findings if finding.record != "FLOW-0003"]
    lines = list(check_markdown(project, result, findings))
    assert lines[:12] == [
        "## Decisions",
        "",
        "0 decisions, 3 flows: 2 errors, 1 warning",
        "",
        "| Flow | source system | integration pattern | identifiers | latency | idempotency | failure owner |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| FLOW-0001 Order export | ✓ settled | ✗ missing | ✓ settled | ? open | ✓ settled | ✓ settled |",
        "| FLOW-0002 Order status | ✓ settled | ✓ settled | ✓ settled | ✓ settled | ✓ settled | ✓ settled |",
        "",
        "| Record | Place | Severity | Rule | Finding |",
        "| --- | --- | --- | --- | --- |",
        "| FLOW-0001 Order export | decisions/flows/0001-order-export.md:25 | ✗ error | F404 missing-pattern | "
        "no integration pattern: nobody said how the object travels<br>→ write one under `pattern.type`: direct-api, "
        "event, queue, file, ipaas, middleware or scheduled-job |",
    ]
    assert len(lines) == 14


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`latency` is open: a | b", "`latency` is open: a &#124; b"),
        ("`a|b` and `c`", "&#96;a&#124;b&#96; and &#96;c&#96;"),
        ("an odd ` <b>", "an odd &#96; &#60;b&#62;"),
        ("``x``", "&#96;&#96;x&#96;&#96;"),
        ("`a``b`", "&#96;a&#96;&#96;b&#96;"),
        ("[x](http://y.z) ![i](//h)", "&#91;x&#93;(http:&#8203;//y.z) !&#91;i&#93;(//h)"),
        ("@team, #12, www.x.y", "@&#8203;team, #&#8203;12, www&#8203;.x.y"),
        ("*b* _i_ ~s~ a\\nb &lt;", "&#42;b&#42; &#95;i&#95; &#126;s&#126; a&#92;nb &#38;lt;"),
        ("one\ntwo\r", "one&#92;ntwo&#92;r"),
        ("$x$", "&#36;x&#36;"),
    ],
)
def test_what_a_record_says_is_never_markdown(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(alphabet="`|<>&[]()\\*_~@#:/w.a \n$", max_size=40))
def test_no_value_leaves_its_cell(text: str) -> None:
    import markdown as python_markdown

    html = python_markdown.markdown(f"| a | b |\n| --- | --- |\n| x{escaped(text)}x | y |", extensions=["tables"])
    assert html.count("<td>") == 2
    assert not {"<a ", "<img", "<em", "<strong", "<script"} & {html[at : at + 7].rstrip() for at in range(len(html))}


def test_a_long_table_ends_before_it_is_too_long_for_a_comment(tree: Draw) -> None:
    project, result = checked(tree(FILES))
    lines = list(check_markdown(project, result, result.findings * 2_000))
    assert len("\n".join(lines)) < 65_536
    assert lines[-1].startswith("… and ")
    assert lines[-1].endswith(" more findings; `adr check` names them all.")


def test_paths_begin_at_the_top_of_the_repository(tree: Draw, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    project, result = checked(tree(FILES, tmp_path / "team a"))
    assert project.root == tmp_path / "team a"
    (run,) = check_sarif(project, result, result.findings)["runs"]
    places = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for found in run["results"]
        for place in (*found["locations"], *found.get("relatedLocations", []))
    ]
    assert set(places) == {f"team%20a/{EXPORT}", f"team%20a/{STATUS}"}
    assert all("file=team a/decisions/" in line for line in check_github(project, result, result.findings))
    assert all(
        entry["location"]["path"].startswith("team a/") for entry in check_gitlab(project, result, result.findings)
    )
    assert f"| team a/{EXPORT}:25 |" in "\n".join(check_markdown(project, result, result.findings))
