"""What a flow says of its messages, identifiers, volume and people."""

from __future__ import annotations

from tests.rules.worse.mutation import Mutation
from tests.rules.worse.programme import CAPTURE, CATALOG, GONE, ORDER, STOCK, TAX, Change

BACKWARD = (
    Change(ORDER, "content.upgrade", "consumers-first"),
    Change(ORDER, "content.compatible", "backward"),
    Change(ORDER, "consumers.1.reads", "3"),
)
ERP_LIMIT = f"{CATALOG} systems.erp.limits.calls-per-minute"
ALL_OF_VOLUME = ("volume.per-day", "volume.peak-per-minute", "volume.peak-lasts", "pattern.batch")
NOT_COUNTED = (Change(CATALOG, "objects.stock.quantity", "false"), Change(STOCK, "pattern.reconcile", GONE))

CONTENTS = (
    # 10,000,000 records / 1440 min / 20 = 347.2 calls a minute.
    Mutation(
        ORDER, "volume.per-day", "10000000",
        "error capacity-exceeded: `erp` takes 300 calls a minute, and 347.2 arrive on average with 20 records in "
        "each: the backlog never ends",
        better="10",
        terms=(ERP_LIMIT, "volume.peak-per-minute", "volume.peak-lasts", "pattern.batch", "consumers.1.within"),
    ),
    # 400,000 / 20 = 20,000 calls; 19,700 too many for 120 min = 2,364,000 calls. The last of them waits 2,364,000 / 300
    # = 7,880 min = 5 d 11 h 20 min. A day has 12,000 / 1440 / 20 = 0.417 calls a minute, which leave 299.583 to drain
    # with: 2,364,000 / 299.583 = 7,890.96 min = 5 d 11 h 31 min.
    Mutation(
        ORDER, "volume.peak-per-minute", "400000",
        "error capacity-exceeded: `erp` takes 300 calls a minute, and 20,000 arrive at peak with 20 records in "
        "each: 19,700 too many for 2 h = 2,364,000 calls left over, the last one waits 5 d 11 h 20 min, and at "
        "300 - 0.417 a minute they are drained in 5 d 11 h 31 min; promised 5 d",
        better="300000",
        terms=(ERP_LIMIT, "volume.per-day", "volume.peak-lasts", "pattern.batch", "consumers.1.within"),
    ),
    # 150 calls too many for 15,840 min = 2,376,000 calls; / 300 = 7,920 min; / 299.583 = 7,931.02 min.
    Mutation(
        ORDER, "volume.peak-lasts", "11 d",
        "error capacity-exceeded: `erp` takes 300 calls a minute, and 450 arrive at peak with 20 records in each: "
        "150 too many for 11 d = 2,376,000 calls left over, the last one waits 5 d 12 h, and at 300 - 0.417 a "
        "minute they are drained in 5 d 12 h 11 min; promised 5 d",
        better="1 h", at="volume.peak-per-minute",
        terms=(ERP_LIMIT, "volume.per-day", "volume.peak-lasts", "pattern.batch", "consumers.1.within"),
        setup=(Change(ORDER, "volume.peak-per-minute", "9000"),),
    ),
    Mutation(
        ORDER, "pattern.batch", "51", "error page-too-large: 51 records go in one call, and `erp` takes 50 at the most",
        better="50", terms=(f"{CATALOG} systems.erp.limits.records-per-call",),
    ),
    Mutation(
        ORDER, "pattern.batch", "1025 KB",
        "error payload-too-large: 1025 KB go in one call, and `erp` takes 1 MB at the most", better="1 MiB",
        terms=(f"{CATALOG} systems.erp.limits.payload",),
        setup=(Change(CATALOG, "systems.oms.limits.payload", "5 MB"),),
    ),
    Mutation(
        CAPTURE, "content.carries", "delta",
        "error delta-needs-order-and-memory: the messages say what changed, and their order does not count",
    ),
    Mutation(
        STOCK, "content.carries", "state",
        "warning deletion-not-decided: the flow carries a state, and nobody said what is sent when the object is "
        "deleted",
        at="content", terms=("content.carries",),
    ),
    Mutation(
        STOCK, "pattern.ordering.needed", "false",
        "error delta-needs-order-and-memory: the messages say what changed, and their order does not count",
        better="true", at="content.carries", terms=("pattern.ordering",),
    ),
    Mutation(
        ORDER, "content.deletion", GONE,
        "warning deletion-not-decided: the flow carries a state, and nobody said what is sent when the object is "
        "deleted",
        better="a tombstone", at="content", terms=("content.carries",),
    ),
    Mutation(
        ORDER, "content.schema.version", "4",
        "error consumer-behind-producer: `erp` reads version 3 and version 4 is sent, which an older reader "
        "cannot read (`compatible` is `backward`)",
        better="2", at="consumers.1.reads", terms=("content.schema.version", "content.compatible"), setup=BACKWARD,
    ),
    Mutation(
        ORDER, "consumers.1.reads", "2",
        "error consumer-behind-producer: `erp` reads version 2 and version 3 is sent, which an older reader "
        "cannot read (`compatible` is `backward`)",
        better="4", terms=("content.schema.version", "content.compatible"), setup=BACKWARD,
    ),
    Mutation(
        ORDER, "content.upgrade", "consumers-first",
        "error consumer-behind-producer: the upgrade goes `consumers-first` and the schema is compatible "
        "`forward`: new readers would have to read what is sent until then",
        terms=("content.compatible",),
    ),
    Mutation(
        ORDER, "content.compatible", "backward",
        "error consumer-behind-producer: `erp` reads version 2 and version 3 is sent, which an older reader "
        "cannot read (`compatible` is `backward`)",
        better="full", at="consumers.1.reads", terms=("content.schema.version", "content.compatible"),
    ),
    Mutation(
        ORDER, "content.compatible", "none",
        "error consumer-behind-producer: `erp` reads version 2 and version 3 is sent, which an older reader "
        "cannot read (`compatible` is `none`)",
        better="full", at="consumers.1.reads", terms=("content.schema.version", "content.compatible"),
    ),
    Mutation(
        TAX, "content.data.0", "card",
        "error card-data-in-trace: the failure is traced by its payload, which holds card data", better="personal",
        at="failures.0.trace", terms=("content.data",), setup=(Change(TAX, "content.data", ["personal"]),),
    ),
    Mutation(
        ORDER, "content.data.0", "personal",
        "error personal-data-kept-too-long: the dead letter keeps personal data for 10 d, and `order` may be kept "
        "for 8 d",
        better="secret", at="idempotency.dead-letter.keeps", terms=(f"{CATALOG} objects.order.keep", "content.data"),
        setup=(Change(ORDER, "content.data", ["secret"]), Change(CATALOG, "objects.order.keep", "8 d")),
    ),
    Mutation(
        ORDER, "failures.0.trace", "payload",
        "error card-data-in-trace: the failure is traced by its payload, which holds secret data", better="job",
        terms=("content.data",), setup=(Change(ORDER, "content.data", ["secret"]),),
    ),
    Mutation(
        CAPTURE, "money.currency", GONE,
        "error money-without-cut-off: `capture` is money, and the flow does not say the currency", better="EUR",
        at="money", terms=(f"{CATALOG} objects.capture.financial",),
    ),
    Mutation(
        CAPTURE, "money.rounding", GONE,
        "error money-without-cut-off: `capture` is money, and the flow does not say the rounding", better="per order",
        at="money", terms=(f"{CATALOG} objects.capture.financial",),
    ),
    Mutation(
        CAPTURE, "money.cut-off", GONE,
        "error money-without-cut-off: `capture` is money, and the flow does not say the cut-off",
        better="22:00 Europe/Oslo", at="money", terms=(f"{CATALOG} objects.capture.financial",),
    ),
    Mutation(
        CAPTURE, "money.cut-off", "23:59",
        "error money-without-cut-off: `capture` is money, and the flow does not say the time zone of its cut-off",
        better="22:00 Europe/Oslo", at="money", terms=(f"{CATALOG} objects.capture.financial",),
    ),
    Mutation(
        CAPTURE, "requires.0.otherwise", "proceed",
        "error reverses-before-it-happened: `capture` reverses `order`, and the flow proceeds where that has not "
        "happened",
        better="reject", terms=(f"{CATALOG} objects.capture.reverses",),
        setup=(Change(CATALOG, "objects.capture.reverses", "order"),),
    ),
    Mutation(
        TAX, "pattern.type", "file",
        "error blocking-on-batch: checkout waits for this flow, and the pattern `file` answers only at its next "
        "run",
        terms=("latency.class",),
    ),
    Mutation(
        ORDER, "pattern.ordering.key", GONE,
        "error ordering-needed-without-key: the order of arrival matters, and nobody said by which key it is kept",
        better="order id", at="pattern.ordering",
    ),
    Mutation(
        CAPTURE, "pattern.reads.by", GONE,
        "warning cursor-not-decided: nobody said by what the job knows what has changed", better="change number",
        at="pattern.reads",
    ),
    Mutation(
        STOCK, "identifiers.1.name", "booking number",
        "warning key-is-not-stable: the key `movement number` names no identifier of the flow", at="idempotency.key",
        terms=("identifiers",),
    ),
    Mutation(
        CAPTURE, "identifiers.0.role", "join",
        "error financial-reference-missing: `capture` is money, and no identifier is a financial reference",
        at="identifiers", terms=(f"{CATALOG} objects.capture.financial",),
    ),
    Mutation(
        CAPTURE, "identifiers.0.assigned-by", "payment-provider",
        "error prefix-on-a-foreign-identifier: `payment reference` has a prefix, and `payment-provider` gives it "
        "its value, which knows nothing of the prefix",
        better="oms", at="identifiers.0.prefix", terms=("identifiers.0.assigned-by",),
        setup=(
            Change(CAPTURE, "identifiers.0.assigned-by", "oms"),
            Change(CAPTURE, "identifiers.0.prefix", {"production": "P", "test": "T"}),
        ),
    ),
    Mutation(
        STOCK, "identifiers.1.of", "order",
        "error key-coarser-than-object: the key `movement number` identifies `order`, and one of these has "
        "several of `stock`",
        at="idempotency.key", terms=("identifiers.1.of", f"{CATALOG} objects.stock.part-of"),
        setup=(Change(CATALOG, "objects.stock.part-of", "order"),),
    ),
    Mutation(
        ORDER, "identifiers.0.length", "21",
        "error identifier-does-not-fit: `order number` does not fit into its field in `erp`: it is up to 21 "
        "letters long and the field holds 20",
        better="20", at="identifiers.0.in.erp", terms=("identifiers.0.in.erp.length", "identifiers.0.length"),
    ),
    Mutation(
        CAPTURE, "identifiers.0.letters", "printable",
        "error identifier-does-not-fit: `payment reference` does not fit into its field in `payment-provider`: it "
        "is `printable` and the field holds `alphanumeric`",
        better="digits", at="identifiers.0.in.payment-provider",
        terms=("identifiers.0.in.payment-provider.letters", "identifiers.0.letters"),
    ),
    Mutation(
        ORDER, "identifiers.0.in.erp.length", "11",
        "error identifier-does-not-fit: `order number` does not fit into its field in `erp`: it is up to 12 "
        "letters long and the field holds 11",
        better="12", at="identifiers.0.in.erp", terms=("identifiers.0.in.erp.length", "identifiers.0.length"),
    ),
    Mutation(
        ORDER, "identifiers.0.in.erp.letters", "alphanumeric",
        "error identifier-does-not-fit: `order number` does not fit into its field in `erp`: it is `printable` "
        "and the field holds `alphanumeric`",
        better="printable", at="identifiers.0.in.erp", terms=("identifiers.0.in.erp.letters", "identifiers.0.letters"),
    ),
    Mutation(
        ORDER, "identifiers.0.in.shop", "customer.email",
        "warning mutable-key: the join goes by `customer.email`, and an e-mail address can change", better="order.id",
    ),
    Mutation(
        ORDER, "identifiers.0.in.erp.field", "KUNNR e-mail",
        "warning mutable-key: the join goes by `KUNNR e-mail`, and an e-mail address can change", better="VBAK-VBELN",
        at="identifiers.0.in.erp",
    ),
    Mutation(
        ORDER, "identifiers.0.prefix.test", "W-",
        "error same-prefix-in-two-environments: `order number` has the prefix `W-` in production and in test",
        better="X-", terms=("identifiers.0.prefix.production",),
    ),
    Mutation(
        ORDER, "identifiers.0.prefix.tset", "WX-",
        "error unknown-environment: `order number` has a prefix for `tset`, which no system of the flow has",
    ),
    Mutation(
        ORDER, "idempotency.key", "message id",
        "error key-is-not-stable: the key `message id` is another one when the same is sent again: `message id`",
        better="order.number",
    ),
    Mutation(
        ORDER, "latency.if-late", "queue depth grows",
        "warning latency-in-technical-terms-only: if it is late, only technology notices: `queue depth grows`",
        better="carriers leave without parcels",
    ),
    Mutation(
        ORDER, "failures.0.effect", "queue depth grows",
        "error no-business-effect: the effect of `ERP rejects the order` is technical only: `queue depth grows`",
        better="parcels stay",
    ),
    Mutation(
        STOCK, "failures.0.authority", ["escalate"],
        "error authority-incomplete: nobody may retry or repair anything on this flow: all owners may only "
        "escalate",
        better=["retry"], at="failures",
    ),
    Mutation(
        TAX, "failures.0.suppress.up-to", GONE,
        "error suppress-without-limit: `tax service does not answer` may be suppressed without limit", better="1",
        at="failures.0.authority",
    ),
    Mutation(
        TAX, "failures.0.suppress.per", GONE,
        "error suppress-without-limit: `tax service does not answer` may be suppressed without limit", better="1 h",
        at="failures.0.authority",
    ),
    Mutation(
        TAX, "failures.0.authority", ["retry", "suppress"],
        "error suppress-without-limit: `tax service does not answer` may be suppressed without limit",
        setup=(Change(TAX, "failures.0.suppress", GONE), Change(TAX, "failures.0.authority", ["retry"])),
    ),
    Mutation(
        TAX, "failures.0.owner", "finance",
        "warning owner-not-there: nobody there from Fri 2026-10-23 17:00 to Mon 2026-10-26 09:00: 2 d 17 h "
        "without `finance` or anybody it may call; the flow may be 4 s late",
        terms=(f"{CATALOG} teams.finance.hours", "latency.within"),
        setup=(Change(CATALOG, "teams.finance.escalation", []),),
    ),
    Mutation(
        ORDER, "slices.exceptions.cases.rejected-orders.handled-by", "ERP refuses it",
        "error exception-handled-by-nobody: `rejected-orders` is handled by `ERP refuses it`, and the flow has no "
        "such failure mode",
        better="ERP rejects the order", terms=("failures",),
    ),
    Mutation(
        ORDER, "slices.thin.state", "running",
        "error exceptions-before-thin: the exceptions are `proven`, and the thin slice is `running`",
        at="slices.exceptions.state", terms=("slices.thin.state",),
    ),
    Mutation(
        ORDER, "slices.exceptions.state", "planned",
        "error slice-not-proven: the slice `exceptions` is `planned`, and must be proven before the rehearsal",
    ),
    Mutation(
        ORDER, "slices.release.state", "planned",
        "error release-evidence-missing: the flow is live, and its slice `release` is planned",
    ),
    Mutation(
        ORDER, "slices.release.drain", GONE,
        "error release-answers-missing: the release is proven, and nobody said under `slices.release` what is "
        "meant for: drain",
        better=[], at="slices.release",
    ),
    Mutation(
        ORDER, "slices.release.pause", GONE,
        "error release-answers-missing: the release is proven, and nobody said under `slices.release` what is "
        "meant for: pause",
        better=[], at="slices.release",
    ),
    Mutation(
        ORDER, "slices.release.replay", GONE,
        "error release-answers-missing: the release is proven, and nobody said under `slices.release` what is "
        "meant for: replay",
        better=[], at="slices.release",
    ),
    Mutation(
        ORDER, "slices.release.reconcile", GONE,
        "error release-answers-missing: the release is proven, and nobody said under `slices.release` what is "
        "meant for: reconcile",
        better=[], at="slices.release",
    ),
    Mutation(
        ORDER, "slices.release.survives", GONE,
        "error release-answers-missing: the release is proven, and nobody said under `slices.release` what is "
        "meant for: survives",
        better=[], at="slices.release",
    ),
    Mutation(
        ORDER, "slices.thin.evidence", GONE,
        "error slice-proven-without-evidence: the slice `thin` is proven, and no evidence is named",
        at="slices.thin.state",
    ),
    Mutation(
        ORDER, "slices.exceptions.evidence", GONE,
        "error slice-proven-without-evidence: the slice `exceptions` is proven, and no evidence is named",
        at="slices.exceptions.state",
    ),
    Mutation(
        ORDER, "slices.release.evidence", GONE,
        "error release-evidence-missing: the flow is live, and its slice `release` names no evidence",
        at="slices.release",
    ),
    Mutation(
        CAPTURE, "phase", "live",
        "error release-evidence-missing: the flow is live, and its slice `release` is not there", better="build",
        at="slices",
    ),
)  # fmt: skip
