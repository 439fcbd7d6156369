"""A complete catalog and flow, and ways to change one line of it: what most tests of rules begin with."""

from __future__ import annotations

CATALOG = """\
systems:
  storefront: {name: Web shop, role: storefront, platform: other, owner: commerce-team, environments: [production, test]}
  erp: {name: S/4HANA, role: erp, platform: other, owner: erp-team, environments: [production, test]}
  wms: {name: Warehouse, role: wms, owner: order-operations}
  oms: {name: Order management, role: oms, owner: order-operations}
  pim: {name: Product data, role: pim, owner: commerce-team}
  integration-hub: {name: Integration hub, role: middleware, owner: integration-architecture}
teams:
  order-operations: {name: Order operations, contact: "#order-ops", escalation: [erp-team]}
  commerce-team: {name: Commerce team}
  erp-team: {name: ERP team}
  customer-service: {name: Customer service}
  integration-architecture: {name: Integration architecture}
objects:
  order: {name: Order, critical: true}
  price: {name: Price, source: erp}
"""

FLOW = """\
---
kind: flow
status: proposed
date: 2026-11-23
decision-makers: [integration-architecture]
object: order
phase: design
criticality: high
volume: {per-day: 12000, peak-per-minute: 90}
source:
  system: storefront
  trigger: order paid
consumers: [erp, wms]
via: [integration-hub]
may-change:
  - system: oms
    fields: [promised-date]
    conflict: the OMS wins until the parcel is packed
may-reject:
  - system: erp
    rule: the customer account is blocked
corrections:
  correct: [order-operations]
  request: [customer-service]
pattern:
  type: event
  because: the ERP is down every night and the shop must keep selling
  instead-of: [direct-api]
  ordering: {needed: true, key: order number}
identifiers:
  - name: order number
    role: join
    in: {storefront: order.id, erp: VBAK-BSTNK, wms: external_id}
    prefix: {production: "W-", test: "WT-"}
latency:
  class: same-day-operational
  within: 8 h
  if-late: the warehouse misses the 16:00 carrier cut-off
idempotency:
  key: order number
  duplicates: the second arrival is acknowledged and dropped
  retry: {attempts: 8, within: 4 h, backoff: exponential}
  dead-letter: {to: orders.dead, alert: order-operations}
  replay: {by: order-operations, how: runbook order-replay, safe-because: ERP upserts on the order number}
  remembers: 7 d
failures:
  - mode: ERP rejects the order
    detect: alert on the reject topic within 5 min
    effect: the order is paid and not picked
    trace: event
    owner: order-operations
    authority: [retry, repair, escalate]
    runbook: https://runbooks.example.com/orders/refused
slices:
  thin:
    state: proven
    example: one paid order with two lines
    transformation: tax lines to ERP condition types
    negative-test: unknown tax code
    retry: ERP stopped for 10 minutes
    alert: dead letter over 0 for 5 minutes
    support-action: order-operations sends one order again
    evidence: [https://wiki.example.com/orders/thin]
  exceptions:
    state: proven
    cases:
      missing-attributes: {handled-by: ERP rejects the order}
      stale-inventory: {not-applicable: stock is reserved at checkout}
      duplicate-identifiers: {handled-by: the second arrival is acknowledged and dropped}
      delayed-payments: {not-applicable: the trigger is the payment}
      rejected-orders: {handled-by: ERP rejects the order}
      incompatible-statuses: {not-applicable: the order carries no status}
      partial-reversals: {not-applicable: refunds are a flow of their own}
    evidence: [https://wiki.example.com/orders/exceptions]
  release:
    state: proven
    pause: [order export queue]
    drain: [orders in the hub]
    replay: [orders of the last day]
    reconcile: [orders of the day by number]
    survives: [paid orders]
    evidence: [https://wiki.example.com/orders/release]
---

# Order export

## Why this pattern

The shop sells at night while the ERP is closed.
"""

DECISION = """\
---
status: accepted
date: 2026-11-20
decision-makers: [integration-architecture]
---

# Keep prices in the ERP

## Context and Problem Statement

Prices are kept in two systems.

## Considered Options

* ERP
* PIM

## Decision Outcome

Chosen option: "ERP", because the finance team signs prices there.
"""


def changed(text: str, old: str, new: str) -> str:
    """`text` with `old`, which must stand in it exactly once, replaced by `new`."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def line_of(text: str, words: str) -> int:
    """The 1-based line on which `words` stand first."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)
