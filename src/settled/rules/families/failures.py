"""The rules of family E, failure handling: all that is known of each."""

from __future__ import annotations

from settled.model.vocabulary import Phase
from settled.rules.rule import Family, Rule
from settled.rules.severity import E, Levels, W

FAILURES = Family(
    "E",
    "Failure handling: noticed, owned, and brought back",
    (
        Rule(
            "E803",
            "owner-without-authority",
            "failure_owners:owner_without_authority",
            Levels(E, undecided=W),
            consequence="who is called may not act, and the failure grows until somebody is found who may",
            open_key="failures.authority",
        ),
        Rule(
            "E804",
            "authority-incomplete",
            "failure_owners:authority_incomplete",
            Levels(E, undecided=W),
            consequence="the failure is seen and nobody may repair it",
        ),
        Rule(
            "E805",
            "single-person-owner",
            "failure_owners:single_person_owner",
            Levels(W),
            consequence="on the day it breaks the one person who may act is not there",
        ),
        Rule(
            "E806",
            "suppress-without-limit",
            "failure_handling:suppress_without_limit",
            Levels(E, undecided=W),
            consequence="exceptions are waved through until the loss is in the accounts",
        ),
        Rule(
            "E807",
            "no-detection",
            "failure_handling:no_detection",
            Levels(E, undecided=W),
            consequence="customers or the finance close find the failure first",
            open_key="failures.detect",
        ),
        Rule(
            "E808",
            "no-business-effect",
            "failure_handling:no_business_effect",
            Levels(W, phases={Phase.REHEARSAL: E}),
            consequence="an alarm is closed as technical while orders, goods or money are stuck",
            open_key="failures.effect",
        ),
        Rule(
            "E809",
            "not-traceable",
            "failure_handling:not_traceable",
            Levels(W, phases={Phase.REHEARSAL: E}),
            consequence="what went wrong cannot be proved or repeated, and each case is searched for by hand",
            open_key="failures.trace",
        ),
        Rule(
            "E810",
            "dead-letter-without-owner",
            "recovery_plan:dead_letter_without_owner",
            Levels(E, undecided=W),
            consequence="records pile up where nobody looks",
        ),
        Rule(
            "E811",
            "replay-unsafe",
            "recovery_plan:replay_unsafe",
            Levels(E, undecided=W),
            consequence="the repair itself does harm: what is sent again is booked again",
        ),
        Rule(
            "E812",
            "no-runbook",
            "recovery_plan:no_runbook",
            Levels(W, phases={Phase.LIVE: E}),
            consequence="the repair depends on who is awake",
            open_key="failures.runbook",
        ),
        Rule(
            "E813",
            "exception-class-uncovered",
            "recovery_plan:exception_class_uncovered",
            Levels(W, phases={Phase.REHEARSAL: E}),
            consequence="an exception that every shop meets is met in production first",
        ),
        Rule(
            "E814",
            "dead-letter-lost-before-read",
            "owner_presence:dead_letter_lost_before_read",
            Levels(E),
            consequence="what failed on Friday is gone on Monday, and nobody ever knows",
        ),
        Rule(
            "E815",
            "replay-beyond-dead-letter",
            "owner_presence:replay_beyond_dead_letter",
            Levels(E),
            consequence="the runbook promises what the system has thrown away",
        ),
        Rule(
            "E816",
            "owner-not-there",
            "owner_presence:owner_not_there",
            Levels(W, phases={Phase.LIVE: E}),
            consequence="the flow stands still until the office opens",
        ),
        Rule(
            "E817",
            "exception-handled-by-nobody",
            "exception_handling:exception_handled_by_nobody",
            Levels(E),
            consequence="an exception counts as answered, and nobody notices or repairs it",
        ),
    ),
    consequence="a failure lasts longer than it must, and costs more",
)
