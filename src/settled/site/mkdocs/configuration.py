"""The configuration of a project's site: its own `mkdocs.yml` where that asks for us, else the built-in one."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from settled.model.errors import SiteError
from settled.project.place import Place
from settled.settings.reading import read_settings
from settled.site.mkdocs.builder_errors import in_words
from settled.site.mkdocs.builtin_config import builtin_config
from settled.site.mkdocs.own_config import own_config
from settled.site.mkdocs.plugin import SettledPlugin
from settled.site.untrusted import foreign_change, refuse_code


def load_configuration(
    place: Place, out: Path, *, keep_going: bool, site_url: str | None = None, is_untrusted: bool = False
) -> MkDocsConfig:
    """The configuration: the project's own where it uses our plugin, else the built-in one.

    With `is_untrusted`, and in a pipeline for the pull request of another repository, UsageError is raised where the
    project would have something run. Raises SiteError where MkDocs cannot use it, or it leaves our plugin out.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")  # the theme's notice is told in the readme instead
    own = own_config(place.root)
    if is_untrusted or foreign_change(os.environ):
        refuse_code(place.root, own)
    options: dict[str, Any] = {"site_dir": str(out)} | ({"site_url": site_url} if site_url else {})
    try:
        if own is not None:
            with own.open("rb") as stream:
                config = load_config(stream, config_file_path=str(own), **options)
        else:
            # The name of the file is what relative folders are seen from; the file itself need not exist.
            name = read_settings(place.root).site_name
            # Of several folders one is enough for MkDocs: what lies between them is not to be walked.
            docs = place.folders[0]
            home = place.root.parent if docs == place.root else place.root  # which may not be the docs folder itself
            values = builtin_config(site_name=name or place.root.name, docs_dir=str(docs))
            config = load_config(io.BytesIO(), config_file_path=str(home / "mkdocs.yml"), **(values | options))
    except (MkDocsException, OSError) as error:
        raise SiteError(
            f"{own.name if own else 'the built-in configuration'} is not usable ({in_words(error)})", "mend it"
        ) from error
    plugin = plugin_of(config)
    plugin.config.place = place
    if own is None and place.layout.areas:
        plugin.config.path = ""
    plugin.config.keep_going = keep_going or plugin.config.keep_going
    return config


def plugin_of(config: MkDocsConfig) -> SettledPlugin:
    """Our plugin as MkDocs made it for `config`; raises SiteError where there is none."""
    plugin = next((plugin for plugin in config.plugins.values() if isinstance(plugin, SettledPlugin)), None)
    if plugin is None:
        raise SiteError("the plugin `settled` is not enabled", "add it to `plugins:` in mkdocs.yml")
    return plugin
