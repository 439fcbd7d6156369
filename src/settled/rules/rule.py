"""What is known of a rule, in one row, and of the family that it belongs to."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from settled.rules.reporting import RuleOutput
from settled.rules.severity import Levels

if TYPE_CHECKING:
    from settled.changes.fixes import Fix


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what reports call it, the function that looks, how much a finding weighs, and what follows from it.

    `function_name` is `module:function` below `settled.rules`, and `fix_name` a name in `settled.changes.fixes`: both
    are loaded when somebody asks for them, which a run whose answers are known already does not.

    `consequence` completes the sentence "if it stays so, …" in the risk register; `open_key` is the key of front
    matter that has the same consequence where it is left open. A rule without a fix leaves its findings to people. The
    function is called with a `Context`; with `sees_findings` also with the `Run` of the rules before it and of all that
    see no findings.
    """

    code: str
    name: str
    function_name: str
    levels: Levels
    consequence: str | None = None
    open_key: str | None = None
    fix_name: str | None = None
    sees_findings: bool = False

    @property
    def family(self) -> str:
        """The letter of the rule's family."""
        return self.code[0]

    @property
    def function(self) -> Callable[..., Iterable[RuleOutput]]:
        """The function that looks."""
        module, _, name = self.function_name.partition(":")
        found: Callable[..., Iterable[RuleOutput]] = _loaded(f"settled.rules.{module}", name)
        return found

    @property
    def fix(self) -> Fix | None:
        """How `adr check --fix` mends the findings; None where it does not."""
        return _loaded("settled.changes.fixes", self.fix_name) if self.fix_name is not None else None

    @property
    def fix_in_words(self) -> str | None:
        """What `adr check --fix` does about the rule, as a sentence; None where it does nothing."""
        return f"`adr check --fix` {self.fix.words}." if self.fix else None


@cache
def _loaded(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of rules: its letter, what it is about, and its rules in the order of their codes.

    `consequence` is what follows from a finding where neither its rule nor its key says more; None in a family
    whose findings are no risks.
    """

    letter: str
    title: str
    rules: tuple[Rule, ...]
    consequence: str | None = None
