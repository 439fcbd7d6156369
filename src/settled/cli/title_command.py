"""A command whose arguments are the words of a title."""

from __future__ import annotations

import click


class TitleCommand(click.Command):
    """Where adr-tools is replaced in scripts its own order holds: behind the first word of a title all is title."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options as adr-tools does where its mode is asked for."""
        from settled.adr_tools.mode import Mode, asked_mode

        ctx.allow_interspersed_args = asked_mode() is not Mode.ADR_TOOLS
        return super().parse_args(ctx, args)
