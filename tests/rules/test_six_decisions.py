"""Each of the six decisions, whole and in its parts: removed, emptied, or left as the template had it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.rules.changing import LEFT_FROM_A_TEMPLATE, with_line, with_section
from tests.rules.checking import CATALOG_FILE, FLOW_FILE, flow_findings, flow_states
from tests.samples import CATALOG, FLOW, changed, line_of

# The key of the front matter, the decision in the record JSON, and the rule that asks for it.
SECTIONS = (
    ("source", "source", "F401"),
    ("consumers", "source", "F402"),
    ("pattern", "pattern", "F404"),
    ("identifiers", "identifiers", "F405"),
    ("latency", "latency", "F406"),
    ("idempotency", "idempotency", "F407"),
    ("failures", "failure_owner", "F408"),
)

FIELDS = "    in: {storefront: order.id, erp: VBAK-BSTNK, wms: external_id}"

# The line of a part, the line that its parent begins on, the decision, and the rule.
PARTS = (
    ("  system: storefront", "source:", "source", "F401"),
    ("  trigger: order paid", "source:", "source", "F403"),
    ("  type: event", "pattern:", "pattern", "F404"),
    ("    role: join", "  - name: order number", "identifiers", "F405"),
    (FIELDS, "  - name: order number", "identifiers", "F405"),
    ("  class: same-day-operational", "latency:", "latency", "F406"),
    ("  key: order number", "idempotency:", "idempotency", "F407"),
    ("  duplicates: the second arrival is acknowledged and dropped", "idempotency:", "idempotency", "F407"),
    ("    owner: order-operations", "  - mode: ERP rejects the order", "failure_owner", "F408"),
)  # fmt: skip

# Keys that stand on the line of their list entry: the entry stays when they go.
FIRST_KEYS = (
    ("name", "  - name: order number", "identifiers", "F405"),
    ("mode", "  - mode: ERP rejects the order", "failure_owner", "F408"),
)

# Parts whose value is free text: a text of nothing but blanks is a text, and says nothing.
FREE_TEXTS = tuple(part for part in PARTS if part[0].split()[0] not in {"type:", "role:", "in:", "class:"})


def missing(decision: str) -> dict[str, str]:
    """The states of a flow of which only this decision is missing."""
    keys = ("source", "pattern", "identifiers", "latency", "idempotency", "failure_owner")
    return {key: "missing" if key == decision else "settled" for key in keys}


def test_a_complete_flow_has_no_finding_and_six_settled_decisions(tmp_path: Path) -> None:
    assert flow_findings(tmp_path, FLOW) == []
    assert set(flow_states(tmp_path, FLOW).values()) == {"settled"}


@pytest.mark.parametrize(("key", "decision", "code"), SECTIONS)
def test_a_decision_that_is_gone_is_told_at_the_first_line(tmp_path: Path, key: str, decision: str, code: str) -> None:
    text = with_section(key, "")
    assert flow_findings(tmp_path, text) == [f"1 error {code}"]
    assert flow_states(tmp_path, text) == missing(decision)


@pytest.mark.parametrize("value", ["", " ~", " null", *(f" {text}" for text in LEFT_FROM_A_TEMPLATE)])
@pytest.mark.parametrize(("key", "decision", "code"), SECTIONS)
def test_a_decision_without_an_answer_is_told_at_its_line(
    tmp_path: Path, key: str, decision: str, code: str, value: str
) -> None:
    text = with_section(key, f"{key}:{value}\n")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, f'{key}:')} error {code}"]
    assert flow_states(tmp_path, text) == missing(decision)


@pytest.mark.parametrize(
    ("key", "decision", "codes"),
    [
        ("source", "source", ["F401", "F403"]),
        ("pattern", "pattern", ["F404"]),
        ("latency", "latency", ["F406"]),
        ("idempotency", "idempotency", ["F407"]),
    ],
)
def test_an_empty_map_lacks_every_part(tmp_path: Path, key: str, decision: str, codes: list[str]) -> None:
    text = with_section(key, f"{key}: {{}}\n")
    line = line_of(FLOW, f"{key}:")
    errors = [entry for entry in flow_findings(tmp_path, text) if "error" in entry]
    assert errors == [f"{line} error {code}" for code in codes]
    assert flow_states(tmp_path, text) == missing(decision)


@pytest.mark.parametrize(
    ("key", "decision", "code"), [entry for entry in SECTIONS if entry[0] in {"consumers", "identifiers", "failures"}]
)
def test_an_empty_list_is_no_answer_to_a_required_decision(tmp_path: Path, key: str, decision: str, code: str) -> None:
    text = with_section(key, f"{key}: []\n")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, f'{key}:')} error {code}"]
    assert flow_states(tmp_path, text) == missing(decision)


@pytest.mark.parametrize("key", ["identifiers", "failures"])
def test_an_empty_entry_is_told_at_its_line(tmp_path: Path, key: str) -> None:
    code = {"identifiers": "F405", "failures": "F408"}[key]
    text = with_section(key, f"{key}:\n  -\n")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, f'{key}:') + 1} error {code}"]


@pytest.mark.parametrize(("line", "parent", "decision", "code"), PARTS)
def test_a_part_that_is_gone_is_told_at_its_parent(
    tmp_path: Path, line: str, parent: str, decision: str, code: str
) -> None:
    text = with_line(line, "")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, parent)} error {code}"]
    assert flow_states(tmp_path, text) == missing(decision)


@pytest.mark.parametrize("value", ["", " ~", *(f" {text}" for text in LEFT_FROM_A_TEMPLATE)])
@pytest.mark.parametrize(("line", "parent", "decision", "code"), PARTS)
def test_a_part_without_an_answer_is_told_at_its_line(
    tmp_path: Path, line: str, parent: str, decision: str, code: str, value: str
) -> None:
    key = line.partition(":")[0]
    text = with_line(line, f"{key}:{value}")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, line)} error {code}"]
    assert flow_states(tmp_path, text) == missing(decision)


@pytest.mark.parametrize(("line", "_parent", "_decision", "code"), FREE_TEXTS)
@pytest.mark.parametrize("value", ['""', "' '"])
def test_a_blank_text_in_quotes_is_no_answer(
    tmp_path: Path, line: str, _parent: str, _decision: str, code: str, value: str
) -> None:
    key = line.partition(":")[0]
    assert flow_findings(tmp_path, with_line(line, f"{key}: {value}")) == [f"{line_of(FLOW, line)} error {code}"]


@pytest.mark.parametrize(("key", "line", "decision", "code"), FIRST_KEYS)
@pytest.mark.parametrize("value", ["", " TODO", " {name}", ' "{name}"'])
def test_the_first_key_of_an_entry_without_an_answer(
    tmp_path: Path, key: str, line: str, decision: str, code: str, value: str
) -> None:
    text = with_line(line, f"  - {key}:{value}")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, line)} error {code}"]
    assert flow_states(tmp_path, text) == missing(decision)
    assert flow_findings(tmp_path, with_line(line, "  - x-note: kept")) == [f"{line_of(FLOW, line)} error {code}"]


@pytest.mark.parametrize("value", ["TODO", '"{field}"', '""'])
def test_an_identifier_without_its_field_in_one_system(tmp_path: Path, value: str) -> None:
    text = changed(FLOW, "erp: VBAK-BSTNK", f"erp: {value}")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, '    in:')} error F405"]
    assert flow_states(tmp_path, text) == missing("identifiers")


def test_every_gap_of_one_flow_is_told_at_once(tmp_path: Path) -> None:
    text = "---\nkind: flow\nstatus: draft\nobject: order\n---\n\n# Order export\n\nOrders go to the ERP.\n"
    codes = ["F401", "F402", "F404", "F405", "F406", "F407", "F408"]
    expected = [f"1 error {code}" for code in codes] + [f"1 warning {code}" for code in ("F409", "F410", "F411")]
    assert flow_findings(tmp_path, text) == expected
    assert set(flow_states(tmp_path, text).values()) == {"missing"}


@pytest.mark.parametrize("status", ["rejected", "deprecated"])
def test_a_flow_that_is_no_longer_in_force_is_not_asked(tmp_path: Path, status: str) -> None:
    text = f"---\nkind: flow\nstatus: {status}\nobject: order\n---\n\n# Order export\n\nOrders go to the ERP.\n"
    assert flow_findings(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (with_line("    role: join", ""), "an identifier without the role"),
        (
            changed(FLOW, "erp: VBAK-BSTNK", "erp: TODO"),
            "an identifier without the field in `erp` (the template's text 'TODO' is still there)",
        ),
        (with_line("    owner: order-operations", ""), "no failure owner: nobody answers for `ERP rejects the order`"),
        (
            with_line("  type: event", "  type: {event | queue}"),
            "no integration pattern: nobody said how the object travels "
            "(the template's text '{event | queue}' is still there)",
        ),
    ],
)
def test_the_message_says_what_is_missing(
    tree: Callable[..., Path], adr: Callable[..., Outcome], text: str, message: str
) -> None:
    root = tree({CATALOG_FILE: CATALOG, FLOW_FILE: text})
    outcome = adr("check", "--format", "json", cwd=root)
    assert outcome.code == 1
    assert [finding["message"] for finding in outcome.json["findings"]] == [message]
