"""Answers land in the place that the form has for them, and everything else of the form stays."""

from __future__ import annotations

from typing import Any

import pytest

from settled.model.answers import Path
from settled.model.errors import TemplateError, UsageError
from settled.scaffold.form import fill

ORDER = ("kind", "status", "date", "tags", "object", "source", "consumers", "failures")


def form(*lines: str) -> str:
    return "---\n" + "".join(line + "\n" for line in lines) + "---\n\n# {title}\n"


@pytest.mark.parametrize(
    ("before", "path", "leaf", "after"),
    [
        (["object:  # one of: a, b", "x: 1"], ("object",), "order", ["object: order", "x: 1"]),
        (["object: old"], ("object",), "a: b", ['object: "a: b"']),
        (["consumers:"], ("consumers",), ["erp", "w m"], ["consumers: [erp, w m]"]),
        (["consumers: [x, y]", "# c"], ("consumers",), [], ["consumers: []", "# c"]),
        (
            ["source:", "  system:  # which", "  trigger:  # what"],
            ("source", "system"), "erp",
            ["source:", "  system: erp", "  trigger:  # what"],
        ),
        (
            ["source:", "  system:", "  # about: it", "  trigger:", "", "# 2", "x: 1"],
            ("source",), {"open": "Who?", "owner": "erp-team", "due": "2026-12-15"},
            ["source:", "  open: Who?", "  owner: erp-team", "  due: 2026-12-15", "", "# 2", "x: 1"],
        ),
        (
            ["source:", "  system:", "  trigger:"],
            ("source", "system"), {"open": "Who?", "owner": "a", "due": "2026-12-15"},
            ["source:", "  system:", "    open: Who?", "    owner: a", "    due: 2026-12-15", "  trigger:"],
        ),
        (["status: x", "source:"], ("date",), "2026-01-01", ["status: x", "date: 2026-01-01", "source:"]),
        (["status: x", "source:"], ("x-own",), "1", ["status: x", "source:", "x-own: 1"]),
        (["source:"], ("kind",), "flow", ["kind: flow", "source:"]),
        (["source:", "x: 1"], ("source", "system"), "erp", ["source:", "  system: erp", "x: 1"]),
        (
            ["source:", "  system: a", "", "x: 1"],
            ("source", "trigger"), "b",
            ["source:", "  system: a", "  trigger: b", "", "x: 1"],
        ),
        (["source: {system: a, trigger: b}"], ("source", "system"), "x", ["source:", "  system: x", "  trigger: b"]),
        (["source: {to be filled in}"], ("source", "system"), "erp", ["source:", "  system: erp"]),
        (
            ["failures:", "  - mode:  # m", "    owner:", "    in:", "x: 1"],
            ("failures", 0, "mode"), "ERP says: no",
            ["failures:", '  - mode: "ERP says: no"', "    owner:", "    in:", "x: 1"],
        ),
        (
            ["failures:", "- mode:", "  in:", "x: 1"],
            ("failures", 0, "in", "erp"), "VBAK",
            ["failures:", "- mode:", "  in:", "    erp: VBAK", "x: 1"],
        ),
        (
            ["failures:", "  - mode: a", "    owner: b", "", "# end", "x: 1"],
            ("failures", 1, "mode"), "c",
            ["failures:", "  - mode: a", "    owner: b", "  - mode: c", "", "# end", "x: 1"],
        ),
        (["failures:"], ("failures", 0, "mode"), "c", ["failures:", "  - mode: c"]),
        ([], ("object",), "order", ["object: order"]),
    ],
)  # fmt: skip
def test_fill(before: list[str], path: Path, leaf: Any, after: list[str]) -> None:
    assert fill(form(*before), {path: leaf}, ORDER, "t.md") == form(*after)


def test_fill_keeps_line_ends_and_a_value_that_is_there() -> None:
    text = form("object: order  # kept", "consumers:").replace("\n", "\r\n")
    assert fill(text, {("object",): "order", ("consumers",): ["a"]}, ORDER, "t.md") == form(
        "object: order  # kept", "consumers: [a]"
    ).replace("\n", "\r\n")


def test_a_template_without_front_matter_has_no_room() -> None:
    with pytest.raises(TemplateError, match=r"^t\.md has no front matter for `source\.system`; leave it out"):
        fill("# Title\n", {("source", "system"): "erp"}, ORDER, "t.md")


def test_a_template_with_broken_front_matter_is_told() -> None:
    with pytest.raises(TemplateError, match=r"^t\.md gives front matter that cannot be read: a bracket"):
        fill(form("tags: [a"), {("object",): "order"}, ORDER, "t.md")


def test_a_value_in_the_way_is_told() -> None:
    with pytest.raises(UsageError, match=r"^`source` has a value already and cannot hold `system`"):
        fill(form("source: erp"), {("source", "system"): "erp"}, ORDER, "t.md")
