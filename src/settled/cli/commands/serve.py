"""`adr serve`: the site in a browser, built again whenever a record changes."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation


@click.command("serve")
@click.option(
    "--port", metavar="PORT", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port."
)
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--no-open", is_flag=True, help="Open no browser.")
@click.option("--plain", is_flag=True, help="Do nothing that only saves time: a change takes longer to be seen.")
@pass_invocation
def command(invocation: Invocation, port: int, host: str, no_open: bool, plain: bool) -> int:
    """Serve the site and build it again whenever a record changes. Ctrl-C stops it."""
    from settled.site.mkdocs.serve import serve_site

    place = invocation.place()
    serve_site(
        place,
        host=host,
        port=port,
        open_browser=not no_open,
        is_plain=plain,
        on_problem=lambda problem: click.echo(f"adr: {problem}", err=True),
        on_ready=lambda: invocation.say(f"serving {place.records} on http://{host}:{port}/ (Ctrl-C stops)"),
    )
    return 0
