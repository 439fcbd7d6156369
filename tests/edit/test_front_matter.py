"""Edits of front matter that people wrote: the meant line changes, every other byte stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from settled.edit.front_matter import (
    add_to_list,
    remove_from_list,
    remove_key,
    replace_scalar,
    rewrite_scalars,
    set_list,
    set_scalar,
)
from settled.edit.yaml_text import scalar
from settled.frontmatter.splitting import split_document
from settled.model.errors import UsageError
from tests.edit.differing import differing
from tests.reading.generated import bounded


def front(*lines: str) -> str:
    return "---\n" + "".join(line + "\n" for line in lines) + "---\n\n# Title\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: accepted", "status: superseded"),
        ("status:   accepted   # since May", "status:   superseded   # since May"),
        ('status: "accepted"', 'status: "superseded"'),
        ("status: 'it''s accepted' # so", "status: 'superseded' # so"),
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
        (["superseded-by: [ 'ADR-0001' ,] # x"], ["superseded-by: [ 'ADR-0001', ADR-0009 ,] # x"]),
        (["superseded-by: []"], ["superseded-by: [ADR-0009]"]),
        (["superseded-by:"], ["superseded-by: [ADR-0009]"]),
        (["superseded-by:  # none yet"], ["superseded-by: [ADR-0009]  # none yet"]),
        (["superseded-by: null"], ["superseded-by: [ADR-0009]"]),
        (["superseded-by: ADR-0001 # old"], ["superseded-by: [ADR-0001, ADR-0009] # old"]),
        (["superseded-by: 'ADR-0001'"], ["superseded-by: ['ADR-0001', ADR-0009]"]),
        (["superseded-by: ADR-0001, ADR-0002"], ["superseded-by: [ADR-0001, ADR-0002, ADR-0009]"]),
        (["superseded-by: [", "  ADR-0001 # a", "]"], ["superseded-by: [", "  ADR-0001, ADR-0009 # a", "]"]),
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
        ["other: &a accepted", "status: *a"],
    ],
)
def test_a_place_that_is_not_certain_is_refused(lines: list[str]) -> None:
    with pytest.raises(UsageError, match="cannot be told for certain; change it by hand"):
        set_scalar(front(*lines), "status", "superseded", "f.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["tags: [a, b, c]"], ["tags: [a, c]"]),
        (["tags: [b, a]"], ["tags: [a]"]),
        (["tags: [ a,", "  b # two", "]"], ["tags: [ a # two", "]"]),
        (["tags: ['b' , a,]"], ["tags: [a,]"]),
        (["tags: a, b"], ["tags: a"]),
        (["tags:", "- a # one", "- b # two", "- c"], ["tags:", "- a # one", "- c"]),
        (["tags:", "  - b", "  # about c", "  - c"], ["tags:", "  # about c", "  - c"]),
        (["tags: [b] # all"], []),
        (["tags: b"], []),
        (["tags:", "  - b", "# about x"], ["# about x"]),
        (["tags: [b, a, b]"], ["tags: [a]"]),
        (["tags: [a]"], ["tags: [a]"]),
    ],
)
def test_remove_from_list_takes_the_entry_alone_and_the_key_with_the_last(before: list[str], after: list[str]) -> None:
    text = front("status: accepted  ", *before, "x: 'y'")
    assert remove_from_list(text, "tags", "b", "f.md") == front("status: accepted  ", *after, "x: 'y'")


def test_an_entry_with_a_comment_between_it_and_the_next_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^f\.md:2: the place of `tags` cannot be told for certain"):
        remove_from_list(front("tags: [ # all", "  a, # one", "  b]"), "tags", "b", "f.md")


@pytest.mark.parametrize(
    "entry",
    [
        ["date:"],
        ["date: x # y"],
        ["date: [a,", "  b]"],
        ["date:", "  - a", "  - b # c"],
        ["date: {a: b}"],
        ["date: 'x", " y'"],
    ],
)
def test_remove_key_takes_its_lines_alone(entry: list[str]) -> None:
    text = front("# first", "a: 1", *entry, "# below", "", "b: 2")
    assert remove_key(text, "date", "f.md") == front("# first", "a: 1", "# below", "", "b: 2")
    assert remove_key(remove_key(text, "date", "f.md"), "date", "f.md") == remove_key(text, "date", "f.md")


@pytest.mark.parametrize("lines", [["date: |", "  x"], ["{a: 1, date: x}"], ["? date", ": x"]])
def test_a_key_whose_lines_are_not_certain_is_not_removed(lines: list[str]) -> None:
    with pytest.raises(UsageError, match="cannot be told for certain"):
        remove_key(front(*lines), "date", "f.md")


def test_a_list_is_set_and_those_who_stay_keep_their_places() -> None:
    text = front("deciders:", "- 'ann' # chair", "- bob", "- cyd")
    assert set_list(text, "deciders", ["cyd", "ann", "dan"], "f.md") == front(
        "deciders:", "- 'ann' # chair", "- cyd", "- dan"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    due: 2026/1/5 # why", "    due: 2026-01-05 # why"),
        ("    due: '2026/1/5'", "    due: '2026-01-05'"),
        ('    "due" :  "2026/1/5"', '    "due" :  "2026-01-05"'),
    ],
)
def test_a_value_within_others_is_replaced_in_its_quotes(before: str, after: str) -> None:
    lines = ("failures:", "  - {mode: a, owner: b}", "  - mode: c", "    owner: d")
    text = front(*lines, before, "x: 1")
    assert replace_scalar(text, ("failures", 1, "due"), "2026-01-05", "f.md") == front(*lines, after, "x: 1")


def test_a_value_within_braces_is_replaced() -> None:
    text = front("latency: {open: 'who?', due: 5 January 2026}")
    assert replace_scalar(text, ("latency", "due"), "2026-01-05", "f.md") == front(
        "latency: {open: 'who?', due: 2026-01-05}"
    )


def test_a_value_that_an_alias_repeats_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be told for certain"):
        replace_scalar(front("a: &x {due: 1.1.2026}", "b: *x"), ("a", "due"), "2026-01-01", "f.md")


def test_texts_are_rewritten_wherever_they_stand_and_comments_are_not() -> None:
    text = front("a: [x, 'x x'] # x", "b: |", "  x", "  # x", "# x", "c: {x: x}", "d: plain, x")
    assert rewrite_scalars(text, "f.md", lambda path, value: value.replace("x", "yy")) == front(
        "a: [yy, 'yy yy'] # x", "b: |", "  yy", "  # yy", "# x", "c: {x: yy}", "d: plain, yy"
    )


def test_front_matter_that_cannot_be_read_is_refused_with_its_place() -> None:
    with pytest.raises(UsageError, match=r"f\.md:3:1: the key `a` stands a second time; mend it first"):
        set_scalar(front("a: 1", "a: 2"), "status", "superseded", "f.md")


KEYS = st.sampled_from(["a", "b-c", "x-own", "title", "date"])
LINE_ENDS = st.sampled_from(["\n", "\r\n"])
NOISE = st.sampled_from(["", "   ", "# comment: [", "  # indented", "#"])
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=10).map(scalar) | st.sampled_from(
    ["", "[a, b]", "{c: d}", "plain # comment", "'it''s'", "|\n  block\n  text", "\n  - x\n  - y", "\n  c: d"]
)
STATUSES = st.sampled_from(["accepted", "accepted # why", "proposed  ", '"draft"', "'accepted'  # so"])
LISTS = st.sampled_from(
    [
        "tags: [b]", "tags: [ 'b' ,c , ] # d", "tags: [\n  b, # one\n  c # two\n  ]", "tags:\n- b\n- 'c' # d",
        "tags:\n  -   b   # x\n\n  # own\n  - \"c\"", '"tags" : [b,\n c]',
    ]
)  # fmt: skip
BODIES = st.sampled_from(["", "# T", "# T\n\nText  \nmore", "\n\nstatus: proposed\n---\n", "tags: [b]\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A record with a status, perhaps a list of tags, and whatever else people write around them."""
    entries = [f"{key}: {draw(VALUES)}" for key in draw(st.lists(KEYS, unique=True, max_size=4))]
    entries.insert(draw(st.integers(0, len(entries))), "status: " + draw(STATUSES))
    if draw(st.booleans()):
        entries.insert(draw(st.integers(0, len(entries))), draw(LISTS))
    lines = ["---"]
    for entry in entries:
        lines += [draw(NOISE)] if draw(st.booleans()) else []
        lines += entry.split("\n")
    mark, one, other = draw(st.sampled_from(["", "\ufeff"])), draw(LINE_ENDS), draw(LINE_ENDS)
    ends = st.sampled_from([one, other])
    written = [*lines, "---", *draw(BODIES).split("\n")]
    return mark + "".join(line + draw(ends) for line in written[:-1]) + written[-1]


def data_of(text: str) -> dict[str, Any]:
    document = split_document("f.md", text)
    assume(document.front.data is not None and not document.front.problems)
    return dict(document.front.data or {})


@given(documents())
@bounded
def test_a_status_is_set_in_its_line_and_set_back(text: str) -> None:
    data = data_of(text)
    after = set_scalar(text, "status", "superseded", "f.md")
    assert data_of(after) == {**data, "status": "superseded"}
    old, new = differing(text, after)
    assert (len(old), len(new)) == (1, 1)
    assert old[0].startswith("status: ")
    assert set_scalar(after, "status", data["status"], "f.md") == text


@given(documents())
@bounded
def test_an_entry_is_added_to_a_list_and_taken_out_again(text: str) -> None:
    data = data_of(text)
    after = add_to_list(text, "tags", "new, entry", "f.md", below="status")
    assert data_of(after) == {**data, "tags": [*data.get("tags", []), "new, entry"]}
    old, new = differing(text, after)
    assert (len(old), len(new)) in {(0, 1), (1, 1)}
    assert '"new, entry"' in new[0]
    assert remove_from_list(after, "tags", "new, entry", "f.md") == text


@given(documents())
@bounded
def test_an_absent_key_is_written_and_taken_out_again(text: str) -> None:
    data = data_of(text)
    after = set_scalar(text, "review-by", "2026-12-24", "f.md", below="status")
    assert data_of(after) == {**data, "review-by": "2026-12-24"}
    old, new = differing(text, after)
    assert (old, [line.rstrip("\r") for line in new]) == ([], ["review-by: 2026-12-24"])
    assert remove_key(after, "review-by", "f.md") == text
