"""One table of formats: each row has its file and stands in the manual, and the environment picks by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.model.errors import UsageError
from settled.report.formatters import FORMATS, FORMATTERS, Formatter, automatic_formatter, formatter_called

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_manual_says_of_each_format_what_it_is_for() -> None:
    rows = [f"| `{formatter.name}` | {formatter.purpose} |" for formatter in FORMATTERS]
    guide = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert "| format | for |\n| --- | --- |\n" + "\n".join(rows) + "\n\n" in guide


def test_each_format_has_a_file_of_its_own() -> None:
    folder = ROOT / "src" / "settled" / "report"
    renders = {path.stem for path in folder.glob("check_*.py") if "\ndef render(" in path.read_text("utf-8")}
    assert renders == {f"check_{name}" for name in FORMATS}


@pytest.mark.parametrize(
    ("environment", "taken", "chosen"),
    [
        ({}, [], "text"),
        ({"GITHUB_ACTIONS": "true"}, [], "github"),
        ({"GITHUB_ACTIONS": "true", "GITLAB_CI": "true"}, ["github"], "github"),
        ({"GITHUB_ACTIONS": "1"}, [], "text"),
        ({"GITLAB_CI": "true"}, ["sarif"], "gitlab"),
        ({"GITLAB_CI": "true"}, ["gitlab"], "text"),
    ],
)
def test_the_job_chooses_the_format(environment: dict[str, str], taken: list[str], chosen: str) -> None:
    files: dict[Path, Formatter] = {Path(name): formatter_called(name) for name in taken}
    assert automatic_formatter(environment, files).name == chosen


def test_a_format_that_is_unknown_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        formatter_called("jason")
    assert str(caught.value) == (
        "there is no format `jason`; did you mean `json`? known are: text, json, sarif, github, gitlab, junit, markdown"
    )
