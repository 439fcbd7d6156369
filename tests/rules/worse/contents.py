"""What a flow says of its volume, its messages and its money."""

from __future__ import annotations

from tests.rules.worse.mutation import Mutation
from tests.rules.worse.programme import CAPTURE, CATALOG, GONE, ORDER, STOCK, TAX, Change

BACKWARD = (
    Change(ORDER, "content.upgrade", "consumers-first"),
    Change(ORDER, "content.compatible", "backward"),
    Change(ORDER, "consumers.1.reads", "3"),
)
ERP_LIMIT = f"{CATALOG} systems.erp.limits.calls-per-minute"

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
)  # fmt: skip
