"""The rules of family O, ownership across flows: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, Levels, W

OWNERSHIP = Family(
    "O",
    "Ownership across flows",
    (
        Rule(
            "O501",
            "two-truths",
            "ownership:two_truths",
            Levels(E),
            consequence="two systems both write the truth, and customers see whichever wrote last",
        ),
        Rule(
            "O502",
            "truth-differs-from-catalog",
            "ownership:truth_differs_from_catalog",
            Levels(E),
            consequence="the next flow is connected to a system that does not hold the truth",
        ),
        Rule(
            "O503",
            "corrector-is-also-requester",
            "ownership:corrector_is_also_requester",
            Levels(W),
            consequence="a correction waits for a permission that the team has, or is made without one",
        ),
        Rule(
            "O504",
            "write-back-without-conflict-rule",
            "changes:write_back_without_conflict_rule",
            Levels(E),
            consequence="a value comes back changed and overwrites the right one, and nobody notices",
        ),
        Rule(
            "O505",
            "changer-not-in-the-flow",
            "changes:changer_not_in_the_flow",
            Levels(W),
            consequence="a change that was promised never arrives, or arrives by a way that nobody watches",
        ),
        Rule(
            "O506",
            "critical-object-without-flow",
            "ownership:critical_object_without_flow",
            Levels(W),
            consequence="the object is still carried by hand on the day of the launch",
        ),
    ),
    consequence="two teams each believe that the other one owns the data",
)
