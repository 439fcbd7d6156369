"""Rules compute with the figures of a profile, on the side of the platform that sends and of the one that receives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from settled.project import load
from settled.rules.engine import check
from settled.rules.registry import RULES
from tests.samples import CATALOG, FLOW, changed

Tree = Callable[..., Path]
RULES_OF = {rule.code: rule for rule in RULES}

PROFILE = """\
name: Acme
read: 2026-11-20
mechanisms:
  - {id: push, statement: Acme calls an address, side: source}
  - {id: call, statement: Calls of Acme}
  - {id: bulk, statement: Acme takes a file}
facts:
  - id: fact
    decision: pattern
    statement: What Acme says.
    question: What does the flow do about it?
    applies-to: {APPLIES}
    figures: {FIGURES}
    source: {title: Acme guide}
    confidence: CONFIDENCE
"""
EVENT = "  type: event\n"
VOLUME = "volume: {per-day: 12000, peak-per-minute: 90}"
RETRY = "  retry: {attempts: 8, within: 4 h, backoff: exponential}"
REPLAY = "safe-because: ERP upserts on the order number}"
DEAD_LETTER = "  dead-letter: {to: orders.dead, alert: order-operations}"
OTHERS = "  dead-letter: {to: orders.dead, alert: commerce-team}"
WITHIN = "  within: 8 h"
HOURS = '  order-operations: {name: Order operations, contact: "#order-ops"'
AWAY = HOURS + ', hours: {days: mon-fri, from: "08:00", to: "18:00", zone: Europe/Oslo}, responds-within: 1 h'
JOB = "  type: scheduled-job\n  every: 1 h\n"


class Case(NamedTuple):
    """A figure, the rule that computes with it, and what a flow says that breaks it and just does not."""

    figures: str
    code: str
    wrong: Mapping[str, str]
    right: Mapping[str, str]
    said: str
    side: str = "consumer"


def _batch(batch: str) -> dict[str, str]:
    return {EVENT: f"{EVENT}  batch: {batch}\n"}


def _busy(job: str, volume: str) -> dict[str, str]:
    return {EVENT: job, VOLUME: f"volume: {{{volume}}}", "  ordering: {needed: true, key: order number}\n": ""}


def _waiting(waits: str) -> dict[str, str]:
    """The source waits, and those who are told of what fails have no hours that would count."""
    return {"  trigger: order paid": f"  trigger: order paid\n  waits: {waits}", DEAD_LETTER: OTHERS}


CASES = (
    Case("response-window: 10 s", "S101", {EVENT: f"{EVENT}  timeout: 10001 ms\n"},
         {EVENT: f"{EVENT}  timeout: 10 s\n"}, "10 s", "source"),
    Case("call-window: 1 min", "S101", {EVENT: f"{EVENT}  timeout: 61 s\n"}, {EVENT: f"{EVENT}  timeout: 60 s\n"},
         "cuts the call off after 1 min"),
    Case("visible-after: 10 s", "S103", {WITHIN: "  within: 9 s"}, {WITHIN: "  within: PT10S"}, "after 10 s"),
    Case("visible-after: 10 s", "S103", {"consumers: [erp, wms]": "consumers: [{system: erp, within: 2 s}, wms]"},
         {"consumers: [erp, wms]": "consumers: [erp, {system: wms, within: 2 s}]"}, "promises 2 s"),
    Case("key-lifetime: 3 h", "S105", {}, {RETRY: RETRY.replace("4 h", "180 min")}, "after 3 h"),
    Case("page-limit: 20", "S106", _batch("21"), _batch("20"), "20 records in one call"),
    Case("page-limit: 20", "S106", _batch("21"), _batch("20"), "20 records in one call", "source"),
    Case("payload-limit: 1 MB", "S107", _batch("1025 KB"), _batch("1024 KB"), "takes 1 MB"),
    Case("answer-limit: 1 MB", "S107", _batch("1025 KB"), _batch("1 MB"), "takes 1 MB", "source"),
    Case("rate: 60", "S108", {VOLUME: "volume: {per-day: 12000, peak-per-minute: 90, peak-lasts: 16 h}"},
         {VOLUME: "volume: {per-day: 12000, peak-per-minute: 90, peak-lasts: 1 h}"},
         "28,800 calls left over, the last one waits 8 h"),
    Case("run-limit: 1000", "S111", _busy(JOB, "per-day: 12000, peak-per-minute: 40, peak-lasts: 4 h"),
         _busy(JOB, "per-day: 12000, peak-per-minute: 40, peak-lasts: 2 h"),
         "13 h = a run every 1 h + 5,600 left over wait for further runs 12 h; promised 8 h", "source"),
    Case("run-limit: 1000", "S111", _busy(JOB, "per-day: 24001"), _busy(JOB, "per-day: 24000"),
         "each run leaves more behind", "source"),
    Case("paging-limit: 1000", "S111", _busy(JOB, "per-day: 12000, peak-per-minute: 17"),
         _busy(JOB, "per-day: 12000, peak-per-minute: 16"), "finds 1,020 records", "source"),
    Case("reads-back: 60 d", "S112", {REPLAY: REPLAY.replace("}", ", reaches-back: 61 d}")},
         {REPLAY: REPLAY.replace("}", ", reaches-back: 2 months}")}, "read for 60 d", "source"),
    Case("keeps: 48 h", "S112", {DEAD_LETTER: "  dead-letter: {not-applicable: Acme keeps it}"}, {},
         "2 d 16 h = `order-operations` away for 2 d 15 h"),
    Case("lapses-after: 9 h", "T718", _waiting("61 min"), _waiting("1 h"),
         "9 h 1 min = waits 1 h 1 min + the flow promises 8 h"),
)  # fmt: skip


def _found(
    tree: Tree, case: Case, replaced: Mapping[str, str], confidence: str = "vendor-docs", mechanism: str = ""
) -> list[tuple[str, str]]:
    """Severity and message of what the rule of a case finds in the sample's flow with something replaced."""
    system = "storefront: {name: Web shop, role: storefront, platform: " if case.side == "source" else ""
    old = f"{system}other" if system else "erp: {name: S/4HANA, role: erp, platform: other"
    catalog = changed(changed(CATALOG, old, old.removesuffix("other") + "acme"), HOURS, AWAY)
    flow = FLOW
    for written, instead in replaced.items():
        flow = changed(flow, written, instead)
    applies = f"side: {case.side}{mechanism}"
    profile = PROFILE.replace("APPLIES", applies).replace("FIGURES", case.figures).replace("CONFIDENCE", confidence)
    root = tree({
        "decisions/catalog.yml": catalog,
        "decisions/profiles/acme.yml": profile,
        "decisions/flows/0001-orders.md": flow.replace("status: proposed", "status: accepted"),
    })  # fmt: skip
    found = check(load(root), rules=(RULES_OF[case.code],)).findings
    return [(each.severity.value, each.message) for each in found]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code} {case.figures} {case.side}" for case in CASES])
def test_a_figure_is_held_against_what_the_flow_says(tree: Tree, case: Case) -> None:
    [(severity, message)] = _found(tree, case, case.wrong)
    assert case.said in message
    assert "acme/fact" in message
    assert severity != "info"
    assert _found(tree, case, case.right) == []


@pytest.mark.parametrize("case", CASES[:3], ids=[case.figures for case in CASES[:3]])
def test_what_no_documentation_supports_informs_only(tree: Tree, case: Case) -> None:
    [(severity, _)] = _found(tree, case, case.wrong, "secondary")
    assert severity == "info"


def test_a_limit_of_one_way_to_call_informs_where_nobody_said_which(tree: Tree) -> None:
    case = Case("page-limit: 20", "S106", _batch("21"), {}, "")
    assert [severity for severity, _ in _found(tree, case, case.wrong, mechanism=", mechanism: [call]")] == ["info"]
