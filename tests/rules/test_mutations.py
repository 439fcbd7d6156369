"""A complete flow with one key gone, or one value of the wrong shape: what is lost is told, at its line."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest

from settled.frontmatter.splitting import split_document
from settled.project import load
from settled.rules.engine import check
from tests.reading.emitting import Path, emit
from tests.rules.checking import short, write_flow
from tests.samples import CATALOG, FLOW

SECTIONS = (
    "source", "consumers", "may-change", "may-reject", "corrections",
    "pattern", "identifiers", "latency", "idempotency", "failures",
)  # fmt: skip

NOT_ASKED: frozenset[Path] = frozenset(
    {
        # The changer is no consumer: with `fields` it adds its own, with `conflict` it may change the whole object.
        ("may-change", 0, "fields"),
        ("may-change", 0, "conflict"),
        # What else was thought of helps the reader; no rule asks for it.
        ("pattern", "instead-of"),
        # Not every flow has an order to keep; whether it has is asked of the section as a whole.
        ("pattern", "ordering", "needed"),
        # One prefix is enough to tell environments apart.
        ("identifiers", 0, "prefix", "production"),
        ("identifiers", 0, "prefix", "test"),
        # The class is what the decision needs; `if-late` is asked once the flow is accepted.
        ("latency", "within"),
        ("latency", "if-late"),
        ("idempotency", "retry", "backoff"),
        # Asked from build on.
        ("idempotency", "remembers"),
        # Asked from the rehearsal on.
        ("failures", 0, "runbook"),
    }
)
"""Keys whose absence no rule asks about yet."""


def complete() -> dict[str, Any]:
    data = split_document("flow.md", FLOW).front.data
    assert data is not None
    return copy.deepcopy(data)


def keys_below(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key)
            yield from keys_below(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from keys_below(item, (*path, index))


ASKED_LATER: frozenset[Path] = frozenset({("latency", "if-late"), ("idempotency", "remembers")})

NOT_ASKED_LIVE: frozenset[Path] = frozenset(
    {
        *(path for path in NOT_ASKED - ASKED_LATER if path[0] != "failures"),
        # The folder says the same.
        ("kind",),
        # Told by git, and by rules that read it.
        ("date",),
        ("decision-makers",),
        # A flow that names no phase is in design, where less is asked; medium is the rating where there is none.
        ("phase",),
        ("criticality",),
        # How much passes, and through what: for people, and for the pictures.
        ("volume",),
        ("volume", "per-day"),
        ("volume", "peak-per-minute"),
        ("via",),
    }
)
"""Keys whose absence no rule asks about in an accepted flow that is live."""

CASES: Path = ("slices", "exceptions", "cases")

TOLD_ELSEWHERE: dict[Path, Path] = {
    # Told where the reader has to act: at the slice that runs too early, at the word `proven`, at the list of cases.
    ("slices", "thin", "state"): ("slices", "exceptions", "state"),
    ("slices", "thin", "evidence"): ("slices", "thin", "state"),
    ("slices", "exceptions", "evidence"): ("slices", "exceptions", "state"),
}
"""Keys whose absence is told at another key."""

KEYS = tuple(path for section in SECTIONS for path in ((section,), *keys_below(complete()[section], (section,))))


def in_words(path: Path) -> str:
    return ".".join(str(part) for part in path)


def parent_of(data: dict[str, Any], path: Path) -> Any:
    value: Any = data
    for part in path[:-1]:
        value = value[part]
    return value


def findings(root: FilePath, data: dict[str, Any]) -> tuple[list[str], dict[Path, int]]:
    """`line severity code` of every finding of a flow with this front matter, and the line of each key."""
    text, places = emit(data)
    project = write_flow(root, f"---\n{text}---\n\n# Order export\n\nOrders go to the ERP.\n")
    return [short(finding) for finding in check(project).findings], {
        path: line + 1 for path, (line, _) in places.items()
    }


def line_above(path: Path, lines: dict[Path, int]) -> int:
    """The line of the nearest key above `path` that is still there; the first line where none is."""
    return next((lines[path[:length]] for length in range(len(path) - 1, 0, -1) if path[:length] in lines), 1)


def live() -> dict[str, Any]:
    return {**complete(), "status": "accepted", "phase": "live"}


LIVE_KEYS = tuple(keys_below(live(), ()))


@pytest.mark.parametrize("path", LIVE_KEYS, ids=in_words)
def test_whatever_goes_from_a_live_flow_is_told_once(tmp_path: FilePath, path: Path) -> None:
    data = live()
    del parent_of(data, path)[path[-1]]
    found, lines = findings(tmp_path, data)
    if path in NOT_ASKED_LIVE:
        assert found == []
        return
    place = TOLD_ELSEWHERE.get(path) or (CASES if path[:3] == CASES and path != CASES else None)
    expected = line_above(path, lines) if place is None else lines[place]
    assert [line.partition(" ")[0] for line in found] == [str(expected)]


DAMAGES: tuple[Any, ...] = (
    None, "", "   ", "TODO", "{what is it?}", [], {}, [None], [""], {"open": "Why?"}, ["a", ["b"]], "-4 h", "0 min",
    {"open": "Why?", "owner": "erp-team", "due": "2099-01-01"}, {"open": None}, "x" * 5000, "\u0000", "\u2028",
)  # fmt: skip
"""What a value may be replaced by: nothing, blanks, template text, other shapes, open questions, what nobody writes."""


def test_no_damage_to_any_value_ends_a_run(tmp_path: FilePath) -> None:
    root = tmp_path / "decisions/flows"
    root.mkdir(parents=True)
    (tmp_path / "decisions/catalog.yml").write_text(CATALOG, encoding="utf-8")
    # Of each key every third damage, in turn: the keys of one shape see all of them.
    damaged = [(path, damage) for at, path in enumerate(LIVE_KEYS) for damage in DAMAGES[at % 3 :: 3]]
    for number, (path, damage) in enumerate(damaged, 1):
        data = live()
        parent_of(data, path)[path[-1]] = damage
        text = json.dumps(data, ensure_ascii=True)
        (root / f"{number:04d}-flow.md").write_text(f"---\n{text}\n---\n\n# Flow {number}\n", encoding="utf-8")
    project = load(tmp_path)
    found = check(project).findings
    assert len(project.records) + len(project.unreadable) == len(damaged)
    assert {finding.location.file for finding in found if finding.code == "R013"}


def test_the_list_of_keys_is_the_whole_flow_and_no_exception_is_stale(tmp_path: FilePath) -> None:
    assert findings(tmp_path, complete())[0] == []
    assert len(KEYS) == 58
    assert set(KEYS) >= NOT_ASKED
    assert findings(tmp_path, live())[0] == []
    assert set(LIVE_KEYS) >= NOT_ASKED_LIVE


@pytest.mark.parametrize("path", KEYS, ids=in_words)
def test_a_key_that_is_gone_is_told_at_the_nearest_line_above(tmp_path: FilePath, path: Path) -> None:
    data = complete()
    del parent_of(data, path)[path[-1]]
    found, lines = findings(tmp_path, data)
    if path in NOT_ASKED:
        assert found == []
    else:
        assert [line.partition(" ")[0] for line in found] == [str(line_above(path, lines))]


@pytest.mark.parametrize("path", KEYS, ids=in_words)
def test_a_value_of_the_wrong_shape_is_told_once_at_its_line(tmp_path: FilePath, path: Path) -> None:
    data = complete()
    parent = parent_of(data, path)
    # A text becomes a list, a map or list of maps a text, a list of texts a map.
    value = parent[path[-1]]
    is_texts = isinstance(value, list) and isinstance(value[0], str)
    parent[path[-1]] = ["soon"] if isinstance(value, str) else {"soon": "later"} if is_texts else "soon"
    found, lines = findings(tmp_path, data)
    assert found == [f"{lines[path]} error R013"]


@pytest.mark.parametrize("path", KEYS, ids=in_words)
def test_a_misspelt_key_is_told_at_its_line(tmp_path: FilePath, path: Path) -> None:
    if path[:-1] in {("identifiers", 0, "in"), ("identifiers", 0, "prefix")}:
        expected = {"in": "R007", "prefix": None}[str(path[-2])]  # these keys are systems and environments
    else:
        expected = "R008"
    data = complete()
    parent = parent_of(data, path)
    renamed = {f"{key}z" if key == path[-1] else key: value for key, value in parent.items()}
    parent.clear()
    parent.update(renamed)
    found, lines = findings(tmp_path, data)
    line = lines[*path[:-1], f"{path[-1]}z"]
    assert (f"{line} error {expected}" in found) == (expected is not None)


@pytest.mark.parametrize("path", KEYS, ids=in_words)
def test_a_team_may_add_keys_of_its_own_anywhere(tmp_path: FilePath, path: Path) -> None:
    data = complete()
    parent = parent_of(data, path)
    if path[:-1] in {("identifiers", 0, "in"), ("identifiers", 0, "prefix")}:
        parent = data
    parent["x-note"] = {"anything": ["at", "all"]}
    assert findings(tmp_path, data)[0] == []
