"""Front matter that is not strict YAML: a folder of plain ADRs is read line by line, a programme of ours is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.frontmatter.splitting import read_loosely, split_document
from settled.model.vocabulary import Kind
from settled.records.reading import read_record
from tests.reading.emitting import emit
from tests.reading.generated import bounded, documents


def told(text: str, kind: Kind | None = None, *, is_programme: bool = False) -> list[str]:
    problems = read_record("adr/0001-x.md", text, kind, is_programme=is_programme).problems
    return [f"{problem.location.line}:{problem.location.column} {problem.rule} {problem.hint}" for problem in problems]


def front(text: str) -> object:
    """The data of the front matter `text`, read line by line where that is needed."""
    return read_loosely(split_document("a.md", f"---\n{text}---\n")).front.data


LOOSE = """\
---
# of the team
title: ADR001: Architecture of X   # the first
status: accepted

decision-makers:
  - @ullbergm
  # and
  - "Ann"
links:
  - {target: 2, kind: amends}
note: "Big" news
---

# Architecture of X
"""


@pytest.mark.parametrize("text", [LOOSE, LOOSE.replace("\n", "\r\n"), "\ufeff" + LOOSE])
def test_a_plain_record_is_read_and_the_first_line_without_quotes_is_told(text: str) -> None:
    record = read_record("adr/0001-x.md", text, None, is_programme=False).record
    assert record is not None
    assert record.title == "Architecture of X"
    assert record.status_text == "accepted"
    assert record.decision_makers == ("@ullbergm", "Ann")
    assert (record.front.data or {})["note"] == '"Big" news'
    assert [str(record.at(path)) for path in (("status",), ("decision-makers", 1), ("note",))] == [
        "adr/0001-x.md:4:1",
        "adr/0001-x.md:9:5",
        "adr/0001-x.md:12:1",
    ]
    assert told(text) == [
        '3:8 loose-front-matter write `"ADR001: Architecture of X"`, and put the values at line 7, 12 in quotes too'
    ]


def test_a_programme_of_ours_and_another_kind_are_not_read_loosely() -> None:
    for problems in (
        told(LOOSE, is_programme=True),
        told(LOOSE, Kind.FLOW),
        told(LOOSE.replace("note", "kind: flow\nn")),
    ):
        assert [problem.split()[1] for problem in problems] == ["unreadable-record"]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: b: c\n", {"a": "b: c"}),
        ("a: it's: c\n", {"a": "it's: c"}),
        ("a: 'open\nb: c\n", {"a": "'open", "b": "c"}),
        ("a: [open\nb: [c, d]\n", {"a": "[open", "b": ["c", "d"]}),
        ("a: *b\n", {"a": "*b"}),
        ("a: `b`\n", {"a": "`b`"}),
        ("a: b: c\nd: |\n  e\n  f\n", {"a": "b: c", "d": "e\nf\n"}),
        ("a: b: c\nd:\n  e: {f: g}\n", {"a": "b: c", "d": {"e": {"f": "g"}}}),
        ("a b: c: d\n", {"a b": "c: d"}),
        ("a:\n- @b\n-\n- c\n", {"a": ["@b", None, "c"]}),
        ("a: " + "[" * 100_000 + "\nb: c: d\n", {"a": "[" * 100_000, "b": "c: d"}),
        ("a:b\nc: d: e\n", {"a": "b", "c": "d: e"}),
        ("a:b\nlink:https://x.example\nurl://y\n", {"a": "b", "link": "https://x.example"}),
        ("a:\n\t- b\n", {"a": ["b"]}),
        ("a:\n\tb: c\n\td: e\n", {"a": {"b": "c", "d": "e"}}),
        ('a: 100%\nb: %c\nd: "e\nf: @g\n', {"a": "100%", "b": "%c", "d": '"e', "f": "@g"}),
        # A line that says nothing is left out, and so is a key whose lines do not fit.
        ("a: b: c\nd\n", {"a": "b: c"}),
        ("<<<\na: b\nd\n", {"a": "b"}),
        ("a: b: c\n  d: e\nf: g\n", {"f": "g"}),
        ("a:\n  - @b\n    - c\n", {}),
        ("a: b: c\n  - d\n", {}),
        # What one line cannot tell.
        ("", {}),
        ("a: &b c\nd: *b\ne: f: g\n", None),
        ("- a: b: c\n", None),
        ("a: b: c\x07\n", None),
        ("a: b: c\n" + "# long\n" * 40_000, None),
    ],
)
def test_what_a_line_means(text: str, data: object) -> None:
    assert front(text) == data


@bounded
@given(
    documents,
    st.lists(st.sampled_from(["loose: a: b\n", "loose:\n- @a\n- b\n", "# note\n", "loose: @a # b\n"]), max_size=3),
)
def test_what_is_yaml_already_stays_what_it_is(data: dict[str, object], lines: list[str]) -> None:
    text, places = emit(data)
    strict, loose = (read_loosely(split_document("a.md", f"---\n{more}{text}---\n")) for more in ("", "".join(lines)))
    read = loose.front.data
    if read is not None and "loose" not in data:
        assert {key: value for key, value in read.items() if key != "loose"} == strict.front.data
        shift = "".join(lines).count("\n")
        assert all(loose.front.at(path).line == strict.front.at(path).line + shift for path in places)


@bounded
@given(st.text(alphabet="-#:' \"\n\r[]{}*&|>@ab\u2028\t", max_size=80))
def test_any_text_gives_an_answer_on_its_own_lines(text: str) -> None:
    document = split_document("a.md", f"---\n{text}\n---\n")
    loose = read_loosely(document)
    assert loose.body == document.body
    assert loose.front.text.count("\n") == document.front.text.count("\n")
    assert (loose.front.data is None) == any(each.rule == "unreadable-record" for each in loose.front.problems)
