"""Whatever text goes into YAML comes out again as the same text, on one line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from settled.edit.yaml_text import entry_lines, inline, scalar
from settled.frontmatter import read_yaml

# Half of a surrogate pair is no text and cannot be written to a file; the command refuses it in a title.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
AWKWARD = st.text(alphabet=" \t\n\r:#-?,[]{}&*!|>'\"%@`~\\.0n\x00\x07\x85\u2028\ufeff\U0001f680aé", max_size=12)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("order paid", "order paid"),
        ("ERP: the end", '"ERP: the end"'),
        ("C# and #1", '"C# and #1"'),
        ("# not a comment", '"# not a comment"'),
        ('say "no"', 'say "no"'),
        ('"no": a', "'\"no\": a'"),
        ("it's: fine", '"it\'s: fine"'),
        ("a\\b: c", "'a\\b: c'"),
        ("two\nlines", '"two\\nlines"'),
        ("ship 🚀 it", "ship 🚀 it"),
        ("NO", '"NO"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("2026-11-23", '"2026-11-23"'),
        ("12000", '"12000"'),
        ("12:30", '"12:30"'),
        ("", '""'),
        (" spaced ", '" spaced "'),
        ("- a", '"- a"'),
        ("*a", '"*a"'),
        ("\x07", '"\\x07"'),
        ("\u2028", '"\\u2028"'),
    ],
)
def test_scalar(text: str, written: str) -> None:
    assert scalar(text) == written


@pytest.mark.parametrize("text", ["2026-12-15", "12000", "0.5", "true"])
def test_what_is_meant_as_a_date_number_or_yes_stays_without_quotes(text: str) -> None:
    assert scalar(text, typed=True) == text


@given(TEXTS | AWKWARD)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    written = scalar(text)
    assert "\n" not in written
    yaml_document = read_yaml("x.yml", f"key: {written}\n")
    assert yaml_document.problems == ()
    assert yaml_document.data == {"key": text}
    # A reader that guesses types sees the same text.
    assert yaml.safe_load(f"key: {written}\n") == {"key": text}


@given(st.lists(TEXTS | AWKWARD, max_size=5))
def test_a_list_comes_back_as_it_was(texts: list[str]) -> None:
    yaml_document = read_yaml("x.yml", f"key: {inline(texts)} # comment\n")
    assert yaml_document.problems == ()
    assert yaml_document.data == {"key": texts}


VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS | AWKWARD | st.lists(TEXTS, max_size=3),
    lambda inner: (
        st.dictionaries(TEXTS, inner, min_size=1, max_size=3)
        | st.lists(st.dictionaries(TEXTS, inner, min_size=1, max_size=3), max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_maps_and_lists_within_one_another_come_back_as_they_were(value: Any) -> None:
    yaml_document = read_yaml("x.yml", "\n".join(entry_lines("key:", 0, value)) + "\n")
    assert yaml_document.problems == ()
    assert yaml_document.data == {"key": value}
