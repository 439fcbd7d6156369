"""The route map as a Mermaid flowchart, for places that draw Mermaid in Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from settled.model.vocabulary import PatternType
from settled.programme.route_map import RouteMap
from settled.report.route_map_labels import edge_label, ends_of, system_label

_DASHES = {
    PatternType.DIRECT_API: "stroke-width:3px",
    PatternType.EVENT: "stroke-dasharray:7 3",
    PatternType.QUEUE: "stroke-dasharray:2 2",
    PatternType.FILE: "stroke-dasharray:9 3 2 3",
    PatternType.MIDDLEWARE: "stroke-dasharray:4 2",
    PatternType.SCHEDULED_JOB: "stroke-dasharray:9 2 2 2 2 2",
}
_PLAIN = frozenset(" .,-_/:+()")


def route_map_mermaid(chart: RouteMap) -> str:
    """The flowchart as text: `n0` and so on are the systems; every name stands in quotes, escaped."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: RouteMap) -> Iterator[str]:
    nodes, ends = ends_of(chart)
    yield "flowchart LR"
    for node in nodes:
        yield f"  {node.key}[{_quoted(system_label(node))}]"
    for edge, (start, end) in zip(chart.edges, ends, strict=True):
        yield f"  {start} -->|{_quoted(edge_label(edge))}| {end}"
    for index, edge in enumerate(chart.edges):
        pattern = edge.patterns[0] if len(edge.patterns) == 1 else None
        if pattern in _DASHES:
            yield f"  linkStyle {index} {_DASHES[pattern]}"
    unknown = [node.key for node in nodes if not node.is_known]
    if unknown:
        yield "  classDef unknown stroke-dasharray:4 3"
        yield f"  class {','.join(unknown)} unknown"


def _quoted(lines: list[str]) -> str:
    """Lines as one quoted text; whatever Mermaid or HTML could read as a sign is a numbered entity of Mermaid."""
    return '"' + "<br>".join(_escaped(line) for line in lines) + '"'


def _escaped(line: str) -> str:
    return "".join(_letter(letter) for letter in " ".join(line.split()))


def _letter(letter: str) -> str:
    if unicodedata.category(letter).startswith("C"):
        return " "
    return letter if letter.isalnum() or letter in _PLAIN else f"#{ord(letter)};"
