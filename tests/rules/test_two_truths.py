"""Two flows that name different sources for one object: one error, with both places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from settled.model.findings import Finding
from settled.project import load
from settled.rules.engine import check
from tests.samples import CATALOG, FLOW, changed

Tree = Callable[..., Path]


def flow(title: str, source: str, business_object: str = "order", status: str = "proposed") -> str:
    text = changed(FLOW, "  system: storefront", f"  system: {source}")
    text = changed(text, "{storefront: order.id, erp:", f"{{{source}: order.id, erp:" if source != "erp" else "{erp:")
    text = changed(text, "object: order\n", f"object: {business_object}\n")
    return changed(changed(text, "# Order export", f"# {title}"), "status: proposed", f"status: {status}")


def findings(tree: Tree, *texts: str) -> tuple[Finding, ...]:
    files = {f"decisions/flows/{number:04d}-flow.md": text for number, text in enumerate(texts, 1)}
    found = check(load(tree({"decisions/catalog.yml": changed(CATALOG, ", critical: true", ""), **files}))).findings
    # Not all systems of the catalog are needed here; who copies a flow makes an echo, and one that goes to its source.
    return tuple(finding for finding in found if finding.code not in {"O509", "O510", "O513"})


def test_two_truths_are_one_error_with_both_places(tree: Tree) -> None:
    (finding,) = findings(tree, flow("Price to shop", "erp", "price"), flow("Price to market", "pim", "price"))
    assert (finding.code, finding.severity, str(finding.location)) == (
        "O501",
        "error",
        "decisions/flows/0002-flow.md:11:3",
    )
    assert finding.message == (
        "two truths for `price`: FLOW-0002 Price to market says `pim`, FLOW-0001 Price to shop says `erp`"
    )
    assert [(str(location), message) for location, message in finding.related] == [
        ("decisions/flows/0001-flow.md:11:3", "here it is `erp`")
    ]


def test_three_truths_are_still_one_error_that_shows_every_place(tree: Tree) -> None:
    (finding,) = findings(tree, flow("A", "erp"), flow("B", "pim"), flow("C", "erp"), flow("D", "oms"))
    assert str(finding.location) == "decisions/flows/0002-flow.md:11:3"
    assert [(str(location), message) for location, message in finding.related] == [
        ("decisions/flows/0001-flow.md:11:3", "here it is `erp`"),
        ("decisions/flows/0004-flow.md:11:3", "here it is `oms`"),
    ]


def test_each_object_has_an_error_of_its_own(tree: Tree) -> None:
    found = findings(tree, flow("A", "erp"), flow("B", "pim"), flow("C", "erp", "price"), flow("D", "pim", "price"))
    assert [finding.code for finding in found] == ["O501", "O501"]


def test_flows_of_different_objects_may_have_different_sources(tree: Tree) -> None:
    assert findings(tree, flow("A", "oms"), flow("B", "erp", "price")) == ()


def test_a_flow_that_is_no_longer_in_force_holds_no_truth(tree: Tree) -> None:
    assert findings(tree, flow("A", "erp"), flow("B", "pim", status="rejected")) == ()


def test_a_source_that_is_open_contradicts_nobody(tree: Tree) -> None:
    question = "  system: {open: Who holds it?, owner: erp-team, due: 2026-12-15}"
    other = changed(FLOW, "  system: storefront", question)
    assert [finding.code for finding in findings(tree, flow("A", "erp"), other)] == ["F413"]


def test_the_error_keeps_its_fingerprint_when_text_is_added_above(tree: Tree) -> None:
    (before,) = findings(tree, flow("A", "erp"), flow("B", "pim"))
    (after,) = findings(tree, flow("A", "erp"), changed(flow("B", "pim"), "kind: flow", "kind: flow\ntags: [orders]"))
    assert after.location.line == before.location.line + 1
    assert after.fingerprint == before.fingerprint


def forwarding(text: str, *names: str) -> str:
    return changed(text, "  trigger: order paid\n", f"  trigger: order paid\n  forwards: [{', '.join(names)}]\n")


def test_a_flow_that_passes_on_what_another_one_brought_is_no_second_truth(tree: Tree) -> None:
    assert findings(tree, flow("Into the OMS", "storefront"), forwarding(flow("On", "erp"), "FLOW-0001")) == ()


def test_variants_with_different_sources_are_one_truth_and_another_source_is_a_second(tree: Tree) -> None:
    variants = "object: order\nvariants: {eu: {source: {system: storefront}}, us: {source: {system: erp}}}\n"
    text = changed(flow("Of two regions", "storefront"), "object: order\n", variants)
    assert findings(tree, text, flow("Of one", "erp")) == ()
    (finding,) = findings(tree, text, flow("Of one", "erp"), flow("Of another", "oms"))
    assert finding.message == (
        "two truths for `order`: FLOW-0003 Of another says `oms`, FLOW-0001 Of two regions says `storefront` and `erp`"
    )
