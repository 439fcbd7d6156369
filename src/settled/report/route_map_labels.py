"""What the route map says in text: the nodes of the graph, and the lines on its boxes and arrows."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.vocabulary import DecisionState
from settled.programme.route_map import Edge, MappedFlow, MappedSystem, RouteMap

MARKS = {
    DecisionState.SETTLED: "✓",
    DecisionState.OPEN: "?",
    DecisionState.MISSING: "✗",
    DecisionState.INVALID: "!",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node by its key in the text: a system, or the place of one that a flow does not name."""

    key: str
    system: MappedSystem | None
    lack: str = ""

    @property
    def is_known(self) -> bool:
        """True for a system of the catalog."""
        return self.system is not None and self.system.is_in_catalog


def ends_of(chart: RouteMap) -> tuple[list[Node], list[tuple[str, str]]]:
    """The nodes, and for each edge the keys of the nodes between which it runs."""
    nodes = [Node(f"n{index}", system) for index, system in enumerate(chart.systems)]
    keys = {system.id: f"n{index}" for index, system in enumerate(chart.systems)}
    ends: list[tuple[str, str]] = []
    for edge in chart.edges:
        found: list[str] = []
        for system, word in ((edge.start, "source"), (edge.end, "consumer")):
            if system is None:
                nodes.append(Node(f"n{len(nodes)}", None, f"no {word} yet"))
            found.append(nodes[-1].key if system is None else keys[system])
        ends.append((found[0], found[1]))
    return nodes, ends


def system_label(node: Node) -> list[str]:
    """The lines in a box: the system's name, and its role and platform where the catalog has them."""
    if node.system is None:
        return [node.lack]
    parts = (node.system.role, node.system.platform)
    below = " · ".join(part for part in parts if part and part != "other")
    return [node.system.name, *([below] if below else [])]


def edge_label(edge: Edge) -> list[str]:
    """A line for each flow: its state as a mark, its id, pattern and latency class."""
    return [_flow_label(flow) for flow in edge.flows]


def _flow_label(flow: MappedFlow) -> str:
    pattern = flow.pattern.value if flow.pattern else "no pattern"
    return f"{MARKS[flow.state]} {flow.id} {pattern}, {flow.latency.value if flow.latency else 'no latency class'}"
