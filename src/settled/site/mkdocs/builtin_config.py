"""The configuration of MkDocs that a project without an `mkdocs.yml` of its own gets: nothing leaves the machine."""

from __future__ import annotations

import html
from typing import Any

MARKDOWN_EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "sane_lists",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tasklist",
)
"""What a record's text may use beyond plain Markdown."""


def builtin_config(site_name: str, docs_dir: str) -> dict[str, Any]:
    """The configuration for a site called `site_name` whose pages lie in `docs_dir`.

    The site opens from a web server and from a disk, and asks no other host for anything: no fonts, no
    scripts, no icons (the plugin puts a worker shim of ours in the place of the theme's).
    """
    return {
        "site_name": html.escape(site_name, quote=False),  # the theme does not escape it
        "docs_dir": docs_dir,
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.top", "search.highlight", "toc.follow", "content.code.copy"],
            "palette": [
                _palette("(prefers-color-scheme)", None, "material/brightness-auto", "Switch to light mode"),
                _palette("(prefers-color-scheme: light)", "default", "material/brightness-7", "Switch to dark mode"),
                _palette(
                    "(prefers-color-scheme: dark)", "slate", "material/brightness-4", "Switch to the system's mode"
                ),
            ],
        },
        "plugins": ["search", "settled", "offline"],
        "markdown_extensions": list(MARKDOWN_EXTENSIONS),
        "extra": {"generator": False},
    }


def _palette(media: str, scheme: str | None, icon: str, action: str) -> dict[str, Any]:
    colours = {"scheme": scheme, "primary": "custom", "accent": "custom"} if scheme else {}
    return {"media": media, **colours, "toggle": {"icon": icon, "name": action}}
