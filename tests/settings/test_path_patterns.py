"""Patterns for paths: what they name, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.settings.path_patterns import PathPattern, mistake_in

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\\*?[\n"), min_size=1)
PATHS = st.lists(NAMES.filter(lambda name: name not in {".", "..", "~"}), min_size=1, max_size=5).map("/".join)


@pytest.mark.parametrize(
    ("pattern", "path", "is_named"),
    [
        ("adr/0001-a.md", "adr/0001-a.md", True),
        ("./adr//0001-a.md", "adr/0001-a.md", True),
        ("adr/0001-a.md", "x/adr/0001-a.md", False),
        ("adr", "adr/archive/0001-a.md", True),
        ("adr/", "adr/archive/0001-a.md", True),
        ("adr", "adr2/0001-a.md", False),
        ("adr/*", "adr/0001-a.md", True),
        ("adr/*", "adr/archive/0001-a.md", False),
        ("adr/*/", "adr/archive/0001-a.md", True),
        ("adr/**", "adr/0001-a.md", True),
        ("adr/**", "adr/archive/old/0001-a.md", True),
        ("adr/**", "adr", True),
        ("**/*.md", "a.md", True),
        ("**/*.md", "adr/archive/a.md", True),
        ("**/*.md", "adr/archive/a.rst", False),
        ("adr/**/old/*.md", "adr/old/a.md", True),
        ("adr/**/old/*.md", "adr/x/y/old/a.md", True),
        ("adr/**/old/*.md", "adr/x/y/olds/a.md", False),
        ("**/old/**", "adr/old/x/a.md", True),
        ("**", "adr/a.md", True),
        ("adr/00[0-4]?-*.md", "adr/0049-a.md", True),
        ("adr/00[0-4]?-*.md", "adr/0050-a.md", False),
        ("adr/00[!0-4]?-*.md", "adr/0050-a.md", True),
        ("ADR/*", "adr/a.md", False),
        ("adr/a.b*.md", "adr/axb.md", False),
        ("adr/[[]draft].md", "adr/[draft].md", True),
    ],
)
def test_what_a_pattern_names(pattern: str, path: str, is_named: bool) -> None:
    assert mistake_in(pattern) == ""
    assert PathPattern(pattern).matches(path) is is_named


@given(PATHS)
def test_a_path_without_signs_names_itself_and_all_below_it(path: str) -> None:
    pattern = PathPattern(path)
    assert pattern.matches(path)
    assert pattern.matches(f"{path}/below/it.md")
    assert not pattern.matches(f"above/{path}")


@given(PATHS, st.data())
def test_folders_may_be_left_to_the_stars(path: str, data: st.DataObject) -> None:
    names = path.split("/")
    start = data.draw(st.integers(0, len(names)))
    end = data.draw(st.integers(start, len(names)))
    assert PathPattern("/".join([*names[:start], "**", *names[end:]])).matches(path)
    assert PathPattern("/".join("*" for _ in names)).matches(path)


def test_many_stars_end() -> None:
    assert not PathPattern("/".join(["**", "a"] * 60) + "/b").matches("/".join("a" * 200))


@pytest.mark.parametrize(
    ("pattern", "mistake"),
    [
        ("", "names nothing"),
        (" ", "names nothing"),
        ("./", "names nothing"),
        ("/adr", "is not relative to the project's root"),
        ("~/adr", "is not relative to the project's root"),
        ("C:/adr", "is not relative to the project's root"),
        ("adr/../x", "leads out of the project"),
        ("adr\\old", "is written with backslashes instead of `/`"),
        ("adr/**.md", "joins `**` to other letters"),
        ("adr/00[0-4.md", "opens a `[` that no `]` closes"),
    ],
)
def test_what_is_refused(pattern: str, mistake: str) -> None:
    assert mistake_in(pattern) == mistake
