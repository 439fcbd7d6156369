"""What a profile says of a platform: each figure, against what the flow needs of it."""

from __future__ import annotations

from typing import Any

from tests.rules.worse.mutation import Mutation
from tests.rules.worse.programme import CATALOG, GONE, ORDER, PROFILE, Change

FIGURE = "facts.0.figures"


def house(side: str, *changes: Change, fields: list[str] | None = None, **figures: Any) -> tuple[Change, ...]:
    """The programme on a platform of its own, whose one fact has these figures; `changes` keep it sound."""
    system = "shop" if side == "source" else "erp"
    applies_to: dict[str, Any] = {"side": side} | ({"fields": fields} if fields else {})
    fact = {
        "id": "figure", "decision": "latency", "statement": "What the house says.", "question": "What follows?",
        "applies-to": applies_to, "figures": {key.replace("_", "-"): value for key, value in figures.items()},
        "source": {"title": "House guide", "url": "https://house.example.com/guide"}, "confidence": "vendor-docs",
    }  # fmt: skip
    push = {"id": "push", "statement": "The house calls an address.", "side": "source", "patterns": ["event", "queue"]}
    profile = {"platform": "house", "name": "House", "read": "2026-11-20", "mechanisms": [push], "facts": [fact]}
    mechanism = (Change(ORDER, "source.mechanism", "push"),) if side == "source" else ()
    return (
        Change(PROFILE, "", profile), Change(CATALOG, f"systems.{system}.platform", "house"), *mechanism, *changes,
    )  # fmt: skip


NO_RECONCILE = Change(ORDER, "pattern.reconcile", GONE)

PLATFORMS = (
    Mutation(
        ORDER, "source.mechanism", "pusch", "warning missing-mechanism: `pusch` is no mechanism of House",
        better="push", setup=house("source", late_by="1 h"),
    ),
    Mutation(
        ORDER, "source.mechanism", GONE,
        "warning missing-mechanism: nobody said how House hands it over, and its ways differ", better="push",
        at="source",
        setup=(
            *house("source", late_by="1 h"), Change(PROFILE, "facts.0.applies-to.mechanism", ["push"]),
            Change(
                PROFILE, "mechanisms.1",
                {"id": "pull", "statement": "Read it.", "side": "source", "patterns": ["queue"]},
            ),
        ),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.response-window", "5 s",
        "error platform-response-window: the flow may take 30 s to answer, and the platform waits 5 s "
        "(house/figure)",
        better="1 min", at=f"{ORDER} pattern.timeout", terms=("facts.0",),
        setup=house("source", Change(ORDER, "pattern.timeout", "30 s"), response_window="30 s"),
    ),
    Mutation(
        ORDER, "pattern.timeout", "31 s",
        "error platform-response-window: the flow may take 31 s to answer, and the platform waits 30 s "
        "(house/figure)",
        better="1 s", terms=(f"{PROFILE} facts.0",),
        setup=house("source", Change(ORDER, "pattern.timeout", "30 s"), response_window="30 s"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.retry-window", "1 h",
        "error platform-retry-window: `oms` is down for 2 h, the platform tries for 1 h (house/figure), and "
        "nothing finds what was given up on",
        better="3 h", at=f"{ORDER} consumers.0", terms=(f"{CATALOG} systems.oms.down.0", "facts.0"),
        setup=house(
            "source", NO_RECONCILE, Change(CATALOG, "systems.oms.down", ["01:00-03:00 Europe/Oslo daily"]),
            retry_window="2 h",
        ),
    ),
    Mutation(
        CATALOG, "systems.oms.down.0", "01:00-03:30 Europe/Oslo daily",
        "error platform-retry-window: `oms` is down for 2 h 30 min, the platform tries for 2 h (house/figure), "
        "and nothing finds what was given up on",
        better="01:00-02:30 Europe/Oslo daily", at=f"{ORDER} consumers.0",
        terms=("systems.oms.down.0", f"{PROFILE} facts.0"),
        setup=house(
            "source", NO_RECONCILE, Change(CATALOG, "systems.oms.down", ["01:00-03:00 Europe/Oslo daily"]),
            Change(CATALOG, "systems.erp.down", GONE), retry_window="2 h",
        ),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.retry-window", "15 d",
        "error memory-shorter-than-retry: a duplicate is recognised for 14 d, and may come later: the platform "
        "tries again for 15 d (house/figure: House guide (read 2026-11-20; vendor's documentation))",
        better="14 d", at=f"{ORDER} idempotency.remembers", terms=("facts.0",),
        setup=house("source", retry_window="2 h"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.late-by", "15 d",
        "error memory-shorter-than-retry: a duplicate is recognised for 14 d, and may come later: the platform "
        "may deliver late by 15 d (house/figure: House guide (read 2026-11-20; vendor's documentation))",
        better="1 h", at=f"{ORDER} idempotency.remembers", terms=("facts.0",), setup=house("source", late_by="2 h"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.late-by", "5 d",
        "warning platform-late-delivery: the flow promises 4 d, and the platform may deliver 5 d late "
        "(house/figure)",
        better="1 h", at=f"{ORDER} latency.within", terms=("facts.0",),
        setup=house("source", NO_RECONCILE, late_by="2 h"),
    ),
    Mutation(
        ORDER, "pattern.reconcile.every", "97 h",
        "warning platform-late-delivery: the flow promises 4 d, and the platform may deliver 5 d late "
        "(house/figure); both sides are compared every 97 h",
        better="1 h", at="latency.within", terms=("pattern.reconcile.every", f"{PROFILE} facts.0"),
        setup=house("source", late_by="5 d"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.delivery", "best-effort",
        "error missing-reconcile: nothing finds what was never sent: the platform delivers by best effort "
        "(house/figure: House guide (read 2026-11-20; vendor's documentation))",
        better="at-least-once", at=f"{ORDER} pattern", terms=(f"{ORDER} source.system",),
        setup=house("source", NO_RECONCILE, delivery="at-least-once"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.delivery", "at-most-once",
        "error nothing-brings-it-back: what this path loses stays lost: the platform delivers at most once "
        "(house/figure: House guide (read 2026-11-20; vendor's documentation)); nothing is tried again, and "
        "nothing compares",
        better="at-least-once", at=f"{ORDER} pattern", terms=(f"{ORDER} source.system",),
        setup=house(
            "source", NO_RECONCILE,
            Change(ORDER, "idempotency.retry", {"not-applicable": "the house tries again"}),
            delivery="at-least-once",
        ),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.ordering", "none",
        "error platform-ordering: the flow needs an order that the platform does not keep (house/figure)",
        better="per-key", at=f"{ORDER} pattern.ordering.needed", terms=("facts.0",),
        setup=house("source", Change(ORDER, "content.version", GONE), ordering="per-key"),
    ),
    Mutation(
        ORDER, "content.version", GONE,
        "error platform-ordering: the flow needs an order that the platform does not keep (house/figure)",
        better="order.revision", at="pattern.ordering.needed", terms=(f"{PROFILE} facts.0",),
        setup=house("source", ordering="none"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.key-lifetime", "6 d",
        "error platform-key-lifetime: a replay reaches back 7 d, and the platform forgets a key after 6 d "
        "(house/figure)",
        better="30 d", at=f"{ORDER} idempotency.replay.reaches-back", terms=("facts.0",),
        setup=house("consumer", key_lifetime="7 d"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.payload-limit", "499 KB",
        "error platform-payload-limit: 500 KB go in one call, and the platform takes 499 KB in one call "
        "(house/figure)",
        better="1 GB", at=f"{ORDER} pattern.batch", terms=("facts.0",),
        setup=house("consumer", Change(ORDER, "pattern.batch", "500 KB"), payload_limit="500 KB"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.page-limit", "19",
        "error platform-page-limit: 20 records go in one call, and the platform takes 19 records in one call "
        "(house/figure)",
        better="500", at=f"{ORDER} pattern.batch", terms=("facts.0",), setup=house("consumer", page_limit="20"),
    ),
    # 90 records a minute / 20 = 4.5 calls; 12000 a day / 1440 / 20 = 0.417 calls on average, of which 0.4 are too few.
    Mutation(
        PROFILE, f"{FIGURE}.rate", "0.4",
        "error platform-rate: the platform of `erp` takes 0.4 calls a minute (house/figure), and 0.417 arrive on "
        "average with 20 records in each: the backlog never ends",
        better="4", at=f"{ORDER} volume.per-day",
        terms=(f"{ORDER} pattern.batch", f"{ORDER} consumers.1", "facts.0"), setup=house("consumer", rate="4"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.assigned-by", "platform",
        "error platform-identifier: `shop` assigns `order number` itself, and takes no prefix (house/figure)",
        at=f"{ORDER} identifiers.0.prefix", terms=(f"{ORDER} identifiers.0.in.shop", "facts.0"),
        setup=house("source", fields=["order.number"], late_by="1 h"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.unique", "false",
        "error platform-identifier: `order number` is the idempotency key, and `shop` does not keep it unique "
        "(house/figure)",
        better="true", at=f"{ORDER} identifiers.0.in.shop", terms=(f"{ORDER} identifiers.0.in.shop", "facts.0"),
        setup=house("source", fields=["order.number"], unique="true"),
    ),
    Mutation(
        PROFILE, f"{FIGURE}.length", "11",
        "error platform-identifier: `order number` is up to 12 characters long, and `shop` keeps 11 "
        "(house/figure)",
        better="80", at=f"{ORDER} identifiers.0.length", terms=(f"{ORDER} identifiers.0.in.shop", "facts.0"),
        setup=house("source", fields=["order.number"], length="12"),
    ),
)  # fmt: skip
