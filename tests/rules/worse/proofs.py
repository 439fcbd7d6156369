"""What a flow says of its identifiers, its failures and their owners, and its slices."""

from __future__ import annotations

from tests.rules.worse.mutation import Mutation
from tests.rules.worse.programme import CAPTURE, CATALOG, GONE, ORDER, STOCK, TAX, Change

PROOFS = (
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
