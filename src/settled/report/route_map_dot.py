"""The route map as a graph in the DOT language of Graphviz."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from settled.model.vocabulary import PatternType
from settled.programme.route_map import RouteMap
from settled.report.route_map_labels import edge_label, ends_of, system_label

_STYLES = {
    PatternType.DIRECT_API: "style=bold",
    PatternType.EVENT: "style=dashed",
    PatternType.QUEUE: "style=dotted",
    PatternType.FILE: 'style="dashed,bold"',
    PatternType.IPAAS: "style=solid",
    PatternType.MIDDLEWARE: 'style="dotted,bold"',
    PatternType.SCHEDULED_JOB: "style=dashed penwidth=0.5",
}


def route_map_dot(chart: RouteMap) -> str:
    """The graph as text: `n0` and so on are the systems; every name stands in a label alone, escaped."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: RouteMap) -> Iterator[str]:
    nodes, ends = ends_of(chart)
    yield "digraph route_map {"
    yield '  rankdir=LR; node [shape=box fontname="Helvetica"]; edge [fontname="Helvetica" fontsize=10];'
    for node in nodes:
        style = "" if node.is_known else " style=dashed"
        yield f"  {node.key} [label={_quoted(system_label(node))}{style}];"
    for edge, (start, end) in zip(chart.edges, ends, strict=True):
        pattern = edge.patterns[0] if len(edge.patterns) == 1 else None
        style = f" {_STYLES[pattern]}" if pattern else ""
        yield f"  {start} -> {end} [label={_quoted(edge_label(edge))}{style}];"
    yield "}"


def _quoted(lines: list[str]) -> str:
    """Lines as one quoted string. Graphviz reads backslashes and entities in it, so both are escaped."""
    return '"' + "\\n".join(_escaped(line) for line in lines) + '"'


def _escaped(line: str) -> str:
    plain = "".join(
        " " if unicodedata.category(letter).startswith("C") else letter for letter in " ".join(line.split())
    )
    return plain.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
