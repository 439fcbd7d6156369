"""`adr export`: what the records hold, for other programs."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.export_sources import export_sources
from settled.cli.exporting import FORMATS, export
from settled.cli.options import bom_option
from settled.cli.output import refuse_what_does_not_fit
from settled.model.errors import UsageError


@click.command("export")
@click.option("--format", "output_format", type=click.Choice(FORMATS), help="Print all records in this form.")
@click.option("--output", metavar="FILE", help="Write the records into FILE, for adr-tools into a folder.")
@click.option("--sources", metavar="DIR", help="Write the site's pages as plain files into DIR, with an mkdocs.yml.")
@click.option("--site-url", metavar="URL", default="", help="Where the site will be published: for feed and sitemap.")
@click.option("--keep-going", is_flag=True, help="Export although records cannot be read, and say which.")
@click.option("--force", is_flag=True, help="Write into DIR although it holds files that no export wrote.")
@bom_option
@pass_invocation
def command(
    invocation: Invocation,
    output_format: str | None,
    output: str | None,
    sources: str | None,
    site_url: str,
    keep_going: bool,
    force: bool,
    bom: bool,
) -> int:
    """Print all records as data, or write the pages of the site as plain files for another site builder.

    With --format: the records as `adr list --format json` has them; jsonl, csv and xlsx have one on each line or row;
    json-adr and adr-tools have the decisions as the tools of these names read them.
    With --sources: the pages, from which the site is made without our plugin; a second export takes away those of
    records that are gone. What was written is printed as a path.
    """
    if output_format is not None:
        if sources is not None or site_url or force:
            raise UsageError(
                "--format exports the records, and --sources, --site-url and --force the pages", "do one at a time"
            )
        if bom:
            refuse_what_does_not_fit("export", output_format, bom=bom)
        return export(invocation, output_format, output, keep_going=keep_going, bom=bom)
    if output is not None:
        raise UsageError(f"--output {output} does not say in which form", f"add --format {'|'.join(FORMATS)}")
    return export_sources(invocation, sources, site_url, keep_going=keep_going, force=force)
