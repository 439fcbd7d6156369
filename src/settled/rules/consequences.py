"""What happens to the business if a finding stays as it is: by its rule, by its key, or by the family of its rule."""

from __future__ import annotations

import re

from settled.rules.registry import FAMILIES, RULES
from settled.rules.rule import Rule

_OF_KEYS: dict[str, str] = {
    "slices": "the gate is passed without proof, and the rehearsal finds out",
    **{rule.open_key: rule.consequence for rule in RULES if rule.open_key and rule.consequence},
}
"""An open question may stand anywhere: its key says what follows. That of the slices is no rule's own."""

_POSITION = re.compile(r"\[\d+\]")


def consequence_of(rule: Rule, field: str) -> str:
    """What follows from a finding of `rule` at the front matter key `field`; empty where it is no risk."""
    if rule.consequence is not None:
        return rule.consequence
    family = FAMILIES[rule.family].consequence
    if family is None:
        return ""
    keys = _POSITION.sub("", field).split(".")
    while keys:
        by_key = _OF_KEYS.get(".".join(keys))
        if by_key is not None:
            return by_key
        keys.pop()
    return family
