"""What the settings may not say of rules: each mistake is one line that names the file, the setting and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.model.errors import SettingsError
from settled.rules.overrides import overrides_of
from settled.settings.reading import read_settings
from tests.conftest import Outcome
from tests.samples import CATALOG, FLOW

LEVELS = "write one of: off, info, warning, error, default"
PATH = 'write a path below the root, as in "adr/**/draft-*.md"'
MISTAKES = [
    ('[severity]\nweak-wordign = "off"', "`severity` names `weak-wordign`, and there is no such rule; "
     "did you mean `weak-wording`?"),
    ('[severity]\nD108x = "off"', "`severity` names `D108x`, and there is no such rule; did you mean `D108`?"),
    ('[severity]\nQ = "off"', "`severity` names `Q`, and there is no such rule; "
     "see `adr rules`; families are R, D, L, G, F, O, J, T, C, E, V, S, K, X"),
    ('[[paths]]\nfiles = ["adr"]\nseverity = {nonsense-at-all = "off"}', "`paths[1].severity` names "
     "`nonsense-at-all`, and there is no such rule; see `adr rules`; families are R, D, L, G, F, O, J, T, C, E, V, "
     "S, K, X"),
    ('[severity]\nD108 = "of"', f"`severity.D108` is 'of'; {LEVELS}"),
    ("[severity]\nD108 = false", f"`severity.D108` is false; {LEVELS}"),
    ('[severity]\nD108 = "off"\nweak-wording = "info"', "`severity` names D108 weak-wording twice; "
     "keep one of the two"),
    ('severity = "off"', "`severity` is 'off'; write a table, as in: weak-wording = \"off\""),
    ('[severity]\nR001 = "off"', "`severity` switches off R001 unreadable-record, and a run that could not read a "
     "record must not read as passed; take it out"),
    ('[[paths]]\nfiles = "adr"\nseverity = {unreadable-record = "info"}', "`paths[1].severity` lowers R001 "
     "unreadable-record, and a run that could not read a record must not read as passed; take it out"),
    ('[severity]\nX = "warning"', "`severity` lowers X201 suppression-without-reason-or-expiry, and nothing may "
     "suppress the rules about suppressions; take it out"),
    ('[severity]\nsuppression-unused = "off"', "`severity` switches off X203 suppression-unused, and nothing may "
     "suppress the rules about suppressions; take it out"),
    ("paths = 3", "`paths` is 3; write a list of tables: [[paths]]"),
    ("paths = [3]", "`paths[1]` is 3; write a table, as in: files = [\"adr/**\"], severity = {R = \"info\"}"),
    ('[[paths]]\nseverity = {D = "off"}', "`paths[1]` names no files; write a list of paths: "
     'files = ["adr/archive/**"]'),
    ('[[paths]]\nfiles = [1]\nseverity = {D = "off"}', "`paths[1].files` is [1]; write a list of paths: "
     'files = ["adr/archive/**"]'),
    ('[[paths]]\nfiles = ["../adr"]\nseverity = {D = "off"}', "`paths[1].files` has the pattern '../adr', which leads "
     f"out of the project; {PATH}"),
    ('[[paths]]\nfiles = ["adr"]\nsevereness = {D = "off"}', "`paths[1]` has an unknown key `severeness`; known are: "
     "files, severity"),
    ('[[paths]]\nfiles = ["adr"]', '`paths[1]` says nothing of its files; write severity = {weak-wording = "off"}'),
    ("ignore-branches = 3", "`ignore-branches` is 3; write a list of branches: [\"origin/old-*\"]"),
    ('immutability = "never"', "`immutability` is 'never'; write one of: strict, amend, off"),
    ("immutability = true", "`immutability` is true; write one of: strict, amend, off"),
    ('transitions = "any"', "`transitions` is 'any'; write a table, as in: rejected = [\"proposed\"]"),
    ("[transitions]\ndone = []", "`transitions` has the row `done`, which is no status; statuses are: draft, "
     "proposed, accepted, rejected, deprecated, superseded"),
    ('[transitions]\nrejected = "proposed"', "`transitions.rejected` is 'proposed'; write a list, as in "
     '["proposed"]'),
    ('[transitions]\nrejected = ["rejected"]', "`transitions.rejected` names 'rejected', which cannot follow it; "
     "statuses are: draft, proposed, accepted, rejected, deprecated, superseded"),
    ("[limits]\ndecision-words = 10", "`limits.decision-words` is 10; write a whole number from 50 to 100000"),
    ("[limits]\ndecision-words = true", "`limits.decision-words` is true; write a whole number from 50 to 100000"),
    ("[limits]\ndecision-words = 1.5", "`limits.decision-words` is 1.5; write a whole number from 50 to 100000"),
    ("[limits]\nwords = 100", "`limits.words` is no limit; known are: decision-words, baseline-days, proposal-days, "
     "retry-attempts, route-attempts, flows-alike, checkout-seconds, call-megabytes"),
    ("limits = 100", "`limits` is 100; write a table, as in: decision-words = 1500"),
    ('[words]\nsales = ["x"]', "`words.sales` is no list of words; known are: weak-words, sales-words, good-marks, "
     "bad-marks, price-words, operations-words, mutable-words, identifying-words, unstable-words, technical-words, "
     "filling-words"),
    ('[words]\nsales-words = "x"', "`words.sales-words` is 'x'; write a list of words, or a table: "
     '{add = ["…"], remove = ["…"]}'),
    ("[words]\nsales-words = []", "`words.sales-words` leaves no word; to ask for none, switch its rule \"off\" under "
     "`severity`"),
    ('[words]\nsales-words = {append = ["x"]}', "`words.sales-words` has an unknown key `append`; known are: add, "
     "remove"),
    ('[words]\nsales-words = {add = "x"}', "`words.sales-words.add` is 'x'; write a list of words"),
    ('[words]\nsales-words = {add = [""]}', "`words.sales-words.add` has ''; write a word or phrase, as in "
     '"at some point" or "hope*"'),
    ('[words]\nsales-words = ["a*b"]', "`words.sales-words` has 'a*b'; write a word or phrase, as in "
     '"at some point" or "hope*"'),
    ('[words]\nsales-words = ["*"]', "`words.sales-words` has '*'; write a word or phrase, as in "
     '"at some point" or "hope*"'),
    ('[words]\nsales-words = {remove = ["blazing"]}', "`words.sales-words.remove` has 'blazing', which is not in the "
     "list; see the lists in docs/settings.md"),
    ('[words]\ntechnical-words = {add = ["dead letter"]}', "`words.technical-words.add` has 'dead letter'; write a "
     'single word, as in "queue" or "queue*"'),
    ('[words]\nmutable-words = {add = ["e-mail"]}', "`words.mutable-words.add` has 'e-mail'; write words of letters "
     'and digits, as in "display name"'),
    ('[statuses]\n"signed off" = "acepted"', "`statuses.signed off` is 'acepted'; write one of: draft, proposed, "
     "accepted, rejected, deprecated, superseded"),
    ('[statuses]\nAccepted = "draft"', "`statuses.Accepted` gives another meaning to a status of ours; take it out"),
    ('[statuses]\n"stage 3" = "draft"', "`statuses.stage 3` is no word for a status; write it with letters alone"),
    ('[statuses]\n"✅" = "accepted"', "`statuses.✅` is no word for a status; write it with letters alone"),
    ("statuses = 3", '`statuses` is 3; write a table, as in: "signed off" = "accepted"'),
    (f'allow-html = "{"x" * 200}"', f"`allow-html` is '{'x' * 58}…; write true or false"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "settled.toml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        overrides_of(read_settings(tmp_path))
    assert str(caught.value) == f"settled.toml: {message}"


@pytest.mark.parametrize("command", [("check",), ("rules",), ("explain", "R001"), ("show", "FLOW-1"), ("risks",)])
def test_a_rule_that_does_not_exist_ends_a_command_before_it_prints(
    tree: Callable[..., Path], adr: Callable[..., Outcome], command: tuple[str, ...]
) -> None:
    root = tree(
        {
            "decisions/catalog.yml": CATALOG,
            "decisions/flows/0001-order-export.md": FLOW,
            "pyproject.toml": '[tool.settled.severity]\nweak-wordign = "off"\n',
        }
    )
    outcome = adr(*command, cwd=root)
    assert (outcome.code, outcome.out, outcome.err) == (
        2,
        "",
        "adr: pyproject.toml: `severity` names `weak-wordign`, and there is no such rule; "
        "did you mean `weak-wording`?\n",
    )
