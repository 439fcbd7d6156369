"""What is known of a rule, in one row, and of the family that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from settled.changes.fixes import Fix
from settled.rules.reporting import RuleOutput
from settled.rules.severity import Levels


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what reports call it, the function that looks, how much a finding weighs, and what follows from it.

    `consequence` completes the sentence "if it stays so, …" in the risk register; `open_key` is the key of front
    matter that has the same consequence where it is left open. `fix` is how `adr check --fix` mends its findings;
    None leaves them to people. The function is called with a `Context`; with `sees_findings` also with the `Run` of the
    rules before it and of all that see no findings.
    """

    code: str
    name: str
    function: Callable[..., Iterable[RuleOutput]]
    levels: Levels
    consequence: str | None = None
    open_key: str | None = None
    fix: Fix | None = None
    sees_findings: bool = False

    @property
    def family(self) -> str:
        """The letter of the rule's family."""
        return self.code[0]

    @property
    def fix_in_words(self) -> str | None:
        """What `adr check --fix` does about the rule, as a sentence; None where it does nothing."""
        return f"`adr check --fix` {self.fix.words}." if self.fix else None


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
