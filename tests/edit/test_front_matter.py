"""Edits of front matter that people wrote: the meant line changes, every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.edit.front_matter import add_to_list, set_scalar
from settled.edit.yaml_text import scalar
from settled.errors import UsageError
from settled.frontmatter import split_document


def front(*lines: str) -> str:
    return "---\n" + "".join(line + "\n" for line in lines) + "---\n\n# Title\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: accepted", "status: superseded"),
        ("status:   accepted   # since May", "status:   superseded   # since May"),
        ('status: "accepted"', "status: superseded"),
        ("status: 'it''s accepted' # so", "status: superseded # so"),
        ("status:", "status: superseded"),
        ("status:   # to be said", "status: superseded   # to be said"),
        ("status: ~ # nothing", "status: superseded # nothing"),
        ('"status": accepted', '"status": superseded'),
        ("status : accepted", "status : superseded"),
        ("status: accepted by #7 the board", "status: superseded #7 the board"),
    ],
)
def test_set_scalar_changes_the_value_alone(before: str, after: str) -> None:
    around = ("# a comment", "date: 2026-01-01   ", "tags: [ a,b ]")
    text = front(*around, before, "x: 'y'")
    assert set_scalar(text, "status", "superseded", "f.md") == front(*around, after, "x: 'y'")


def test_an_absent_key_is_added_at_the_end() -> None:
    assert set_scalar(front("date: 2026-01-01"), "status", "superseded", "f.md") == front(
        "date: 2026-01-01", "status: superseded"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["superseded-by: [ADR-0001]"], ["superseded-by: [ADR-0001, ADR-0009]"]),
        (["superseded-by: [ 'ADR-0001' ,] # x"], ["superseded-by: [ 'ADR-0001' , ADR-0009] # x"]),
        (["superseded-by: []"], ["superseded-by: [ADR-0009]"]),
        (["superseded-by:"], ["superseded-by: [ADR-0009]"]),
        (["superseded-by:  # none yet"], ["superseded-by: [ADR-0009]  # none yet"]),
        (["superseded-by: null"], ["superseded-by: [ADR-0009]"]),
        (["superseded-by: ADR-0001 # old"], ["superseded-by: [ADR-0001, ADR-0009] # old"]),
        (["superseded-by: 'ADR-0001'"], ["superseded-by: ['ADR-0001', ADR-0009]"]),
        (["superseded-by: ADR-0001, ADR-0002"], ["superseded-by: [ADR-0001, ADR-0002, ADR-0009]"]),
        (["superseded-by:", "- ADR-0001 # a"], ["superseded-by:", "- ADR-0001 # a", "- ADR-0009"]),
        (["superseded-by:", "  -   'ADR-0001'"], ["superseded-by:", "  -   'ADR-0001'", "  -   ADR-0009"]),
    ],
)
def test_add_to_list_adds_the_entry_alone(before: list[str], after: list[str]) -> None:
    around = ("status: accepted  ", "x: 'y'")
    assert add_to_list(front(around[0], *before, around[1]), "superseded-by", "ADR-0009", "f.md") == front(
        around[0], *after, around[1]
    )


def test_an_absent_list_goes_below_the_named_key() -> None:
    text = front("status: accepted", "date: 2026-01-01")
    assert add_to_list(text, "superseded-by", "ADR-0009", "f.md", below="status") == front(
        "status: accepted", "superseded-by: [ADR-0009]", "date: 2026-01-01"
    )


def test_an_entry_that_is_there_changes_nothing() -> None:
    text = front("superseded-by: [ADR-0001, ADR-0009]")
    assert add_to_list(text, "superseded-by", "ADR-0009", "f.md") == text


@pytest.mark.parametrize(
    "lines",
    [
        ["status: >", "  accepted", "  by all"],
        ["status: accepted", "  by all"],
        ["status: [accepted]"],
        ["status: {open: when?}"],
        ["{status: accepted, date: 2026-01-01}"],
        ["other: &a accepted", "status: *a"],
    ],
)
def test_a_place_that_is_not_certain_is_refused(lines: list[str]) -> None:
    with pytest.raises(UsageError, match="cannot be told for certain; change it by hand"):
        set_scalar(front(*lines), "status", "superseded", "f.md")


def test_a_list_with_a_comment_before_its_bracket_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be told for certain"):
        add_to_list(front("superseded-by: [", "  ADR-0001 # a", "]"), "superseded-by", "ADR-0009", "f.md")


def test_front_matter_that_cannot_be_read_is_refused_with_its_place() -> None:
    with pytest.raises(UsageError, match=r"f\.md:3:1: the key `a` stands a second time; mend it first"):
        set_scalar(front("a: 1", "a: 2"), "status", "superseded", "f.md")


KEYS = st.sampled_from(["a", "b-c", "tags", "x-own", "title", "date"])
LINE_ENDS = st.sampled_from(["\n", "\r\n"])
NOISE = st.sampled_from(["", "   ", "# comment: [", "  # indented", "#"])
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=10).map(scalar) | st.sampled_from(
    ["", "[a, b]", "{c: d}", "plain # comment", "'it''s'", "|\n  block\n  text", "\n  - x\n  - y", "\n  c: d"]
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[str], str, str, str]:
    """Lines of front matter around a status line, the line end, a mark before and a body behind."""
    keys = draw(st.lists(KEYS, unique=True, max_size=4))
    lines: list[str] = []
    for key in keys:
        lines += [draw(NOISE)] if draw(st.booleans()) else []
        lines += f"{key}: {draw(VALUES)}".split("\n")
    position = draw(st.integers(0, len(keys)))
    starts = [index for index, line in enumerate(lines) if line[:1].isalpha()]
    status = "status: " + draw(st.sampled_from(["accepted", "accepted # why", "proposed  ", '"draft"']))
    lines.insert([*starts, len(lines)][min(position, len(starts))], status)
    body = draw(st.sampled_from(["", "# T", "# T\n\nText  \nmore", "\n\nstatus: proposed\n---\n"]))
    return lines, draw(LINE_ENDS), draw(st.sampled_from(["", "\ufeff"])), body


@given(documents())
def test_only_the_meant_line_changes(document: tuple[list[str], str, str, str]) -> None:
    lines, line_end, mark, body = document
    text = mark + line_end.join(["---", *lines, "---", body.replace("\n", line_end)])
    old = split_document("f.md", text).front.data
    if old is None or split_document("f.md", text).front.problems:
        return
    once = set_scalar(text, "status", "superseded", "f.md")
    new = split_document("f.md", once).front.data
    assert new == {**old, "status": "superseded"}
    before, after = text.encode().split(b"\n"), once.encode().split(b"\n")
    changed = [index for index, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    assert changed == [next(index for index, line in enumerate(before) if line.startswith(b"status:"))]
    twice = add_to_list(once, "superseded-by", "ADR-0009", "f.md", below="status")
    added = twice.encode().split(b"\n")
    at = changed[0] + 1
    assert added[at] == b"superseded-by: [ADR-0009]" + line_end.encode()[:-1]
    assert [*added[:at], *added[at + 1 :]] == after
    assert split_document("f.md", twice).front.data == {**(new or {}), "superseded-by": ["ADR-0009"]}
