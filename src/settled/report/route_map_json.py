"""The JSON of the route map, version 1."""

from __future__ import annotations

from typing import Any

from settled.flows.required_decisions import states
from settled.programme.route_map import Edge, MappedFlow, MappedRoute, MappedSystem, RouteMap

VERSION = 1


def route_map_document(chart: RouteMap) -> dict[str, Any]:
    """What `adr map --format json` prints: systems, flows, edges and routes; what nobody settled is null."""
    return {
        "version": VERSION,
        "systems": [_system(system) for system in chart.systems],
        "flows": [_flow(flow) for flow in chart.flows],
        "edges": [_edge(edge) for edge in chart.edges],
        "routes": [_route(route) for route in chart.routes],
        "has_all_routes": chart.has_all_routes,
    }


def _system(system: MappedSystem) -> dict[str, Any]:
    return {
        "id": system.id,
        "name": system.name,
        "role": system.role.value if system.role else None,
        "platform": system.platform,
        "owner": system.owner,
        "in_catalog": system.is_in_catalog,
    }


def _flow(flow: MappedFlow) -> dict[str, Any]:
    hop = flow.hop
    return {
        "id": flow.id,
        "file": hop.file,
        "title": hop.record.title,
        "object": hop.business_object,
        "source": hop.source,
        "via": list(flow.via),
        "consumers": list(flow.consumers),
        "pattern": flow.pattern.value if flow.pattern else None,
        "latency_class": flow.latency.value if flow.latency else None,
        "within_seconds": flow.within.seconds if flow.within else None,
        "phase": flow.phase.value if flow.phase else None,
        "state": flow.state.value,
        "decisions": {decision.value: state.value for decision, state in states(hop.record).items()},
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "from": edge.start,
        "to": edge.end,
        "flows": [flow.id for flow in edge.flows],
        "patterns": [pattern.value if pattern else None for pattern in edge.patterns],
        "state": edge.state.value,
    }


def _route(route: MappedRoute) -> dict[str, Any]:
    return {
        "flows": [flow.id for flow in route.flows],
        "systems": [flow.hop.source for flow in route.flows],
        "consumers": list(route.flows[-1].consumers),
        "within_seconds": route.seconds,
        "attempts": route.attempts,
        "identifiers": list(route.identifiers),
    }
