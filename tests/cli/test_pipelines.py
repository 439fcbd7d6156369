"""The pipelines, the action and the hook: their own commands, run as the forge runs them, in a repository of a test."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
import yaml

from tests.cli.repositories import commit, git
from tests.cli.test_check import CLEAN, EXPORT, FILES, TEXT
from tests.conftest import Outcome
from tests.samples import FLOW, changed

ROOT = Path(__file__).resolve().parent.parent.parent
Draw = Callable[..., Path]
Adr = Callable[..., Outcome]
PIPELINES = {"github": ".github/workflows/decisions.yml", "gitlab": ".gitlab-ci.yml"}


def read(path: Path) -> Any:
    # `on` is a boolean in YAML 1.1; nothing here asks for it.
    return yaml.safe_load(path.read_text("utf-8"))


def run(command: str, folder: Path, env: dict[str, str]) -> Outcome:
    """Run one `run:` or `script:` as the forge's shell does, with the installed command."""
    path = f"{folder / '.bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=folder, env={**os.environ, **env, "PATH": path}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def repository(tree: Draw, tmp_path: Path) -> Callable[..., Path]:
    """A git repository with the given files, and the command `adr` in front of its path."""

    def make(files: dict[str, str | bytes | None], below: str = ".") -> Path:
        root = tmp_path / "repository"
        tree(files, root / below)
        subprocess.run(["git", "init", "-q", root], check=True)
        (root / ".bin").mkdir()
        program = root / ".bin" / "adr"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m settled "$@"\n', "utf-8")
        program.chmod(0o755)
        return root

    return make


def github_steps(root: Path) -> tuple[dict[str, str], list[str]]:
    """The environment of the written workflow, and the commands of its steps without the installation."""
    workflow = read(root / PIPELINES["github"])
    commands = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    assert commands[0] == 'pip install "$SETTLED"'
    return {**workflow["env"], "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(root / "summary")}, commands[1:]


@pytest.mark.parametrize("below", [".", "team a"])
def test_the_github_workflow_fails_on_a_missing_decision(repository: Callable[..., Path], adr: Adr, below: str) -> None:
    root = repository(FILES, below)
    assert adr("init", "--ci", "github", cwd=root / below).code == 0
    environment, commands = github_steps(root)
    done = run(commands[0], root, environment)
    prefix = "" if below == "." else f"{below}/"
    assert (done.code, done.out.startswith(f"::error file={prefix}{EXPORT},line=25")) == (1, True)
    assert "✗ missing" in (root / "summary").read_text("utf-8")


def test_the_github_workflow_tells_of_a_pull_request_what_it_changes(repository: Callable[..., Path], adr: Adr) -> None:
    root = repository({**CLEAN, ".gitignore": ".bin\nsummary\n"})
    assert adr("init", "--ci", "github", cwd=root).code == 0
    git(root, "update-ref", "refs/remotes/origin/trunk", commit(root, "Start"))
    (root / EXPORT).write_text(changed(FLOW, "  trigger: order paid\n", ""), "utf-8")
    environment, commands = github_steps(root)
    done = run(commands[0], root, {**environment, "GITHUB_BASE_REF": "trunk"})
    summary = (root / "summary").read_text("utf-8")
    assert (done.code, "✓ settled → **✗ missing**" in summary, "since origin/trunk (" in summary) == (1, True, True)


def test_the_gitlab_job_judges_a_merge_request_by_its_base(repository: Callable[..., Path], adr: Adr) -> None:
    root = repository({**CLEAN, ".gitignore": ".bin\n"})
    assert adr("init", "--ci", "gitlab", cwd=root).code == 0
    base = commit(root, "Start")
    pipeline = read(root / PIPELINES["gitlab"])
    environment = {**pipeline["variables"], "GITLAB_CI": "true", "CI_PROJECT_DIR": str(root)}
    (script,) = pipeline["decisions"]["script"]
    done = run(script, root, {**environment, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base})
    assert (done.code, f", 0 new since {base} (" in done.err) == (0, True)


def test_the_github_workflow_passes_on_a_sound_project(repository: Callable[..., Path], adr: Adr) -> None:
    root = repository(CLEAN)
    adr("init", "--ci", "github", cwd=root)
    environment, commands = github_steps(root)
    assert [run(command, root, environment).code for command in commands] == [0, 0]
    assert (root / "site" / "index.html").is_file()


@pytest.mark.parametrize(("files", "code"), [(FILES, 1), (CLEAN, 0)])
def test_the_gitlab_job_leaves_both_reports(
    repository: Callable[..., Path], adr: Adr, files: dict[str, str | bytes | None], code: int
) -> None:
    root = repository(files, "team a")
    adr("init", "--ci", "gitlab", cwd=root / "team a")
    pipeline = read(root / PIPELINES["gitlab"])
    job = pipeline["decisions"]
    assert job["before_script"] == ['pip install "$SETTLED"']
    environment = {**pipeline["variables"], "GITLAB_CI": "true", "CI_PROJECT_DIR": str(root)}
    done = [run(command, root, environment) for command in job["script"]]
    assert [each.code for each in done] == [code]
    assert done[0].out == ""
    assert (done[0].err == TEXT) is bool(code)
    reports = job["artifacts"]["reports"]
    entries = json.loads((root / reports["codequality"]).read_text("utf-8"))
    assert len(entries) == (3 if code else 0)
    suite = Tree.fromstring((root / reports["junit"]).read_text("utf-8"))  # noqa: S314 (our own text)
    assert suite.attrib["failures"] == ("2" if code else "0")


@pytest.mark.parametrize(("files", "fail_on", "code"), [(FILES, "error", 1), (FILES, "never", 0), (CLEAN, "info", 0)])
def test_the_action_hands_out_sarif_whatever_it_finds(
    repository: Callable[..., Path], files: dict[str, str | bytes | None], fail_on: str, code: int
) -> None:
    root = repository(files, "team a")
    action = read(ROOT / "action.yml")
    assert set(action["inputs"]) == {"working-directory", "fail-on", "site"}
    install, check, build = (step for step in action["runs"]["steps"] if "run" in step)
    assert install["run"] == 'pip install "$ACTION"'
    assert not [step for step in (install, check, build) if "${{" in step["run"]]
    assert action["outputs"]["sarif"]["value"] == f"${{{{ steps.{check['id']}.outputs.sarif }}}}"
    values = {
        "${{ inputs.working-directory }}": "team a",
        "${{ inputs.fail-on }}": fail_on,
        "${{ runner.temp }}/settled.sarif": str(root / "settled.sarif"),
    }
    environment = {name: values[value] for name, value in check["env"].items()}
    environment |= {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(root / "output")}
    assert run(check["run"], root, environment).code == code
    name, _, file = (root / "output").read_text("utf-8").strip().partition("=")
    assert name == "sarif"
    assert len(json.loads(Path(file).read_text("utf-8"))["runs"][0]["results"]) == (3 if files is FILES else 0)


def test_the_hook_runs_whatever_a_commit_holds(repository: Callable[..., Path]) -> None:
    (hook,) = read(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("adr-check", "python", False)
    assert run(hook["entry"], repository(FILES), {}).code == 1
    # Also one that only deletes, for which a hook with a pattern of files is passed over.
    assert hook["always_run"] is True


@pytest.mark.parametrize("forge", PIPELINES)
def test_a_pipeline_that_is_there_is_kept_and_said(repository: Callable[..., Path], adr: Adr, forge: str) -> None:
    root = repository({PIPELINES[forge]: "ours: true\n"})
    done = adr("init", "--ci", forge, cwd=root)
    assert (done.code, f"kept {PIPELINES[forge]}\n" in done.err) == (0, True)
    assert (root / PIPELINES[forge]).read_text("utf-8") == "ours: true\n"


@pytest.mark.parametrize("forge", PIPELINES)
def test_a_second_run_changes_nothing(repository: Callable[..., Path], adr: Adr, forge: str) -> None:
    root = repository({})
    first = adr("init", "--ci", forge, cwd=root)
    assert first.out.splitlines()[-1] == PIPELINES[forge]
    assert f"set SETTLED in {PIPELINES[forge]} to what pip installs there\n" in first.err
    before = (root / PIPELINES[forge]).read_bytes()
    again = adr("init", "--ci", forge, cwd=root)
    assert (again.code, again.out, again.err.splitlines()[-1]) == (
        0, "", "nothing to do: all files of a project are there",
    )  # fmt: skip
    assert (root / PIPELINES[forge]).read_bytes() == before


def test_a_link_out_of_the_repository_is_not_followed(
    repository: Callable[..., Path], adr: Adr, tmp_path: Path
) -> None:
    root = repository({})
    (tmp_path / "outside").mkdir()
    (root / ".github").symlink_to(tmp_path / "outside")
    done = adr("init", "--ci", "github", cwd=root)
    said = "adr: .github/workflows is a link out of the repository; replace it by a folder\n"
    assert (done, list((tmp_path / "outside").iterdir())) == (Outcome(2, "", said), [])


@pytest.mark.parametrize("below", [".", "team a"])
def test_what_is_written_passes_the_audits(repository: Callable[..., Path], adr: Adr, below: str) -> None:
    root = repository(CLEAN, below)
    for forge in PIPELINES:
        assert adr("init", "--ci", forge, cwd=root / below).code == 0
    (root / "action.yml").write_text((ROOT / "action.yml").read_text("utf-8"), "utf-8")
    tools = Path(sys.executable).parent
    audited = subprocess.run(
        [tools / "zizmor", "--offline", "--no-progress", "--quiet", "."], cwd=root, capture_output=True, check=False
    )
    assert audited.returncode == 0, audited.stdout.decode()
    for schema, file, *more in (
        ("vendor.github-workflows", PIPELINES["github"]),
        ("vendor.github-actions", "action.yml"),
        ("vendor.gitlab-ci", PIPELINES["gitlab"], "--data-transform", "gitlab-ci"),
    ):
        valid = subprocess.run(
            [tools / "check-jsonschema", "--builtin-schema", schema, *more, file],
            cwd=root, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert valid.returncode == 0, valid.stdout


def test_every_action_is_pinned_to_a_commit_and_says_which_release_that_is() -> None:
    for file in (ROOT / "ci" / "github.yml", ROOT / "action.yml"):
        uses = re.findall(r"uses: (.*)", file.read_text("utf-8"))
        assert uses
        assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in uses)


def test_the_site_is_kept_also_where_the_check_fails(repository: Callable[..., Path], adr: Adr) -> None:
    root = repository(FILES, "team a")
    for forge in PIPELINES:
        adr("init", "--ci", forge, cwd=root / "team a")
    environment, (check, build) = github_steps(root)
    assert [run(command, root, environment).code for command in (check, build)] == [1, 0]
    steps = read(root / PIPELINES["github"])["jobs"]["check"]["steps"]
    assert all("!cancelled()" in step["if"] for step in steps[4:])
    (kept,) = [step["with"]["path"] for step in steps if step.get("name") == "Keep the site"]
    assert (root / kept.replace("${{ env.DECISIONS }}", environment["DECISIONS"]) / "index.html").is_file()

    pipeline = read(root / PIPELINES["gitlab"])
    job = pipeline["decisions"]
    (after,) = job["after_script"]
    branch = {"CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_DIR": str(root)}
    assert run(after, root, {**pipeline["variables"], **branch}).code == 0
    assert (root / job["artifacts"]["paths"][0] / "index.html").is_file()
    assert run(after, root, {**pipeline["variables"], **branch, "CI_COMMIT_BRANCH": ""}).out == ""
