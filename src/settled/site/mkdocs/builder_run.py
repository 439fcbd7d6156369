"""One build by MkDocs of a configuration that was loaded; whatever of the team's keeps it from succeeding is told."""

from __future__ import annotations

import jinja2
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from settled.model.errors import SettledError
from settled.site.mkdocs.builder_errors import is_fault_of_ours, site_error
from settled.site.mkdocs.folder_walk import walking_without_circles


def run_builder(config: MkDocsConfig, serve_url: str | None = None) -> None:
    """Build the site of `config`, to be served at `serve_url` if that is given.

    Raises SettledError where the records, the configuration, a plugin, the theme or the disk keeps it from being built.
    """
    try:
        config.plugins.on_startup(command="serve" if serve_url else "build", dirty=False)
        with walking_without_circles():
            build(config, serve_url=serve_url)
    except SettledError:
        raise
    except (MkDocsException, jinja2.TemplateError, OSError, ValueError) as error:
        if isinstance(error, ValueError) and is_fault_of_ours(error):
            raise
        raise site_error(error) from error
    finally:
        config.plugins.on_shutdown()
