"""Capacity, content, data and money: bounds hold in every unit, and worse never looks better."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.generated import often
from tests.rules.single_rule import catalog_with, findings_of
from tests.samples import CATALOG

VOLUME = "volume: {per-day: 12000, peak-per-minute: 90}"
CONSUMERS = "consumers: [erp, wms]"
ORDERING = "  ordering: {needed: true, key: order number}"
WITHIN = "  within: 8 h"
DEAD_LETTER = "dead-letter: {to: orders.dead, alert: order-operations}"
SAFE = "safe-because: ERP upserts on the order number}"
TRACE = "    trace: event"
few = settings(max_examples=often(25, 40), deadline=None)


def _batch(batch: str) -> dict[str, str]:
    return {ORDERING: f"{ORDERING}\n  batch: {batch}"}


def _content(content: str) -> dict[str, str]:
    return {CONSUMERS: f"{CONSUMERS}\ncontent: {content}"}


def _capacity(peak: int, lasts: str | None, per_day: int, batch: int, limit: int, within: str) -> int:
    volume = f"per-day: {per_day}, peak-per-minute: {peak}" + (f", peak-lasts: {lasts}" if lasts else "")
    replaced = {VOLUME: f"volume: {{{volume}}}", WITHIN: f"  within: {within}"} | _batch(str(batch))
    return len(findings_of("C101", replaced, catalog_with(erp=f"limits: {{calls-per-minute: {limit}}}")))


@few
@given(
    peak=st.integers(1, 300),
    lasts=st.integers(1, 600),
    per_day=st.integers(0, 200_000),
    batch=st.integers(1, 5),
    limit=st.integers(1, 200),
    within=st.integers(1, 2000),
)
def test_capacity_is_the_backlog_against_the_promise(
    peak: int, lasts: int, per_day: int, batch: int, limit: int, within: int
) -> None:
    arriving, average = Fraction(peak, batch), Fraction(per_day, 1440 * batch)
    backlog = (arriving - limit) * lasts
    is_late = backlog > 0 and (average >= limit or backlog / (limit - average) > within)
    expected = int(average > limit or is_late)
    assert _capacity(peak, f"{lasts} min", per_day, batch, limit, f"{within} min") == expected
    assert _capacity(peak, f"PT{lasts}M", per_day, batch, limit, f"{within * 60} s") == expected
    if expected:  # worse in any one of its terms is still too much
        assert _capacity(peak + 7, f"{lasts} min", per_day, batch, limit, f"{within} min")
        assert _capacity(peak, f"{lasts + 7} min", per_day, batch, limit, f"{within} min")
        assert _capacity(peak, f"{lasts} min", per_day + 999, batch, limit, f"{within} min")
        assert limit == 1 or _capacity(peak, f"{lasts} min", per_day, batch, limit - 1, f"{within} min")
        assert within == 1 or _capacity(peak, f"{lasts} min", per_day, batch, limit, f"{within - 1} min")


@pytest.mark.parametrize(
    ("replaced", "limits", "expected"),
    [
        ({}, "calls-per-minute: 60", ["nobody said how long the peak lasts"]),
        ({VOLUME: f"{VOLUME[:-1]}, peak-lasts: {{open: How long?, owner: erp-team, due: 2099-01-01}}}}"},
         "calls-per-minute: 60", []),
        ({VOLUME: f"{VOLUME[:-1]}, peak-lasts: soon}}"}, "calls-per-minute: 60", []),
        ({VOLUME: "volume: {peak-per-minute: 90, peak-lasts: 4 h}", f"{WITHIN}\n": ""}, "calls-per-minute: 60", []),
        ({VOLUME: "volume: {per-day: 86400, peak-per-minute: 90, peak-lasts: 1 s}", WITHIN: "  within: 1 w"},
         "calls-per-minute: 60", ["leave nothing to drain them with"]),
        ({ORDERING: f"{ORDERING}\n  batch: 5 MB"}, "calls-per-minute: 1", []),
        ({ORDERING: f"{ORDERING}\n  batch: {{open: How many?, owner: erp-team, due: 2099-01-01}}"},
         "calls-per-minute: 1", []),
        ({}, "records-per-call: 1", []),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_not_computed_with(replaced: dict[str, str], limits: str, expected: list[str]) -> None:
    found = findings_of("C101", replaced, catalog_with(erp=f"limits: {{{limits}}}"))
    assert [words for words in expected if words not in found[0].message] == []
    assert len(found) == len(expected)


def test_checkout_does_not_wait_for_a_backlog_to_drain() -> None:
    checkout = {
        VOLUME: "volume: {per-day: 100, peak-per-minute: 90, peak-lasts: 1 s}",
        "  class: same-day-operational\n": "  class: checkout-blocking\n",
    }
    limits = catalog_with(erp="limits: {calls-per-minute: 60}")
    assert findings_of("C101", checkout, limits) == []
    (found,) = findings_of("C101", checkout | {"  type: event\n": "  type: direct-api\n"}, limits)
    assert "checkout waits for each of them" in found.message


def test_a_consumer_with_a_promise_of_its_own_is_held_to_that_one() -> None:
    peak = {VOLUME: "volume: {per-day: 0, peak-per-minute: 90, peak-lasts: 4 h}"}  # 2 h until drained
    limits = catalog_with(wms="limits: {calls-per-minute: 60}")
    assert findings_of("C101", peak, limits) == []
    assert findings_of("C101", peak | {CONSUMERS: "consumers: [erp, {system: wms, within: 120 min}]"}, limits) == []
    (found,) = findings_of("C101", peak | {CONSUMERS: "consumers: [erp, {system: wms, within: 119 min}]"}, limits)
    assert "drained in 2 h; promised 1 h 59 min" in found.message
    assert [place.line for place, _ in found.related] == [4, 9, 9, 13]


@few
@given(batch=st.integers(1, 9_000), limit=st.integers(1, 9_000))
def test_a_call_is_held_against_what_the_target_takes(batch: int, limit: int) -> None:
    expected = int(batch > limit)
    for size, bound in ((f"{batch} KB", f"{limit * 1024} B"), (f"{batch * 1024} B", f"{limit} KB")):
        assert len(findings_of("C102", _batch(size), catalog_with(erp=f"limits: {{payload: {bound}}}"))) == expected
    catalog = catalog_with(erp=f"limits: {{records-per-call: {limit}}}")
    assert len(findings_of("C103", _batch(str(batch)), catalog)) == expected
    assert findings_of("C103", _batch(f"{batch} KB"), catalog) == []


@pytest.mark.parametrize(
    ("reconcile", "count"),
    [
        ("{type: scheduled-job, every: 1 d, compares: stock by article, by: order-operations}", 0),
        ("{open: How is it compared?, owner: erp-team, due: 2099-01-01}", 0),
        ("{not-applicable: nobody counts}", 1),
        ("{by: order-operations}", 1),
    ],
)
def test_a_quantity_sent_as_a_delta_is_brought_back_to_the_number(reconcile: str, count: int) -> None:
    replaced = _content("{carries: delta}") | {ORDERING: f"{ORDERING}\n  reconcile: {reconcile}"}
    assert len(findings_of("C104", replaced, catalog_with(order="quantity: true"))) == count
    assert findings_of("C104", replaced, catalog_with(order="quantity: false")) == []


@pytest.mark.parametrize(
    ("content", "phase", "count"),
    [
        ("{carries: state}", "build", 1),
        ("{carries: notification}", "live", 1),
        ("{carries: state}", "design", 0),
        ("{carries: delta}", "build", 0),
        ("{carries: state, deletion: a tombstone}", "build", 0),
        ("{carries: state, deletion: {open: Which?, owner: erp-team, due: 2099-01-01}}", "build", 0),
        ("{carries: state, deletion: {not-applicable: never deleted}}", "build", 0),
        ("{carries: state, deletion: {not-applicable: ''}}", "build", 1),
    ],
)
def test_what_tells_of_a_deletion_is_decided_before_it_is_built(content: str, phase: str, count: int) -> None:
    assert len(findings_of("C105", _content(content) | {"phase: design": f"phase: {phase}"})) == count


@few
@given(reads=st.tuples(st.integers(0, 12), st.integers(0, 12)), sent=st.tuples(st.integers(0, 12), st.integers(0, 12)))
def test_versions_are_compared_as_numbers(reads: tuple[int, int], sent: tuple[int, int]) -> None:
    def count(form: str, more: str = "") -> int:
        version = form.format(*sent)
        replaced = {CONSUMERS: f"consumers: [{{system: erp, reads: {form.format(*reads)}}}, wms]\n"
                               f"content: {{schema: {{version: {version}}}{more}}}"}  # fmt: skip
        return len(findings_of("C106", replaced))

    expected = int(reads < sent)
    assert {count("{}.{}"), count("v{}.{}.0"), count("orders-v{}.{}")} == {expected}
    assert count("{}.{}", ", compatible: backward") == expected
    assert count("{}.{}", ", compatible: full") == count("{}.{}", ", compatible: forward") == 0
    assert count("{}.{}", ", compatible: {open: Is it?, owner: erp-team, due: 2099-01-01}") == 0


@pytest.mark.parametrize(
    ("reads", "sent", "count"),
    [("2", "3", 1), ("2, 3", "3", 0), ("1 and 2", "3", 1), ("3", "3.0", 0), ("orders-v2", "prices-v3", 0),
     ("2026-01-15", "2026-02-01", 1), ("2026-02-01", "2026-02-01", 0), ("latest", "3", 0), ("v2", "3.0.0-rc1", 1)],
)  # fmt: skip
def test_what_a_consumer_reads_may_be_written_in_many_ways(reads: str, sent: str, count: int) -> None:
    written = f"consumers: [{{system: erp, reads: '{reads}'}}, wms]\ncontent: {{schema: {{version: '{sent}'}}}}"
    assert len(findings_of("C106", {CONSUMERS: written})) == count


@pytest.mark.parametrize("upgrade", ["consumers-first", "producer-first"])
@pytest.mark.parametrize("compatible", ["backward", "forward", "full", "none", None])
def test_the_order_of_the_upgrade_is_held_against_who_can_read_what(upgrade: str, compatible: str | None) -> None:
    said = f", compatible: {compatible}" if compatible else ""
    is_sound = compatible in {None, "full", "backward" if upgrade == "consumers-first" else "forward"}
    assert len(findings_of("C106", _content(f"{{upgrade: {upgrade}{said}}}"))) == int(not is_sound)


@pytest.mark.parametrize(
    ("of_object", "of_flow", "trace", "count"),
    [("[card]", None, "payload", 1), ("[secret, personal]", None, "payload", 1), ("[personal]", None, "payload", 0),
     ("[card]", "[]", "payload", 0), (None, "[card]", "payload", 1), ("[card]", None, "job", 0),
     ("[card]", "{open: Which?, owner: erp-team, due: 2099-01-01}", "payload", 0)],
)  # fmt: skip
def test_what_must_not_be_shown_is_not_in_a_trace(
    of_object: str | None, of_flow: str | None, trace: str, count: int
) -> None:
    catalog = catalog_with(order=f"data: {of_object}") if of_object else CATALOG
    replaced = {TRACE: f"    trace: {trace}"} | (_content(f"{{data: {of_flow}}}") if of_flow else {})
    assert len(findings_of("C107", replaced, catalog)) == count


@few
@given(
    hours=st.integers(1, 3_000),
    days=st.integers(1, 125),
    data=st.sampled_from(["personal", "health", "card", "secret"]),
)
def test_protected_data_is_kept_and_brought_back_no_longer_than_the_object(hours: int, days: int, data: str) -> None:
    catalog = catalog_with(order=f"data: [{data}], keep: {days} d")
    is_longer = hours > days * 24
    for term in (f"{hours} h", f"{hours * 60} min"):
        kept = findings_of("C108", {DEAD_LETTER: f"{DEAD_LETTER[:-1]}, keeps: {term}}}"}, catalog)
        assert len(kept) == int(is_longer and data != "secret")
        replayed = findings_of("C109", {SAFE: f"{SAFE[:-1]}, reaches-back: {term}}}"}, catalog)
        assert len(replayed) == int(is_longer and data in {"personal", "health"})


@pytest.mark.parametrize("keep", [None, "for ever", "1 y"])
def test_what_may_be_kept_for_longer_is_no_finding(keep: str | None) -> None:
    catalog = catalog_with(order=f"data: [personal], keep: {keep}" if keep else "data: [personal]")
    assert findings_of("C108", {DEAD_LETTER: f"{DEAD_LETTER[:-1]}, keeps: 364 d}}"}, catalog) == []


@pytest.mark.parametrize(
    ("money", "phase", "expected"),
    [
        (None, "design", ["warning the currency, the rounding and the cut-off"]),
        (None, "build", ["error the currency, the rounding and the cut-off"]),
        ("{currency: EUR, rounding: per line, cut-off: '23:59'}", "live", ["error the time zone of its cut-off"]),
        ("{currency: EUR, rounding: per line, cut-off: 23:59 Europe/Oslo}", "live", []),
        ("{currency: EUR, cut-off: 23:59 UTC}", "design", ["warning the rounding"]),
        ("{open: How?, owner: erp-team, due: 2099-01-01}", "design", []),
        ("{currency: EUR, rounding: {open: How?, owner: erp-team, due: 2099-01-01}, cut-off: at night}", "design", []),
    ],
)
def test_money_has_a_currency_a_rounding_and_an_end_of_its_day(
    money: str | None, phase: str, expected: list[str]
) -> None:
    replaced = {"phase: design": f"phase: {phase}"} | ({CONSUMERS: f"{CONSUMERS}\nmoney: {money}"} if money else {})
    found = findings_of("C110", replaced, catalog_with(order="financial: true"))
    assert [f"{one.severity.value} {one.message.partition('does not say ')[2]}" for one in found] == expected
    assert findings_of("C110", replaced, catalog_with(order="financial: false")) == []
