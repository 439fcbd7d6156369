"""What stands around the flows: systems, teams and objects of the catalog, and the settings."""

from __future__ import annotations

from tests.rules.worse.mutation import Mutation
from tests.rules.worse.programme import CATALOG, GONE, ORDER, SETTINGS, STOCK, TAX, Change

HOURS = "teams.order-operations.hours"
RESPONDS = "teams.order-operations.responds-within"
TIGHT = (Change(ORDER, "consumers.1.within", "68 h"),)
"""As long as it takes until somebody of order operations acts: 4 + 63 + 1 h."""

SURROUNDINGS = (
    Mutation(
        CATALOG, "systems.erp.role", "payment",
        "warning paid-before-refused: money moves in `erp` while `oms` may still refuse the `order`", better="other",
        at=f"{ORDER} may-reject.0", terms=(f"{ORDER} consumers.1",),
        setup=(
            Change(CATALOG, "objects.order.financial", "true"),
            Change(ORDER, "money", {"currency": "EUR", "rounding": "per line", "cut-off": "23:59 Europe/Oslo"}),
            Change(ORDER, "identifiers.0.role", "financial"),
            Change(ORDER, "may-reject", [{"system": "oms", "rule": "no"}]),
        ),
    ),
    Mutation(
        CATALOG, "systems.shop.platform", "shopify",
        "warning missing-mechanism: nobody said how Shopify hands it over, and its ways differ", better="other",
        at=f"{ORDER} source",
    ),
    Mutation(
        CATALOG, "systems.shop.owner", "commerce-teem",
        "error unknown-reference: `systems.shop.owner` names the team `commerce-teem`, which is not in the "
        "catalog",
        better="on-call",
    ),
    Mutation(
        CATALOG, "systems.shop.environments.1", "staging",
        "error unknown-environment: `order number` has a prefix for `test`, which no system of the flow has",
        at=f"{ORDER} identifiers.0.prefix.test",
        along=(
            Change(CATALOG, "systems.oms.environments.1", "staging"),
            Change(CATALOG, "systems.erp.environments.1", "staging"),
        ),
    ),
    Mutation(
        CATALOG, "systems.erp.limits.calls-per-minute", "0.4",
        "error capacity-exceeded: `erp` takes 0.4 calls a minute, and 0.417 arrive on average with 20 records in "
        "each: the backlog never ends",
        better="600", at=f"{ORDER} volume.per-day",
        terms=(
            "systems.erp.limits.calls-per-minute", f"{ORDER} volume.peak-per-minute",
            f"{ORDER} volume.peak-lasts", f"{ORDER} pattern.batch", f"{ORDER} consumers.1.within",
        ),
    ),
    Mutation(
        CATALOG, "systems.erp.limits.records-per-call", "19",
        "error page-too-large: 20 records go in one call, and `erp` takes 19 at the most", better="20",
        at=f"{ORDER} pattern.batch", terms=("systems.erp.limits.records-per-call",),
    ),
    Mutation(
        CATALOG, "systems.erp.limits.payload", "499 KB",
        "error payload-too-large: 500 KB go in one call, and `erp` takes 499 KB at the most", better="2 MB",
        at=f"{ORDER} pattern.batch", terms=("systems.erp.limits.payload",),
        setup=(Change(ORDER, "pattern.batch", "500 KB"),),
    ),
    Mutation(
        CATALOG, "teams.order-operations.members", "1",
        "warning single-person-owner: `order-operations` answers for `ERP rejects the order` and is one person, "
        "with nobody behind them",
        better="9", at=f"{ORDER} failures.0.owner", terms=("teams.order-operations.members",),
        setup=(
            Change(STOCK, "failures.0.owner", "on-call"),
            Change(CATALOG, "teams.order-operations.escalation", GONE),
            Change(CATALOG, "teams.order-operations.members", "2"),
        ),
    ),
    Mutation(
        CATALOG, "teams.finance.escalation.0", "erp-team",
        "warning owner-not-there: nobody there from Fri 2026-10-23 17:00 to Mon 2026-10-26 09:00: 2 d 17 h "
        "without `finance` or anybody it may call; the flow may be 4 s late",
        better="payments", at=f"{TAX} failures.0.owner", terms=("teams.finance.hours", f"{TAX} latency.within"),
        setup=(Change(TAX, "failures.0.owner", "finance"),),
    ),
    Mutation(
        CATALOG, "teams.finance.escalation.0", "on-calls",
        "error unknown-reference: `teams.finance.escalation[1]` names the team `on-calls`, which is not in the "
        "catalog",
        better="payments",
    ),
    Mutation(
        CATALOG, "teams.on-call.hours", {"days": "mon-fri", "from": "08:00", "to": "18:00", "zone": "Europe/Oslo"},
        "warning owner-not-there: nobody there from Fri 2026-10-23 18:00 to Mon 2026-10-26 08:00: 2 d 15 h "
        "without `on-call` or anybody it may call; the flow may be 4 s late",
        at=f"{TAX} failures.0.owner", terms=("teams.on-call.hours", f"{TAX} latency.within"),
    ),
    # Friday 18:00 to Tuesday 08:00 are 86 h, on the last Sunday of October 87 h; + 4 + 1 h = 92 h = 3 d 20 h.
    Mutation(
        CATALOG, f"{HOURS}.days", "tue-fri",
        "error promise-beyond-recovery: 3 d 20 h = retries for 4 h + `order-operations` away for 3 d 15 h (nobody "
        "there from Fri 2026-10-23 18:00 to Tue 2026-10-27 08:00) + `order-operations` responds within 1 h; "
        "promised to `erp` 2 d 20 h",
        better="mon-sun", at=f"{ORDER} consumers.1.within",
        terms=(
            f"{ORDER} idempotency.retry.within", "teams.order-operations.hours",
            "teams.order-operations.responds-within", f"{ORDER} consumers.1.within",
        ),
        setup=TIGHT,
    ),
    # 62 h, and one more of the clock and one of the morning: 64 h.
    Mutation(
        CATALOG, f"{HOURS}.from", "09:00",
        "error promise-beyond-recovery: 2 d 21 h = retries for 4 h + `order-operations` away for 2 d 16 h (nobody "
        "there from Fri 2026-10-23 18:00 to Mon 2026-10-26 09:00) + `order-operations` responds within 1 h; "
        "promised to `erp` 2 d 20 h",
        better="06:00", at=f"{ORDER} consumers.1.within",
        terms=(
            f"{ORDER} idempotency.retry.within", "teams.order-operations.hours",
            "teams.order-operations.responds-within", f"{ORDER} consumers.1.within",
        ),
        setup=TIGHT,
    ),
    Mutation(
        CATALOG, f"{HOURS}.to", "17:00",
        "error promise-beyond-recovery: 2 d 21 h = retries for 4 h + `order-operations` away for 2 d 16 h (nobody "
        "there from Fri 2026-10-23 17:00 to Mon 2026-10-26 08:00) + `order-operations` responds within 1 h; "
        "promised to `erp` 2 d 20 h",
        better="23:00", at=f"{ORDER} consumers.1.within",
        terms=(
            f"{ORDER} idempotency.retry.within", "teams.order-operations.hours",
            "teams.order-operations.responds-within", f"{ORDER} consumers.1.within",
        ),
        setup=TIGHT,
    ),
    # Without a change of the clocks 62 h, and with one 63 h.
    Mutation(
        CATALOG, f"{HOURS}.zone", "Europe/Oslo",
        "error promise-beyond-recovery: 2 d 20 h = retries for 4 h + `order-operations` away for 2 d 15 h (nobody "
        "there from Fri 2026-10-23 18:00 to Mon 2026-10-26 08:00) + `order-operations` responds within 1 h; "
        "promised to `erp` 2 d 19 h",
        better="UTC", at=f"{ORDER} consumers.1.within",
        terms=(
            f"{ORDER} idempotency.retry.within", "teams.order-operations.hours",
            "teams.order-operations.responds-within", f"{ORDER} consumers.1.within",
        ),
        setup=(Change(CATALOG, f"{HOURS}.zone", "UTC"), Change(ORDER, "consumers.1.within", "67 h")),
    ),
    Mutation(
        CATALOG, RESPONDS, "2 h",
        "error promise-beyond-recovery: 2 d 21 h = retries for 4 h + `order-operations` away for 2 d 15 h (nobody "
        "there from Fri 2026-10-23 18:00 to Mon 2026-10-26 08:00) + `order-operations` responds within 2 h; "
        "promised to `erp` 2 d 20 h",
        better="10 min", at=f"{ORDER} consumers.1.within",
        terms=(
            f"{ORDER} idempotency.retry.within", "teams.order-operations.hours",
            "teams.order-operations.responds-within", f"{ORDER} consumers.1.within",
        ),
        setup=TIGHT,
    ),
    Mutation(
        CATALOG, RESPONDS, "200 h",
        "error dead-letter-lost-before-read: the dead letter keeps what failed for 10 d, and until somebody acts "
        "it may take 10 d 23 h = `order-operations` away for 2 d 15 h (nobody there from Fri 2026-10-23 18:00 to "
        "Mon 2026-10-26 08:00) + `order-operations` responds within 8 d 8 h",
        better="10 min", at=f"{ORDER} idempotency.dead-letter.keeps",
        terms=("teams.order-operations.hours", "teams.order-operations.responds-within"),
        setup=(
            Change(ORDER, "consumers.1.within", "300 h"), Change(ORDER, "latency.within", "300 h"),
            Change(STOCK, "latency.within", "300 h"), Change(STOCK, "idempotency.dead-letter.keeps", "300 h"),
        ),
    ),
    Mutation(
        CATALOG, "objects.voucher.critical", "true",
        "warning critical-object-without-flow: `voucher` is critical, and no flow in force carries it", better="false",
        setup=(Change(CATALOG, "objects.voucher", {"name": "Voucher", "critical": "false"}),),
    ),
    Mutation(
        CATALOG, "objects.order.source", "erp",
        "error truth-differs-from-catalog: the source of `order` is `shop` here and `erp` in the catalog",
        at=f"{ORDER} source.system", terms=("objects.order.source",),
    ),
    Mutation(
        CATALOG, "objects.order.source", "shopp",
        "error unknown-reference: `objects.order.source` names the system `shopp`, which is not in the catalog",
    ),
    Mutation(
        CATALOG, "objects.tax-quote.financial", "true",
        "error money-without-cut-off: `tax-quote` is money, and the flow does not say the currency, the rounding "
        "and the cut-off",
        better="false", at=f"{TAX} ", terms=("objects.tax-quote.financial",),
        setup=(Change(TAX, "identifiers.0.role", "financial"),),
    ),
    Mutation(
        CATALOG, "objects.tax-quote.financial", "true",
        "error financial-reference-missing: `tax-quote` is money, and no identifier is a financial reference",
        better="false", at=f"{TAX} identifiers", terms=("objects.tax-quote.financial",),
        setup=(Change(TAX, "money", {"currency": "EUR", "rounding": "per line", "cut-off": "23:59 Europe/Oslo"}),),
    ),
    Mutation(
        CATALOG, "objects.voucher.part-of", "order", "info end-to-end-gap: no flow carries `voucher` (part of `order`)",
        setup=(Change(CATALOG, "objects.voucher", {"name": "V"}),),
    ),
    Mutation(
        CATALOG, "objects.stock.part-of", "order",
        "error key-coarser-than-object: the key `movement number` identifies `order`, and one of these has "
        "several of `stock`",
        at=f"{STOCK} idempotency.key", terms=(f"{STOCK} identifiers.1.of", "objects.stock.part-of"),
        setup=(Change(STOCK, "identifiers.1.of", "order"),),
    ),
    Mutation(
        CATALOG, "objects.capture.part-of", "ordr",
        "error unknown-reference: `objects.capture.part-of` names the object `ordr`, which is not in the catalog",
    ),
    Mutation(
        CATALOG, "objects.stock.reverses", "order",
        "error reverses-before-it-happened: `stock` reverses `order`, and the flow requires no flow that brings "
        "one",
        at=f"{STOCK} object", terms=("objects.stock.reverses",),
    ),
    Mutation(
        CATALOG, "objects.stock.reverses", "ordr",
        "error unknown-reference: `objects.stock.reverses` names the object `ordr`, which is not in the catalog",
    ),
    Mutation(
        CATALOG, "objects.order.data.0", "card",
        "error card-data-in-trace: the failure is traced by its payload, which holds card data", better="personal",
        at=f"{ORDER} failures.0.trace", terms=("objects.order.data",),
        setup=(Change(ORDER, "failures.0.trace", "payload"),),
    ),
    Mutation(
        CATALOG, "objects.order.keep", "9 d",
        "error personal-data-kept-too-long: the dead letter keeps personal data for 10 d, and `order` may be kept "
        "for 9 d",
        better="for ever", at=f"{ORDER} idempotency.dead-letter.keeps",
        terms=("objects.order.keep", "objects.order.data"),
    ),
    Mutation(
        CATALOG, "objects.order.keep", "6 d",
        "error replay-brings-back-the-erased: a replay brings back personal data of 7 d, and `order` may be kept "
        "for 6 d",
        better="10 y", at=f"{ORDER} idempotency.replay.reaches-back",
        terms=("objects.order.keep", "objects.order.data"),
        setup=(Change(ORDER, "idempotency.dead-letter.keeps", GONE),),
    ),
    Mutation(
        CATALOG, "objects.stock.quantity", "true",
        "error quantity-as-delta-without-baseline: `stock` is a quantity and is sent as a delta, and nothing "
        "brings it back to the number",
        better="false", at=f"{STOCK} content.carries", terms=("objects.stock.quantity",),
        setup=(Change(CATALOG, "objects.stock.quantity", "false"), Change(STOCK, "pattern.reconcile", GONE)),
    ),
    Mutation(
        SETTINGS, "limits.call-megabytes", 1,
        "warning pattern-does-not-fit: the pattern `direct-api` does not fit: one call carries 2 MB, and 1 MB are the "
        "most that a call should (`limits.call-megabytes`)",
        better=100, at=f"{ORDER} pattern.type", terms=(f"{ORDER} pattern.batch",),
        setup=(
            Change(ORDER, "pattern.type", "direct-api"),
            Change(ORDER, "pattern.batch", "2 MB"),
            Change(CATALOG, "systems.oms.limits.payload", GONE),
            Change(CATALOG, "systems.erp.limits.payload", GONE),
        ),
    ),
    Mutation(
        SETTINGS, "limits.checkout-seconds", 3,
        "error checkout-too-slow: checkout waits up to 4 s, and a shopper waits 3 s at the most", better=600,
        at=f"{TAX} latency.within", terms=(f"{TAX} latency.class",),
    ),
    Mutation(
        SETTINGS, "limits.retry-attempts", 7,
        "error unbounded-retry: 8 attempts are no limit: more than 7 count as none (`limits.retry-attempts`)",
        better=2000, at=f"{ORDER} idempotency.retry.attempts",
        setup=(Change(STOCK, "idempotency.retry.attempts", "6"),),
    ),
    Mutation(
        SETTINGS, "holidays", ["2026-10-26"],
        "error promise-beyond-recovery: 3 d 20 h = retries for 4 h + `order-operations` away for 3 d 15 h (nobody "
        "there from Fri 2026-10-23 18:00 to Tue 2026-10-27 08:00) + `order-operations` responds within 1 h; "
        "promised to `erp` 2 d 20 h",
        better=[], at=f"{ORDER} consumers.1.within",
        terms=(
            f"{ORDER} idempotency.retry.within", f"{CATALOG} teams.order-operations.hours",
            f"{CATALOG} teams.order-operations.responds-within", f"{ORDER} consumers.1.within",
        ),
        setup=TIGHT,
    ),
)  # fmt: skip
