"""The texts of a new project: catalog, first page, first record and the site's configuration."""

from __future__ import annotations

CATALOG = """\
# The systems, teams and business objects that the records in this folder may name.
# Rename them to what they are called in your programme, and delete what you do not have:
# a record that names anything else is reported with the nearest name from this file.

systems:
  # role: storefront | erp | pim | wms | oms | payment | marketplace | tax | crm | middleware | other
  # platform: sap-commerce | salesforce-b2c | shopify | commercetools | other
  storefront:
    name: Web shop
    role: storefront
    platform: other
    owner: commerce-team
    environments: [production, staging, test]
  erp:
    name: ERP
    role: erp
    owner: erp-team
    environments: [production, staging, test]
  wms:
    name: Warehouse management
    role: wms
    owner: order-operations
    environments: [production, test]
  oms:
    name: Order management
    role: oms
    owner: order-operations
    environments: [production, test]
  pim:
    name: Product information management
    role: pim
    owner: commerce-team
    environments: [production, test]
  payment:
    name: Payment provider
    role: payment
    owner: finance-operations
    environments: [production, test]
  integration-hub:
    name: Integration hub
    role: middleware
    owner: integration-architecture
    environments: [production, staging, test]

teams:
  # contact: where the team is reached; escalation: the teams that it calls next
  commerce-team: {name: Commerce team, escalation: [integration-architecture]}
  erp-team: {name: ERP team, escalation: [integration-architecture]}
  order-operations: {name: Order operations, escalation: [erp-team, commerce-team]}
  customer-service: {name: Customer service, escalation: [order-operations]}
  integration-architecture: {name: Integration architecture}
  finance-operations: {name: Finance operations, escalation: [erp-team]}

objects:
  # critical: the business stops or loses money without it, so a critical object without a flow is reported
  # source: the system that holds the truth; financial: its flows need a reference that finance can follow
  order: {name: Order, critical: true}
  price: {name: Price}
  stock: {name: Stock}
  refund: {name: Refund, financial: true}
"""

INDEX = """\
# Decisions

What was decided, by whom and why, and what nobody has decided yet.

- A **decision** says what was chosen, what else was considered, and what follows from it.
- A **flow** is one business object on its way from one system to others: which system holds the truth, how it travels,
  by which identifiers its records are joined, how late is too late, what happens to what arrives twice, and who acts
  when it fails.
- A **risk** says what can hurt, how much, and what is done about it.

What is not known yet stands here as an open question, with the team that owes the answer and the day it is due. If a
page and the world disagree, tell the team that it names: the page is a file in git, and a change of it is reviewed like
any other.
"""

FIRST_RECORD_FILE = "0001-record-our-decisions.md"

FIRST_RECORD = """\
---
status: accepted
date: {date}
decision-makers: [integration-architecture]
---

# Record our decisions

## Context and Problem Statement

Several teams and systems take part in this programme, and it outlives the people who plan it. A decision that
is told in a meeting is lost with the next change of staff, and a decision that nobody made is noticed when
something breaks. Where do we keep our decisions so that whoever needs one finds it, with its reason?

## Considered Options

- Markdown records in git
- Pages in a wiki

## Decision Outcome

Chosen option: "Markdown records in git", because a change of a decision is then reviewed, dated and signed like
any other change, and a check can tell which required decisions are still open.

One file holds one decision. A record that was accepted is not rewritten: a new record supersedes it, and both
say so.

### Consequences

- Good, because the reason of a decision stands next to what follows from it.
- Good, because what is missing is reported on the day it is forgotten and not on the day it hurts.
- Bad, because people who do not use git need help to propose a change.
- Bad, because writing a record takes time from people who have little of it.
- For operations: the published pages say who owns a failure and what this team may do; a call begins there.

### Confirmation

The check runs with every change and fails while a required decision is missing.

## Pros and Cons of the Options

### Markdown records in git

- Good, because every version has an author, a date and a review.
- Good, because tools can read it, so that gaps are found by a machine.
- Bad, because it asks for an editor and a pull request.

### Pages in a wiki

- Good, because everybody can write at once.
- Bad, because nobody notices when a page and reality part.
- Bad, because a change of a decision is not reviewed together with the change that it causes.
"""

SITE = """\
# `adr build` and `adr serve` use this file, and so does `mkdocs serve`; without it the same is built in.
site_name: {site_name}
docs_dir: {docs_dir}

theme:
  name: material
  font: false                      # no request leaves the site
  features:
    - navigation.top
    - search.highlight
    - toc.follow
    - content.code.copy
  palette:
    - media: "(prefers-color-scheme)"
      toggle: {{icon: material/brightness-auto, name: Switch to light mode}}
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      accent: custom
      toggle: {{icon: material/brightness-7, name: Switch to dark mode}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      accent: custom
      toggle: {{icon: material/brightness-4, name: "Switch to the system's mode"}}

plugins:
  - search
  - settled
  - offline                        # the site opens from a disk, too

markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - sane_lists
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tasklist

extra:
  generator: false
"""
