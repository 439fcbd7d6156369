"""`adr export --sources`: the pages of the site as plain files, and what is said of them."""

from __future__ import annotations

from settled.cli.context import Invocation
from settled.cli.output import echo
from settled.model.errors import UsageError


def export_sources(invocation: Invocation, sources: str | None, site_url: str, *, keep_going: bool, force: bool) -> int:
    """Write the pages into the folder `sources`, and give the exit code: 1 where a record cannot be read."""
    from settled.project import load_place
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
    place = invocation.place()
    folder = (invocation.start / sources).resolve()
    check_sources_folder(place, folder, is_forced=force)
    project = load_place(place)
    unreadable = tuple(entry.file for entry in project.unreadable)
    if unreadable and not keep_going:
        echo(f"adr: {UnreadableRecordsError(unreadable)}", err=True)
        return 1
    made = site_sources(gather(project), site_url)
    write_sources(made.files, folder)
    echo(str(folder))
    for link in made.broken_links:
        invocation.say(link)
    invocation.say(
        f"{counted(made.pages, 'page')} of {counted(len(project.records), 'record')}; "
        "build the site with `mkdocs build` in that folder"
        + (f"; not readable: {', '.join(unreadable)}" if unreadable else "")
    )
    return 0
