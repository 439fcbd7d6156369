"""What is put around a finished page: data and feed for programs, what it may load, names for screen readers."""

from __future__ import annotations

from urllib.parse import quote

from mkdocs.utils import get_relative_url

from settled.site.feed import MEDIA_TYPE

_LOCAL = "'self' data: blob: file:"
_POLICY_OF_ANY = f"img-src {_LOCAL}; media-src {_LOCAL}; object-src 'none'; form-action 'self' file:"
_POLICY_ALONE = f"default-src {_LOCAL} 'unsafe-inline'; {_POLICY_OF_ANY}; frame-src {_LOCAL}; base-uri 'self' file:"
_DIALOG = '<div class="md-search" data-md-component="search" role="dialog">'


def with_links_in_head(output: str, url: str, *, data: str, feed: str) -> str:
    """The page `output` at `url` with links to its `data` and to the `feed`, paths within the site; empty for none."""
    # With `alternate` alone the theme takes it for a translation, and looks for the pages of that.
    links = [
        f'<link rel="alternate {word}" type="{kind}"{title} href="{get_relative_url(quote(file), url)}">'
        for word, kind, title, file in (
            ("describedby", "application/json", "", data),
            ("feed", MEDIA_TYPE, ' title="Timeline"', feed),
        )
        if file
    ]
    return output.replace("</head>", "".join(links) + "</head>", 1)


def with_policy(output: str, *, is_alone: bool) -> str:
    """The page `output` with a policy that keeps it from asking another host for anything a record could name.

    Where the site `is_alone` the whole page asks no other host, nor does any script on it; a team's own configuration
    may have the theme load fonts and scripts from elsewhere, which is the team's word.
    """
    policy = _POLICY_ALONE if is_alone else _POLICY_OF_ANY
    return output.replace("<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def with_named_parts(output: str) -> str:
    """The page `output` with a name for the theme's search, which a screen reader calls a dialog without one."""
    return output.replace(_DIALOG, _DIALOG.replace('role="dialog"', 'role="dialog" aria-label="Search"'), 1)
