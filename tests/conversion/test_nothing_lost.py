"""Whatever a record holds, an import ends, loses no word of it and changes nothing when it is made again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from settled.conversion.import_plan import ImportPlan, plan_import
from settled.conversion.target_format import TargetFormat
from settled.conversion.words import lost_words
from settled.formats.dialect import dialect_of
from settled.project import load
from tests.conversion.facts import facts_of
from tests.reading.emitting import emit
from tests.reading.generated import anything, bounded, documents, often

# What decisions are made of, in an order that nobody foresaw.
LINES = (
    "# 1. Title", "# ADR-7: Title", "## Status", "# Status", "## Status: Accepted", "Status\n------", "Accepted",
    "**accepted** by all", "Superseded by [2. B](0002-b.md)", "Supersedes 3", "Amends [x](a.md#b)", "- Deciders:",
    "  - Ann", "* Status: proposed", "* Deciders: Ann, Bob", "* Date: 2024-01-31", "Date: 31.01.2024", "Date: soon",
    "**Date:** 2024-02-30", "* Tags: a b", "* Other: x", "| Status | Accepted |", "| --- | --- |", "| Status | Date |",
    "| Date | 2024-01-31 |", "## Context", "Text with words.", "```", "```md", "~~~", "<!-- comment", "-->",
    "<!-- Status: rejected -->", "## More Information", "## Links", "### Consequences", "## Decision", "", "",
    "## Consequences", "* [accepted | rejected]", "![p](../a.png)", "[r]: ../b.md", "> quote", "    code", "---",
    "Title\n=====", ":status: Accepted", ":Status: Accepted", ".. image:: a.png", "// comment", "== Context", "----",
    "|===", "\ufeff", "\u2028", "\x0c",
)  # fmt: skip
bodies = st.tuples(st.lists(st.sampled_from(LINES), max_size=25), st.sampled_from(("\n", "\r\n", "\r"))).map(
    lambda drawn: drawn[1].join(drawn[0]).replace("\n", drawn[1])
)
fronts = st.one_of(
    st.just(""),
    documents.map(lambda data: f"---\n{emit(data)[0]}---\n"),
    st.lists(
        st.sampled_from(
            (
                "status: accepted", "status: Approved # by all", "status: [a]", "date: 2024-01-31", "date: soon",
                "deciders: Ann", "deciders: [Ann, Bob]", "decision-makers:", "created: 2024-01-31", "parent: x",
                "# comment", "supersedes: 3", "superseded-by: [a.md]", "title: Front", "tags: a, b", "x-a: 1",
                "status: {open: why}",
            )
        ),
        max_size=6,
        unique_by=lambda line: line.partition(":")[0],
    ).map(lambda lines: "\n".join(["---", *lines, "---", "", ""])),
)  # fmt: skip
records = st.one_of(anything, st.tuples(fronts, bodies).map("".join))


def plan_for(folder: Path, into: Path, target: TargetFormat, *, renumber: bool = False) -> ImportPlan:
    return plan_import(load(folder.parent, folder.name), into, target, renumber=renumber, there={})


@pytest.mark.parametrize("ending", [".md", ".rst", ".adoc"])
@settings(bounded, max_examples=often(30, 60))
@given(text=records, target=st.sampled_from(TargetFormat), renumber=st.booleans())
@example(text="## Status\n\nAccepted\n\n## Status\n\nRejected\n", target=TargetFormat.SETTLED, renumber=False)
@example(text="# T\n\n```\nopen\n\n## Status\n\nAccepted\n", target=TargetFormat.MADR, renumber=False)
@example(text="---\nstatus: {a: b}\n---\n# T\n", target=TargetFormat.SETTLED, renumber=False)
def test_any_text(tmp_path: Path, ending: str, text: str, target: TargetFormat, renumber: bool) -> None:
    folder = tmp_path / "source" / "adr"
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"0003-a{ending}"
    source.write_bytes(text.encode("utf-8", "replace"))
    text = source.read_bytes().decode("utf-8").removeprefix("\ufeff")
    plan = plan_for(folder, tmp_path / "into" / "adr", target, renumber=renumber)
    if not plan.texts:
        unread = [remark.file.partition(":")[0] for remark in plan.unreadable]
        assert unread == [f"adr/{source.name}"] or load(folder.parent, "adr").templates == (f"adr/{source.name}",)
        return
    (new,) = plan.texts.values()
    lost = lost_words(text, new, dialect_of(source.name))
    if renumber:
        lost = Counter({word: count for word, count in lost.items() if not word.isdigit()})
    assert not lost
    if not renumber:
        assert_same_facts(tmp_path, folder, new)
        assert_done_for_good(tmp_path, new, target)


def assert_same_facts(tmp_path: Path, folder: Path, new: str) -> None:
    """What the reader says of the new text is what it said of the source."""
    result = tmp_path / "result" / "adr"
    result.mkdir(parents=True, exist_ok=True)
    (result / "0003-a.md").write_bytes(new.encode("utf-8"))
    before, after = load(folder.parent, "adr"), load(result.parent, "adr")
    facts = [facts_of(project, record) for project in (before, after) for record in project.records]
    assert len(facts) == 2
    for each in facts:
        del each["status text"]  # what contradicts itself is kept, and is no status any more
    assert facts[0] == facts[1]


def assert_done_for_good(tmp_path: Path, new: str, target: TargetFormat) -> None:
    """A second import finds nothing to do."""
    plan = plan_for(tmp_path / "result" / "adr", tmp_path / "again" / "adr", target)
    assert list(plan.texts.values()) == [new]
