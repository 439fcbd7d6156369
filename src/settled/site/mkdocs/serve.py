"""Serves the site of a project, and builds it again whenever a record changes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from settled.model.errors import SettledError, SiteError
from settled.project.discovery import Place
from settled.site.mkdocs.adapter import build_again
from settled.site.mkdocs.builder_log import quiet_builder
from settled.site.mkdocs.builder_run import run_builder
from settled.site.mkdocs.configuration import load_configuration, plugin_of
from settled.site.mkdocs.plugin import SettledPlugin
from settled.site.mkdocs.shared_converter import Conversions
from settled.site.speed.switch import is_plain, plain_way


def serve_site(
    place: Place,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    is_plain: bool = False,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve the site and build it again whenever a record changes, until it is stopped with Ctrl-C.

    `on_ready` is called once the address answers. Unreadable records are told on their pages. Where it `is_plain`,
    each change is followed by a whole build that does nothing that only saves time. Raises SiteError where the port
    cannot be had.
    """
    with (
        tempfile.TemporaryDirectory(prefix="settled-site-") as folder,
        quiet_builder(),
        plain_way(is_wanted=is_plain),
    ):
        site = _ServedSite(place, Path(folder).resolve(), f"http://{host}:{port}/")
        config = site.build()
        # A few hundred files are looked at in a few milliseconds: a change need not wait half a second to be seen.
        server = _Server(
            builder=lambda: site.rebuild(server), host=host, port=port, root=str(site.out), polling_interval=0.1
        )
        server.on_ready = on_ready
        not_found = site.out / "404.html"
        server.error_handler = lambda code: not_found.read_bytes() if code == 404 and not_found.is_file() else None
        for watched in {str(config.docs_dir), str(place.records), *config.watch}:
            server.watch(watched)
        if config.config_file_path and Path(config.config_file_path).is_file():
            server.watch(config.config_file_path)
        try:
            server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]  # MkDocs does not type it
        except OSError as error:
            raise SiteError(
                f"cannot listen on {host}:{port} ({error.strerror})", "choose another with --port"
            ) from None
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


class _Server(LiveReloadServer):
    """Says when it listens: the site is built before, which takes a while."""

    on_ready: Callable[[], None]

    def server_activate(self) -> None:
        super().server_activate()
        self.on_ready()


class _ServedSite:
    """The site in the folder `out`, with what its last full build left."""

    def __init__(self, place: Place, out: Path, url: str) -> None:
        self.out = out
        self._place, self._url = place, url
        self._conversions = Conversions(is_serving=True)
        self._last: SettledPlugin | None = None

    def build(self) -> MkDocsConfig:
        """Build all of it, and return the configuration as it is now."""
        config = load_configuration(self._place, self.out, keep_going=True, site_url=self._url)
        plugin = plugin_of(config)
        plugin.conversions = self._conversions
        run_builder(config, serve_url=self._url)
        self._last = plugin
        return config

    def rebuild(self, server: LiveReloadServer) -> None:
        """Show what changed: the pages of a few records at once and the rest right after, or all in one build."""
        if not (self._last is not None and shown_at_once(self._last) and build_again(server)):
            self.build()


def shown_at_once(last: SettledPlugin) -> bool:
    """True where only the pages of a few records had to be written; `last` made the last full build.

    What is wrong with a record, a plugin or a template is told by the full build; a fault of ours is not hidden by one.
    """
    if is_plain():
        return False
    try:
        return last.write_changed_pages()
    except (SettledError, MkDocsException, jinja2.TemplateError, OSError):
        return False
