"""What the head of a page of ours names for programs: the page's data and the feed."""

from __future__ import annotations

from urllib.parse import quote

from mkdocs.utils import get_relative_url

from settled.site.feed import MEDIA_TYPE


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
