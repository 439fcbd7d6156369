"""`adr export`: what the records hold, for other programs."""

from __future__ import annotations

import click

from settled.cli import export_decisions, export_records
from settled.cli.context import Invocation, pass_invocation
from settled.model.errors import UsageError

_FORMATS = (*export_records.FORMATS, *export_decisions.FORMATS)


@click.command("export")
@click.option("--format", "output_format", type=click.Choice(_FORMATS), help="Print all records in this form.")
@click.option("--output", metavar="FILE", help="Write the records into FILE, for adr-tools into a folder.")
@click.option("--sources", metavar="DIR", help="Write the site's pages as plain files into DIR, with an mkdocs.yml.")
@click.option("--site-url", metavar="URL", default="", help="Where the site will be published: for feed and sitemap.")
@click.option("--keep-going", is_flag=True, help="Export although records cannot be read, and say which.")
@click.option("--force", is_flag=True, help="Write into DIR although it holds files that no export wrote.")
@pass_invocation
def command(
    invocation: Invocation,
    output_format: str | None,
    output: str | None,
    sources: str | None,
    site_url: str,
    keep_going: bool,
    force: bool,
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
        if output_format in export_decisions.FORMATS:
            return export_decisions.export_decisions(invocation, output_format, output, keep_going=keep_going)
        return export_records.export_records(invocation, output_format, output, keep_going=keep_going)
    if output is not None:
        raise UsageError(f"--output {output} does not say in which form", f"add --format {'|'.join(_FORMATS)}")
    return _export_sources(invocation, sources, site_url, keep_going=keep_going, force=force)


def _export_sources(
    invocation: Invocation, sources: str | None, site_url: str, *, keep_going: bool, force: bool
) -> int:
    from settled.project import load_place
    from settled.project.discovery import find_place
    from settled.site.content import gather
    from settled.site.errors import UnreadableRecordsError
    from settled.site.export.sources import site_sources
    from settled.site.export.sources_folder import check_sources_folder, write_sources
    from settled.site.words import counted, is_web_address

    if sources is None or not sources.strip():
        raise UsageError(
            "nothing was said of what to export",
            "ask for the records with --format, or for the site's pages with --sources",
        )
    if site_url and not is_web_address(site_url):
        raise UsageError(f"`{site_url}` is no web address", "write one as in --site-url https://example.com/decisions/")
    place = find_place(invocation.start, invocation.records)
    folder = (invocation.start / sources).resolve()
    check_sources_folder(place, folder, is_forced=force)
    project = load_place(place)
    unreadable = tuple(entry.file for entry in project.unreadable)
    if unreadable and not keep_going:
        click.echo(f"adr: {UnreadableRecordsError(unreadable)}", err=True)
        return 1
    made = site_sources(gather(project), site_url)
    write_sources(made.files, folder)
    click.echo(str(folder))
    for link in made.broken_links:
        invocation.say(link)
    invocation.say(
        f"{counted(made.pages, 'page')} of {counted(len(project.records), 'record')}; "
        "build the site with `mkdocs build` in that folder"
        + (f"; not readable: {', '.join(unreadable)}" if unreadable else "")
    )
    return 0
