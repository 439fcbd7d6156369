"""What a page says of its own age: the day that it speaks of, and the commit that it was made of."""

from __future__ import annotations

from settled.site.html.markup import link
from settled.site.pages.shapes import Link
from settled.site.pages.site_view import SiteView
from settled.site.pages.status_changes import uncommitted


def as_of(site: SiteView) -> str:
    """The line at the foot of every page, as HTML."""
    day = site.project.today.isoformat()
    said = f'As of <time datetime="{day}">{day}</time>'
    if site.project.judged.origin:
        said += ", a day that was set for this site"
    commit = site.content.commit
    if commit:
        address = site.commits_address
        said += f", commit {link(Link(commit[:10], address + commit if address else '', is_id=True))}"
        if next(uncommitted(site.project, site.content), None) is not None:
            said += ", with changes that are not committed"
    elif site.content.history.is_available:
        said += ", before the first commit"
    else:
        said += ", without a git repository"
    return f'<p class="st-as-of">{said}</p>'
