"""YAML that is read line by line, without the parser, is read as the parser reads it: values, mistakes and places."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from settled.frontmatter import YamlDocument, read_yaml, yaml_reading
from settled.frontmatter.plain_yaml import read_plain
from settled.frontmatter.splitting import split_document
from settled.model.written_values import Path as Place
from tests.reading.generated import anything, bounded, documents, often

ROOT = Path(__file__).resolve().parents[2]

# Values that are read line by line stand beside those that only look like them.
VALUES = (
    "", "word", "two words", "~", "null", "'it''s'", '"so"', "''", "x: y", "x #y", "x#y", "x:", "a, b", "x]", "- x",
    "https://a.b/c?d#e", "|", ">-", "&a", "*a", "!!str x", "[]", "{}", "{ }", "[a, b]", "[ a ,b c ]", "[a,]", "[~]",
    "[a, null]", "[a: b]", "[a:]", "[a:b, c]", "[x?]", "[-1]", "[https://a/b, c#d]", "[[a], [b, {c: d}]]", "[x]]",
    "{a}", "{a: }", "{a: ~}", "{a:b}", "{a: b, a: c}", "{a: b:c}", "{a: [b], c: 'd', e: \"f\"}", '{"a": b}', "{a: [}",
    "{open: x}", "é", "\u3000x", "x\u2028y", "x\ny", "x\n  y", "'x\n  y'", "TODO", "n/a", "the event", "\\",
)  # fmt: skip
KEYS = (
    "a: ",
    "b: ",
    "a:",
    "b:",
    "c d: ",
    "open: ",
    "x-y.z: ",
    '"q": ',
    "? ",
    "<<: ",
    "a : ",
    "a:b: ",
    "",
    "é: ",
    "1: ",
)
LINES = st.tuples(
    st.sampled_from(("", "", "", " ", "  ", "  ", "    ", "\t")),
    st.sampled_from(("", "", "", "- ", "-  ", "- - ", "-")),
    st.sampled_from(KEYS),
    st.sampled_from(VALUES),
    st.sampled_from(("", "", "", " ", " # said", "\r")),
).map("".join)
ALMOST_PLAIN = st.lists(st.one_of(LINES, st.sampled_from(("", "# said", "  # said", "---", "..."))), max_size=8).map(
    "\n".join
)
WORDS = st.text(alphabet="ab é:#-,.'", min_size=1, max_size=5)
FLOWS = st.recursive(
    WORDS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)), max_leaves=6
)


def by_the_parser(text: str) -> YamlDocument:
    """`text` as it is read where no line is read without the parser."""
    with patch.object(yaml_reading, "read_plain", return_value=None):
        return read_yaml("a.yml", text)


def places_in(value: object, place: Place = ()) -> list[Place]:
    """Every place in some data."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(each for key, inner in entries for each in places_in(inner, (*place, key)))]


def assert_read_alike(text: str) -> None:
    plain, parsed = read_yaml("a.yml", text), by_the_parser(text)
    assert plain == parsed
    places = places_in(plain.data)
    assert [plain.at(place) for place in places] == [parsed.at(place) for place in places]


@settings(bounded, max_examples=often(400, 5000))
@given(ALMOST_PLAIN)
def test_lines_that_may_be_plain_are_read_alike(text: str) -> None:
    assert_read_alike(text)
    assert_read_alike(text + "\n")


@bounded
@given(anything)
def test_any_text_is_read_alike(text: str) -> None:
    assert_read_alike(text)
    assert_read_alike(f"a:\n  - b: {text}\n    c: [{text}]\n")


@bounded
@given(documents, st.sampled_from([True, False, None]), st.integers(2, 5))
def test_what_is_written_by_another_tool_is_read_alike(
    data: dict[str, object], is_flow: bool | None, indent: int
) -> None:
    assert_read_alike(yaml.safe_dump(data, default_flow_style=is_flow, indent=indent, allow_unicode=True, width=1000))


@bounded
@given(st.dictionaries(WORDS, FLOWS, max_size=4), st.sampled_from([True, False, None]))
def test_what_is_written_on_one_line_is_read_alike(data: dict[str, object], is_flow: bool | None) -> None:
    assert_read_alike(yaml.safe_dump(data, default_flow_style=is_flow, allow_unicode=True, width=1000))


def test_all_records_of_this_repository_are_read_alike() -> None:
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "decisions").rglob("*.md"))]
    fronts = [split_document("a.md", text).front.text for text in texts]
    for front in fronts:
        assert_read_alike(front)
    assert sum(read_plain(front) is not None for front in fronts) > len(fronts) * 0.9


@pytest.mark.parametrize(
    "text",
    [
        "a:\n- b\n- c\nd: e\n",
        "a:\n  - b: c\n    d:\n      - e\n  - f: g\nh: [i, j]\n",
        "a:\n\n  # said\n  b: {c: d, e: [f, 'g'], h: {i: \"j\"}}\n",
        "a:\nb: ~\nc: ''\n",
        "\n# nothing else\n",
    ],
)
def test_plain_lines_need_no_parser(text: str) -> None:
    assert read_plain(text) is not None
    assert_read_alike(text)


@pytest.mark.parametrize("depth", [10, 50, 58, 59, 60, 61, 70, 300])
def test_what_is_too_deep_is_too_deep_without_the_parser(depth: int) -> None:
    assert_read_alike("\n".join(f"{' ' * level}a:" for level in range(depth)))
    assert_read_alike("a: " + "[" * depth + "]" * depth)
    assert_read_alike("a:\n  - b:\n      - " + "{a: " * depth + "x" + "}" * depth)
