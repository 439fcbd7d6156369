"""`adr export`: what the records hold, for other programs."""

from __future__ import annotations

import click

from settled.cli.invocation import Invocation, pass_invocation
from settled.errors import UsageError


@click.command("export")
@click.option("--sources", metavar="DIR", help="Write the site's pages as plain files into DIR, with an mkdocs.yml.")
@click.option("--site-url", metavar="URL", default="", help="Where the site will be published: for feed and sitemap.")
@click.option("--keep-going", is_flag=True, help="Export although records cannot be read; the pages say which.")
@click.option("--force", is_flag=True, help="Write into DIR although it holds files that no export wrote.")
@pass_invocation
def command(invocation: Invocation, sources: str | None, site_url: str, keep_going: bool, force: bool) -> int:
    """Write the pages of the site as plain files, from which another site builder makes it without our plugin.

    Prints the path of the folder. A second export takes away the pages of records that are gone.
    """
    from settled.discovery import find_place
    from settled.project import load_place
    from settled.site.content import gather
    from settled.site.errors import UnreadableRecordsError
    from settled.site.sources import site_sources
    from settled.site.sources_folder import check_sources_folder, write_sources
    from settled.site.words import counted, is_web_address

    if sources is None or not sources.strip():
        raise UsageError("nothing was said of what to export", "name a folder for the site's pages with --sources")
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
