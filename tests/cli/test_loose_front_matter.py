"""A plain record whose front matter is not strict YAML: it counts, and no command writes what it cannot be sure of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

LOOSE = """\
---
title: ADR001: Keep prices
status: proposed
date: 2026/01/23
kind: 'Architecture Decision Records'
decision-makers:
  - @ann
relates-to: [ADR-0002]
---

# ADR001: Keep prices

## Context

Text.
"""
OTHER = "---\nstatus: accepted\n---\n\n# Use events\n\n## Context\n\nText.\n"
FILES: dict[str, str | bytes | None] = {"docs/adr/0001-keep-prices.md": LOOSE, "docs/adr/0002-use-events.md": OTHER}
WHERE = "docs/adr/0001-keep-prices.md"


def test_the_check_passes_with_a_warning_that_says_what_to_write(tree: Tree, adr: Adr) -> None:
    outcome = adr("check", cwd=tree(FILES))
    assert outcome.code == 0
    assert outcome.out == (
        "ADR-0001 Keep prices\n"
        f"  {WHERE}:2:8: warning R015 loose-front-matter: this is not YAML, and was read as plain text: "
        "a colon and a space in the middle of an unquoted text\n"
        '      → write `"ADR001: Keep prices"`, and put the values at line 7 in quotes too\n'
        "\n2 decisions: 0 errors, 1 warning\n"
    )


@pytest.mark.usefixtures("short_manual")
def test_a_site_has_the_record(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    assert adr("build", "--out", "site", cwd=root).code == 0
    assert "@ann" in (root / "site/decisions/0001-keep-prices.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("accept", "1"), ("reject", "1")])
def test_an_edit_is_refused_and_nothing_changes(tree: Tree, adr: Adr, arguments: tuple[str, ...]) -> None:
    root = tree(FILES)
    outcome = adr(*arguments, cwd=root)
    assert outcome.code == 2
    assert f"{WHERE}:2:14: a colon and a space in the middle of an unquoted text; mend it first" in outcome.err
    assert {name: (root / name).read_text(encoding="utf-8") for name in FILES} == FILES


def test_a_number_that_could_not_follow_is_named(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    outcome = adr("renumber", "2", "--to", "7", cwd=root)
    assert outcome.code == 0
    assert outcome.err == (
        f"ADR-0002 is ADR-0007 now\n{WHERE}: its front matter is not YAML and was left as it is; it says ADR-0002\n"
    )
    assert (root / WHERE).read_text(encoding="utf-8") == LOOSE


def test_an_import_writes_our_format(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    outcome = adr("import", "--into", "decisions/adr", cwd=root)
    assert outcome.code == 0
    assert (root / "decisions/adr/0001-keep-prices.md").read_text(encoding="utf-8") == LOOSE.replace(
        "ADR001: Keep prices\nstatus", "'ADR001: Keep prices'\nstatus"
    ).replace("2026/01/23", "2026-01-23").replace("\nkind:", "\nx-kind:").replace("@ann", "'@ann'")
    (root / "decisions/catalog.yml").write_text("systems: {}\n", encoding="utf-8")
    assert adr("--dir", "decisions", "check", "--select", "R", cwd=root).code == 0
