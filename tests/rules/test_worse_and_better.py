"""What is computed turns only one way: a worse value never takes a finding away, and the unit never matters."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from settled.project import load
from settled.rules.context import Context
from settled.rules.engine import run_rule
from settled.rules.registry import RULES
from tests.complete_programme import FILES
from tests.rules.test_time_budget import CAPTURE, ORDER, SHOPIFY, STOCK, TAX
from tests.samples import changed

MINUTES = st.integers(min_value=1, max_value=20_000)
BY_NAME = {rule.name: rule for rule in RULES}


class Turning(NamedTuple):
    """One value that a rule computes with: where it stands, and whether it is worse the larger or the smaller it is.

    `rules` are its rule and those that tell of the same fault where it is worse still.
    """

    rules: str
    file: str
    old: str
    new: str
    is_worse_when_larger: bool
    also: tuple[tuple[str, str, str], ...] = ()


RETRIES, SCHEDULE = "retry-exceeds-latency", "latency-shorter-than-schedule"
REPLAY = "replay-beyond-dead-letter replay-brings-back-the-erased"
TURNING = (
    Turning("run-overlap", CAPTURE, "takes: 20 min", "takes: {}", True),
    Turning("run-overlap", CAPTURE, "every: 1 h", "every: {}", False),
    Turning(f"schedule-plus-retry-exceeds-latency {SCHEDULE} {RETRIES}", CAPTURE, "within: 1 d\n", "within: {}\n",
            False),
    Turning(f"promise-beyond-recovery {RETRIES}", ORDER, "  within: 4 d", "  within: {}", False),
    Turning(f"promise-beyond-recovery {RETRIES}", ORDER, "{system: erp, within: 5 d", "{{system: erp, within: {}",
            False),
    Turning("timeout-exceeds-latency", TAX, "timeout: 1500 ms", "timeout: {}", True),
    Turning("checkout-too-slow", TAX, "checkout-blocking, within: 4 s", "checkout-blocking, within: {}", True),
    Turning(f"blocked-behind-one {RETRIES}", STOCK, "retry: {attempts: 8, within: 1 h",
            "retry: {{attempts: 8, within: {}", True, ((STOCK, "on-failure: park", "on-failure: block"),)),
    Turning("lapses-before-use", CAPTURE, "waits: 1 d", "waits: {}", True),
    Turning("lapses-before-use", CAPTURE, "after: 7 d", "after: {}", False),
    Turning("memory-shorter-than-retry", ORDER, "remembers: 14 d", "remembers: {}", False),
    Turning(f"memory-shorter-than-retry {REPLAY}", ORDER, "reaches-back: 7 d", "reaches-back: {}", True),
    Turning("memory-shorter-than-retry", ORDER, "remembers: 14 d", "remembers: {}", False, SHOPIFY),
    Turning("dead-letter-lost-before-read", ORDER, "keeps: 10 d", "keeps: {}", False),
    Turning("replay-beyond-dead-letter dead-letter-lost-before-read", ORDER, "keeps: 10 d", "keeps: {}", False),
    Turning(REPLAY, ORDER, "reaches-back: 7 d", "reaches-back: {}", True),
    Turning("overlap-shorter-than-run", CAPTURE, "overlap: 30 min", "overlap: {}", False),
    Turning("owner-not-there", TAX, "checkout-blocking, within: 4 s", "checkout-blocking, within: {}", False,
            ((TAX, "owner: on-call", "owner: finance"),
             ("catalog.yml", "escalation: [on-call]\n  commerce-team", "escalation: []\n  commerce-team"))),
)  # fmt: skip


def fires(turning: Turning, value: str) -> bool:
    """True where the rule finds something in the complete programme with `value` in the place that turns."""
    files = {file: text for file, text in FILES.items() if file in {"catalog.yml", ORDER, turning.file}}
    for file, old, new in turning.also:
        files[file] = changed(files[file], old, new)
    files[turning.file] = changed(files[turning.file], turning.old, turning.new.format(value))
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            path = Path(folder, "decisions", file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        context = Context.of(load(Path(folder)))
        return any(list(run_rule(BY_NAME[name], context.for_a_rule())) for name in turning.rules.split())


def _named(turning: Turning) -> str:
    return f"{turning.rules.split()[0]}, {re.sub(r'[^a-z-].*', '', turning.old.strip('{ '))}"


@pytest.mark.parametrize("turning", TURNING, ids=_named)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(MINUTES, MINUTES))
def test_a_worse_value_keeps_the_finding(turning: Turning, minutes: tuple[int, int]) -> None:
    smaller, larger = sorted(minutes)
    better, worse = (smaller, larger) if turning.is_worse_when_larger else (larger, smaller)
    if fires(turning, f"{better} min"):
        assert fires(turning, f"{worse} min")


@pytest.mark.parametrize("turning", TURNING, ids=_named)
def test_one_bound_divides_what_holds_from_what_does_not_in_any_unit(turning: Turning) -> None:
    """By halves to the minute: on one side of it the rule is silent, on the other it is not, in each unit."""
    low, high = 0, 60_000
    at_low, at_high = fires(turning, "1 ms"), fires(turning, f"{high} min")
    assert (at_low, at_high) == (not turning.is_worse_when_larger, turning.is_worse_when_larger)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fires(turning, f"{middle} min") == at_low else (low, middle)
    assert [fires(turning, f"{low * 60 or 0.001} s"), fires(turning, f"{high * 60} s")] == [at_low, at_high]
    assert [fires(turning, f"PT{low}M" if low else "1 ms"), fires(turning, f"PT{high}M")] == [at_low, at_high]
