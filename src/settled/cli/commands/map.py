"""`adr map`: the route map."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import print_data, print_json


@click.command("map")
@format_option("svg", "dot", "mermaid", "json")
@pass_invocation
def command(invocation: Invocation, output_format: str) -> None:
    """Draw the route map: the systems and the flows in force between them.

    A picture goes to stdout: `adr map > route-map.svg`. For SVG Graphviz lays it out; the other formats need none.
    """
    from settled.programme.route_map import route_map

    project = invocation.load_project()
    chart = route_map(project)
    for entry in project.unreadable:
        invocation.say(f"{entry.file}: cannot be read, see `adr check`")
    if not chart.flows:
        invocation.say('no flow is in force yet; write one: `adr new --kind flow "Order export"`')
    for flow in chart.not_drawn:
        invocation.say(f"{flow.id} is not drawn: it names no system yet; answer `source` and `consumers`")
    if output_format == "json":
        from settled.report.route_map_json import route_map_document

        print_json(route_map_document(chart))
    elif output_format == "dot":
        from settled.report.route_map_dot import route_map_dot

        print_data(route_map_dot(chart))
    elif output_format == "mermaid":
        from settled.report.route_map_mermaid import route_map_mermaid

        print_data(route_map_mermaid(chart))
    else:
        from settled.site.pictures.route_map_picture import Addresses, draw_route_map
        from settled.site.pictures.style import whole_style

        print_data(draw_route_map(chart, Addresses(), whole_style()) + "\n")
