"""What the author of a project is told to do next, and that its readers are not told to run commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.render import render
from tests.conftest import Outcome

Adr = Callable[..., Outcome]


def steps(adr: Adr, root: Path) -> list[str]:
    found: list[str] = [step["what"] for step in adr("doctor", "--format", "json", cwd=root).json["next_steps"]]
    return found


def test_a_step_that_was_taken_is_not_told_again(adr: Adr, tmp_path: Path) -> None:
    adr("init", cwd=tmp_path)
    catalog = "put your own systems, teams and business objects into decisions/catalog.yml"
    flow, gaps = "write the first flow", "see what nobody has decided yet"
    checked = "have every change checked (on GitLab with `--ci gitlab`)"
    assert steps(adr, tmp_path) == [catalog, flow, gaps, checked]
    text = (tmp_path / "decisions/catalog.yml").read_text()
    (tmp_path / "decisions/catalog.yml").write_text(text.replace("Web shop", "Our shop"))
    assert steps(adr, tmp_path) == [flow, gaps, checked]
    adr("new", "--kind", "flow", "Order export", "--no-edit", cwd=tmp_path)
    assert steps(adr, tmp_path) == [checked]
    adr("init", "--ci", "github", cwd=tmp_path)
    assert steps(adr, tmp_path) == []
    assert "next" not in adr("doctor", cwd=tmp_path).out


def test_a_pipeline_of_the_teams_own_counts_whatever_it_is_called(adr: Adr, tmp_path: Path) -> None:
    adr("init", cwd=tmp_path)
    flows = tmp_path / ".github/workflows"
    flows.mkdir(parents=True)
    (flows / "build.yaml").write_text("jobs: {a: {steps: [{run: pipx run settled check}]}}\n")
    assert not any("checked" in step for step in steps(adr, tmp_path))


def test_who_reads_the_site_of_a_new_project_is_not_told_to_run_commands(adr: Adr, tmp_path: Path) -> None:
    adr("init", cwd=tmp_path)
    project = load(tmp_path)
    pages = render(gather(project), PageLinks(record_pages(project), directory_urls=False))
    rules = re.compile("rules/")
    told = {
        path: re.findall(r"\badr [a-z]+", re.sub(r"<[^>]+>", "", page.before + page.markdown + page.after))
        for path, page in pages.items()
        if isinstance(page, Page) and not rules.match(path)
    }
    assert {path: words for path, words in told.items() if words} == {}
