"""Records that are kept by content: the same as read ones, and never a reason to fail."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from settled.files.cache import CacheFile
from settled.formats.dialect import read_document
from settled.model.status_words import STATUS_WORDS
from settled.model.vocabulary import Kind
from settled.project import Project, load
from settled.records import ReadRecord
from settled.records.kept import KeptRecords, key_of
from settled.records.reading import read_record
from settled.rules.engine import check
from tests.conftest import Outcome
from tests.copies import AdrCopy
from tests.reading.generated import often
from tests.samples import CATALOG, DECISION, FLOW

RISK = """\
---
kind: risk
status: open
date: 2026-11-23
statement: {condition: one gateway, event: it fails, consequence: no orders}
owner: order-operations
response: mitigate
exposure: {likelihood: high, impact: low, per-year: {low: 1, likely: 2.5, high: 10, unit: EUR}}
actions:
  - {what: a second gateway, owner: {open: who pays?, owner: erp-team, due: 2026-12-15}, due: 2026-12-01, done: false}
acceptance: {by: erp-team, until: 2027-01-01, level: low, reason: known}
---

# One gateway
"""
FILES = {
    "decisions/adr/0001-use-events.md": DECISION,
    "decisions/flows/0001-orders.md": FLOW,
    "decisions/risks/0001-one-gateway.md": RISK,
}
PIECES = (
    "\n", "---\n", "status: accepted\n", "status: {open: when?, owner: me}\n", "date: 2026-02-30\n", "kind: flow\n",
    "x-own: {a: [1, two]}\n", "{text}", "TODO", '"', ": ", "- a\n", "  ", "\t", "[", "]", "\u2028", "é", "\x85",
    "open: why?\n", "within: 3 fortnights\n", "<!-- ", "```\n", "# Title\n", "superseded-by: [ADR-9]\n", "&a ", "*a",
    "tags: [a, {open: b}]\n", "[a](b.md 'c')", "![a](<b c.md>)", "\n[a]: b.md\n",
    "ignore: [{rule: D001, reason: so, until: 2026-12-01}]\n", "\ufeff", "",
)  # fmt: skip

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]


def kept(folder: Path) -> KeptRecords:
    return KeptRecords(CacheFile(folder / "records", "test"))


def said(project: Project) -> list[str]:
    return [repr(finding) for finding in check(project).findings]


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, str]:
    """One of the records with some of its text replaced."""
    file = draw(st.sampled_from(sorted(FILES)))
    text = FILES[file]
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(PIECES))
        text = text[:start] + piece + text[start + draw(st.sampled_from((0, 0, 1, 5, 40))) :]
    return file, text


@given(mutations(), st.booleans())
@example(("decisions/risks/0001-one-gateway.md", RISK), True)
@example(("decisions/flows/0001-orders.md", FLOW), True)
@example(("adr/0001-a.md", "---\ntitle: ADR1: colons\ntags: [@ann]\n---\n# A\n"), False)
@example(("adr/0001-a.rst", "Use events\n==========\n\n:Status: accepted\n\nSee `B <0002-b.rst>`_\n"), False)
@example(("adr/0001-a.adoc", "= Use events\n\nStatus: accepted\n"), False)
def test_a_kept_record_is_the_one_that_was_read(
    tmp_path_factory: pytest.TempPathFactory, record: tuple[str, str], is_programme: bool
) -> None:
    file, text = record
    folder = tmp_path_factory.mktemp("kept")
    read = read_record(file, text, Kind.FLOW if "flow" in file else None, is_programme=is_programme)
    first = kept(folder)
    first.keep(b"key", read, text, is_programme=is_programme)
    first.save()
    again = kept(folder).find(b"key", file, text)
    assert again == read
    if read.record is not None and again is not None and again.record is not None:
        assert again.record.body.links == again.record.links
        assert again.record.body.__dict__ == read.record.body.__dict__
        assert again.record.content.model_fields_set == read.record.content.model_fields_set
        for told in ("is_flow", "phase", "criticality"):
            assert told in again.record.__dict__
            assert getattr(again.record, told) == getattr(read.record, told)
        assert again.record.open_questions == read.record.open_questions
        for path in ((key,) for key in read.record.front.data or {}):
            assert again.record.at(path) == read.record.at(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=often(25, 40))
@given(st.lists(mutations(), max_size=3))
def test_the_findings_are_the_same_without_with_an_empty_and_with_a_full_cache(
    tree: Tree, tmp_path_factory: pytest.TempPathFactory, changed: list[tuple[str, str]]
) -> None:
    root, cache = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("cache")
    tree({"decisions/catalog.yml": CATALOG}, root)
    for file, text in {**FILES, **dict(changed)}.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8", newline="")
    with mock.patch.dict(os.environ, {"SETTLED_CACHE_DIR": "off"}):
        without = said(load(root))
    with mock.patch.dict(os.environ, {"SETTLED_CACHE_DIR": str(cache)}):
        cold, warm = said(load(root)), said(load(root))
    assert cold == without
    assert warm == without


def programme(tree: Tree) -> Path:
    return tree({"p/decisions/catalog.yml": CATALOG, **{f"p/{file}": text for file, text in FILES.items()}}) / "p"


def cache_file(cache: Path) -> Path:
    (file,) = (cache / "records").iterdir()
    return file


def test_a_second_run_reads_no_record_again(tree: Tree, adr: Adr, tmp_path: Path) -> None:
    root, env = programme(tree), {"SETTLED_CACHE_DIR": str(tmp_path / "cache")}
    first = adr("check", cwd=root, env=env)
    with mock.patch("settled.records.reading.read_document", side_effect=read_document) as reading:
        assert adr("check", cwd=root, env=env) == first
        assert reading.call_count == 0
        assert adr("check", cwd=root, env={"SETTLED_CACHE_DIR": "off"}) == first
        assert reading.call_count == len(FILES)


def test_a_changed_file_is_seen_though_its_size_and_time_are_the_same(tree: Tree, adr: Adr, tmp_path: Path) -> None:
    root, env = programme(tree), {"SETTLED_CACHE_DIR": str(tmp_path / "cache")}
    path = root / "decisions/risks/0001-one-gateway.md"
    adr("list", cwd=root, env=env)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"# One gateway", b"# Two gateway"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert "Two gateway" in adr("list", cwd=root, env=env).out


def test_the_same_content_in_another_file_is_another_record(tree: Tree, adr: Adr, tmp_path: Path) -> None:
    root, env = programme(tree), {"SETTLED_CACHE_DIR": str(tmp_path / "cache")}
    adr("list", cwd=root, env=env)
    path = root / "decisions/risks/0001-one-gateway.md"
    path.rename(path.with_name("0002-one-gateway.md"))
    assert "RISK-0002" in adr("list", cwd=root, env=env).out


def test_other_words_for_a_status_give_another_status(tree: Tree, adr: Adr, tmp_path: Path) -> None:
    env = {"SETTLED_CACHE_DIR": str(tmp_path / "cache")}
    root = tree({"p/docs/adr/0001-a.md": "# A\n\n## Status\n\nSigned off\n"}) / "p"
    before = adr("list", "--format", "json", cwd=root, env=env)
    tree({"p/settled.toml": '[statuses]\n"signed off" = "accepted"\n'})
    after = adr("list", "--format", "json", cwd=root, env=env)
    assert [each["status"] for each in before.json["records"]] == [None]
    assert [each["status"] for each in after.json["records"]] == ["accepted"]


@pytest.mark.parametrize("kind", ["truncated", "empty", "damaged", "foreign", "folder"])
def test_a_cache_that_holds_something_else_is_thrown_away(tree: Tree, adr: Adr, tmp_path: Path, kind: str) -> None:
    root, env = programme(tree), {"SETTLED_CACHE_DIR": str(tmp_path / "cache")}
    first = adr("check", cwd=root, env=env)
    file = cache_file(tmp_path / "cache")
    whole = file.read_bytes()
    if kind == "folder":
        file.unlink()
        file.mkdir()
    else:
        middle = len(whole) // 2
        broken = {
            "truncated": whole[:middle],
            "empty": b"",
            "damaged": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
            "foreign": whole.replace(whole.split()[2], b"0" * len(whole.split()[2]), 1),
        }
        file.write_bytes(broken[kind])
    assert adr("check", cwd=root, env=env) == first
    assert kind == "folder" or file.read_bytes() == whole


def test_a_cache_that_others_may_write_is_not_read(tree: Tree, adr: Adr, tmp_path: Path) -> None:
    root, env = programme(tree), {"SETTLED_CACHE_DIR": str(tmp_path / "cache")}
    adr("list", cwd=root, env=env)
    cache_file(tmp_path / "cache").chmod(0o666)
    with mock.patch("settled.records.reading.read_document", side_effect=read_document) as reading:
        adr("list", cwd=root, env=env)
    assert reading.call_count == len(FILES)
    assert cache_file(tmp_path / "cache").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["missing", "file", "read-only"])
def test_a_folder_that_takes_no_cache_changes_nothing(
    tree: Tree, adr: Adr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    root, cache = programme(tree), tmp_path / "cache"
    without = adr("check", cwd=root, env={"SETTLED_CACHE_DIR": "off"})
    if kind == "file":
        cache.write_text("no folder")
    if kind == "read-only":
        # Who is root may write everywhere, so the refusal is made.
        monkeypatch.setattr("settled.files.cache.tempfile.mkstemp", mock.Mock(side_effect=PermissionError))
    for _ in range(2):
        assert adr("check", cwd=root, env={"SETTLED_CACHE_DIR": str(cache / "deep")}) == without
    assert len(list(cache.rglob("records/*"))) == (1 if kind == "missing" else 0)


def test_two_processes_at_once_leave_a_whole_cache(tree: Tree, adr: Adr, tmp_path: Path) -> None:
    root, cache = programme(tree), tmp_path / "cache"
    expected = adr("check", cwd=root, env={"SETTLED_CACHE_DIR": "off"})
    environment = {**os.environ, "SETTLED_CACHE_DIR": str(cache)}
    both = [AdrCopy("check", cwd=root, env=environment, stdout=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate()[0].decode() for process in both] == [expected.out] * 2
    assert cache_file(cache).is_file()
    with mock.patch("settled.records.reading.read_document", side_effect=read_document) as reading:
        assert adr("check", cwd=root, env={"SETTLED_CACHE_DIR": str(cache)}) == expected
    assert reading.call_count == 0


def test_what_nobody_asks_for_any_more_is_let_go(tmp_path: Path) -> None:
    def read(number: int) -> tuple[bytes, ReadRecord, str]:
        text = f"# {number}\n"
        entry = read_record(f"{number}-a.md", text, None, is_programme=False, statuses=STATUS_WORDS)
        return key_of(text, f"{number}-a.md"), entry, text

    first = kept(tmp_path)
    for number in range(3):
        first.keep(*read(number), is_programme=False)
    first.save()
    second = kept(tmp_path)
    key, entry, text = read(0)
    assert second.find(key, entry.file, text) == entry
    second.save()
    third = kept(tmp_path)
    assert third.find(key, entry.file, text) == entry
    assert third.find(read(1)[0], "1-a.md", "# 1\n") is None
