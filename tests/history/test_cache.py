"""What an earlier run left saves time and changes nothing, whatever became of it or of the repository since."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

import settled
from settled.files import cache as cache_file

from .conftest import Repository, wrap_git

FILE = "decisions/adr/0001-use-events.md"
OTHER = "decisions/adr/0002-use-queues.md"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, which is not there yet."""
    monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where each word that git is called with is written from now on, one a line."""
    wrap_git(tmp_path, monkeypatch, f'for word in "$@"; do echo "$word"; done >> "{tmp_path / "calls"}"')
    return tmp_path / "calls"


def propose_and_accept(repository: Repository) -> None:
    """Two commits with one change of status."""
    repository.record(FILE, "proposed")
    repository.commit("propose", "Ada")
    repository.record(FILE, "accepted")
    repository.commit("accept", "Bob")


def kept_files(cache: Path) -> list[Path]:
    """All files of the cache."""
    return sorted(path for path in cache.rglob("*") if path.is_file())


def test_a_second_run_asks_git_only_what_may_have_changed(repository: Repository, calls: Path) -> None:
    propose_and_accept(repository)
    first = repository.history()
    calls.unlink()

    assert repository.history() == first
    words = calls.read_text().splitlines()
    assert {word: words.count(word) for word in ("log", "cat-file", "ls-tree", "diff-tree")} == {
        "log": 0,
        "cat-file": 0,
        "ls-tree": 0,
        "diff-tree": 0,
    }
    assert words.count("-C") == 4


def test_after_a_commit_only_what_is_new_is_read(repository: Repository, calls: Path) -> None:
    propose_and_accept(repository)
    before = repository.git("rev-parse", "HEAD")
    repository.history()
    repository.record(FILE, "deprecated")
    repository.commit("deprecate", "Cleo")
    calls.unlink()

    assert [step[1] for step in repository.steps(FILE)] == ["proposed", "accepted", "deprecated"]
    words = calls.read_text().splitlines()
    assert words[words.index("log") + 1 :][1:4] == ["--not", before, "--not"]
    assert words.count("cat-file") == 1


def test_changes_of_the_working_tree_are_seen(repository: Repository) -> None:
    propose_and_accept(repository)
    assert not repository.record_history(FILE).is_changed
    repository.record(FILE, "deprecated")
    repository.record(OTHER, "proposed")

    told = repository.history()

    assert told.records[FILE].is_changed
    assert told.records[OTHER].is_uncommitted
    (repository.folder / OTHER).unlink()
    repository.git("checkout", "--quiet", ".")
    assert not repository.record_history(FILE).is_changed


def test_a_deleted_record_is_told_from_the_cache(repository: Repository) -> None:
    propose_and_accept(repository)
    repository.record(OTHER, "proposed")
    repository.git("rm", "--quiet", FILE)
    repository.commit("delete", "Cleo")

    first = repository.history()

    assert [(gone.id, gone.file, gone.commit.author) for gone in first.gone] == [("ADR-0001", FILE, "Cleo")]
    assert repository.history() == first


def test_an_amended_commit_is_read_anew(repository: Repository) -> None:
    propose_and_accept(repository)
    repository.history()
    repository.record(FILE, "rejected")
    repository.git("add", "--all")
    person = repository.person("Cleo", "2026-03-09T09:00:00Z")
    repository.git("commit", "--quiet", "--amend", "--reset-author", "-m", "reject", **person)

    assert [step[1:4] for step in repository.steps(FILE)] == [
        ("proposed", "Ada", "propose"),
        ("rejected", "Cleo", "reject"),
    ]


def test_a_head_that_is_gone_is_no_hindrance(repository: Repository) -> None:
    propose_and_accept(repository)
    repository.history()
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.git("reflog", "expire", "--expire=now", "--all")
    repository.git("gc", "--quiet", "--prune=now")

    assert [step[1] for step in repository.steps(FILE)] == ["proposed"]


def test_another_repository_at_the_same_place(repository: Repository, tmp_path: Path) -> None:
    propose_and_accept(repository)
    repository.history()
    repository.folder.rename(tmp_path / "elsewhere")
    repository.start()
    repository.record(FILE, "rejected")
    repository.commit("reject", "Cleo")

    assert [step[1:3] for step in repository.steps(FILE)] == [("rejected", "Cleo")]


def test_a_branch_that_is_older_than_what_was_read(repository: Repository) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose", "Ada")
    repository.git("branch", "older")
    repository.record(OTHER, "proposed")
    repository.commit("propose another", "Bob")
    repository.history()
    repository.git("checkout", "--quiet", "older")
    repository.record(FILE, "accepted")
    repository.commit("accept", "Cleo")
    repository.git("checkout", "--quiet", "main")
    repository.merge("older", "merge")

    assert [step[1:3] for step in repository.steps(FILE)] == [("proposed", "Ada"), ("accepted", "Cleo")]
    assert [step[1:3] for step in repository.steps(OTHER)] == [("proposed", "Bob")]


def test_an_unrelated_history_that_is_merged(repository: Repository) -> None:
    propose_and_accept(repository)
    repository.history()
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.git("rm", "--quiet", "-r", "--force", ".")
    repository.record(OTHER, "proposed")
    repository.commit("propose another", "Cleo")
    person = repository.person("Mia", "2026-03-09T09:00:00Z")
    repository.git("merge", "--quiet", "--allow-unrelated-histories", "-m", "merge", "main", **person)

    assert [step[1] for step in repository.steps(FILE)] == ["proposed", "accepted"]
    assert [step[1] for step in repository.steps(OTHER)] == ["proposed"]


def test_a_folder_that_a_record_came_from_since(repository: Repository) -> None:
    old = "docs/old/0001-use-events.md"
    repository.record(old, "proposed")
    repository.record(OTHER, "proposed")
    repository.commit("propose", "Ada")
    repository.history()
    repository.git("mv", old, FILE)
    repository.commit("move", "Bob")

    for _ in range(2):
        assert repository.steps(FILE) == [(None, "proposed", "Ada", "propose", old)]
        repository.write("README.md", "unrelated\n")
        repository.commit("more")


def test_a_mailmap_that_changes(repository: Repository) -> None:
    propose_and_accept(repository)
    repository.history()
    repository.write(".mailmap", "Barbara <bob@example.org>\n")

    assert [step[2] for step in repository.steps(FILE)] == ["Ada", "Barbara"]
    repository.write("names", "Adele <ada@example.org>\n")
    repository.git("config", "mailmap.file", "names")
    assert [step[2] for step in repository.steps(FILE)] == ["Adele", "Barbara"]
    repository.write("names", "Augusta <ada@example.org>\n")
    assert [step[2] for step in repository.steps(FILE)] == ["Augusta", "Barbara"]
    repository.git("config", "mailmap.blob", "HEAD:names")
    repository.git("add", "names")
    repository.commit("a mailmap")
    repository.git("config", "--unset", "mailmap.file")
    assert [step[2] for step in repository.steps(FILE)] == ["Augusta", "Barbara"]


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_commit_that_is_replaced(repository: Repository, is_packed: bool) -> None:
    propose_and_accept(repository)
    repository.history()
    text = repository.git("cat-file", "commit", "HEAD").replace("author Bob", "author Cleo")
    other = repository.git("hash-object", "-t", "commit", "-w", "--stdin", given=text + "\n")
    repository.git("replace", "HEAD", other)
    if is_packed:
        repository.git("pack-refs", "--all")

    assert [step[2] for step in repository.steps(FILE)] == ["Ada", "Cleo"]
    repository.git("replace", "--delete", "HEAD")
    assert [step[2] for step in repository.steps(FILE)] == ["Ada", "Bob"]


def test_a_clone_that_is_deepened(repository: Repository, tmp_path: Path) -> None:
    propose_and_accept(repository)
    cloned = Repository(tmp_path / "clone")
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(cloned.folder))
    shallow = cloned.history()
    assert cloned.history() == shallow
    assert not shallow.is_complete
    cloned.git("fetch", "--quiet", "--unshallow")

    assert [step[1] for step in cloned.steps(FILE)] == ["proposed", "accepted"]


def test_texts_that_were_missing_and_are_there_again(repository: Repository) -> None:
    propose_and_accept(repository)
    blob = repository.git("rev-parse", f"HEAD~1:{FILE}")
    lost = repository.folder / ".git/objects" / blob[:2] / blob[2:]
    content = lost.read_bytes()
    lost.unlink()
    assert not repository.history().is_complete
    lost.write_bytes(content)

    assert [step[1] for step in repository.steps(FILE)] == ["proposed", "accepted"]


def test_another_version_of_the_tool_reads_anew(
    repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose_and_accept(repository)
    repository.history()
    before = [path.read_bytes() for path in kept_files(cache)]
    monkeypatch.setattr(settled, "__version__", "999")

    assert [step[1] for step in repository.steps(FILE)] == ["proposed", "accepted"]
    after = [path.read_bytes() for path in kept_files(cache)]
    assert len(before) == len(after) == 2
    assert all(one != other for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "foreign", "longer"])
def test_a_damaged_cache_is_thrown_away(repository: Repository, cache: Path, damage: str) -> None:
    propose_and_accept(repository)
    expected = repository.history()
    whole = {path: path.read_bytes() for path in kept_files(cache)}
    for path, content in whole.items():
        middle = len(content) // 2
        path.write_bytes(
            {
                "truncated": content[:middle],
                "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
                "empty": b"",
                "foreign": b'{"head": 1}\n',
                "longer": content + b"\n",
            }[damage]
        )

    assert repository.history() == expected
    assert {path: path.read_bytes() for path in kept_files(cache)} == whole


def test_the_cache_is_private(repository: Repository, cache: Path) -> None:
    propose_and_accept(repository)
    repository.history()

    folder = cache / "history"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept_files(cache)] == [0o600, 0o600]


def test_a_cache_that_cannot_be_written_is_no_error(repository: Repository, cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    propose_and_accept(repository)

    for _ in range(2):
        assert [step[1] for step in repository.steps(FILE)] == ["proposed", "accepted"]
    assert cache.is_file()


@pytest.mark.parametrize("off", ["off", "OFF"])
def test_the_cache_can_be_switched_off(
    repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch, off: str
) -> None:
    monkeypatch.setenv("SETTLED_CACHE_DIR", off)
    propose_and_accept(repository)
    repository.history()

    assert not cache.exists()
    assert not Path(off).exists()


def test_the_cache_is_in_the_users_cache_folder(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SETTLED_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    propose_and_accept(repository)
    repository.history()

    assert len(list((tmp_path / "xdg/settled/history").iterdir())) == 2


def test_the_oldest_files_make_room(repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    propose_and_accept(repository)
    repository.history()
    size = sum(path.stat().st_size for path in kept_files(cache))
    monkeypatch.setattr(cache_file, "_MAXIMUM_BYTES", 3 * size)
    for number in range(5):
        other = Repository(repository.folder.parent / f"other{number}").start()
        propose_and_accept(other)
        other.history()

    left = kept_files(cache)
    assert 4 <= len(left) <= 6
    assert sum(path.stat().st_size for path in left) <= 3 * size


def test_what_a_killed_run_left_is_tidied(repository: Repository, cache: Path) -> None:
    propose_and_accept(repository)
    repository.history()
    kept = kept_files(cache)
    for path in kept:
        path.with_name(f"{path.name}.abc.tmp").write_bytes(path.read_bytes()[:20])
    repository.record(FILE, "deprecated")
    repository.commit("deprecate")
    repository.history()

    assert kept_files(cache) == kept
