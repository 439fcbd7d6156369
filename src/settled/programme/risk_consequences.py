"""What happens to the business if a finding stays as it is: the words of the risk register, as data.

Each completes the sentence "if it stays so, …". A finding is looked up by its rule; an open question, which may stand
anywhere, by the key under which it stands; whatever is left by the family of its rule.
"""

from __future__ import annotations

import re

_BY_RULE: dict[str, str] = {
    # F: the six decisions
    "missing-source-system": "two systems both take themselves for the source, and the difference is moved to and fro",
    "missing-consumers": "a system that needs the object is not told, and finds out in production",
    "missing-creator-trigger": "the flow starts too early or not at all, and nobody can say which of the two is wrong",
    "missing-pattern": "the flow is built in the way that was at hand, and is late or loses records under load",
    "missing-identifiers": "records cannot be joined: valid events become duplicates or orphans",
    "missing-latency-class": "nobody can tell late from broken, and the business finds out first",
    "missing-idempotency": "a repeat is booked twice, and a customer pays or receives twice",
    "missing-idempotency-retry": "a short outage loses records for good, or a long one is hammered without end",
    "missing-idempotency-dead-letter": "what was given up on is lost without a word",
    "missing-idempotency-replay": "after an outage nobody can bring back what was lost, except by hand and one by one",
    "missing-failure-owner": "nobody may act when it breaks, and the failure waits for office hours",
    "missing-enrich-rule": "a system on the way changes the object, and no team owns the result",
    "missing-reject-rule": "a refusal that nobody foresaw is retried for ever or dropped",
    "missing-correction-rights": "two teams correct the same record in two places, or neither does",
    "pattern-without-reason": "the pattern is changed without knowing what it protected",
    "missing-object": "nobody can tell which other flows carry the same thing, and they contradict one another",
    "built-before-accepted": "the build is paid for twice, because what it rests on can still be decided otherwise",
    # G: what holds still
    "live-flow-on-dead-decision": "production runs by a rule that was given up, and the next change breaks it",
    "accepted-rests-on-proposed": "work is delivered on a decision that can still be overturned",
    # L: how the records came to their status
    "edited-after-acceptance": "teams have built on a text that is no longer there",
    "illegal-transition": "what was turned down is built all the same, and nobody decided it",
    "born-superseded": "nobody can tell until when the old rule held, and what was built by it",
    "stale-proposal": "some follow the proposal and others do not, and both are right",
    "accepted-without-decision-maker": "nobody defends the decision when it is questioned, and it is made again",
    "deleted-record": "the decision is taken anew by people who do not know why it was taken",
    "renumbered": "minutes and tickets lead to the wrong decision",
    "overdue-review": "a condition has changed, and the decision that rested on it has not",
    "proposed-but-live": "the first team that disagrees finds the rule in production",
    "suspect-link": "work goes on for a reason that is gone",
    # O: ownership across flows
    "two-truths": "two systems both write the truth, and customers see whichever wrote last",
    "truth-differs-from-catalog": "the next flow is connected to a system that does not hold the truth",
    "corrector-is-also-requester": "a correction waits for a permission that the team has, or is made without one",
    "write-back-without-conflict-rule": "a value comes back changed and overwrites the right one, and nobody notices",
    "changer-not-in-the-flow": "a change that was promised never arrives, or arrives by a way that nobody watches",
    "critical-object-without-flow": "the object is still carried by hand on the day of the launch",
    # J: identifiers along the route
    "join-one-sided": "one side cannot find the other's record, and people match them by hand",
    "join-chain-broken": "the trail ends halfway: a refund or an enquiry cannot be traced to its order",
    "missing-environment-prefix": "a test record is taken for a real one, and goods or money follow it",
    "same-prefix-in-two-environments": "a test record is taken for a real one, and goods or money follow it",
    "financial-reference-missing": "finance cannot match the money to the sale, and the month closes with open items",
    "marketplace-id-missing": "the marketplace's claims and settlements cannot be matched to orders",
    "mutable-key": "a customer or a product changes its name, and its records are duplicated or lost",
    # T: pattern and time
    "blocking-on-batch": "the shopper waits for a job that runs later, and leaves",
    "latency-shorter-than-schedule": "the promise is broken by design, on every ordinary day",
    "retry-exceeds-latency": "the flow still tries when the business has already lost what it was for",
    "retry-without-idempotency": "each retry may book, ship or refund once more",
    "unbounded-retry": "one bad record blocks or floods all others, and nobody is told",
    "retry-multiplies-along-the-route": "a short outage is answered by a flood that makes it a long one",
    "event-or-queue-without-dead-letter": "a record that cannot be processed blocks all others, or disappears",
    "ordering-needed-without-key": "an older state overwrites a newer one: cancelled orders are shipped",
    "one-pattern-for-all": "flows with different needs share one way of failing, and fail together",
    "latency-in-technical-terms-only": "operations repairs what is late and not what costs most",
    # E: failures
    "owner-without-authority": "who is called may not act, and the failure grows until somebody is found who may",
    "authority-incomplete": "the failure is seen and nobody may repair it",
    "single-person-owner": "on the day it breaks the one person who may act is not there",
    "suppress-without-limit": "exceptions are waved through until the loss is in the accounts",
    "no-detection": "customers or the finance close find the failure first",
    "no-business-effect": "an alarm is closed as technical while orders, goods or money are stuck",
    "not-traceable": "what went wrong cannot be proved or repeated, and each case is searched for by hand",
    "dead-letter-without-owner": "records pile up where nobody looks",
    "replay-unsafe": "the repair itself does harm: what is sent again is booked again",
    "no-runbook": "the repair depends on who is awake",
    "exception-class-uncovered": "an exception that every shop meets is met in production first",
    # V: slices and sequence
    "thin-slice-incomplete": "the flow is called proven, and the part that fails was never tried",
    "slice-proven-without-evidence": "the gate is passed on a word, and the rehearsal finds out",
    "exceptions-before-thin": "effort goes into exceptions of a flow that has never carried one object",
    "release-evidence-missing": "the cutover is the first time that jobs pause, queues drain and events replay",
    "depends-on-later-flow": "the flow is ready and cannot run, because what it needs comes later",
    "sequence-cycle": "no flow can be delivered first, and the plan has no date",
    "slice-not-proven": "the rehearsal is spent on what one order would have shown",
    "nobody-decided": "operations meets the flow for the first time when it fails",
}

_BY_KEY: dict[str, str] = {
    "source": _BY_RULE["missing-source-system"],
    "source.trigger": _BY_RULE["missing-creator-trigger"],
    "consumers": _BY_RULE["missing-consumers"],
    "pattern": _BY_RULE["missing-pattern"],
    "pattern.because": _BY_RULE["pattern-without-reason"],
    "identifiers": _BY_RULE["missing-identifiers"],
    "latency": _BY_RULE["missing-latency-class"],
    "idempotency": _BY_RULE["missing-idempotency"],
    "idempotency.retry": _BY_RULE["missing-idempotency-retry"],
    "idempotency.dead-letter": _BY_RULE["missing-idempotency-dead-letter"],
    "idempotency.replay": _BY_RULE["missing-idempotency-replay"],
    "failures": _BY_RULE["missing-failure-owner"],
    "failures.detect": _BY_RULE["no-detection"],
    "failures.effect": _BY_RULE["no-business-effect"],
    "failures.trace": _BY_RULE["not-traceable"],
    "failures.authority": _BY_RULE["owner-without-authority"],
    "failures.runbook": _BY_RULE["no-runbook"],
    "may-change": _BY_RULE["missing-enrich-rule"],
    "may-reject": _BY_RULE["missing-reject-rule"],
    "corrections": _BY_RULE["missing-correction-rights"],
    "slices": "the gate is passed without proof, and the rehearsal finds out",
}

_BY_FAMILY: dict[str, str] = {
    "F": "the flow is built on an assumption",
    "G": "what is built rests on a decision that does not hold",
    "O": "two teams each believe that the other one owns the data",
    "J": "records of one object cannot be found again in the next system",
    "T": "the flow cannot keep its promise under load",
    "E": "a failure lasts longer than it must, and costs more",
    "V": "the flow goes live with a part that was never proven",
    "L": "what is built and what was decided drift apart, and nobody has agreed to it",
}

_POSITION = re.compile(r"\[\d+\]")


def consequence(code: str, name: str, field: str) -> str:
    """What follows from a finding of the rule `code` `name` at the front matter key `field`."""
    by_rule = _BY_RULE.get(name)
    if by_rule is not None:
        return by_rule
    keys = _POSITION.sub("", field).split(".")
    while keys:
        by_key = _BY_KEY.get(".".join(keys))
        if by_key is not None:
            return by_key
        keys.pop()
    return _BY_FAMILY[code[0]]
