"""As of which day a project is judged: the first of an option, two variables and a setting; and it is always told."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import judging_day
from tests.conftest import Outcome
from tests.samples import CATALOG, FLOW

REPOSITORY = Path(__file__).parents[2]
OPEN = FLOW.replace("  class: same-day-operational\n", "").replace(
    "latency:\n", "latency:\n  class: {open: How late is too late?, owner: order-operations, due: 2027-03-31}\n"
)


class _Clock(datetime.date):
    """A calendar of the year 2029."""

    @classmethod
    def today(cls) -> _Clock:
        """The day on which the sample's questions are long due."""
        return cls(2029, 6, 1)


@pytest.fixture
def in_2029(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the machine's clock says which day it is."""
    monkeypatch.delenv("SETTLED_TODAY")
    calendar = types.SimpleNamespace(date=_Clock, datetime=datetime.datetime, UTC=datetime.UTC)
    monkeypatch.setattr(judging_day, "datetime", calendar)


@pytest.fixture
def programme(tree: Callable[..., Path]) -> Path:
    """A programme with one question, due on 2027-03-31."""
    return tree({"p/decisions/catalog.yml": CATALOG, "p/decisions/flows/0001-orders.md": OPEN}) / "p"


def overdue(outcome: Outcome) -> bool:
    """True where the question counts as overdue."""
    return bool(re.search(r"F414 |overdue", outcome.out))


@pytest.mark.usefixtures("in_2029")
def test_without_anything_the_calendar_judges(adr: Callable[..., Outcome], programme: Path) -> None:
    outcome = adr("check", cwd=programme)
    assert overdue(outcome)
    assert "judged as of" not in outcome.out
    document = adr("check", "--format", "json", cwd=programme).json
    assert document["as_of"] == {"day": "2029-06-01", "set_by": None}


@pytest.mark.usefixtures("in_2029")
@pytest.mark.parametrize("arguments", [("--as-of", "2026-11-23", "check"), ("check", "--as-of", "2026-11-23")])
def test_an_option_says_the_day_before_or_behind_the_command(
    adr: Callable[..., Outcome], programme: Path, arguments: tuple[str, ...]
) -> None:
    outcome = adr(*arguments, cwd=programme)
    assert not overdue(outcome)
    assert outcome.out.splitlines()[-1].endswith("judged as of 2026-11-23 (--as-of)")


@pytest.mark.usefixtures("in_2029")
def test_the_first_of_option_variable_setting_and_build_says_the_day(
    adr: Callable[..., Outcome], programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judged(*option: str) -> dict[str, str | None]:
        found: dict[str, str | None] = adr("check", "--format", "json", *option, cwd=programme).json["as_of"]
        return found

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01 in UTC
    assert judged() == {"day": "2027-01-01", "set_by": "SOURCE_DATE_EPOCH"}
    (programme / "settled.toml").write_text('as-of = "2027-02-02"\n')
    assert judged() == {"day": "2027-02-02", "set_by": "`as-of` in settled.toml"}
    (programme / "settled.toml").write_text("as-of = 2027-02-03\n")
    assert judged()["day"] == "2027-02-03"
    monkeypatch.setenv("SETTLED_TODAY", "2027-04-04")
    assert judged()["day"] == "2027-04-04"
    assert judged("--as-of", "2027-05-05") == {"day": "2027-05-05", "set_by": "--as-of"}
    assert "as of        2027-05-05, set by --as-of" in adr("doctor", "--as-of", "2027-05-05", cwd=programme).out


@pytest.mark.usefixtures("in_2029")
def test_what_is_written_bears_the_day_on_which_a_person_writes_it(
    adr: Callable[..., Outcome], programme: Path
) -> None:
    (programme / "settled.toml").write_text('as-of = "2027-02-02"\n')
    written = programme / adr("new", "One", "--no-edit", cwd=programme).out.strip()
    assert "date: 2029-06-01" in written.read_text()
    written = programme / adr("--as-of", "2028-01-01", "new", "Two", "--no-edit", cwd=programme).out.strip()
    assert "date: 2028-01-01" in written.read_text()


@pytest.mark.parametrize(
    ("option", "variables", "setting", "said"),
    [
        (("--as-of", "soon"), {}, "", "--as-of is `soon`; write year-month-day, as in 2026-12-15"),
        ((), {}, 'as-of = "soon"', "settled.toml: `as-of` is 'soon'; write a day, as in 2026-12-15"),
        ((), {}, "as-of = 2027-01-01T10:00:00", "settled.toml: `as-of` is"),
        ((), {"SOURCE_DATE_EPOCH": "soon"}, "", "SOURCE_DATE_EPOCH is `soon`; write whole seconds since 1970-01-01"),
        ((), {"SOURCE_DATE_EPOCH": "9" * 30}, "", "SOURCE_DATE_EPOCH is `999"),
        ((), {"SETTLED_TODAY": "soon"}, "", "SETTLED_TODAY is `soon`"),
    ],
)
def test_a_day_that_is_none_is_told(
    adr: Callable[..., Outcome],
    programme: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: tuple[str, ...],
    variables: dict[str, str],
    setting: str,
    said: str,
) -> None:
    monkeypatch.delenv("SETTLED_TODAY")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    (programme / "settled.toml").write_text(setting)
    outcome = adr("check", *option, cwd=programme)
    assert outcome.code == 2
    assert said in outcome.err


@pytest.mark.usefixtures("in_2029")
def test_the_reference_programme_stays_as_it_was_when_its_questions_are_long_due(
    adr: Callable[..., Outcome], tmp_path: Path
) -> None:
    for name in ("decisions", "pyproject.toml", "mkdocs.yml"):
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path / name)
    kept = adr("check", cwd=tmp_path)
    assert kept.code == 0
    assert "judged as of 2026-11-23 (`as-of` in pyproject.toml)" in kept.out
    settings = (tmp_path / "pyproject.toml").read_text()
    (tmp_path / "pyproject.toml").write_text(re.sub(r"(?m)^as-of = .*\n", "", settings))
    later = adr("check", "--format", "json", cwd=tmp_path)
    assert later.code == 1
    assert json.loads(later.out)["as_of"]["day"] == "2029-06-01"
