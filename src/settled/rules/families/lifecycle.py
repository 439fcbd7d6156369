"""The rules of family L, lifecycle: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, I, Levels, W

LIFECYCLE = Family(
    "L",
    "Lifecycle: how a record came to its status, from git",
    (
        Rule(
            "L201",
            "edited-after-acceptance",
            "immutability:edited_after_acceptance",
            Levels(W),
            consequence="teams have built on a text that is no longer there",
        ),
        Rule(
            "L202",
            "illegal-transition",
            "lifecycle:illegal_transition",
            Levels(E, plain=W),
            consequence="what was turned down is built all the same, and nobody decided it",
        ),
        Rule(
            "L203",
            "born-superseded",
            "lifecycle:born_superseded",
            Levels(W, plain=I),
            consequence="nobody can tell until when the old rule held, and what was built by it",
        ),
        Rule(
            "L204",
            "stale-proposal",
            "lifecycle:stale_proposal",
            Levels(W, plain=I),
            consequence="some follow the proposal and others do not, and both are right",
        ),
        Rule(
            "L205",
            "accepted-without-decision-maker",
            "lifecycle:accepted_without_decision_maker",
            Levels(E),
            consequence="nobody defends the decision when it is questioned, and it is made again",
        ),
        Rule(
            "L206",
            "deleted-record",
            "identity:deleted_record",
            Levels(E, plain=W),
            consequence="the decision is taken anew by people who do not know why it was taken",
        ),
        Rule(
            "L207",
            "renumbered",
            "identity:renumbered",
            Levels(E, plain=W),
            consequence="minutes and tickets lead to the wrong decision",
        ),
        Rule(
            "L208",
            "overdue-review",
            "lifecycle:overdue_review",
            Levels(W),
            consequence="a condition has changed, and the decision that rested on it has not",
        ),
        Rule(
            "L209",
            "proposed-but-live",
            "lifecycle:proposed_but_live",
            Levels(E),
            consequence="the first team that disagrees finds the rule in production",
        ),
        Rule(
            "L210",
            "suspect-link",
            "immutability:suspect_link",
            Levels(W, plain=I),
            consequence="work goes on for a reason that is gone",
        ),
        Rule(
            "L211",
            "decided-value-changed",
            "decided_values:decided_value_changed",
            Levels(W),
            consequence="one side has built on the value that was agreed to, the other on the one that is there now",
        ),
    ),
    consequence="what is built and what was decided drift apart, and nobody has agreed to it",
)
