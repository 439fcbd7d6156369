"""`adr init`: in an empty folder, beside what is there already, twice, and when something goes wrong."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from settled.project import load
from tests.conftest import Outcome
from tests.copies import run_copy

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]

CREATED = ["decisions/catalog.yml", "decisions/index.md", "decisions/adr/0001-record-our-decisions.md", "mkdocs.yml"]
NEXT = (
    "next: put your own systems, teams and business objects into decisions/catalog.yml\n"
    '      write the first flow: `adr new --kind flow "Order export"`\n'
    "      see what nobody has decided yet: `adr check`\n"
    "      have every change checked (on GitLab with `--ci gitlab`): `adr init --ci github`\n"
)


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_empty_folder_becomes_a_project_that_passes_the_check(adr: Adr, tmp_path: Path) -> None:
    assert adr("init", cwd=tmp_path) == Outcome(0, "".join(f"{path}\n" for path in CREATED), NEXT)
    assert sorted(files(tmp_path)) == sorted(CREATED)
    project = load(tmp_path)
    assert (project.root, project.is_programme, project.problems) == (tmp_path, True, ())
    record = project.by_id["ADR-0001"]
    assert (record.title, record.status_text, str(record.date)) == ("Record our decisions", "accepted", "2026-11-23")
    assert record.decision_makers == ("integration-architecture",)
    checked = adr("check", cwd=tmp_path)
    assert (checked.code, checked.out.splitlines()[-1]) == (0, "1 decision: 0 errors, 0 warnings")


def test_the_site_file_is_what_mkdocs_reads(adr: Adr, tmp_path: Path) -> None:
    folder = tmp_path / "a: b & #c"
    assert adr("init", folder.name, cwd=tmp_path).code == 0
    written = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    assert (written["site_name"], written["docs_dir"]) == ("a: b & #c decisions", "decisions")
    assert written["plugins"] == ["search", "settled", "offline"]


def test_a_second_run_changes_nothing_and_says_so(adr: Adr, tmp_path: Path) -> None:
    adr("init", cwd=tmp_path)
    before = files(tmp_path)
    said = "".join(f"kept {path}\n" for path in CREATED) + "nothing to do: all files of a project are there\n"
    assert adr("init", cwd=tmp_path) == Outcome(0, "", said)
    assert files(tmp_path) == before


def test_what_is_there_is_kept_and_what_is_missing_is_added(adr: Adr, tree: Tree) -> None:
    root = tree({"mkdocs.yml": "site_name: Ours\n", "docs/index.md": "# Docs\n", "decisions/index.md": "# Own\n"})
    done = adr("init", cwd=root)
    assert done.out.splitlines() == [CREATED[0], CREATED[2]]
    assert done.err == (
        "kept decisions/index.md\nkept mkdocs.yml\n"
        "for the site, add these two lines to mkdocs.yml, or extend the ones that it has:\n"
        "  docs_dir: decisions\n  plugins: [search, settled]\n" + NEXT
    )
    kept = files(root)
    assert (kept["mkdocs.yml"], kept["decisions/index.md"]) == (b"site_name: Ours\n", b"# Own\n")


def test_a_site_file_with_the_other_ending_is_kept_too(adr: Adr, tree: Tree) -> None:
    root = tree({"mkdocs.yaml": "plugins: [search, settled]\n"})
    done = adr("-q", "init", cwd=root)
    assert (done.out.splitlines(), done.err, (root / "mkdocs.yml").exists()) == (CREATED[:3], "", False)


def test_a_team_that_has_decisions_gets_no_first_one(adr: Adr, tree: Tree) -> None:
    root = tree({"decisions/adr/0004-use-kafka.md": "# Use Kafka\n"})
    done = adr("init", cwd=root)
    assert done.out.splitlines() == [CREATED[0], CREATED[1], CREATED[3]]
    assert "kept decisions/adr/0004-use-kafka.md\n" in done.err


def test_a_folder_that_does_not_exist_is_made_and_named_from_here(adr: Adr, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    done = adr("init", "../new/deep", cwd=tmp_path / "here")
    assert done.out.splitlines() == [f"../new/deep/{path}" for path in CREATED]
    again = adr("-C", "../new", "init", "deep", cwd=tmp_path / "here")
    assert (again.code, again.out) == (0, "")


@pytest.mark.parametrize(
    ("name", "arguments"), [("decisions", []), ("decisions/adr", []), ("there", ["there"]), ("own", ["--dir", "own"])]
)
def test_a_file_in_the_way_is_one_line_and_nothing_is_written(
    name: str, arguments: list[str], adr: Adr, tree: Tree
) -> None:
    root = tree({name: "a file"})
    options, directory = (arguments, []) if arguments[:1] == ["--dir"] else ([], arguments)
    done = adr(*options, "init", *directory, cwd=root)
    shown = root / name if name == "there" else name
    said = f"adr: {shown} is a file where a folder is needed; move it away, or start in another folder\n"
    assert done == Outcome(2, "", said)
    assert files(root) == {name: b"a file"}


def test_a_link_out_of_the_project_is_not_followed(adr: Adr, tmp_path: Path) -> None:
    for name in ("project", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "project/decisions").symlink_to(tmp_path / "outside")
    done = adr("init", cwd=tmp_path / "project")
    assert done == Outcome(2, "", "adr: decisions is a link out of the project; replace it by a folder\n")
    assert files(tmp_path) == {}


def test_the_folder_that_the_settings_name_is_used(adr: Adr, tree: Tree) -> None:
    root = tree({"settled.toml": 'records = "architecture"\n'})
    assert adr("init", cwd=root).out.splitlines()[0] == "architecture/catalog.yml"
    assert "docs_dir: architecture\n" in (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert adr("check", cwd=root).code == 0


def test_records_in_another_place_are_pointed_out(adr: Adr, tree: Tree) -> None:
    root = tree({"docs/adr/0001-a.md": "# 1. A\n"})
    said = "note: docs/adr holds records already; from now on decisions is read, and the others with --dir docs/adr"
    assert said in adr("init", cwd=root).err.splitlines()


def test_a_failure_midway_takes_back_what_this_run_created(tree: Tree) -> None:
    root = tree({"decisions/catalog.yml": "systems: {}\n"})

    def only_small_files() -> None:
        # The first page is smaller than this, the first record larger: it fails between the two.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = run_copy("init", cwd=root, preexec_fn=only_small_files)
    assert (done.returncode, done.stdout) == (2, b"")
    record = "decisions/adr/0001-record-our-decisions.md"
    said = f"adr: {record} cannot be written (file too large); check the folder's rights and the disk\n"
    assert done.stderr.decode() == said
    assert sorted(str(path.relative_to(root)) for path in root.rglob("*")) == ["decisions", "decisions/catalog.yml"]
