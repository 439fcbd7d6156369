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


def asks_no_other_host(config: MkDocsConfig) -> bool:
    """True where the theme is Material as it is installed, and nothing of the configuration is loaded from elsewhere.

    Hooks, templates of a team's own and analytics may ask anybody for anything.
    """
    extra, theme = config.extra, config.theme
    if theme.name != "material" or theme.custom_dir or config.hooks or theme.get("font") is not False:
        return False
    loaded = [*config.extra_css, *config.extra_javascript, *(extra.get("polyfills") or [])]
    return not extra.get("analytics") and not any("//" in str(address) for address in loaded)


def has_worker_shim(config: MkDocsConfig) -> bool:
    """True where the pages load our worker shim, which can unpack an index that was packed."""
    return WORKER_SHIM in [str(url) for url in config.extra.get("polyfills") or []]
