"""What a flow says of times: its promise, schedule, retries, memory and the waits of others."""

from __future__ import annotations

from tests.rules.worse.mutation import Mutation
from tests.rules.worse.programme import CAPTURE, CATALOG, GONE, ORDER, STOCK, TAX, Change

HOURS = f"{CATALOG} teams.order-operations.hours"
RESPONDS = f"{CATALOG} teams.order-operations.responds-within"
WEEKEND = "(nobody there from Fri 2026-10-23 18:00 to Mon 2026-10-26 08:00)"
"""Friday 18:00 to Monday 08:00 are 62 hours; on the last Sunday of October the clock goes back: 63 hours."""
NOBODY_BEHIND = (Change(CATALOG, "teams.order-operations.escalation", []),)
BLOCKING = (Change(STOCK, "pattern.ordering.on-failure", "block"),)

TIMES = (
    # 60 + 20 + 180 min = 260 min = 4 h 20 min, each below 4 h.
    Mutation(
        CAPTURE, "latency.within", "4 h",
        "error schedule-plus-retry-exceeds-latency: 4 h 20 min = a run every 1 h + that takes 20 min + retries "
        "for 3 h; promised 4 h",
        better="2 d", at="idempotency.retry.within",
        terms=("pattern.every", "pattern.takes", "idempotency.retry.within", "latency.within"),
    ),
    # 260 min + 30 min = 290 min = 4 h 50 min.
    Mutation(
        CAPTURE, "latency.within", "4 h 40 min",
        "error promise-beyond-recovery: 4 h 50 min = a run every 1 h + that takes 20 min + retries for 3 h + "
        "`payments` responds within 30 min; promised 4 h 40 min",
        better="5 h",
        terms=(
            "pattern.every", "pattern.takes", "idempotency.retry.within",
            f"{CATALOG} teams.payments.responds-within", "latency.within",
        ),
    ),
    # 4 + 63 + 1 h = 68 h = 2 d 20 h.
    Mutation(
        ORDER, "latency.within", "67 h",
        "error promise-beyond-recovery: 2 d 20 h = retries for 4 h + `order-operations` away for 2 d 15 h "
        f"{WEEKEND} + `order-operations` responds within 1 h; promised 2 d 19 h",
        better="68 h", terms=("idempotency.retry.within", HOURS, RESPONDS, "latency.within"),
    ),
    Mutation(
        ORDER, "consumers.1.within", "66 h",
        "error promise-beyond-recovery: 2 d 20 h = retries for 4 h + `order-operations` away for 2 d 15 h "
        f"{WEEKEND} + `order-operations` responds within 1 h; promised to `erp` 2 d 18 h",
        better="6 d", terms=("idempotency.retry.within", HOURS, RESPONDS, "consumers.1.within"),
    ),
    Mutation(
        TAX, "latency.within", "2 s",
        "error timeout-exceeds-latency: a call may wait 3 s = 2 attempts of 1500 ms; promised 2 s", better="3 s",
        at="pattern.timeout", terms=("idempotency.retry.attempts", "latency.within"),
        setup=(Change(TAX, "idempotency.retry.within", "2 s"),),
    ),
    Mutation(
        TAX, "latency.within", "11 s",
        "error checkout-too-slow: checkout waits up to 11 s, and a shopper waits 10 s at the most", better="5 s",
        terms=("latency.class",),
    ),
    Mutation(
        TAX, "pattern.timeout", "2100 ms",
        "error timeout-exceeds-latency: a call may wait 4.2 s = 2 attempts of 2100 ms; promised 4 s", better="1 s",
        terms=("idempotency.retry.attempts", "latency.within"),
    ),
    Mutation(
        TAX, "idempotency.retry.attempts", "3",
        "error timeout-exceeds-latency: a call may wait 4.5 s = 3 attempts of 1500 ms; promised 4 s", better="1",
        at="pattern.timeout", terms=("idempotency.retry.attempts", "latency.within"),
    ),
    Mutation(
        ORDER, "idempotency.retry.attempts", "1001",
        "error unbounded-retry: 1001 attempts are no limit: more than 1000 count as none "
        "(`limits.retry-attempts`)",
        better="1000",
    ),
    Mutation(
        CAPTURE, "pattern.every", "20 min",
        "error run-overlap: a run may last 20 min, and the next one starts 20 min after it: two runs overlap",
        better="30 min", at="pattern.takes", terms=("pattern.every",),
    ),
    # 20 h 30 min + 20 min + 3 h = 23 h 50 min, and with the 30 min of the people a day and 20 min.
    Mutation(
        CAPTURE, "pattern.every", "20 h 30 min",
        "error promise-beyond-recovery: 1 d 20 min = a run every 20 h 30 min + that takes 20 min + retries for 3 "
        "h + `payments` responds within 30 min; promised 1 d",
        better="30 min", at="latency.within",
        terms=(
            "pattern.every", "pattern.takes", "idempotency.retry.within",
            f"{CATALOG} teams.payments.responds-within", "latency.within",
        ),
    ),
    # 23 h 50 min + 20 min = 24 h 10 min.
    Mutation(
        CAPTURE, "pattern.every", "23 h 50 min",
        "error latency-shorter-than-schedule: 1 d 10 min = a run every 23 h 50 min + that takes 20 min; the flow "
        "promises 1 d",
        better="30 min", terms=("pattern.takes", "latency.within"),
    ),
    Mutation(
        CAPTURE, "pattern.takes", "1 h",
        "error run-overlap: a run may last 1 h, and the next one starts 1 h after it: two runs overlap", better="1 min",
        terms=("pattern.every",),
    ),
    Mutation(
        CAPTURE, "pattern.takes", "31 min",
        "error overlap-shorter-than-run: each run looks back 30 min, and a run may take 31 min", better="30 min",
        at="pattern.reads.overlap", terms=("pattern.takes",),
    ),
    Mutation(
        CAPTURE, "pattern.reads.overlap", "10 min",
        "error overlap-shorter-than-run: each run looks back 10 min, and a run may take 20 min", better="1 d",
        terms=("pattern.takes",),
    ),
    # 22 h 30 min + 1 h 20 min = 23 h 50 min, and 24 h 20 min with the people.
    Mutation(
        CAPTURE, "idempotency.retry.within", "22 h 30 min",
        "error promise-beyond-recovery: 1 d 20 min = a run every 1 h + that takes 20 min + retries for 22 h 30 "
        "min + `payments` responds within 30 min; promised 1 d",
        better="5 min", at="latency.within",
        terms=(
            "pattern.every", "pattern.takes", "idempotency.retry.within",
            f"{CATALOG} teams.payments.responds-within", "latency.within",
        ),
    ),
    Mutation(
        ORDER, "idempotency.retry.within", "97 h",
        "error retry-exceeds-latency: a delivery is tried again for 97 h, and is too late after 4 d", better="5 min",
        terms=("latency.within",),
    ),
    # 2 d 20 h with 4 h of retries; 4 d 1 h with 33 h: 33 + 63 + 1 = 97 h.
    Mutation(
        ORDER, "idempotency.retry.within", "33 h",
        "error promise-beyond-recovery: 4 d 1 h = retries for 1 d 9 h + `order-operations` away for 2 d 15 h "
        f"{WEEKEND} + `order-operations` responds within 1 h; promised 4 d",
        better="5 min", at="latency.within", terms=("idempotency.retry.within", HOURS, RESPONDS, "latency.within"),
    ),
    # 6 d 1 h + 1 d = 7 d 1 h.
    Mutation(
        CAPTURE, "source.waits", "6 d 1 h",
        "error lapses-before-use: the payment authorisation lapses after 7 d; until it is used: 7 d 1 "
        "h = waits 6 d 1 h + the flow promises 1 d",
        better="6 d", at="expires.0.after", terms=("source.waits", "latency.within"),
    ),
    Mutation(
        CAPTURE, "expires.0.after", "47 h",
        "error lapses-before-use: the payment authorisation lapses after 47 h; until it is used: 2 d = "
        "waits 1 d + the flow promises 1 d",
        better="2 d", terms=("source.waits", "latency.within"),
    ),
    Mutation(
        ORDER, "idempotency.remembers", "6 d",
        "error memory-shorter-than-retry: a duplicate is recognised for 6 d, and may come later: a replay reaches "
        "back 7 d",
        better="for ever", terms=("idempotency.replay.reaches-back",),
    ),
    Mutation(
        ORDER, "idempotency.remembers", "3 h",
        "error memory-shorter-than-retry: a duplicate is recognised for 3 h, and may come later: retries for 4 h",
        better="4 h", terms=("idempotency.retry.within",),
        setup=(Change(ORDER, "idempotency.replay.reaches-back", "2 h"),),
    ),
    Mutation(
        ORDER, "idempotency.remembers", GONE,
        "error missing-duplicate-memory: nobody said for how long a duplicate is still recognised", better="for ever",
        at="idempotency",
    ),
    Mutation(
        ORDER, "idempotency.replay.reaches-back", "11 d",
        "error replay-beyond-dead-letter: a replay reaches back 11 d, and the dead letter keeps what failed for "
        "10 d",
        better="1 d", terms=("idempotency.dead-letter.keeps",),
    ),
    Mutation(
        ORDER, "idempotency.replay.reaches-back", "15 d",
        "error memory-shorter-than-retry: a duplicate is recognised for 14 d, and may come later: a replay "
        "reaches back 15 d",
        better="1 d", at="idempotency.remembers", terms=("idempotency.replay.reaches-back",),
        setup=(Change(ORDER, "idempotency.dead-letter.keeps", "30 d"),),
    ),
    # 63 h + 1 h = 64 h = 2 d 16 h.
    Mutation(
        ORDER, "idempotency.dead-letter.keeps", "2 d",
        "error dead-letter-lost-before-read: the dead letter keeps what failed for 2 d, and until somebody acts it "
        f"may take 2 d 16 h = `order-operations` away for 2 d 15 h {WEEKEND} + `order-operations` responds within 1 h",
        better="64 h", terms=(HOURS, RESPONDS), setup=(Change(ORDER, "idempotency.replay.reaches-back", "2 d"),),
    ),
    Mutation(
        ORDER, "idempotency.dead-letter.keeps", "6 d",
        "error replay-beyond-dead-letter: a replay reaches back 7 d, and the dead letter keeps what failed for 6 "
        "d",
        better="90 d", at="idempotency.replay.reaches-back", terms=("idempotency.dead-letter.keeps",),
    ),
    # 1 + 63 + 1 h = 65 h = 2 d 17 h.
    Mutation(
        STOCK, "latency.within", "64 h 30 min",
        "error blocked-behind-one: all that stands behind a failed message waits 2 d 17 h = retries for 1 h "
        f"+ `order-operations` away for 2 d 15 h {WEEKEND} + `order-operations` responds within 1 h; "
        "promised 2 d 16 h 30 min",
        better="65 h", at="pattern.ordering.on-failure",
        terms=("idempotency.retry.within", HOURS, RESPONDS, "latency.within"), setup=BLOCKING,
    ),
    Mutation(
        STOCK, "pattern.ordering.on-failure", "block",
        "error blocked-behind-one: all that stands behind a failed message waits 2 d 17 h = retries for 1 h "
        f"+ `order-operations` away for 2 d 15 h {WEEKEND} + `order-operations` responds within 1 h; "
        "promised 2 d 16 h 30 min",
        better="skip", terms=("idempotency.retry.within", HOURS, RESPONDS, "latency.within"),
        along=(Change(STOCK, "latency.within", "64 h 30 min"),),
    ),
    Mutation(
        CAPTURE, "latency.class", "checkout-blocking",
        "error blocking-on-batch: checkout waits for this flow, and the pattern `scheduled-job` answers only at "
        "its next run",
        better="next-cycle-enrichment", at="pattern.type", terms=("latency.class",),
    ),
    Mutation(
        ORDER, "latency.class", "checkout-blocking",
        "error checkout-too-slow: checkout waits up to 4 d, and a shopper waits 10 s at the most",
        better="next-cycle-enrichment", at="latency.within", terms=("latency.class",),
    ),
    Mutation(
        STOCK, "criticality", "high",
        "warning owner-not-there: nobody there from Fri 2026-10-23 18:00 to Mon 2026-10-26 08:00: 2 d 15 h "
        "without `order-operations` or anybody it may call; the flow may be 1 d late",
        better="low", at="failures.0.owner", terms=(HOURS, "latency.within"),
        setup=(
            *NOBODY_BEHIND, Change(STOCK, "latency.within", "1 d"),
            Change(STOCK, "idempotency.dead-letter.alert", "payments"),
        ),
    ),
)  # fmt: skip
