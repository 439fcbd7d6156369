"""`adr help`: the help of a command, as `adr COMMAND --help` prints it."""

from __future__ import annotations

import click

from settled.cli.output import echo


@click.command("help")
@click.argument("names", nargs=-1, metavar="[COMMAND [SUBCOMMAND]]")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Explain a command, or list them all."""
    shown = ctx.find_root()
    for name in names:
        group = shown.command
        if not isinstance(group, click.Group):
            ctx.fail(f"`{shown.info_name}` has no subcommand `{name}`; see `adr help {shown.info_name}`")
        _, found, _ = group.resolve_command(shown, [name])
        if found is None:
            ctx.fail(f"there is no command `{name}`; see `adr help`")
        shown = click.Context(found, info_name=name, parent=shown)
    echo(shown.get_help())
