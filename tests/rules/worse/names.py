"""What a flow names: systems, teams, objects and other flows, which have to be there and to fit."""

from __future__ import annotations

from tests.rules.worse.mutation import Mutation
from tests.rules.worse.programme import CAPTURE, CATALOG, FIFTH, GONE, ORDER, STOCK, TAX, Change, sound

VIA = (Change(ORDER, "via", ["oms"]),)
MAY_CHANGE = (
    Change(ORDER, "may-change", [{"system": "oms", "fields": ["promised-date"], "conflict": "the OMS wins"}]),
)


def _from_oms_to_shop() -> dict[str, object]:
    """The capture as an event of the OMS to the web shop, in build: a fifth flow that is sound, too."""
    flow = sound()[STOCK]
    return flow | {
        "object": "order",
        "source": {"system": "oms", "trigger": "order changed", "forwards": ["FLOW-0001"]},
        "content": {"carries": "notification", "deletion": "a tombstone", "version": "order.version"},
        "identifiers": [
            {
                "name": "order number", "role": "join", "in": {"oms": "order.id", "shop": "order.number"},
                "prefix": {"production": "W-", "test": "WT-"},
            }
        ],
        "idempotency": flow["idempotency"] | {"key": "order number"},
    }  # fmt: skip


INSTEAD_OF_STOCK = (
    Change(STOCK, "", GONE),
    Change(CATALOG, "objects.stock.critical", "false"),
    Change(FIFTH, "", _from_oms_to_shop()),
)
"""With a fifth flow the programme would be one of which the life of its objects is asked."""
FORWARDS = INSTEAD_OF_STOCK
ECHOING = (
    *INSTEAD_OF_STOCK,
    Change(CATALOG, "objects.order.source", GONE),
    Change(ORDER, "content.version", GONE),
    Change(ORDER, "source.ignores", "changes by the user oms-sync"),
    Change(FIFTH, "content.version", GONE),
)
PAYING = (
    Change(CAPTURE, "consumers", ["payment-provider", "erp"]),
    Change(CAPTURE, "identifiers.0.in.erp", "BSEG-XREF1"),
    Change(CAPTURE, "identifiers.1.in.erp", "BSEG-XREF2"),
    Change(CATALOG, "systems.erp.limits", GONE),
    Change(CAPTURE, "may-reject", [{"system": "oms", "rule": "the period is closed"}]),
)

NAMES = (
    Mutation(
        ORDER, "source.system", "shopp",
        "error unknown-reference: `source.system` names the system `shopp`, which is not in the catalog", better="shop",
    ),
    Mutation(
        TAX, "source.system", "payment-provider",
        "error truth-differs-from-catalog: the source of `tax-quote` is `payment-provider` here and `tax-service` "
        "in the catalog",
        terms=(f"{CATALOG} objects.tax-quote.source",),
        setup=(Change(TAX, "identifiers.0.in.payment-provider", "reference"),),
    ),
    Mutation(
        FIFTH, "source.forwards.0", "FLOW-0099",
        "error unknown-reference: `source.forwards[1]` names `FLOW-0099`, and there is no such record",
        better="FLOW-0001", setup=FORWARDS,
    ),
    Mutation(
        FIFTH, "source.forwards.0", "FLOW-0003",
        "error forwards-what-never-arrived: the flow passes on what FLOW-0003 tax-quote brings, and that is "
        "`tax-quote`, not `order`",
        terms=(f"{TAX} consumers",), setup=FORWARDS,
    ),
    Mutation(
        ORDER, "source.ignores", GONE,
        "warning echo-not-stopped: `order` comes back to where it set out: `shop` → `oms` → `shop`, and no flow "
        "says how its own change is known again",
        better="what oms-sync wrote", at=f"{FIFTH} source.system", terms=("source.system",), setup=ECHOING,
    ),
    Mutation(
        ORDER, "content.version", GONE,
        "warning echo-not-stopped: `order` comes back to where it set out: `shop` → `oms` → `shop`, and no flow "
        "says how its own change is known again",
        better="order.revision", at=f"{FIFTH} source.system", terms=("source.system",),
        setup=(*ECHOING, Change(ORDER, "source.ignores", GONE), Change(ORDER, "content.version", "order.version")),
    ),
    Mutation(
        ORDER, "consumers.0", "oma",
        "error unknown-reference: `consumers[1]` names the system `oma`, which is not in the catalog", better="oms",
    ),
    Mutation(
        ORDER, "consumers.1.system", "erpp",
        "error unknown-reference: `consumers[2].system` names the system `erpp`, which is not in the catalog",
        at="consumers.1",
    ),
    Mutation(
        ORDER, "via.0", "omss",
        "error unknown-reference: `via[1]` names the system `omss`, which is not in the catalog", better="oms",
        setup=VIA,
    ),
    Mutation(
        CAPTURE, "requires.0.flow", "FLOW-0099",
        "error unknown-reference: `requires[1].flow` names `FLOW-0099`, and there is no such record",
        better="FLOW-0001", at="requires.0",
    ),
    Mutation(
        CAPTURE, "requires.0.flow", "FLOW-0004",
        "error reverses-before-it-happened: `capture` reverses `order`, and the flow requires no flow that brings "
        "one",
        better="FLOW-0001", at="requires", terms=(f"{CATALOG} objects.capture.reverses",),
        setup=(Change(CAPTURE, "phase", "build"), Change(CATALOG, "objects.capture.reverses", "order")),
    ),
    Mutation(
        ORDER, "may-change.0.system", "omss",
        "error unknown-reference: `may-change[1].system` names the system `omss`, which is not in the catalog",
        at="may-change.0", setup=MAY_CHANGE,
    ),
    Mutation(
        ORDER, "may-change.0.conflict", GONE,
        "error write-back-without-conflict-rule: `oms` may change `promised-date`, which comes from `shop`, and "
        "nothing says whose value stands",
        better="the later one wins", at="may-change.0", terms=("source.system",), setup=MAY_CHANGE,
    ),
    Mutation(
        CAPTURE, "may-reject.0.system", "erp",
        "warning paid-before-refused: money moves in `payment-provider` while `erp` may still refuse the "
        "`capture`",
        better="payment-provider", at="may-reject.0", terms=("consumers.0",), setup=PAYING,
    ),
    Mutation(
        CAPTURE, "may-reject.0.system", "pim",
        "warning changer-not-in-the-flow: `pim` may reject `capture`, and no flow of it goes to or through `pim`",
        better="payment-provider", at="may-reject.0",
        setup=(
            *PAYING, Change(CATALOG, "systems.pim", {"name": "PIM", "role": "pim", "owner": "erp-team"}),
            Change(STOCK, "via", ["pim"]),
        ),
    ),
    Mutation(
        ORDER, "corrections.correct.0", "order-operation",
        "error unknown-reference: `corrections.correct[1]` names the team `order-operation`, which is not in the "
        "catalog",
    ),
    Mutation(
        ORDER, "corrections.request.0", "order-operations",
        "warning corrector-is-also-requester: `order-operations` may correct, and can only ask for it",
        better="finance", terms=("corrections.correct.0",),
    ),
    Mutation(
        ORDER, "pattern.reconcile.by", "order-ops",
        "error unknown-reference: `pattern.reconcile.by` names the team `order-ops`, which is not in the catalog",
        better="on-call",
    ),
    Mutation(
        ORDER, "pattern.instead-of.0", "direct-apis",
        "error invalid-value: `pattern.instead-of[1]` is `direct-apis`, which is not one of its words", better="event",
    ),
    Mutation(
        CAPTURE, "identifiers.0.assigned-by", "payment-providers",
        "error unknown-reference: `identifiers[1].assigned-by` names the system `payment-providers`, which is not "
        "in the catalog",
        better="oms",
    ),
    Mutation(
        STOCK, "identifiers.0.of", "articel",
        "error unknown-reference: `identifiers[1].of` names the object `articel`, which is not in the catalog",
    ),
    Mutation(
        ORDER, "identifiers.0.of", "capture",
        "error supplied-later: `order number` identifies `capture`, and no flow of it is live (FLOW-0002)",
        terms=(f"{CAPTURE} phase",),
        setup=(
            Change(ORDER, "identifiers.0.of", "order"),
            Change(CATALOG, "systems.payment-provider.environments", ["production", "test"]),
        ),
    ),
    Mutation(
        ORDER, "idempotency.dead-letter.alert", "order-opertions",
        "error unknown-reference: `idempotency.dead-letter.alert` names the team `order-opertions`, which is not "
        "in the catalog",
        better="on-call",
    ),
    Mutation(
        ORDER, "idempotency.dead-letter.alert", GONE,
        "error dead-letter-without-owner: nobody is told when something arrives in `orders.dead`", better="on-call",
        at="idempotency.dead-letter",
    ),
    Mutation(
        ORDER, "idempotency.replay.by", "order-opertions",
        "error unknown-reference: `idempotency.replay.by` names the team `order-opertions`, which is not in the "
        "catalog",
        better="on-call",
    ),
    Mutation(
        ORDER, "failures.0.owner", "order-opertions",
        "error unknown-reference: `failures[1].owner` names the team `order-opertions`, which is not in the "
        "catalog",
        better="on-call",
    ),
    Mutation(
        ORDER, "failures.0.authority.0", "retri",
        "error invalid-value: `failures[1].authority[1]` is `retri`, which is not one of its words", better="suppress",
        setup=(Change(ORDER, "failures.0.suppress", {"up-to": "5", "per": "1 d"}),),
    ),
    Mutation(
        ORDER, "object", "orders",
        "error unknown-reference: `object` names the object `orders`, which is not in the catalog",
    ),
    Mutation(
        ORDER, "slices.thin.support-action.team", "nobody-at-all",
        "error unknown-reference: `slices.thin.support-action.team` names the team `nobody-at-all`, which is not "
        "in the catalog",
        setup=(
            Change(
                ORDER, "slices.thin.support-action",
                {"team": "order-operations", "action": "sends one order again"},
            ),
        ),
    ),
    Mutation(
        CAPTURE, "after.0", "FLOW-0099",
        "error unknown-reference: `after[1]` names `FLOW-0099`, and there is no such record", better="FLOW-0001",
    ),
    Mutation(
        CAPTURE, "after.0", "FLOW-0004",
        "error depends-on-later-flow: the flow is in `rehearsal` and comes after FLOW-0004 stock, which is only "
        "in `build`",
        terms=(f"{STOCK} phase",),
    ),
    Mutation(
        CAPTURE, "risks.0", "RISK-0099",
        "error unknown-reference: `risks[1]` names `RISK-0099`, and there is no such record",
        along=(Change(CAPTURE, "risks", ["x"]),),
    ),
    Mutation(
        ORDER, "identifiers.0.in.ert", "VBAK",
        "error unknown-reference: `identifiers[1].in.ert` names the system `ert`, which is not in the catalog",
    ),
    Mutation(
        ORDER, "identifiers.0.in.oms", GONE,
        "error join-one-sided: `order number` has no field in `oms`, so nothing joins it to the source `shop`",
        better="order.number", at="identifiers.0.in",
    ),
)  # fmt: skip
