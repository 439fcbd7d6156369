"""Who stands in for whom: in front matter, in a status line, and as adr-tools writes it in `docs/adr`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from tests.rules.checking import findings_in
from tests.samples import CATALOG

Tree = Callable[..., Path]

TITLES = {1: "Call the ERP", 2: "Use events", 3: "Use a queue"}
FILES = {1: "0001-call-the-erp.md", 2: "0002-use-events.md", 3: "0003-use-a-queue.md"}


def madr(number: int, *keys: str) -> str:
    front = "".join(f"{key}\n" for key in keys)
    return f"---\n{front}---\n\n# {TITLES[number]}\n\n## Context\n\nThe ERP is slow.\n"


def nygard(number: int, *status: str) -> str:
    paragraphs = "\n\n".join(status)
    head = f"# {number}. {TITLES[number]}\n\nDate: 2024-01-31\n\n## Status\n\n{paragraphs}\n"
    return f"{head}\n## Context\n\nThe ERP is slow.\n"


def found(tree: Tree, folder: str, *texts: str) -> list[str]:
    """What is found among records 1, 2, … in `folder`, without the file's folder."""
    root = tree({f"{folder}/{FILES[number]}": text for number, text in enumerate(texts, 1)})
    if folder.startswith("decisions/"):
        tree({"decisions/catalog.yml": CATALOG})
    return [line.removeprefix(f"{folder}/") for line in findings_in(root)]


def test_both_ends_agree_and_nothing_is_found(tree: Tree) -> None:
    old = madr(1, "status: superseded", "superseded-by: [ADR-0002]")
    assert found(tree, "decisions/adr", old, madr(2, "status: accepted", "supersedes: [ADR-0001]")) == []


@pytest.mark.parametrize(
    "reference",
    ["ADR-0002", "ADR-2", "2", "0002", "adr/0002-use-events.md", "0002-use-events.md", "0002-use-events", "adr-2"],
)
def test_every_way_to_name_a_record_is_understood(tree: Tree, reference: str) -> None:
    old = madr(1, "status: superseded", f"superseded-by: [{reference}]")
    assert found(tree, "decisions/adr", old, madr(2, "status: accepted", "supersedes: [1]")) == []


def test_the_status_of_madr_names_the_successor(tree: Tree) -> None:
    old = madr(1, "status: superseded by ADR-0002")
    new = madr(2, "status: accepted", "supersedes: [ADR-0001]")
    assert found(tree, "decisions/adr", old, new) == []


def test_one_way_is_told_at_the_end_that_speaks(tree: Tree) -> None:
    assert found(
        tree, "decisions/adr", madr(1, "status: accepted"), madr(2, "status: accepted", "supersedes: [1]")
    ) == [
        "0002-use-events.md:3:1 error G302 one-way-supersede: "
        "ADR-0002 supersedes ADR-0001 Call the ERP, which does not say so"
    ]


def test_a_proposal_may_announce_what_it_will_supersede(tree: Tree) -> None:
    assert (
        found(tree, "decisions/adr", madr(1, "status: accepted"), madr(2, "status: proposed", "supersedes: [1]")) == []
    )


@pytest.mark.parametrize("status", ["draft", "proposed"])
def test_a_proposal_does_not_supersede_yet(tree: Tree, status: str) -> None:
    old = madr(1, "status: superseded", "superseded-by: [2]")
    assert found(tree, "decisions/adr", old, madr(2, f"status: {status}", "supersedes: [1]")) == [
        "0001-call-the-erp.md:3:1 error G304 proposed-supersedes-accepted: "
        f"ADR-0001 is superseded by ADR-0002 Use events, which is only {status}"
    ]


def test_superseded_by_nothing(tree: Tree) -> None:
    assert found(tree, "decisions/adr", madr(1, "status: superseded")) == [
        "0001-call-the-erp.md:2:1 error G303 superseded-without-successor: "
        "the record is superseded, and nothing says by what"
    ]


def test_a_circle_of_three_is_told_once_and_in_order(tree: Tree) -> None:
    keys = [("2", "3"), ("3", "1"), ("1", "2")]
    texts = [
        madr(number, "status: superseded", f"superseded-by: [{by}]", f"supersedes: [{sup}]")
        for number, (by, sup) in enumerate(keys, 1)
    ]
    assert found(tree, "decisions/adr", *texts) == [
        "0001-call-the-erp.md:3:1 error G301 supersede-cycle: "
        "the records supersede one another: ADR-0001 → ADR-0002 → ADR-0003 → ADR-0001"
    ]


def test_a_chain_of_a_thousand_records_is_followed(tree: Tree) -> None:
    files: dict[str, str | bytes | None] = {}
    for number in range(1, 1001):
        keys = [f"supersedes: [{number - 1}]"] if number > 1 else []
        keys += [f"superseded-by: [{number + 1}]", "status: superseded"] if number < 1000 else ["status: accepted"]
        front = "".join(f"{key}\n" for key in keys)
        files[f"decisions/adr/{number:04d}-r.md"] = f"---\n{front}---\n\n# Record\n\nText.\n"
    assert findings_in(tree(files)) == []


def test_plain_records_that_agree(tree: Tree) -> None:
    old = nygard(1, "Accepted", "Superseded by [2. Use events](0002-use-events.md)")
    new = nygard(2, "Accepted", "Supersedes [1. Call the ERP](0001-call-the-erp.md)")
    assert found(tree, "docs/adr", old, new) == []


@pytest.mark.parametrize(
    "word", ["Superceded by", "superseded by", "SUPERSEDED BY", "**Superseded by**", "Superseded by:"]
)
def test_both_spellings_of_superseded_are_read(tree: Tree, word: str) -> None:
    old = nygard(1, f"{word} [2. Use events](0002-use-events.md)")
    new = nygard(2, "Accepted", "Supercedes [1. Call the ERP](0001-call-the-erp.md)")
    assert found(tree, "docs/adr", old, new) == []


def test_a_plain_record_that_nobody_answered_is_a_warning(tree: Tree) -> None:
    new = nygard(2, "Accepted", "Supersedes [1. Call the ERP](0001-call-the-erp.md)")
    assert found(tree, "docs/adr", nygard(1, "Accepted"), new) == [
        "0002-use-events.md:7:1 warning G302 one-way-supersede: "
        "ADR-0002 supersedes ADR-0001 Call the ERP, which does not say so"
    ]


@pytest.mark.parametrize("said", ["None (extends ADR-0001)", "none; see ADR-0001", "N/A – builds on ADR-0001", "none."])
def test_a_plain_record_that_says_it_supersedes_none(tree: Tree, said: str) -> None:
    new = "# 2. Use events\n\n**Status:** Accepted\n**Supersedes:** " + said + "\n\n## Context\n\nText.\n"
    assert found(tree, "docs/adr", nygard(1, "Accepted"), new) == []


def test_a_plain_record_superseded_by_nothing(tree: Tree) -> None:
    assert found(tree, "docs/adr", nygard(1, "Superseded")) == [
        "0001-call-the-erp.md:7:1 warning G303 superseded-without-successor: "
        "the record is superseded, and nothing says by what"
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Amends [2. Use events](0002-use-events.md)",
        "Amended by [2. Use events](0002-use-events.md)",
        "Parts of it were superseded by [2. Use events](0002-use-events.md)",
        "Supersedes [2. Use events](0002-use-events.md)",
    ],
)
def test_what_does_not_supersede_the_record_that_says_it(tree: Tree, paragraph: str) -> None:
    found(tree, "docs/adr", nygard(1, "Accepted", paragraph), nygard(2, "Accepted"))
    project = load(tree({}))
    assert project.records[0].status == "accepted"
    assert project.records[0].superseded_by == ()


def test_two_successors_name_both_places(tree: Tree) -> None:
    old = madr(1, "status: superseded", "superseded-by: [2, 3]")
    new = [madr(number, "status: accepted", "supersedes: [1]") for number in (2, 3)]
    assert found(tree, "decisions/adr", old, *new) == [
        "0003-use-a-queue.md:3:1 warning G305 two-successors: "
        "ADR-0001 Call the ERP has 2 successors: ADR-0002, ADR-0003"
    ]
