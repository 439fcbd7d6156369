"""The front matter parser: nothing is guessed, everything keeps its place, and no text makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import given

from settled.frontmatter import MAXIMUM_BYTES, MAXIMUM_DEPTH, MAXIMUM_NODES, read_yaml
from settled.frontmatter.splitting import split_document
from tests.reading.emitting import emit
from tests.reading.generated import anything, bounded, documents


def problems(text: str) -> list[str]:
    """`line:column rule message` of all problems of `text`, read as a whole file."""
    found = split_document("a.md", text).front.problems
    return [f"{problem.location.line}:{problem.location.column} {problem.rule} {problem.message}" for problem in found]


@bounded
@given(anything)
def test_any_text_gives_an_answer(text: str) -> None:
    for document in (split_document("a.md", text), split_document("a.md", f"---\n{text}\n---\n")):
        front = document.front
        assert (front.data is None) == any(problem.rule == "unreadable-record" for problem in front.problems)
        assert front.at(("key", 0, "open")).line >= 1
        assert all(problem.location.line >= 1 and problem.location.column >= 1 for problem in front.problems)


@bounded
@given(documents)
def test_every_key_is_found_where_it_was_written(data: dict[str, object]) -> None:
    text, places = emit(data)
    front = split_document("a.md", f"---\n{text}---\n\n# Title\n").front
    assert front.problems == ()
    assert {path: (front.at(path).line - 1, front.at(path).column) for path in places} == places
    assert all(front.has(path) for path in places)


@bounded
@given(documents)
def test_what_was_written_is_what_is_read(data: dict[str, object]) -> None:
    text, _ = emit(data)
    assert read_yaml("a.yml", text).data == data


@pytest.mark.parametrize(
    "scalar",
    [
        "NO", "yes", "on", "true", "12:30", "007", "1e3", "0x1F", "2026-11-23", "2026-11-23T10:00:00Z", "1_000",
        ".inf", "1.0", "=", "<<", "a:b", "Null", "NULL", "None", "-1", "+1", "0o17", "a@b",
    ],
)  # fmt: skip
def test_a_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    assert read_yaml("a.yml", f"key: {scalar}\nlist: [{scalar}]\n").data == {"key": scalar, "list": [scalar]}
    assert read_yaml("a.yml", f"{scalar}: value\n").data == {scalar: "value"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("''", ""),
        ('""', ""),
        ("'~'", "~"),
        ('"null"', "null"),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_nothing_written_is_none_and_an_empty_text_is_a_text(text: str, value: object) -> None:
    assert read_yaml("a.yml", f"key: {text}\nlist:\n  - {text}\n").data == {"key": value, "list": [value]}


@pytest.mark.parametrize(
    "text", ["{system}", "{event | queue}", "{YYYY-MM-DD when it was last updated}", "{a, b}", "{{name}}"]
)
def test_bare_braces_of_a_template_stay_the_text_that_was_written(text: str) -> None:
    assert read_yaml("a.yml", f"key: {text}\nlist: [{text}]\n").data == {"key": text, "list": [text]}


def test_braces_with_values_are_a_map() -> None:
    assert read_yaml("a.yml", "key: {a: 1, b: }\n").data == {"key": {"a": "1", "b": None}}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_places_of_each_kind_of_line_end(end: str) -> None:
    text = "---\na: 1\nb:\n  c: 2\n---\n\n# Title\nText\n".replace("\n", end)
    document = split_document("a.md", text)
    assert document.front.data == {"a": "1", "b": {"c": "2"}}
    assert [document.front.at(path).line for path in (("a",), ("b",), ("b", "c"))] == [2, 3, 4]
    assert document.body_line == 6
    assert document.body.splitlines() == ["", "# Title", "Text"]


def test_a_byte_order_mark_is_passed_over() -> None:
    document = split_document("a.md", "\ufeff---\na: 1\n---\n# T\n")
    assert document.front.data == {"a": "1"}
    assert document.front.at(("a",)).line == 2
    assert split_document("a.md", "\ufeff# T\n").body == "# T\n"


@pytest.mark.parametrize(
    "text", ["---\na: 1\n---", "---\na: 1\n--- ", "---\na: 1\n...\n", "---  \na: 1\n---\t\n", "---\na: 1\n---\r\n"]
)
def test_fences(text: str) -> None:
    document = split_document("a.md", text)
    assert document.front.data == {"a": "1"}
    assert document.body == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "# T\n",
        "--- \n",
        "---\n",
        "----\na: 1\n----\n",
        " ---\na: 1\n---\n",
        "--\na: 1\n--\n",
        "---\n\nText after a rule.\n",
    ],
)
def test_files_without_front_matter(text: str) -> None:
    document = split_document("a.md", text)
    assert document.front.data == {}
    assert not document.has_front_matter
    assert document.front.problems == ()


def test_a_line_of_dashes_in_the_body_is_not_a_fence() -> None:
    document = split_document("a.md", "---\na: 1\n---\n# T\n\n---\nb: 2\n---\n")
    assert document.front.data == {"a": "1"}
    assert document.body == "# T\n\n---\nb: 2\n---\n"


def test_empty_front_matter_is_a_map_without_keys() -> None:
    document = split_document("a.md", "---\n---\n# T\n")
    assert (document.front.data, document.has_front_matter, document.body_line) == ({}, True, 3)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0c", "\x0b", "\x1c"])
def test_only_line_feeds_count_lines_of_the_body(separator: str) -> None:
    document = split_document("a.md", f"---\na: 1\n---\n\nA{separator}B\n# T\n")
    assert (document.body, document.body_line) == (f"A{separator}B\n# T\n".join(["\n", ""]), 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: 1\n", "1:1 unreadable-record the front matter that begins here is never closed"),
        ("---\na: b: c\n---\n", "2:5 unreadable-record a colon and a space in the middle of an unquoted text"),
        ("---\na:\n\tb: 1\n---\n", "3:1 unreadable-record a character that cannot begin a value here"),
        ("---\na: [1, 2\nb: 3\n---\n", "3:2 unreadable-record a bracket or brace that is not closed"),
        ("---\na: 'open\n---\n", "3:1 unreadable-record a quote or bracket that is never closed"),
        ("---\na: *b\n---\n", "2:4 unreadable-record an alias (`*name`) without its anchor (`&name`)"),
        ("---\n- a\n- b\n---\n", "2:1 unreadable-record this is not a list of `key: value` lines"),
        ("---\njust text\n---\n", "2:1 unreadable-record this is not a list of `key: value` lines"),
        ("---\n[a]: b\n---\n", "2:1 unreadable-record a map or list stands where a key is expected"),
        ("---\na: 1\na: 2\n? b: c\n---\n", "4:3 unreadable-record a map or list stands where a key is expected"),
        ("---\nb: 1\na: \x01\n---\n", "3:4 unreadable-record an invisible control character"),
        ("---\na: @b\n---\n", "2:4 unreadable-record a character that cannot begin a value here"),
        ('---\na: "\\q"\n---\n', "2:5 unreadable-record a backslash that means nothing inside double quotes"),
        ("---\na: &x [*x]\n---\n", "2:4 unreadable-record an alias stands inside the value that it names"),
        ("---\na: 1\na: 2\n---\n", "3:1 duplicate-key the key `a` stands a second time"),
        ("---\na: !!int 5\n---\n", "2:4 invalid-value the tag `tag:yaml.org,2002:int` is not read"),
        ("---\na: !mine 5\n---\n", "2:4 invalid-value the tag `!mine` is not read"),
        (
            "---\na: !!python/object/apply:os.system [id]\n---\n",
            "2:4 invalid-value the tag `tag:yaml.org,2002:python/object/apply:os.system` is not read",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(text: str, expected: str) -> None:
    assert problems(text) == [expected]


def test_of_two_equal_keys_the_first_counts_and_both_places_are_told() -> None:
    front = split_document("a.md", "---\na: 1\nb: {c: 1, c: 2}\na: 2\n---\n").front
    assert front.data == {"a": "1", "b": {"c": "1"}}
    assert [
        (problem.location.line, problem.location.column, problem.related[0][0].line) for problem in front.problems
    ] == [
        (3, 11, 3),
        (4, 1, 2),
    ]
    assert front.at(("a",)).line == 2


@pytest.mark.parametrize(
    ("path", "line"),
    [(("a", "b", "c"), 2), (("x",), 1), ((), 1), (("d", 5), 4), (("d", 1, "e"), 6), (("d", 1, "gone"), 6)],
)
def test_where_a_key_is_gone_the_nearest_above_it_is_named(path: tuple[str | int, ...], line: int) -> None:
    front = split_document("a.md", "---\na:\n  x: 1\nd:\n  - 1\n  - e: 2\n---\n").front
    assert front.at(path).line == line


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * (MAXIMUM_DEPTH + 1) + "]" * (MAXIMUM_DEPTH + 1),
        "a: " + "{b: " * (MAXIMUM_DEPTH + 1) + "1" + "}" * (MAXIMUM_DEPTH + 1),
        "".join(" " * depth + "a:\n" for depth in range(MAXIMUM_DEPTH + 2)),
        "a:\n  " + "- " * (MAXIMUM_DEPTH + 1) + "1",
        "a:\n  " + "? " * (MAXIMUM_DEPTH + 1) + "1",
        "a: " + "[" * 50_000,
        "a:\n  " + "- " * 50_000,
        "".join(" " * depth + "a:\n" for depth in range(500)),
    ],
    ids=range(8),
)
def test_deep_nesting_is_refused_in_one_sentence(text: str) -> None:
    (found,) = read_yaml("a.yml", text).problems
    assert found.message == f"maps and lists within one another more than {MAXIMUM_DEPTH} deep are not read"


def test_wide_and_long_is_not_deep() -> None:
    text = "".join(f"key-{number}: [a, b, {{c: d}}]\n" for number in range(2000)) + "long: " + "- [ {" * 500 + "\n"
    assert len(read_yaml("a.yml", text.replace("long: -", "long: x-")).data or {}) == 2001


def test_an_alias_is_read_and_a_bomb_of_aliases_is_not() -> None:
    assert read_yaml("a.yml", "a: &x [1, 2]\nb: *x\n").data == {"a": ["1", "2"], "b": ["1", "2"]}
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 20)
    )
    (found,) = read_yaml("a.yml", bomb).problems
    assert found.message == f"aliases blow this up to more than {MAXIMUM_NODES:,} values"
    maps = "a0: &a0 {x: x, y: x, z: x}\n" + "".join(
        f"a{level}: &a{level} {{x: *a{level - 1}, y: *a{level - 1}, z: *a{level - 1}}}\n" for level in range(1, 30)
    )
    (found,) = read_yaml("a.yml", maps).problems
    assert found.message == f"aliases blow this up to more than {MAXIMUM_NODES:,} values"


@pytest.mark.parametrize("letter", ["x", "é", "\ud800"])
def test_front_matter_that_is_too_big_is_refused_in_one_sentence(letter: str) -> None:
    front = read_yaml("a.yml", f"a: {letter * MAXIMUM_BYTES}\n")
    assert front.data is None
    (found,) = front.problems
    assert found.message.endswith(f"KB of YAML; more than {MAXIMUM_BYTES // 1024} KB are not read")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_only_line_feeds_count_lines_of_the_front_matter(separator: str) -> None:
    front = split_document("a.md", f'---\na: "x{separator}y"\nb: {{c: 1}}\nb: 2\n---\n').front
    assert [str(front.at(path)) for path in (("a",), ("b",), ("b", "c"))] == ["a.md:2:1", "a.md:3:1", "a.md:3:5"]
    assert [str(problem.location) for problem in front.problems] == ["a.md:4:1"]
