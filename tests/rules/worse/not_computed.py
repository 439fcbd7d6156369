"""The values with which nothing can be computed, each with the reason: all others have a mutation."""

from __future__ import annotations

WORDS = "words for people: that they are absent, or say nothing, is told (test_mutations, test_six_decisions)"
PROOF = "a text or link that shows that something was done: that it is absent is told, what it says is for people"
NO_RULE = "shown with the flow and in `adr profile`; no rule compares it yet"

NOT_COMPUTED = {
    **dict.fromkeys(
        (
            "source.trigger", "expires.*.what", "expires.*.from", "may-change.*.fields.*", "may-reject.*.rule",
            "pattern.because", "pattern.reconcile.compares", "idempotency.duplicates", "idempotency.dead-letter.to",
            "idempotency.replay.how", "idempotency.replay.safe-because", "failures.*.mode", "failures.*.detect",
            "slices.thin.example", "slices.thin.transformation", "slices.thin.negative-test", "slices.thin.retry",
            "slices.thin.alert", "slices.thin.support-action", "slices.thin.support-action.action",
            "content.schema.contract", "identifiers.*.in.*.contract", "systems.*.name", "teams.*.name",
            "teams.*.contact", "objects.*.name",
        ),
        WORDS,
    ),
    **dict.fromkeys(
        (
            "failures.*.runbook", "slices.exceptions.cases.*.evidence.*",
        ),
        PROOF,
    ),
    **dict.fromkeys(
        (
            "figures.attempts", "figures.call-window", "figures.delivery-ids", "figures.subscription-lost-after",
            "figures.keeps", "figures.reads-back", "figures.lapses-after", "figures.visible-after",
            "figures.answer-limit", "figures.run-limit", "figures.paging-limit", "systems.*.limits.timeout",
        ),
        NO_RULE,
    ),
    "figures.rate-per": "of whom a rate is: it makes a finding about the rate a warning, and has no bound of its own",
    "money.tolerance": "by how much the two sides may differ: no other value of a record is an amount of money",
    "pattern.reconcile.type": "by which pattern both sides are compared: each of them finds what was lost",
    "idempotency.retry.backoff": "how the gaps grow: the time that all retries take is `within`",
    "limits.decision-words": "measures the text of decisions (test_decision_content)",
    "limits.baseline-days": "measures the baseline (test_suppressions)",
    "limits.proposal-days": "measures the time since a commit (cases of L204)",
    "limits.route-attempts": "multiplies over a chain of flows that call one another (test_routes)",
    "limits.flows-alike": "counts flows that are all alike, which these are not (test_six_decisions, cases of T709)",
}  # fmt: skip
