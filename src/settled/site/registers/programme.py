"""Ownership, route map, delivery sequence, risks and rules as registers: what is told of the whole programme."""

from __future__ import annotations

from settled.programme.route_map import MappedFlow
from settled.report.delivery_plan import COLUMNS as PLAN_COLUMNS
from settled.report.delivery_plan import plan_document, plan_rows
from settled.report.risk_register import COLUMNS as RISK_COLUMNS
from settled.report.risk_register import risk_values, risks_document
from settled.report.route_map_json import route_map_document
from settled.report.table import Cell
from settled.rules.engine import Outcome, RuleOutcome
from settled.site.pages.ownership import PARTS
from settled.site.pages.site_view import SiteView
from settled.site.pages.truth import catalog_order
from settled.site.registers.shapes import Register

OWNERSHIP_COLUMNS = (
    "object",
    "name",
    "critical",
    "catalog_source",
    "system",
    "system_name",
    "does",
    "flows",
    "conflict",
)
ROUTE_COLUMNS = (
    "id", "title", "object", "source", "via", "consumers", "pattern", "latency_class", "within_seconds", "phase",
    "state", "file",
)  # fmt: skip
RULE_COLUMNS = ("code", "name", "family", "severity", "summary", "outcome", "reason", "findings")


def ownership(site: SiteView) -> Register:
    """A row for each object and each system that does something with it; an object of no flow has one without."""
    rows: list[dict[str, Cell]] = []
    touching, order = site.involvement, catalog_order(site.catalog)
    for name, truth in site.truths.items():
        entry = site.catalog.objects.get(name)
        flows = touching.flows_of_object.get(name, ())
        doings = touching.doings_with(name)
        identity: dict[str, Cell] = {
            "object": name,
            "name": site.catalog.object_name(name),
            "critical": bool(entry and entry.critical),
            "catalog_source": entry.source if entry and entry.source else None,
            "conflict": truth.conflict or None,
        }
        nothing: dict[str, Cell] = {"system": None, "system_name": None, "does": (), "flows": ()}
        rows += [
            {
                **identity,
                "system": system,
                "system_name": site.catalog.system_name(system),
                "does": [part for part in PARTS if part in doings[system]],
                "flows": [flow.id for flow in flows if system in touching.doings[flow.file]],
            }
            for system in sorted(doings, key=order)
        ] or [{**identity, **nothing}]
    return Register("ownership", OWNERSHIP_COLUMNS, tuple(rows))


def routes(site: SiteView) -> Register:
    """The flows of the route map; the document is that of `adr map --format json`."""
    chart = site.route_map
    return Register("flows", ROUTE_COLUMNS, tuple(_route(flow) for flow in chart.flows), route_map_document(chart))


def _route(flow: MappedFlow) -> dict[str, Cell]:
    return {
        "id": flow.id,
        "title": flow.hop.record.title,
        "object": flow.hop.business_object,
        "source": flow.hop.source,
        "via": flow.via,
        "consumers": flow.consumers,
        "pattern": flow.pattern.value if flow.pattern else None,
        "latency_class": flow.latency.value if flow.latency else None,
        "within_seconds": flow.within.seconds if flow.within else None,
        "phase": flow.phase.value if flow.phase else None,
        "state": flow.state.value,
        "file": flow.hop.file,
    }


def sequence(site: SiteView) -> Register:
    """The flows in the order of their delivery, as `adr plan` prints them."""
    found = site.plan
    rows = tuple(dict(zip(PLAN_COLUMNS, row, strict=True)) for row in plan_rows(found))
    return Register("flows", PLAN_COLUMNS, rows, plan_document(found))


def risks(site: SiteView) -> Register:
    """The risk register, as `adr risks` prints it."""
    rows = tuple(risk_values(risk) for risk in site.content.risks)
    return Register("risks", RISK_COLUMNS, rows, risks_document(site.content.risks))


def rules(site: SiteView) -> Register:
    """Every rule with what it says of this project."""
    outcomes = {outcome.code: outcome for outcome in site.content.rules}
    counts: dict[str, int] = {}
    for finding in site.content.findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    rows: list[dict[str, Cell]] = []
    for rule in site.content.manuals:
        outcome = outcomes.get(rule.code)
        rows.append(
            {
                "code": rule.code,
                "name": rule.name,
                "family": rule.family,
                "severity": rule.severities[0].level.value,
                "summary": rule.manual.summary,
                "outcome": _outcome(outcome),
                "reason": outcome.reason or None if outcome else None,
                "findings": counts.get(rule.code, 0),
            }
        )
    return Register("rules", RULE_COLUMNS, tuple(rows))


def _outcome(outcome: RuleOutcome | None) -> str | None:
    if outcome is None:
        return None
    if outcome.is_switched_off:
        return "off"
    return "skipped" if outcome.outcome is Outcome.SKIPPED else "checked"
