"""A small programme in which every typed value is stated and holds: what is made worse in it is all that is found."""

from __future__ import annotations

CATALOG = """\
systems:
  shop: {name: Web shop, role: storefront, platform: other, owner: commerce-team, environments: [production, test]}
  oms:
    name: Order management
    role: oms
    owner: order-operations
    environments: [production, test]
    limits: {calls-per-minute: 600, records-per-call: 100, payload: 1 MB, timeout: 30 s}
  erp:
    name: ERP
    role: erp
    owner: erp-team
    environments: [production, test]
    limits: {calls-per-minute: 300, records-per-call: 50, payload: 1 MB, timeout: 30 s}
    down: ["01:00-03:00 Europe/Oslo daily"]
  payment-provider:
    name: Payment provider
    role: payment
    owner: payments
    environments: [production, test]
    limits: {calls-per-minute: 1200}
  tax-service: {name: Tax service, role: tax, owner: finance, environments: [production, test]}
teams:
  order-operations:
    name: Order operations
    contact: "#order-operations"
    hours: {days: mon-fri, from: "08:00", to: "18:00", zone: Europe/Oslo}
    responds-within: 1 h
    escalation: [on-call]
  on-call: {name: On call, contact: "#on-call", hours: always, responds-within: 30 min}
  erp-team: {name: ERP team, contact: "#erp"}
  payments: {name: Payments, contact: "#payments", hours: always, responds-within: 30 min}
  finance:
    name: Finance
    contact: "#finance"
    hours: {days: mon-fri, from: "09:00", to: "17:00", zone: Europe/Oslo}
    responds-within: 4 h
    escalation: [on-call]
  commerce-team: {name: Commerce team, contact: "#commerce"}
objects:
  order: {name: Order, critical: true, source: shop, data: [personal], keep: 3 y}
  capture: {name: Capture, critical: true, source: oms, financial: true}
  tax-quote: {name: Tax quote, critical: true, source: tax-service}
  stock: {name: Stock, critical: true, source: erp, quantity: true}
"""

ORDER = """\
---
kind: flow
status: accepted
date: 2026-11-02
decision-makers: [order-operations]
object: order
phase: live
criticality: high
volume: {per-day: 12000, peak-per-minute: 90, peak-lasts: 2 h}
source: {system: shop, trigger: order paid}
consumers:
  - oms
  - {system: erp, within: 5 d, reads: 2}
may-change: []
may-reject: []
corrections: {correct: [order-operations], request: [commerce-team]}
content:
  carries: state
  version: order.version
  deletion: a tombstone with the number
  schema: {contract: orders, version: 3}
  upgrade: producer-first
  compatible: forward
pattern:
  type: queue
  because: the ERP is closed every night and the shop sells
  instead-of: [direct-api]
  ordering: {needed: true, key: order number, on-failure: park}
  reconcile: {type: scheduled-job, every: 1 d, compares: orders of the day by number and total, by: order-operations}
  batch: 20
identifiers:
  - name: order number
    role: join
    length: 12
    letters: printable
    in:
      shop: order.number
      oms: order.id
      erp: {field: VBAK-BSTNK, length: 20, letters: printable}
    prefix: {production: "W-", test: "WT-"}
latency:
  class: same-day-operational
  within: 4 d
  if-late: the warehouse misses the carrier of the day
idempotency:
  key: order number
  remembers: 14 d
  duplicates: the second arrival is acknowledged and dropped
  retry: {attempts: 8, within: 4 h, backoff: exponential}
  dead-letter: {to: orders.dead, alert: order-operations, keeps: 10 d}
  replay: {by: order-operations, how: runbook order-replay, safe-because: the target looks the number up, reaches-back: 7 d}
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
      duplicate-identifiers: {handled-by: ERP rejects the order}
      delayed-payments: {not-applicable: the trigger is the payment}
      rejected-orders: {handled-by: ERP rejects the order}
      incompatible-statuses: {not-applicable: the order carries no status}
      partial-reversals: {not-applicable: refunds are a flow of their own}
    evidence: [https://wiki.example.com/orders/exceptions]
  release:
    state: proven
    pause: [nightly settlement]
    drain: [orders]
    replay: [orders of the cutover day]
    reconcile: [orders of the cutover day]
    survives: [checkout, order history]
    evidence: [https://wiki.example.com/orders/release]
---

# Order export

## Why this pattern

The shop sells at night while the ERP is closed.
"""

CAPTURE = """\
---
kind: flow
status: accepted
date: 2026-11-02
decision-makers: [payments]
object: capture
phase: rehearsal
criticality: medium
volume: {per-day: 9000, peak-per-minute: 60, peak-lasts: 1 h}
source: {system: oms, trigger: parcel handed over, waits: 1 d}
consumers: [payment-provider]
may-change: []
may-reject: []
corrections: {correct: [payments], request: [finance]}
requires: [{flow: FLOW-0001, otherwise: park}]
content: {carries: command, version: capture.version}
money: {currency: order currency, rounding: per line, cut-off: "23:59 Europe/Oslo", tolerance: 0.01 EUR}
expires: [{what: payment authorisation, after: 7 d, from: order paid}]
pattern:
  type: scheduled-job
  because: captures of a parcel go together
  instead-of: [event]
  every: 1 h
  takes: 20 min
  reads: {by: updated-at, overlap: 30 min}
  batch: 50
identifiers:
  - name: payment reference
    role: financial
    assigned-by: payment-provider
    length: 16
    letters: alphanumeric
    in: {oms: payment.reference, payment-provider: {field: reference, length: 16, letters: alphanumeric}}
    prefix: {not-applicable: the provider gives the reference}
  - name: capture number
    role: join
    length: 14
    letters: printable
    in: {oms: capture.number, payment-provider: {field: merchantReference, length: 80}}
    prefix: {production: "C-", test: "CT-"}
latency:
  class: finance-close-reconciliation
  within: 1 d
  if-late: the money of the day comes a day later
idempotency:
  key: capture number
  remembers: for ever
  duplicates: the provider answers with the first result
  retry: {attempts: 6, within: 3 h, backoff: exponential}
  dead-letter: {to: captures.dead, alert: payments, keeps: 14 d}
  replay: {by: payments, how: runbook capture-resume, safe-because: the provider looks the number up, reaches-back: 3 d}
failures:
  - mode: provider refuses the capture
    detect: alert on refusals within 10 min
    effect: goods are on their way and not paid
    trace: job
    owner: payments
    authority: [retry, repair, escalate]
    runbook: https://runbooks.example.com/captures/refused
slices:
  thin:
    state: proven
    example: one parcel of a two-parcel order
    transformation: parcel lines to an amount
    negative-test: an amount above the authorisation
    retry: provider stopped for 10 minutes
    alert: refusals over 0 for 10 minutes
    support-action: payments resumes one capture
    evidence: [https://wiki.example.com/captures/thin]
  exceptions:
    state: proven
    cases:
      missing-attributes: {handled-by: provider refuses the capture}
      stale-inventory: {not-applicable: what is captured was handed over}
      duplicate-identifiers: {handled-by: provider refuses the capture}
      delayed-payments: {handled-by: provider refuses the capture}
      rejected-orders: {not-applicable: a refused order is never handed over}
      incompatible-statuses: {not-applicable: a capture carries no status}
      partial-reversals: {not-applicable: refunds are a flow of their own}
    evidence: [https://wiki.example.com/captures/exceptions]
after: [FLOW-0001]
---

# Payment capture

## Why this pattern

A parcel is captured as a whole, and the provider is asked once for each.
"""

TAX = """\
---
kind: flow
status: accepted
date: 2026-11-02
decision-makers: [finance]
object: tax-quote
phase: build
criticality: high
volume: {per-day: 30000, peak-per-minute: 100}
source: {system: tax-service, trigger: the shop asks at checkout}
consumers: [shop]
may-change: []
may-reject: []
corrections: {correct: [finance], request: [commerce-team]}
content: {carries: command}
pattern: {type: direct-api, because: the shopper waits for the sum, instead-of: [file], timeout: 1500 ms}
identifiers:
  - name: basket number
    role: join
    in: {tax-service: reference, shop: basket.token}
    prefix: {production: "B-", test: "BT-"}
latency: {class: checkout-blocking, within: 4 s, if-late: the shopper pays without tax}
idempotency:
  key: basket number
  duplicates: the same basket has the same answer
  retry: {attempts: 2, within: 4 s, backoff: none}
  dead-letter: {not-applicable: the shopper asks again}
  replay: {not-applicable: nothing is kept}
failures:
  - mode: tax service does not answer
    detect: error rate above 1 % for 5 min
    effect: nobody can pay
    trace: payload
    owner: on-call
    authority: [retry, repair, suppress, escalate]
    suppress: {up-to: 50, per: 1 d}
slices:
  thin:
    state: planned
    example: one basket with two rates
    transformation: article group to tax code
    negative-test: unknown tax code
    retry: tax service stopped for a minute
    alert: error rate above 1 % for 5 min
    support-action: on-call switches to the rates of yesterday
  exceptions:
    state: planned
    cases:
      missing-attributes: {handled-by: tax service does not answer}
      stale-inventory: {handled-by: tax service does not answer}
      duplicate-identifiers: {not-applicable: a second one has the same answer}
      delayed-payments: {not-applicable: nothing is paid here}
      rejected-orders: {not-applicable: there is no order yet}
      incompatible-statuses: {not-applicable: no status is carried}
      partial-reversals: {not-applicable: nothing is reversed here}
---

# Tax at checkout

## Why this pattern

The sum has to be right before the shopper pays.
"""

STOCK = """\
---
kind: flow
status: accepted
date: 2026-11-02
decision-makers: [order-operations]
object: stock
phase: build
criticality: medium
volume: {per-day: 20000, peak-per-minute: 100, peak-lasts: 30 min}
source: {system: erp, trigger: goods movement booked}
consumers: [shop]
may-change: []
may-reject: []
corrections: {correct: [order-operations], request: [commerce-team]}
content: {carries: delta, version: stock.counted-at}
pattern:
  type: event
  because: the shop has to know of the last piece
  instead-of: [file]
  ordering: {needed: true, key: article number, on-failure: park}
  reconcile: {type: file, every: 1 d, compares: the full count of every article, by: order-operations}
identifiers:
  - name: article number
    role: join
    in: {erp: MATNR, shop: product.sku}
    prefix: {not-applicable: both sides read the numbers of the ERP}
  - name: movement number
    role: join
    in: {erp: MBLNR, shop: movement.id}
    prefix: {not-applicable: both sides read the numbers of the ERP}
latency: {class: same-day-operational, within: 4 d, if-late: the shop sells what is gone}
idempotency:
  key: movement number
  remembers: 7 d
  duplicates: a movement that was booked is dropped
  retry: {attempts: 8, within: 1 h, backoff: exponential}
  dead-letter: {to: stock.dead, alert: order-operations, keeps: 14 d}
  replay: {by: order-operations, how: runbook stock-replay, safe-because: movements have numbers, reaches-back: 3 d}
failures:
  - mode: stock drifts from the count
    detect: differences above 1 % in the daily comparison
    effect: the shop sells what is gone
    trace: event
    owner: order-operations
    authority: [retry, repair, escalate]
slices:
  thin:
    state: planned
    example: one article in one shop
    transformation: storage location to shop
    negative-test: unknown article
    retry: shop stopped for 10 minutes
    alert: differences above 1 %
    support-action: order-operations sends one movement again
  exceptions:
    state: planned
    cases:
      missing-attributes: {handled-by: stock drifts from the count}
      stale-inventory: {handled-by: stock drifts from the count}
      duplicate-identifiers: {not-applicable: a second one has the same answer}
      delayed-payments: {not-applicable: nothing is paid here}
      rejected-orders: {not-applicable: there is no order yet}
      incompatible-statuses: {not-applicable: no status is carried}
      partial-reversals: {not-applicable: nothing is reversed here}
---

# Stock to the shop

## Why this pattern

The last piece is sold by whoever asks first.
"""

FILES = {
    "catalog.yml": CATALOG,
    "flows/0001-order-export.md": ORDER,
    "flows/0002-payment-capture.md": CAPTURE,
    "flows/0003-tax-at-checkout.md": TAX,
    "flows/0004-stock.md": STOCK,
}
"""All files of the programme, below its records folder."""
