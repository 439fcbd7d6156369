"""The rules of family O, ownership across flows: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, I, Levels, W

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
        Rule(
            "O507",
            "reverses-before-it-happened",
            "reversals:reverses_before_it_happened",
            Levels(E),
            consequence="money or goods go back that never came, or the reversal is refused and lost",
        ),
        Rule(
            "O508",
            "paid-before-refused",
            "reversals:paid_before_refused",
            Levels(W),
            consequence="the customer has paid for what is refused, and the money goes back by hand",
        ),
        Rule(
            "O509",
            "echo-not-stopped",
            "echoes:echo_not_stopped",
            Levels(W),
            consequence="two systems correct each other until somebody switches one of them off",
        ),
        Rule(
            "O510",
            "system-without-flow",
            "coverage:system_without_flow",
            Levels(I),
            consequence="the system is connected by a job that nobody decided on, or not at all",
        ),
        Rule(
            "O511",
            "end-to-end-gap",
            "coverage:end_to_end_gap",
            Levels(I),
            consequence="an object stops half way, and is carried on by hand from the first day",
        ),
        Rule(
            "O512",
            "forwards-what-never-arrived",
            "forwarding:forwards_what_never_arrived",
            Levels(E, undecided=W),
            consequence="the flow passes on what does not come, and nobody holds its truth",
        ),
        Rule(
            "O513",
            "leads-to-itself",
            "self_reference:leads_to_itself",
            Levels(E, undecided=W),
            consequence="what rests on it is silently wrong: a whole, a reversal, the other end of a flow",
        ),
        Rule(
            "O514",
            "requires-nothing",
            "self_reference:requires_nothing",
            Levels(E, undecided=W),
            consequence="the flow goes ahead of what it was to wait for",
        ),
    ),
    consequence="two teams each believe that the other one owns the data",
)
