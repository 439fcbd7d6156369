"""What each gate makes of a finding whose weight depends on it: all gates, for every such rule."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

from settled.model.vocabulary import Phase
from settled.project import load
from settled.rules.context import Context
from settled.rules.engine import check_context
from settled.rules.registry import RULES, find_rule
from tests.rules.worse.platforms import NO_RECONCILE, house
from tests.rules.worse.programme import CATALOG, GONE, ORDER, Change, changed, sound, written
from tests.rules.worse.surroundings import TIGHT
from tests.rules.worse.times import NOBODY_BEHIND

IN_DESIGN = (Change(ORDER, "phase", "design"),)
"""All gates are ahead of the flow, which is accepted."""
ASKED, ASKED_LATER = ("warning", "error", "error", "error"), (None, "warning", "error", "error")
FROM_REHEARSAL, FROM_LIVE = ("warning", "warning", "error", "error"), ("warning", "warning", "warning", "error")
OPEN = {"open": "Which one?", "owner": "order-operations", "due": "2099-01-01"}
TWO_WAYS = (
    *house("source", late_by="1 h"),
    Change("decisions/profiles/house.yml", "facts.0.applies-to.mechanism", ["push"]),
    Change(
        "decisions/profiles/house.yml",
        "mechanisms.1",
        {"id": "pull", "statement": "Read it.", "side": "source", "patterns": ["queue"]},
    ),
    Change(ORDER, "source.mechanism", GONE),
)

BY_GATE: dict[str, tuple[tuple[Change, ...], tuple[str | None, ...]]] = {
    "missing-enrich-rule": ((Change(ORDER, "may-change", GONE),), ASKED),
    "missing-reject-rule": ((Change(ORDER, "may-reject", GONE),), ASKED),
    "missing-correction-rights": ((Change(ORDER, "corrections", GONE),), ASKED),
    "missing-object": ((Change(ORDER, "object", GONE),), ASKED),
    "open-decision": ((Change(ORDER, "status", "proposed"), Change(ORDER, "latency.within", OPEN)), ASKED),
    "missing-idempotency-retry": ((Change(ORDER, "idempotency.retry", GONE),), FROM_REHEARSAL),
    "missing-idempotency-dead-letter": ((Change(ORDER, "idempotency.dead-letter", GONE),), FROM_REHEARSAL),
    "missing-idempotency-replay": ((Change(ORDER, "idempotency.replay", GONE),), FROM_REHEARSAL),
    "supplied-later": (
        (Change(ORDER, "phase", "live"), Change(ORDER, "identifiers.0.of", "capture")),
        ("error", "error", "error", "error"),
    ),
    "promise-beyond-recovery": (
        (*TIGHT, Change(ORDER, "consumers.1.within", "66 h")),
        FROM_REHEARSAL,
    ),
    "ordering-not-decided": ((Change(ORDER, "pattern.ordering", GONE),), FROM_REHEARSAL),
    "missing-duplicate-memory": ((Change(ORDER, "idempotency.remembers", GONE),), ASKED_LATER),
    "missing-reconcile": (house("source", NO_RECONCILE, delivery="best-effort"), FROM_LIVE),
    "money-without-cut-off": ((Change(CATALOG, "objects.order.financial", "true"),), ASKED),
    "no-business-effect": ((Change(ORDER, "failures.0.effect", GONE),), FROM_REHEARSAL),
    "not-traceable": ((Change(ORDER, "failures.0.trace", GONE),), FROM_REHEARSAL),
    "no-runbook": ((Change(ORDER, "failures.0.runbook", GONE),), (None, None, "warning", "error")),
    "exception-class-uncovered": (
        (Change(ORDER, "slices.exceptions.cases.rejected-orders", GONE),),
        FROM_REHEARSAL,
    ),
    "owner-not-there": (
        (*NOBODY_BEHIND, Change(ORDER, "latency.within", "1 d"), Change(ORDER, "consumers", ["oms", "erp"])),
        FROM_LIVE,
    ),
    "thin-slice-incomplete": ((Change(ORDER, "slices.thin.alert", GONE),), FROM_REHEARSAL),
    "missing-mechanism": (TWO_WAYS, ("info", "warning", "warning", "warning")),
    # Rules that weigh the same at each gate, and ask from one on.
    "deletion-not-decided": ((Change(ORDER, "content.deletion", GONE),), (None, "warning", "warning", "warning")),
    "slice-not-proven": ((Change(ORDER, "slices.exceptions.state", "planned"),), (None, None, "error", "error")),
    "release-evidence-missing": ((Change(ORDER, "slices.release.state", "planned"),), (None, None, None, "error")),
    "release-answers-missing": ((Change(ORDER, "slices.release.drain", GONE),), ("error",) * 4),
    "pattern-does-not-fit": (
        (Change(ORDER, "latency.class", "checkout-blocking"), Change(ORDER, "latency.within", "2 s")),
        ("warning",) * 4,
    ),
    "key-is-not-stable": (
        (Change(ORDER, "idempotency.key", "hash of the payload"),),
        (None, "warning", "warning", "warning"),
    ),
}
"""What is made worse, and the severity at the gates design, build, rehearsal and live; None where nothing is asked."""


def test_every_rule_whose_weight_depends_on_the_gate_is_in_the_table() -> None:
    assert {rule.name for rule in RULES if rule.levels.phases} <= set(BY_GATE)


@pytest.mark.parametrize("name", BY_GATE)
def test_each_gate_weighs_it_as_documented(name: str) -> None:
    changes, expected = BY_GATE[name]
    rule = find_rule(name)
    assert rule is not None
    files: Any = changed(sound(), (*IN_DESIGN, *changes))
    with tempfile.TemporaryDirectory() as folder:
        written(files, Path(folder))
        context = Context.of(load(Path(folder)))
        found = [
            [
                finding.severity.value
                for finding in check_context(context.at_gate(gate), rules=(rule,)).findings
                if finding.location.file == ORDER
            ]
            for gate in Phase
        ]
    assert found == [[severity] if severity is not None else [] for severity in expected]
