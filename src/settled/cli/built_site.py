"""What to say of a site that was built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settled.cli.context import Invocation

if TYPE_CHECKING:  # it brings MkDocs along, which is there once a site was built
    from settled.site.mkdocs.build import BuiltSite

MOST_SEARCH_BYTES = 5_000_000
"""From this size on, a note says how to make the index of the search smaller."""


def say_what_was_built(invocation: Invocation, site: BuiltSite) -> None:
    """Say how many pages there are, and what a reader or the team will notice about them."""
    from settled.model.findings import Severity
    from settled.site.words import counted

    for words in (*site.untold_links, *site.left_out):
        invocation.say(words)
    for file in site.unconverted:
        invocation.say(f"{file}: the text takes too long to convert; its page shows it as it is written")
    if site.undrawn:
        invocation.say(
            f"{counted(site.undrawn, 'record')} with Mermaid diagrams, shown as text; "
            "install `settled[mermaid]` to have them drawn"
        )
    findings = site.findings
    invocation.say(
        f"{counted(site.pages, 'page')} of {counted(site.records, 'record')}; the check has "
        f"{counted(findings[Severity.ERROR], 'error')} and {counted(findings[Severity.WARNING], 'warning')}"
        + (f"; not readable: {', '.join(site.unreadable)}" if site.unreadable else "")
    )
    if site.search_bytes > MOST_SEARCH_BYTES:
        invocation.say(
            f"note: the search loads {site.search_bytes / 1e6:.1f} MB, which a phone feels; "
            'with `search-index = "titles"` in settled.toml it knows titles, status, tags and routes alone'
        )
