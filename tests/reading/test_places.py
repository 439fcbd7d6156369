"""A finding's place is that of the key, however the text is written and however much of it was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from settled.frontmatter import YamlDocument, read_yaml

REFERENCE = Path(__file__).resolve().parents[2] / "decisions"
KEYS = st.sampled_from(["status", "owner", "failure-owner", "a", "key", "what: ever", "- a", "#", "on", "ключ"])
TEXTS = st.text(st.sampled_from("ab :#-'\"\n{}[]|>&*é\u2028"), max_size=12)
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
MAPS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    yield (*path, "nowhere")
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield from _paths(inner, (*path, key))


def _assert_same_places(text: str) -> None:
    yaml_document, whole = read_yaml("a.yml", text), read_yaml("a.yml", text)
    whole.has(("status",))  # looks at all of it
    for path in _paths(yaml_document.data):
        for value in (False, True):
            assert yaml_document.at(path, value=value) == whole.at(path, value=value), (path, text)


@given(data=MAPS, is_flow=st.sampled_from([True, False, None]), indent=st.integers(2, 5))
def test_a_place_is_the_same_whether_all_was_looked_at_or_one_key(data: Any, is_flow: bool | None, indent: int) -> None:
    _assert_same_places(yaml.safe_dump(data, default_flow_style=is_flow, indent=indent, allow_unicode=True))


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  text\n  status: no\nstatus: yes\n",
        "a:\n- one\n- status: two\n\n# a comment\n- three\nstatus: yes\n",
        'a: "of two\n  status: lines"\nstatus: yes\n',
        "{a: 1,\nstatus: 2\n}\n",
        "status : spaced\na: [1,\n 2]\n",
        '"status": quoted\na: 1\n',
        "a: 1\r\nstatus:\r\n  - x\r\n",
        "status: {a: b}\n...\n",
    ],
)
def test_a_place_in_a_text_that_is_hard_to_take_apart(text: str) -> None:
    _assert_same_places(text)


def test_places_in_the_reference_programme() -> None:
    for path in sorted(REFERENCE.rglob("*.md")):
        parts = path.read_text("utf-8").split("---\n", 2)
        if len(parts) == 3:
            _assert_same_places(parts[1])


def test_a_located_text_that_was_not_read_has_its_first_line() -> None:
    assert read_yaml("a.yml", "a: [").at(("a",)).line == 1
    assert isinstance(read_yaml("a.yml", "a: 1"), YamlDocument)
