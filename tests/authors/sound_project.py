"""A small project in which nothing is wrong: what authors do to it in `test_typical_mistakes` is all that is told."""

from __future__ import annotations

CATALOG = """\
systems:
  storefront: {name: Web shop, role: storefront, owner: commerce-team, environments: [production, test]}
  erp: {name: S/4HANA, role: erp, owner: erp-team, environments: [production, test]}
  wms: {name: Warehouse, role: wms, owner: order-operations}
teams:
  order-operations: {name: Order operations, contact: "#order-ops", escalation: [erp-team]}
  commerce-team: {name: Commerce team}
  erp-team: {name: ERP team}
objects:
  order: {name: Order}
  stock: {name: Stock}
"""

PRICES = """\
---
status: accepted
date: 2026-11-02
decision-makers: [commerce-team]
review-by: 2027-11-02
---

# Keep prices in the ERP

## Context and Problem Statement

Prices are kept in two systems, and customers see the older one.

## Considered Options

* Keep prices in the ERP
* Keep prices in the shop

## Decision Outcome

Chosen option: "Keep prices in the ERP", because finance signs prices there.

### Consequences

* Good, because there is one price.
* Bad, because the shop waits four hours for a new price.
* On-call wakes the ERP team when the price load fails.

## Pros and Cons of the Options

### Keep prices in the ERP

* Good, because finance signs prices there.
* Bad, because the shop waits for the load.

### Keep prices in the shop

* Good, because the shop needs no load.
* Bad, because finance signs in another system.
"""

EVENTS = """\
---
status: proposed
date: 2026-11-09
decision-makers: [order-operations]
depends-on: [ADR-0001]
review-by: 2027-11-02
---

# Send orders as events

## Context and Problem Statement

The ERP is closed every night, and orders wait. See [the prices](0001-keep-prices-in-the-erp.md).

## Considered Options

* Send orders as events
* Call the ERP directly

## Decision Outcome

Chosen option: "Send orders as events", because the shop sells at night.

### Consequences

* Good, because no order is lost at night.
* Bad, because events arrive twice.
* On-call drains the dead letters in the morning.

## Pros and Cons of the Options

### Send orders as events

* Good, because the shop sells at night.
* Bad, because events arrive twice.

### Call the ERP directly

* Good, because there is nothing to run.
* Bad, because the ERP is closed at night.
"""

ORDERS = """\
---
kind: flow
status: proposed
date: 2026-11-09
decision-makers: [order-operations]
object: order
phase: design
criticality: high
volume: {per-day: 12000, peak-per-minute: 90}
source:
  system: storefront
  trigger: order paid
consumers: [erp, wms]
may-change:
  - system: erp
    fields: [delivery-date]
    conflict: the ERP wins until the parcel is packed
may-reject:
  - system: erp
    rule: the customer account is blocked
corrections:
  correct: [order-operations]
  request: [commerce-team]
pattern:
  type: event
  because: the ERP is down every night and the shop must keep selling
  instead-of: [direct-api]
  ordering: {needed: true, key: order number}
identifiers:
  - name: order number
    role: join
    in: {storefront: order.name, erp: VBAK-BSTNK, wms: external_id}
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
  replay: {by: order-operations, how: runbook order-replay, safe-because: the ERP upserts on the order number}
failures:
  - mode: ERP rejects the order
    detect: alert on the reject topic within 5 min
    effect: the order is paid and not picked
    trace: event
    owner: order-operations
    authority: [retry, repair, escalate]
---

# Order export

## Why this pattern

The shop sells at night while the ERP is closed.
"""

FILES = {
    "decisions/catalog.yml": CATALOG,
    "decisions/adr/0001-keep-prices-in-the-erp.md": PRICES,
    "decisions/adr/0002-send-orders-as-events.md": EVENTS,
    "decisions/flows/0001-order-export.md": ORDERS,
}
"""The files of the project, by their path."""
