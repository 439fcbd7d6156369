"""Draws the route map as SVG: systems as boxes, what runs between two of them as one arrow with its flows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from settled.model.vocabulary import DecisionState, LatencyClass, PatternType
from settled.programme.route_map import Edge, MappedFlow, MappedSystem, RouteMap
from settled.site import words
from settled.site.html.escaping import escape
from settled.site.pages.shapes import STATE_CHIPS
from settled.site.pictures.layout import Arrow, Box, Curve, Layout, Point, lay_out
from settled.site.pictures.text_width import shortened_to, text_width

MOST_ARROWS = 400
"""So many arrows are drawn, those with the most flows; of more nobody sees where one leads, and the table has all."""
MOST_LINES = 4
"""So many flows an arrow names; the others are counted, and the table names them."""
SHORT_LATENCIES = {
    LatencyClass.CHECKOUT_BLOCKING: "checkout",
    LatencyClass.SAME_DAY_OPERATIONAL: "same day",
    LatencyClass.NEXT_CYCLE_ENRICHMENT: "next cycle",
    LatencyClass.FINANCE_CLOSE_RECONCILIATION: "finance close",
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold, not even as a number."""
_NAME, _SMALL, _LINE = 12.0, 10.0, 13.0
_SAMPLE, _MARK = 20.0, 12.0
_WIDEST = 180.0
_BOLD = 1.12
"""How much wider bold letters are."""
_MARGIN = 6.0


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the parts of the picture lead; an empty address makes no link. `more` is where all flows are named."""

    system: Callable[[str], str] = lambda system: ""
    flow: Callable[[MappedFlow], str] = lambda flow: ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class PatternKey:
    """A line of the legend: a pattern in words, and the class that its line has."""

    words: str
    style: str


def pattern_keys(chart: RouteMap) -> tuple[PatternKey, ...]:
    """The line styles that the picture uses, in the order of the patterns."""
    used = {edge.patterns for edge in chart.edges} | {(flow.pattern,) for flow in chart.flows if flow.legs}
    keys = [PatternKey(words.text(each), _pattern_style((each,))) for each in PatternType if (each,) in used]
    keys += [PatternKey("no pattern yet", _pattern_style((None,)))] if (None,) in used else []
    several = next((patterns for patterns in used if len(patterns) > 1), None)
    return (*keys, *([PatternKey("several", _pattern_style(several))] if several else []))


@dataclass(frozen=True, slots=True)
class _Node:
    """A box of the picture: a system, or the place of one that a flow does not name."""

    name: str
    below: str
    title: str
    href: str
    style: str

    @property
    def box(self) -> Box:
        wide = max(text_width(self.name, _NAME) * _BOLD, text_width(self.below, _SMALL))
        return Box(wide + 20, 38 if self.below else 26)


def draw_route_map(chart: RouteMap, addresses: Addresses, style: str = "") -> str:
    """The picture as an `<svg>` element; `style` is CSS to stand in it, for a picture without a page around it.

    Every text is escaped here. Raises LayoutError where Graphviz gives no layout.
    """
    chart, left_out = _drawn_part(chart)
    nodes = {system.id: _node(system, addresses.system(system.id)) for system in chart.systems}
    places = {system: index for index, system in enumerate(nodes)}
    boxes = list(nodes.values())
    arrows: list[Arrow] = []
    for edge in chart.edges:
        ends: list[int] = []
        for system, word in ((edge.start, "source"), (edge.end, "consumer")):
            if system is None:
                boxes.append(_unknown(word, edge.flows[0], addresses))
            ends.append(len(boxes) - 1 if system is None else places[system])
        arrows.append(Arrow(ends[0], ends[1], _label_box(edge)))
    layout = lay_out([node.box for node in boxes], arrows)
    return "\n".join(_picture(chart, layout, boxes, addresses, style, left_out))


def _drawn_part(chart: RouteMap) -> tuple[RouteMap, str]:
    """What of the map is drawn, and what is said of the rest; a map of ordinary size is drawn whole."""
    if len(chart.edges) <= MOST_ARROWS:
        return chart, ""
    largest = sorted(chart.edges, key=lambda edge: (-len(edge.flows), -edge.state.rank))[:MOST_ARROWS]
    kept = {id(edge) for edge in largest}
    edges = tuple(edge for edge in chart.edges if id(edge) in kept)
    ends = {system for edge in edges for system in (edge.start, edge.end)}
    systems = tuple(system for system in chart.systems if system.id in ends)
    said = f"{len(edges)} of {len(chart.edges):,} connections are drawn, those with the most flows"
    return replace(chart, edges=edges, systems=systems), said


def _node(system: MappedSystem, href: str) -> _Node:
    below = " · ".join(part for part in (system.role, system.platform) if part and part != "other")
    said = [f"{system.name} ({system.id})" if system.name != system.id else system.id]
    said += [below] if below else []
    said += [f"owner: {system.owner}"] if system.owner else []
    said += [] if system.is_in_catalog else ["not in the catalog"]
    return _Node(
        name=shortened_to(system.name, _WIDEST, _NAME),
        below=shortened_to(below if system.is_in_catalog else "not in the catalog", _WIDEST, _SMALL),
        title=", ".join(said),
        href=href,
        style="known" if system.is_in_catalog else "unlisted",
    )


def _unknown(word: str, flow: MappedFlow, addresses: Addresses) -> _Node:
    title = f"{flow.id} {flow.hop.record.title}: no {word} is settled"
    return _Node(f"no {word} yet", shortened_to(flow.id, _WIDEST, _SMALL), title, addresses.flow(flow), "unknown")


def _flow_line(flow: MappedFlow) -> str:
    latency = SHORT_LATENCIES[flow.latency] if flow.latency else "no latency class"
    return f"{shortened_to(flow.id, _WIDEST, _SMALL)} {latency}"


def _shown(edge: Edge) -> tuple[MappedFlow, ...]:
    """The flows that the arrow names: those with the worst state first, so that none of them is only counted."""
    flows = tuple(sorted(edge.flows, key=lambda flow: -flow.state.rank))
    return flows if len(flows) <= MOST_LINES else flows[: MOST_LINES - 1]


def _more(edge: Edge) -> str:
    left = len(edge.flows) - len(_shown(edge))
    return f"and {left} more of {len(edge.flows)} flows" if left else ""


def _label_box(edge: Edge) -> Box:
    lines = [*(_flow_line(flow) for flow in _shown(edge)), *([_more(edge)] if _more(edge) else [])]
    wide = max(text_width(line, _SMALL) for line in lines)
    return Box(_SAMPLE + _MARK + wide + 8, _LINE * len(lines) + 4)


def _picture(
    chart: RouteMap, layout: Layout, nodes: list[_Node], addresses: Addresses, style: str, left_out: str
) -> Iterator[str]:
    width, height = layout.width + 2 * _MARGIN, layout.height + 2 * _MARGIN
    height += 2 * _LINE if left_out else 0
    systems, flows = words.counted(len(chart.systems), "system"), words.counted(len(chart.flows), "flow")
    title = f"Route map: {systems} and {flows} between them"
    yield (
        '<svg xmlns="http://www.w3.org/2000/svg" class="st-map" role="group" aria-labelledby="route-map-title" '
        f'viewBox="{-_MARGIN:g} {-_MARGIN:g} {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'style="--st-map-width: {width:g}px" data-search-exclude="">'
    )
    yield f'<title id="route-map-title">{_escaped(title)}</title>'
    if style:
        yield f"<style>{style}</style>"
    yield (
        '<defs><marker id="route-map-tip" viewBox="0 0 7 6" markerWidth="7" markerHeight="6" refX="0" refY="3" '
        'orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L7 3L0 6z"/></marker></defs>'
    )
    for edge, curve in zip(chart.edges, layout.arrows, strict=True):
        yield _drawn_arrow(edge, curve, addresses)
    for node, point in zip(nodes, layout.boxes, strict=True):
        yield _drawn_node(node, point)
    for edge, curve in zip(chart.edges, layout.arrows, strict=True):
        yield _drawn_label(edge, curve.label, addresses)
    if left_out:
        place = f'x="{layout.width / 2:g}" y="{layout.height + _LINE:g}"'
        yield f'<g class="st-map-node"><text {place}>{left_out}</text></g>'
    yield "</svg>"


def _drawn_arrow(edge: Edge, curve: Curve, addresses: Addresses) -> str:
    look = _pattern_style(edge.patterns)
    drawn = f'<path class="st-map-edge {look}" d="{_path(curve)}" marker-end="url(#route-map-tip)"/>'
    href = addresses.flow(edge.flows[0]) if len(edge.flows) == 1 else addresses.more
    # The keyboard reaches the flows by their names, which would be the same again here.
    return _linked(drawn, "; ".join(map(_flow_title, edge.flows)), href, "st-map-arrow", in_tab_order=False)


def _pattern_style(patterns: tuple[PatternType | None, ...]) -> str:
    if len(patterns) > 1:
        return "st-map-several"
    return f"st-map-{patterns[0].value if patterns[0] else 'undecided'}"


def _path(curve: Curve) -> str:
    first, *rest = (f"{point.x:g} {point.y:g}" for point in curve.points)
    return f"M{first}C{' '.join(rest)}"


def _drawn_node(node: _Node, middle: Point) -> str:
    box = node.box
    first = middle.y - 2 if node.below else middle.y + 4
    below = f'<text class="st-map-small" x="{middle.x:g}" y="{middle.y + 12:g}">{_escaped(node.below)}</text>'
    drawn = (
        f'<rect x="{middle.x - box.width / 2:.1f}" y="{middle.y - box.height / 2:.1f}" width="{box.width:g}" '
        f'height="{box.height:g}" rx="3"/><text x="{middle.x:g}" y="{first:g}">{_escaped(node.name)}</text>'
        f"{below if node.below else ''}"
    )
    return _linked(drawn, node.title, node.href, f"st-map-node st-map-{node.style}")


def _drawn_label(edge: Edge, middle: Point, addresses: Addresses) -> str:
    box = _label_box(edge)
    left, y = middle.x - box.width / 2 + 4, middle.y - box.height / 2 + 2
    lines: list[str] = []
    for index, flow in enumerate(_shown(edge)):
        line = y + _LINE * index + 10
        lines.append(_linked(_drawn_line(flow, left, line), _flow_title(flow), addresses.flow(flow), "st-map-flow"))
    if _more(edge):
        line = y + _LINE * len(lines) + 10
        said = f'<text x="{left + _SAMPLE + _MARK:.1f}" y="{line:.1f}">{_escaped(_more(edge))}</text>'
        lines.append(_linked(said, "all flows, in the table", addresses.more, "st-map-flow"))
    ground = (
        f'<rect x="{middle.x - box.width / 2:.1f}" y="{middle.y - box.height / 2:.1f}" '
        f'width="{box.width:g}" height="{box.height:g}"/>'
    )
    return f'<g class="st-map-label">{ground}{"".join(lines)}</g>'


def _drawn_line(flow: MappedFlow, x: float, y: float) -> str:
    chip = STATE_CHIPS[flow.state]
    return (
        f'<path class="st-map-edge {_pattern_style((flow.pattern,))}" d="M{x:.1f} {y - 3.5:.1f}h{_SAMPLE - 4:g}"/>'
        f'<text class="st-map-mark st-tone-{chip.tone}" x="{x + _SAMPLE + 3:.1f}" y="{y:.1f}">{chip.symbol}</text>'
        f'<text x="{x + _SAMPLE + _MARK:.1f}" y="{y:.1f}">{_escaped(_flow_line(flow))}</text>'
    )


def _flow_title(flow: MappedFlow) -> str:
    """All that the picture says of a flow, in words."""
    pattern = words.text(flow.pattern) if flow.pattern else "no pattern"
    latency = words.text(flow.latency) if flow.latency else "no latency class"
    phase = f", phase {flow.phase.value}" if flow.phase else ""
    worst = "all six decisions settled" if flow.state is DecisionState.SETTLED else f"a decision is {flow.state.value}"
    return f"{flow.id} {flow.hop.record.title}: {pattern}, {latency}{phase}, {worst}"


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub(" ", text))


def _linked(drawn: str, title: str, href: str, style: str, *, in_tab_order: bool = True) -> str:
    inner = f"<title>{_escaped(title)}</title>{drawn}"
    if not href:
        return f'<g class="{style}">{inner}</g>'
    order = "" if in_tab_order else ' tabindex="-1"'
    return f'<a class="{style}" href="{_escaped(href)}"{order}>{inner}</a>'
