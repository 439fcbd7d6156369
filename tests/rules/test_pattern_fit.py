"""Whether a pattern can do what its flow states: what is certain is told once, and what another rule tells is not."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

from settled.project import load
from settled.rules.context import Context
from settled.rules.engine import check_context
from tests.rules.worse.programme import CATALOG, GONE, ORDER, Change, changed, sound, written

PROFILE = "decisions/profiles/house.yml"
HOUSE = {
    "name": "House",
    "read": "2026-11-01",
    "mechanisms": [
        {"id": "push", "statement": "A message.", "side": "source", "patterns": ["event", "queue", "middleware"]},
        {"id": "night-file", "statement": "A file.", "side": "source", "patterns": ["file"]},
        {"id": "any", "statement": "Whatever."},
    ],
    "facts": [],
}
AT_CHECKOUT = (Change(ORDER, "latency.class", "checkout-blocking"), Change(ORDER, "latency.within", "2 s"))
DIRECT = (
    Change(ORDER, "pattern.type", "direct-api"),
    Change(ORDER, "pattern.timeout", "20 s"),
    Change(ORDER, "pattern.batch", 1),
)
KEPT_NOWHERE = (
    Change(ORDER, "pattern.reconcile", GONE),
    Change(ORDER, "idempotency.dead-letter", {"not-applicable": "the shop shows it"}),
    Change(ORDER, "idempotency.replay", {"not-applicable": "nothing is kept"}),
)
NO_LIMITS = tuple(Change(CATALOG, f"systems.{system}.limits.payload", GONE) for system in ("oms", "erp"))


def _told(*changes: Change, name: str = "pattern-does-not-fit") -> list[str]:
    files: dict[str, Any] = changed(sound(), changes)
    with tempfile.TemporaryDirectory() as folder:
        written(files, Path(folder))
        findings = check_context(Context.of(load(Path(folder)))).findings
    return [finding.message for finding in findings if finding.name == name]


def _with_mechanism(pattern: str, mechanism: str) -> tuple[Change, ...]:
    return (
        Change(PROFILE, "", HOUSE),
        Change(CATALOG, "systems.shop.platform", "house"),
        Change(ORDER, "source.mechanism", mechanism),
        Change(ORDER, "pattern.type", pattern),
    )


def test_the_sound_programme_has_no_such_finding() -> None:
    assert _told() == []


@pytest.mark.parametrize("pattern", ["event", "queue"])
def test_checkout_gets_no_answer_from_a_message(pattern: str) -> None:
    told = _told(Change(ORDER, "pattern.type", pattern), *AT_CHECKOUT)
    assert told == [f"the pattern `{pattern}` does not fit: checkout waits for an answer, and it gives none"]


def test_a_checkout_that_waits_too_long_for_any_answer_is_told_by_another_rule() -> None:
    changes = (*AT_CHECKOUT, Change(ORDER, "latency.within", "12 s"))
    assert (_told(*changes), len(_told(*changes, name="checkout-too-slow"))) == ([], 1)


@pytest.mark.parametrize("pattern", ["file", "scheduled-job", "direct-api", "ipaas", "middleware"])
def test_checkout_on_a_batch_is_told_by_another_rule_and_what_answers_is_none(pattern: str) -> None:
    changes = (Change(ORDER, "pattern.type", pattern), *AT_CHECKOUT)
    assert _told(*changes) == []
    assert len(_told(*changes, name="blocking-on-batch")) == (pattern in {"file", "scheduled-job"})


@pytest.mark.parametrize(
    ("pattern", "mechanism", "does"),
    [
        ("file", "push", "House hands over one message at a time by `push`"),
        ("scheduled-job", "push", "House hands over one message at a time by `push`"),
        ("queue", "night-file", "House hands over in runs by `night-file`"),
        ("event", "Night file", "House hands over in runs by `night-file`"),
    ],
)
def test_runs_and_messages_do_not_go_together(pattern: str, mechanism: str, does: str) -> None:
    assert _told(*_with_mechanism(pattern, mechanism)) == [f"the pattern `{pattern}` does not fit: {does}"]


@pytest.mark.parametrize(
    ("pattern", "mechanism"),
    [
        ("queue", "push"), ("direct-api", "push"), ("middleware", "night-file"), ("ipaas", "push"), ("file", "any"),
        ("scheduled-job", "night-file"), ("file", "carrier pigeon"),
    ],
)  # fmt: skip
def test_what_may_go_together_is_not_told(pattern: str, mechanism: str) -> None:
    assert _told(*_with_mechanism(pattern, mechanism)) == []


@pytest.mark.parametrize(("batch", "is_told"), [("11 MB", True), ("12000 KB", True), ("10 MB", False), ("500", False)])
def test_a_file_in_a_direct_call(batch: str, is_told: bool) -> None:
    told = _told(*DIRECT, *NO_LIMITS, Change(ORDER, "pattern.batch", batch))
    reason = f"one call carries {batch}, and 10 MB are the most that a call should (`limits.call-megabytes`)"
    assert told == ([f"the pattern `direct-api` does not fit: {reason}"] if is_told else [])


def test_a_file_for_a_system_that_says_what_it_takes_is_told_by_another_rule() -> None:
    changes = (*DIRECT, Change(ORDER, "pattern.batch", "11 MB"))
    assert _told(*changes) == []
    assert len(_told(*changes, name="payload-too-large")) == 1


@pytest.mark.parametrize(("within", "is_told"), [("30 min", True), ("119 min", True), ("2 h", False), ("4 h", False)])
def test_calls_that_end_while_the_consumer_is_down(within: str, is_told: bool) -> None:
    told = _told(*DIRECT, *KEPT_NOWHERE, Change(ORDER, "idempotency.retry.within", within))
    reason = f"`erp` is down for 2 h, a call is tried for {within}, and nothing keeps or finds what is given up on"
    assert told == ([f"the pattern `direct-api` does not fit: {reason}"] if is_told else [])


@pytest.mark.parametrize(
    "mended",
    [
        Change(ORDER, "pattern.type", "queue"),
        Change(ORDER, "pattern.reconcile", sound()[ORDER]["pattern"]["reconcile"]),
        Change(ORDER, "idempotency.dead-letter", {"to": "orders.dead", "alert": "order-operations", "keeps": "10 d"}),
        Change(ORDER, "idempotency.dead-letter", GONE),
        Change(ORDER, "idempotency.retry", GONE),
        Change(ORDER, "consumers", ["oms"]),
        Change(CATALOG, "systems.erp.down", GONE),
    ],
    ids=lambda change: f"{change.path}",
)
def test_calls_that_are_kept_found_or_not_lost_are_not_told(mended: Change) -> None:
    assert _told(*DIRECT, *KEPT_NOWHERE, Change(ORDER, "idempotency.retry.within", "30 min"), mended) == []


def test_one_flow_has_one_finding_with_all_reasons() -> None:
    told = _told(
        *DIRECT,
        *NO_LIMITS,
        *KEPT_NOWHERE,
        Change(ORDER, "pattern.batch", "11 MB"),
        Change(ORDER, "idempotency.retry", {"not-applicable": "the shop sends again"}),
    )
    assert told == [
        "the pattern `direct-api` does not fit: one call carries 11 MB, and 10 MB are the most that a call should "
        "(`limits.call-megabytes`); `erp` is down for 2 h, a call is not tried again, and nothing keeps or finds what "
        "is given up on"
    ]
