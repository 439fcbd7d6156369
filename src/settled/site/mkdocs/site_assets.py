"""The stylesheet and scripts of ours that a site loads, and the public host that it shall not ask for one."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from settled.site.render import SCRIPT, STYLESHEET, WORKER_SHIM

FOREIGN_SHIM = "unpkg.com/iframe-worker"
"""The worker shim that the theme's offline plugin would fetch from a public host."""


def load_assets(config: MkDocsConfig) -> None:
    """Have the pages load our stylesheet and script, and our worker shim in the place of the foreign one."""
    polyfills = config.extra.get("polyfills") or []
    config.extra["polyfills"] = [WORKER_SHIM if FOREIGN_SHIM in str(url) else url for url in polyfills]
    if STYLESHEET not in config.extra_css:
        config.extra_css.append(STYLESHEET)
    if SCRIPT not in [str(script) for script in config.extra_javascript]:
        config.extra_javascript.append(SCRIPT)


def has_worker_shim(config: MkDocsConfig) -> bool:
    """True where the pages load our worker shim, which can unpack an index that was packed."""
    return WORKER_SHIM in [str(url) for url in config.extra.get("polyfills") or []]
