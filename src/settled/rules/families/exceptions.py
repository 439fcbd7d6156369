"""The rules of family X, exceptions to rules: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, Levels, W

EXCEPTIONS = Family(
    "X",
    "Exceptions to rules",
    (
        Rule(
            "X201",
            "suppression-without-reason-or-expiry",
            "suppression:suppression_without_reason_or_expiry",
            Levels(E),
        ),
        Rule("X202", "suppression-expired", "suppression:suppression_expired", Levels(E)),
        Rule("X203", "suppression-unused", "suppression:suppression_unused", Levels(W), sees_findings=True),
        Rule(
            "X204",
            "suppression-in-the-same-change",
            "suppression:suppression_in_the_same_change",
            Levels(W),
            sees_findings=True,
        ),
        Rule("X205", "baseline-entry-aged", "suppression:baseline_entry_aged", Levels(W)),
    ),
)
