"""The rules of family T, timing and pattern: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, I, Levels, W

TIMING = Family(
    "T",
    "Timing and pattern: can this pattern keep that promise",
    (
        Rule(
            "T701",
            "blocking-on-batch",
            "timing:blocking_on_batch",
            Levels(E),
            consequence="the shopper waits for a job that runs later, and leaves",
        ),
        Rule(
            "T702",
            "latency-shorter-than-schedule",
            "timing:latency_shorter_than_schedule",
            Levels(E),
            consequence="the promise is broken by design, on every ordinary day",
        ),
        Rule(
            "T703",
            "retry-exceeds-latency",
            "timing:retry_exceeds_latency",
            Levels(E, undecided=W),
            consequence="the flow still tries when the business has already lost what it was for",
        ),
        Rule(
            "T704",
            "retry-without-idempotency",
            "retries:retry_without_idempotency",
            Levels(E),
            consequence="each retry may book, ship or refund once more",
        ),
        Rule(
            "T705",
            "unbounded-retry",
            "retries:unbounded_retry",
            Levels(E),
            consequence="one bad record blocks or floods all others, and nobody is told",
        ),
        Rule(
            "T706",
            "retry-multiplies-along-the-route",
            "retries:retry_multiplies_along_the_route",
            Levels(W),
            consequence="a short outage is answered by a flood that makes it a long one",
        ),
        Rule(
            "T707",
            "event-or-queue-without-dead-letter",
            "patterns:event_or_queue_without_dead_letter",
            Levels(E),
            consequence="a record that cannot be processed blocks all others, or disappears",
        ),
        Rule(
            "T708",
            "ordering-needed-without-key",
            "patterns:ordering_needed_without_key",
            Levels(E, undecided=W),
            consequence="an older state overwrites a newer one: cancelled orders are shipped",
        ),
        Rule("T709", "everything-real-time", "patterns:everything_real_time", Levels(I)),
        Rule(
            "T710",
            "one-pattern-for-all",
            "patterns:one_pattern_for_all",
            Levels(W),
            consequence="flows with different needs share one way of failing, and fail together",
        ),
        Rule(
            "T711",
            "latency-in-technical-terms-only",
            "timing:latency_in_technical_terms_only",
            Levels(W),
            consequence="operations repairs what is late and not what costs most",
        ),
    ),
    consequence="the flow cannot keep its promise under load",
)
