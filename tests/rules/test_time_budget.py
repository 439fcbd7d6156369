"""Whether schedule, retries and people keep the promise: where all of it holds, one value is made worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.project import load
from settled.rules.engine import check
from tests.complete_programme import FILES
from tests.samples import changed

ORDER, CAPTURE, TAX, STOCK = (f"flows/000{number}-{name}.md" for number, name in enumerate(
    ("order-export", "payment-capture", "tax-at-checkout", "stock"), 1
))  # fmt: skip


def findings(root: Path, *changes: tuple[str, str, str]) -> list[str]:
    """What is found in the complete programme after `changes`: file, old, new."""
    files = dict(FILES)
    for file, old, new in changes:
        files[file] = changed(files[file], old, new)
    for file, text in files.items():
        path = root / "decisions" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = check(load(root)).findings
    return [f"{each.severity.value} {each.name}: {each.message}" for each in found if each.code != "K107"]


def test_nothing_is_found_where_all_of_it_holds(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


SHOPIFY = (
    ("catalog.yml", "role: storefront, platform: other", "role: storefront, platform: shopify"),
    (ORDER, "{system: shop, trigger: order paid}", "{system: shop, trigger: order paid, mechanism: webhook}"),
)
RECONCILE = (
    "  reconcile: {type: scheduled-job, every: 1 d, compares: orders of the day by number and total, "
    "by: order-operations}\n"
)

WORSE = {
    "two runs overlap": (
        [(CAPTURE, "every: 1 h", "every: 20 min")],
        "error run-overlap: a run may last 20 min, and the next one starts 20 min after it: two runs overlap",
    ),
    "run and retries are too long together": (
        [(CAPTURE, "within: 1 d\n", "within: 4 h\n")],
        "error schedule-plus-retry-exceeds-latency: 4 h 20 min = a run every 1 h + that takes 20 min "
        "+ retries for 3 h; promised 4 h",
    ),
    "the people come too late": (
        [(CAPTURE, "within: 1 d\n", "within: 4 h 30 min\n"), (CAPTURE, "phase: rehearsal", "phase: build")],
        "warning promise-beyond-recovery: 4 h 50 min = a run every 1 h + that takes 20 min + retries for 3 h "
        "+ `payments` responds within 30 min; promised 4 h 30 min",
    ),
    "the weekend is longer than the promise to one consumer": (
        [(ORDER, "within: 5 d", "within: 66 h")],
        "error promise-beyond-recovery: 2 d 20 h = retries for 4 h + `order-operations` away for 2 d 15 h "
        "(nobody there from Fri 2026-10-23 18:00 to Mon 2026-10-26 08:00) + `order-operations` responds within 1 h; "
        "promised to `erp` 2 d 18 h",
    ),
    "a call waits for all attempts": (
        [(TAX, "timeout: 1500 ms", "timeout: 3 s")],
        "error timeout-exceeds-latency: a call may wait 6 s = 2 attempts of 3 s; promised 4 s",
    ),
    "checkout is too slow": (
        [(TAX, "class: checkout-blocking, within: 4 s", "class: checkout-blocking, within: 12 s")],
        "error checkout-too-slow: checkout waits up to 12 s, and a shopper waits 10 s at the most",
    ),
    "one message holds up all": (
        [(STOCK, "on-failure: park", "on-failure: block"), (STOCK, "within: 4 d", "within: 64 h 30 min")],
        "error blocked-behind-one: all that stands behind a failed message waits 2 d 17 h = retries for 1 h "
        "+ `order-operations` away for 2 d 15 h (nobody there from Fri 2026-10-23 18:00 to Mon 2026-10-26 08:00) "
        "+ `order-operations` responds within 1 h; promised 2 d 16 h 30 min",
    ),
    "the authorisation lapses": (
        [(CAPTURE, "waits: 1 d", "waits: 6 d 1 h")],
        "error lapses-before-use: the payment authorisation lapses after 7 d; until it is used: "
        "7 d 1 h = waits 6 d 1 h + the flow promises 1 d",
    ),
    "a duplicate comes after the retries": (
        [(STOCK, "remembers: 7 d", "remembers: 30 min"), (STOCK, "reaches-back: 3 d", "reaches-back: 20 min")],
        "error memory-shorter-than-retry: a duplicate is recognised for 30 min, and may come later: retries for 1 h",
    ),
    "a replay reaches further back than the memory": (
        [(ORDER, "remembers: 14 d", "remembers: 6 d")],
        "error memory-shorter-than-retry: a duplicate is recognised for 6 d, and may come later: "
        "a replay reaches back 7 d",
    ),
    "nobody said how long a duplicate is known": (
        [(ORDER, "  remembers: 14 d\n", "")],
        "error missing-duplicate-memory: nobody said for how long a duplicate is still recognised",
    ),
    "nobody said whether order matters": (
        [(ORDER, "  ordering: {needed: true, key: order number, on-failure: park}\n", "")],
        "error ordering-not-decided: nobody said whether the order of arrival matters",
    ),
    "changes without order": (
        [(STOCK, "{needed: true, key: article number, on-failure: park}", "{needed: false}")],
        "error delta-needs-order-and-memory: the messages say what changed, and their order does not count",
    ),
    "the dead letter forgets on Sunday": (
        [(ORDER, "keeps: 10 d", "keeps: 2 d"), (ORDER, "reaches-back: 7 d", "reaches-back: 2 d")],
        "error dead-letter-lost-before-read: the dead letter keeps what failed for 2 d, and until somebody acts it "
        "may take 2 d 16 h = `order-operations` away for 2 d 15 h (nobody there from Fri 2026-10-23 18:00 to "
        "Mon 2026-10-26 08:00) + `order-operations` responds within 1 h",
    ),
    "a replay reaches further back than what is kept": (
        [(ORDER, "reaches-back: 7 d", "reaches-back: 11 d")],
        "error replay-beyond-dead-letter: a replay reaches back 11 d, and the dead letter keeps what failed for 10 d",
    ),
    "nobody said by what changes are found": (
        [(CAPTURE, "  reads: {by: updated-at, overlap: 30 min}\n", "")],
        "warning cursor-not-decided: nobody said by what the job knows what has changed",
    ),
    "the overlap is shorter than a run": (
        [(CAPTURE, "overlap: 30 min", "overlap: 10 min")],
        "error overlap-shorter-than-run: each run looks back 10 min, and a run may take 20 min",
    ),
    "nobody is there for a flow that cannot wait": (
        [(TAX, "owner: on-call", "owner: finance"), ("catalog.yml", "escalation: [on-call]\n  commerce-team",
          "escalation: []\n  commerce-team")],
        "warning owner-not-there: nobody there from Fri 2026-10-23 17:00 to Mon 2026-10-26 09:00: 2 d 17 h without "
        "`finance` or anybody it may call; the flow may be 4 s late",
    ),
    "nothing compares what the platform may not send": (
        [*SHOPIFY, (ORDER, RECONCILE, "")],
        "error missing-reconcile: nothing finds what was never sent: the platform delivers by best effort "
        "(shopify/webhook-reconciliation-advised: Best practices for webhooks (read 2026-11-23; vendor's "
        "documentation))",
    ),
    "nothing brings it back": (
        [*SHOPIFY, (ORDER, RECONCILE, ""), (ORDER, "retry: {attempts: 8, within: 4 h, backoff: exponential}",
          "retry: {not-applicable: the platform tries again}")],
        "error nothing-brings-it-back: what this path loses stays lost: the platform delivers by best effort "
        "(shopify/webhook-reconciliation-advised: Best practices for webhooks (read 2026-11-23; vendor's "
        "documentation)); nothing is tried again, and nothing compares",
    ),
    "a duplicate comes with the platform's retries": (
        [*SHOPIFY, (ORDER, "remembers: 14 d", "remembers: 2 h"), (ORDER, "reaches-back: 7 d", "reaches-back: 1 h"),
         (ORDER, "within: 4 h, backoff", "within: 1 h, backoff")],
        "error memory-shorter-than-retry: a duplicate is recognised for 2 h, and may come later: the platform may "
        "deliver late by 1 d (shopify/webhook-late-delivery: Best practices for webhooks (read 2026-11-23; vendor's "
        "documentation))",
    ),
}  # fmt: skip
"""What is made worse, and the one thing that is found."""


@pytest.mark.parametrize("name", WORSE)
def test_what_is_made_worse_is_all_that_is_found(name: str, tmp_path: Path) -> None:
    changes, expected = WORSE[name]
    assert findings(tmp_path, *changes) == [expected]


BETTER = {
    "shorter runs": [(CAPTURE, "takes: 20 min", "takes: 1 min")],
    "shorter retries": [(CAPTURE, "within: 3 h", "within: 5 min")],
    "a later promise": [(CAPTURE, "within: 1 d\n", "within: 2 d\n")],
    "a memory without end": [(ORDER, "remembers: 14 d", "remembers: for ever")],
    "a dead letter that keeps for long": [(ORDER, "keeps: 10 d", "keeps: 90 d")],
    "a team that is always there": [
        ("catalog.yml", 'hours: {days: mon-fri, from: "08:00", to: "18:00", zone: Europe/Oslo}', "hours: always")
    ],
    "a faster call": [(TAX, "timeout: 1500 ms", "timeout: 100 ms")],
    "a look further back": [(CAPTURE, "overlap: 30 min", "overlap: 1 d")],
}


@pytest.mark.parametrize("name", BETTER)
def test_what_is_made_better_adds_nothing(name: str, tmp_path: Path) -> None:
    assert findings(tmp_path, *BETTER[name]) == []


def test_where_it_is_open_who_is_told_nobody_is_counted_on(tmp_path: Path) -> None:
    question = "{open: Who is told, owner: payments, due: 2027-01-31}"
    late = [(CAPTURE, "within: 1 d\n", "within: 4 h 30 min\n"), (CAPTURE, "phase: rehearsal", "phase: build")]
    for old, new in (
        ("alert: payments, keeps", f"alert: {question}, keeps"),
        ("{to: captures.dead, alert: payments, keeps: 14 d}", question),
    ):
        found = findings(tmp_path, *late, (CAPTURE, old, new))
        assert [words.split(":")[0] for words in found] == ["error open-decision"]


def test_where_the_platform_delivers_at_least_once_nobody_can_deny_duplicates(tmp_path: Path) -> None:
    profile = (
        "platform: house\nname: House\nread: 2026-11-01\nmechanisms:\n  - {id: push, statement: Pushed.}\nfacts:\n"
        "  - id: at-least-once\n    decision: idempotency\n    statement: A message may come twice.\n"
        "    question: What makes the second one harmless?\n"
        "    figures: {delivery: DELIVERY}\n"
        "    source: {title: Manual, url: https://vendor.example/, dated: 2026-01-01}\n"
        "    confidence: vendor-docs\n"
    )
    changes = (
        ("catalog.yml", "role: storefront, platform: other", "role: storefront, platform: house"),
        (ORDER, "trigger: order paid}", "trigger: order paid, mechanism: push}"),
        (ORDER, "  remembers: 14 d\n", "  remembers: {not-applicable: the platform delivers once}\n"),
    )
    (tmp_path / "decisions/profiles").mkdir(parents=True)
    for delivery, told in (("at-least-once", ["missing-duplicate-memory"]), ("at-most-once", [])):
        (tmp_path / "decisions/profiles/house.yml").write_text(profile.replace("DELIVERY", delivery))
        names = [words.split()[1].rstrip(":") for words in findings(tmp_path, *changes)]
        assert [name for name in names if "memory" in name] == told
