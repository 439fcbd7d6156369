"""`adr export --format adr-tools|json-adr` and `adr import FILE.json`: whole outputs, and what has no place in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

FILES: dict[str, str | bytes | None] = {
    "decisions/adr/0001-keep.md": """
        ---
        status: superseded
        date: 2024-01-31
        superseded-by: [ADR-0002]
        tags: [erp, prices]
        ---

        # Keep "a | b" & [c]

        ## Context and Problem Statement

        See ![p](../img/p.png).

        ## Decision Drivers

        - cost
        - speed

        ## Considered Options

        - **one**
        - two

        ## Decision Outcome

        Chosen option: "one", because fast.

        ### Consequences

        - Good, because fast
        - Bad, because new

        ### Confirmation

        A test.

        ## Pros and Cons of the Options

        ### one

        - Good, because known

        ### two

        - Bad, because slow
        """,
    "decisions/adr/0002-move.md": """
        ---
        status: accepted
        date: 2024-02-01
        decision-makers: [Ann, "Smith, Bob"]
        supersedes: [ADR-0001]
        depends-on: [ADR-0003]
        ---

        # Move

        Story: 7

        ## Notes

        Text.
        """,
    "decisions/adr/0003-plain.md": "# 3. Plain\n\nDate: 2024-03-01\n\n## Status\n\nOn hold\n\n## Context\n\nWhy.\n",
    "decisions/flows/0001-flow.md": "---\nstatus: proposed\n---\n\n# Flow\n",
    "decisions/img/p.png": b"x",
}
LEFT_OUT = "left out, because the form has decisions only: 1 flow\n"


def test_what_adr_tools_gets(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    outcome = adr("export", "--format", "adr-tools", "--output", "doc/adr", cwd=root)
    assert (outcome.code, outcome.err) == (0, LEFT_OUT)
    assert outcome.out == "doc/adr/0001-keep-a-b-c.md\ndoc/adr/0002-move.md\ndoc/adr/0003-plain.md\n"
    assert (root / "doc/adr/0001-keep-a-b-c.md").read_text("utf-8") == (
        '# 1. Keep "a | b" & \\[c\\]\n\nDate: 2024-01-31\n\n* Tags: erp, prices\n\n'
        "## Status\n\nSuperseded by [2. Move](0002-move.md)\n\n"
        "## Context\n\nSee ![p](../../decisions/img/p.png).\n\n"
        '## Decision\n\nChosen option: "one", because fast.\n\n### Confirmation\n\nA test.\n\n'
        "## Consequences\n\n- Good, because fast\n- Bad, because new\n\n"
        "## Decision Drivers\n\n- cost\n- speed\n\n## Considered Options\n\n- **one**\n- two\n\n"
        "## Pros and Cons of the Options\n\n### one\n\n- Good, because known\n\n### two\n\n- Bad, because slow\n"
    )
    assert (root / "doc/adr/0002-move.md").read_text("utf-8") == (
        "# 2. Move\n\nDate: 2024-02-01\n\n* Deciders:\n  * Ann\n  * Smith, Bob\n\nStory: 7\n\n"
        '## Status\n\nAccepted\n\nSupersedes [1. Keep "a | b" & (c)](0001-keep-a-b-c.md)\n\n'
        "Depends on [3. Plain](0003-plain.md)\n\n## Notes\n\nText.\n"
    )
    assert (root / "doc/adr/0003-plain.md").read_text("utf-8") == (
        "# 3. Plain\n\nDate: 2024-03-01\n\n## Status\n\nOn hold\n\n## Context\n\nWhy.\n"
    )
    again = adr("export", "--format", "adr-tools", "--output", "doc/adr", cwd=root)
    assert (again.code, again.out) == (0, "")
    assert again.err == LEFT_OUT + "nothing to write: every record is there as it would be\n"


ADRS: list[dict[str, Any]] = [
    {
        "number": 1,
        "title": 'Keep "a | b" & [c]',
        "status": "superseded",
        "date": "2024-01-31",
        "tags": ["erp", "prices"],
        "context": "See ![p](../img/p.png).",
        "decision_drivers": ["cost", "speed"],
        "considered_options": [{"name": "one", "pros": ["known"]}, {"name": "two", "cons": ["slow"]}],
        "decision": 'Chosen option: "one", because fast.',
        "consequences": ["Good, because fast", "Bad, because new"],
        "confirmation": "A test.",
        "links": [{"type": "superseded-by", "target": 2}],
        "path": "decisions/adr/0001-keep.md",
    },
    {
        "number": 2,
        "title": "Move",
        "status": "accepted",
        "date": "2024-02-01",
        "deciders": ["Ann", "Smith, Bob"],
        "links": [{"type": "supersedes", "target": 1}, {"type": "depends-on", "target": 3}],
        "custom_sections": {"Introduction": "Story: 7", "Notes": "Text."},
        "path": "decisions/adr/0002-move.md",
    },
    {
        "number": 3,
        "title": "Plain",
        "status": "On hold",
        "date": "2024-03-01",
        "context": "Why.",
        "path": "decisions/adr/0003-plain.md",
    },
]


def test_what_json_adr_has(tree: Tree, adr: Adr) -> None:
    outcome = adr("export", "--format", "json-adr", cwd=tree(FILES))
    assert (outcome.code, outcome.err) == (0, LEFT_OUT)
    version = outcome.json["tool"].pop("version")
    assert version
    assert outcome.json | {"tool": {"name": "settled"}} == {
        "$schema": "https://raw.githubusercontent.com/joshrotenberg/adrs/main/schema/json-adr/v1.json",
        "version": "1.0.0",
        "tool": {"name": "settled"},
        "repository": {"adr_directory": "decisions"},
        "adrs": ADRS,
    }


def test_json_adr_becomes_records_again(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    adr("export", "--format", "json-adr", "--output", "x.json", cwd=root)
    outcome = adr("import", "x.json", "--into", "new", cwd=root)
    assert (outcome.code, outcome.out) == (0, "new/0001-keep-a-b-c.md\nnew/0002-move.md\nnew/0003-plain.md\n")
    assert outcome.err == (
        "new/0003-plain.md: `On hold` is no status that can be told: "
        "write one of draft, proposed, accepted, rejected, deprecated, superseded\n"
        "3 of 3 records written; 1 to look at\n"
    )
    assert (root / "new/0001-keep-a-b-c.md").read_text("utf-8") == (
        "---\nstatus: superseded\ndate: 2024-01-31\ntags: [erp, prices]\nsuperseded-by: [ADR-0002]\n---\n\n"
        '# Keep "a | b" & \\[c\\]\n\n## Context and Problem Statement\n\nSee ![p](../img/p.png).\n\n'
        "## Decision Drivers\n\n- cost\n- speed\n\n## Considered Options\n\n- one\n- two\n\n"
        '## Decision Outcome\n\nChosen option: "one", because fast.\n\n'
        "### Consequences\n\n- Good, because fast\n- Bad, because new\n\n### Confirmation\n\nA test.\n\n"
        "## Pros and Cons of the Options\n\n### one\n\n- Good, because known\n\n### two\n\n- Bad, because slow\n"
    )
    assert adr("import", "x.json", "--into", "new", "--renumber", cwd=root).out == ""


@pytest.mark.parametrize(
    ("consequences", "written"),
    [
        ("As a text.", "As a text."),
        (["one"], "one"),
        (["one", "two"], "- one\n- two"),
        (
            {"positive": ["fast"], "negative": ["new"], "risks": ["lost"]},
            "- Good, because fast\n- Bad, because new\n- Risk: lost",
        ),
    ],
)
def test_a_single_decision_with_each_shape_of_consequences(
    tree: Tree, adr: Adr, consequences: object, written: str
) -> None:
    one = {"number": 7, "title": "One", "status": "Accepted", "date": "2024-01-15", "consequences": consequences}
    root = tree({"one.json": json.dumps({"version": "1.0.0", "adr": one})})
    adr("import", "one.json", "--into", "new", "--to", "madr", cwd=root)
    assert (root / "new/0007-one.md").read_text("utf-8") == (
        "---\nstatus: accepted\ndate: 2024-01-15\n---\n\n# One\n\n"
        f"## Decision Outcome\n\n### Consequences\n\n{written}\n"
    )


def test_decisions_that_json_adr_has_no_place_for(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0000-zero.md": "# Zero\n\nDate: 2024-01-31\n", "docs/adr/0001-one.md": "# One\n"})
    failed = adr("export", "--format", "json-adr", cwd=root)
    said = (
        "adr: docs/adr/0000-zero.md: its number is 0, and JSON-ADR counts from 1; {0}\n"
        "adr: docs/adr/0001-one.md: it has no date, which JSON-ADR asks for; {0}\n"
    )
    nothing = "adr: nothing was exported; leave them out with --keep-going\n"
    assert (failed.code, failed.out, failed.err) == (1, "", said.format("mend it") + nothing)
    going = adr("export", "--format", "json-adr", "--keep-going", cwd=root)
    assert (going.code, going.json["adrs"], going.err) == (0, [], said.format("left out"))


def test_numbers_for_decisions_that_have_none(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0004-four.md": "# Four\n", "docs/adr/20240131-day.md": "# Day\n\n* Date: 2024-01-31\n"})
    outcome = adr("export", "--format", "adr-tools", "--output", "out", cwd=root)
    assert (outcome.code, outcome.out) == (0, "out/0004-four.md\nout/0005-day.md\n")
    assert outcome.err == "docs/adr/20240131-day.md has no number and was exported as 5\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "adr-tools keeps each decision in a file; name a folder for them with --output DIRECTORY"),
        (("--output", "decisions/old"), "decisions/old lies in the folder of the records; name a folder outside of it"),
        (("--output", "x"), "x is no folder; name a folder with --output"),
        (("--output", "full"), "full/0002-move.md exists and holds something else; nothing was written"),
    ],
)
def test_what_cannot_be_done(tree: Tree, adr: Adr, arguments: tuple[str, ...], said: str) -> None:
    root = tree({**FILES, "x": "a file\n", "full/0002-move.md": "mine\n"})
    outcome = adr("export", "--format", "adr-tools", *arguments, cwd=root)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"adr: {said}")
    assert sorted(path.name for path in (root / "full").iterdir()) == ["0002-move.md"]
