"""`adr build`: the published site as a folder."""

from __future__ import annotations

import click

from settled.cli.built_site import say_what_was_built
from settled.cli.context import Invocation, pass_invocation
from settled.cli.output import echo
from settled.cli.progress import progress_bar


@click.command("build")
@click.option(
    "--out",
    metavar="DIR",
    help="The folder to write, which is emptied first.  [default: site, at the root of the project]",
)
@click.option(
    "--strict", is_flag=True, help="Fail on any error or warning of the check, and on links that lead nowhere."
)
@click.option("--keep-going", is_flag=True, help="Build although records cannot be read; the site says which.")
@click.option(
    "--plain", is_flag=True, help="Do nothing that only saves time: it takes longer, and makes the same site."
)
@click.option(
    "--untrusted",
    is_flag=True,
    help="Refuse what would run code of the project: hooks, plugins, tags and templates. Always so for a fork.",
)
@pass_invocation
def command(
    invocation: Invocation, out: str | None, strict: bool, keep_going: bool, plain: bool, untrusted: bool
) -> int:
    """Build the site: every record, the matrix of decisions, the risk register, the open questions.

    Prints the path of the folder. The site opens from a web server and from a disk.
    """
    from settled.site.errors import UnreadableRecordsError
    from settled.site.mkdocs.build import build_site

    place = invocation.place()
    try:
        with progress_bar(invocation) as on_progress:
            site = build_site(
                place,
                place.root / "site" if out is None else invocation.start / out,
                strict=strict,
                keep_going=keep_going,
                is_plain=plain,
                is_untrusted=untrusted,
                on_progress=on_progress,
            )
    except UnreadableRecordsError as error:
        echo(f"adr: {error}", err=True)
        return 1
    echo(str(site.out))
    say_what_was_built(invocation, site)
    return 1 if strict and not site.is_clean else 0
