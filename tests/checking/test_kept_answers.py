"""Kept answers of rules: the same findings, asked anew when anything changed that a rule may see."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from settled.checking.kept_answers import check_with_kept_answers
from settled.model.vocabulary import Phase
from settled.project import Project, Workspace, load
from settled.rules.context import Context
from settled.rules.engine import CheckResult, check_context, run_rule
from settled.rules.registry import RULES
from settled.rules.reporting import Run
from settled.rules.rule import Rule
from tests.conftest import Outcome
from tests.rules.checking import load_case
from tests.samples import CATALOG, DECISION, FLOW

Adr = Callable[..., Outcome]
FLOW_FILE = "decisions/flows/0001-orders.md"

CASES = Path(__file__).parent.parent / "cases"
OUTSIDE = (
    "history", "earlier_texts", "other_branches", "files_elsewhere", "is_in_repository", "repository_root",
    "links", "file_then",
)  # fmt: skip
"""What a workspace tells that is not in the records, the catalog or the settings."""


class LookedOutsideError(Exception):
    """A rule saw something that nobody told the cache of."""


def refuse(*arguments: object, **named: object) -> object:
    raise LookedOutsideError(arguments)


@contextmanager
def nothing_else_to_see() -> Iterator[None]:
    blind: dict[str, Any] = {name: property(refuse) for name in OUTSIDE}
    with (
        mock.patch.multiple(Workspace, **blind),
        mock.patch.multiple(os, stat=refuse, lstat=refuse, scandir=refuse),
        mock.patch("builtins.open", refuse),
    ):
        yield


def last_state(side: Path) -> Path:
    """The folder with the records of one side of a case: the last of its commits where it is told by commits."""
    steps = sorted((side / "commits").glob("*"), key=lambda step: int(step.name))
    return steps[-1] if steps else side


def seen_by(rule: Rule, context: Context) -> tuple[Run, ...]:
    """What a rule is asked with besides the context: the findings, where it sees them."""
    runs: list[Run] = []

    def run_judge(asked: Rule, own: Context, run: Run) -> tuple[()]:
        runs.extend([run] if asked is rule else [])
        return ()

    if rule.sees_findings:
        check_context(context, run_judge=run_judge)
    return tuple(runs)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_whose_answers_are_kept_sees_nothing_but_the_data(rule: Rule, tmp_path: Path) -> None:
    case = CASES / f"{rule.code}-{rule.name}"
    shutil.copytree(case, tmp_path / "case")
    for name in ("wrong", "right"):
        side = last_state(tmp_path / "case" / name)
        context = load_case(side).for_a_rule()
        run = seen_by(rule, context)
        answers = list(run_rule(rule, context, *run))  # whatever it imports is imported now
        blind = load_case(side).for_a_rule()
        with nothing_else_to_see():
            if context.asked.for_surroundings:
                with pytest.raises(LookedOutsideError):
                    list(run_rule(rule, blind, *run))
            else:
                assert list(run_rule(rule, blind, *run)) == answers


def findings(seen: Context | Project, rules: tuple[Rule, ...] = RULES) -> list[str]:
    return said(check_with_kept_answers(seen if isinstance(seen, Context) else Context.of(seen), rules))


def said(result: CheckResult) -> list[str]:
    return [repr(entry) for entry in (*result.findings, *result.rules)]


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_kept_answers_give_the_same_findings(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(case, tmp_path / "case")
    side = last_state(tmp_path / "case" / "wrong")
    monkeypatch.setenv("SETTLED_CACHE_DIR", "off")
    without = findings(load_case(side))
    monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "cache"))
    assert findings(load_case(side)) == without
    asked: list[str] = []
    with noting(asked):
        assert findings(load_case(side)) == without
    is_judged_with_a_change = (case / "base").is_dir()
    assert is_judged_with_a_change is ("missing-pattern" in asked)
    assert is_judged_with_a_change is ("tracks-nothing" in asked)


@contextmanager
def noting(asked: list[str]) -> Iterator[None]:
    function = Rule.function.fget  # type: ignore[attr-defined]

    def noted(rule: Rule) -> Callable[..., Any]:
        asked.append(rule.name)
        found: Callable[..., Any] = function(rule)
        return found

    with mock.patch.object(Rule, "function", property(noted)):
        yield


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record": lambda root: replaced(root / FLOW_FILE, "owner: order-operations", "owner: nobody-known"),
    "the catalog": lambda root: replaced(root / "decisions/catalog.yml", "  erp-team: {name: ERP team}\n", ""),
    "a setting": lambda root: (root / "settled.toml").write_text('[words]\nfilling-words = ["order"]\n'),
    "a new record": lambda root: (root / "decisions/adr/0003-a.md").write_text("# A\n"),
    "no record any more": lambda root: (root / "decisions/adr/0004-old.md").unlink(),
    "a file that cannot be read": lambda root: (root / "decisions/adr/0002-b.md").write_bytes(b"\xff"),
}


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_rules_are_asked_anew(
    tree: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    files = {"decisions/catalog.yml": CATALOG, FLOW_FILE: FLOW, "decisions/adr/0001-use-events.md": DECISION}
    files["decisions/adr/0004-old.md"] = "# Old\n"
    root = tree({f"p/{file}": text for file, text in files.items()}) / "p"
    monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "cache"))
    before = findings(load(root))
    CHANGES[change](root)
    after = findings(load(root))
    monkeypatch.setenv("SETTLED_CACHE_DIR", "off")
    assert after == findings(load(root))
    assert change == "a setting" or after != before


def test_the_day_and_the_gate_ask_the_rules_anew(
    tree: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree({"p/decisions/catalog.yml": CATALOG, f"p/{FLOW_FILE}": FLOW}) / "p"
    monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "cache"))
    first = findings(load(root))
    later = load(root, on=datetime.date(2031, 1, 1))
    gated = Context.of(load(root)).at_gate(Phase.LIVE)
    assert findings(later) == said(check_context(Context.of(later)))
    assert findings(gated) == said(check_context(gated))
    assert findings(gated) != first


@pytest.mark.parametrize("kind", ["truncated", "foreign", "missing"])
def test_broken_answers_are_thrown_away(tree: Callable[..., Path], adr: Adr, tmp_path: Path, kind: str) -> None:
    root = tree({"p/decisions/catalog.yml": CATALOG, f"p/{FLOW_FILE}": FLOW}) / "p"
    env = {"SETTLED_CACHE_DIR": str(tmp_path / "cache")}
    first = adr("check", cwd=root, env=env)
    (file,) = (tmp_path / "cache/answers").iterdir()
    whole = file.read_bytes()
    if kind == "missing":
        file.unlink()
    else:
        file.write_bytes(whole[:-20] if kind == "truncated" else whole.replace(whole.split()[2], b"0" * 32, 1))
    assert adr("check", cwd=root, env=env) == first
    assert file.read_bytes() == whole


def test_a_selected_rule_keeps_what_is_known_of_the_others(tree: Callable[..., Path], adr: Adr, tmp_path: Path) -> None:
    root = tree({"p/decisions/catalog.yml": CATALOG, f"p/{FLOW_FILE}": FLOW}) / "p"
    env, off = {"SETTLED_CACHE_DIR": str(tmp_path / "cache")}, {"SETTLED_CACHE_DIR": "off"}
    for arguments in (("--select", "F"), ("--select", "R,F"), (), ("--ignore", "F"), ("--gate", "live"), ()):
        assert adr("check", *arguments, cwd=root, env=env) == adr("check", *arguments, cwd=root, env=off)


def test_a_run_whose_answers_are_all_kept_loads_neither_models_nor_rules(
    tree: Callable[..., Path], adr: Adr, tmp_path: Path
) -> None:
    profile = "extends: shopify\nread: 2026-11-02\n"
    own = {"p/decisions/catalog.yml": CATALOG, "p/decisions/profiles/shopify.yml": profile}
    root = tree({**own, f"p/{FLOW_FILE}": FLOW}) / "p"
    cache = str(tmp_path / "cache")
    first = adr("check", cwd=root, env={"SETTLED_CACHE_DIR": cache})
    script = (
        "import sys\n"
        "from settled.cli.main import run\n"
        "try:\n"
        "    run(['check'])\n"
        "except SystemExit:\n"
        "    print(sorted({'pydantic', 'settled.rules.six_decisions'} & set(sys.modules)))\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env={**os.environ, "SETTLED_CACHE_DIR": cache},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert process.stdout == f"{first.out}[]\n"
