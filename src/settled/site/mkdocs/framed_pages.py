"""Which pages of ours the theme need not render each by itself: those in which nobody else has a say."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

_THEME = "material"
# Plugins that are known to do nothing else with a page than to read it.
_KNOWN_PLUGINS = {"search", "material/search", "settled", "offline", "material/offline"}


def framed_pages(sources: Iterable[str], nav: Navigation, config: MkDocsConfig) -> set[str]:
    """Of our pages, made of `sources`, those outside of the sidebar, where the theme is known and left as it is."""
    if config.theme.name != _THEME or config.theme.custom_dir or config.hooks or set(config.plugins) - _KNOWN_PLUGINS:
        return set()
    return set(sources) - {page.file.src_uri for page in nav.pages}
