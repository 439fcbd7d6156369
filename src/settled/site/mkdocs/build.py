"""Builds and serves the site with MkDocs, with the project's own `mkdocs.yml` where it asks for us, else without."""

from __future__ import annotations

import io
import logging
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer

from settled.model.errors import SettledError, SiteError, UsageError
from settled.model.findings import Severity
from settled.project.discovery import Place
from settled.settings.reading import read_settings
from settled.site.diagrams import undrawn_records
from settled.site.mkdocs.adapter import build_again
from settled.site.mkdocs.builtin_config import builtin_config
from settled.site.mkdocs.own_config import own_config
from settled.site.mkdocs.plugin import SettledPlugin
from settled.site.mkdocs.shared_converter import Conversions
from settled.site.speed.switch import plain_way

MARKER = ".settled-site"
"""The file that tells a folder of ours from one that must not be emptied."""

_LOGGERS = ("mkdocs", "properdocs")  # plugins and the theme keep to the first with either

_LINK_WARNING = re.compile(
    r"Doc file '(?P<file>.*?)' contains (?:a|an \w+|an unrecognized relative) link '(?P<link>.*?)'"
)


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """What was built: where, how many pages and records, the findings by severity, and links that lead nowhere.

    `search_bytes` is the size of the index that a browser loads to search, 0 where there is none.
    """

    out: Path
    pages: int
    records: int
    findings: Counter[Severity]
    unreadable: tuple[str, ...]
    broken_links: tuple[str, ...]
    undrawn: int = 0
    search_bytes: int = 0

    @property
    def is_clean(self) -> bool:
        """True when the check has neither errors nor warnings and every link leads somewhere."""
        counted = self.findings[Severity.ERROR] + self.findings[Severity.WARNING]
        return not (counted or self.unreadable or self.broken_links)


def build_site(
    place: Place,
    out: Path,
    *,
    strict: bool = False,
    keep_going: bool = False,
    is_plain: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> BuiltSite:
    """Build the site of the project at `place` into the folder `out`, which is emptied first.

    `on_progress` is called with the steps that are done and those that there are. With `strict` a link that leads
    nowhere is counted where MkDocs itself would only tell it. A build that `is_plain` does nothing that only saves
    time: it takes longer, and makes the same site. Raises UsageError where `out` holds something else,
    UnreadableRecordsError where records cannot be read (not with `keep_going`), and SiteError for whatever else
    keeps the site from being built.
    """
    out = out.resolve()
    check_out_folder(place, out)
    with _quiet_builder() as warnings, plain_way(is_wanted=is_plain):
        config = _load(place, out, keep_going=keep_going)
        if strict:
            config.validation.links.anchors = logging.WARNING
            config.validation.links.unrecognized_links = logging.WARNING
        plugin = _plugin_of(config)
        plugin.tell_progress = on_progress
        plugin.tell_begun = partial(_mark, out)
        _run(config)
    content = plugin.content
    if content is None:
        raise SiteError("MkDocs did not ask for the pages", "enable the plugin `settled` in mkdocs.yml")
    return BuiltSite(
        out=out,
        pages=len(plugin.pages),
        records=len(content.project.records),
        findings=Counter(finding.severity for finding in content.findings),
        unreadable=tuple(entry.file for entry in content.project.unreadable),
        broken_links=tuple(_links_in(warnings)),
        undrawn=undrawn_records(content.project),
        search_bytes=index.stat().st_size if (index := out / "search" / "search_index.json").is_file() else 0,
    )


def _mark(out: Path) -> None:
    """Mark the folder as ours before anything is in it: whatever ends the build, the next one may empty it."""
    out.mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text("This folder is emptied and written anew by `adr build`.\n", encoding="utf-8")


def check_out_folder(place: Place, out: Path) -> None:
    """Raise UsageError unless `out` may be emptied: it is new, empty, or a site that was built before."""
    records, root = place.records.resolve(), place.root.resolve()
    if any(out.is_relative_to(folder.resolve()) for folder in place.folders):
        raise UsageError(f"the folder {out} lies among the records", "name a folder outside of them with --out")
    if records.is_relative_to(out) or root.is_relative_to(out):
        raise UsageError(f"the folder {out} holds the records", "name a folder of its own with --out")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file", "name a folder with --out")
    if not out.is_dir() or not any(out.iterdir()) or (out / MARKER).is_file() or _is_mkdocs_site(out):
        return
    raise UsageError(
        f"the folder {out} holds files that are no site of ours", "empty it yourself, or name another with --out"
    )


class _Server(LiveReloadServer):
    """Says when it listens: the site is built before, which takes a while."""

    on_ready: Callable[[], None]

    def server_activate(self) -> None:
        super().server_activate()
        self.on_ready()


def serve_site(
    place: Place,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve the site and build it again whenever a record changes, until it is stopped with Ctrl-C.

    `on_ready` is called once the address answers. Unreadable records are told on their pages. Raises SiteError
    where the port cannot be had.
    """
    with tempfile.TemporaryDirectory(prefix="settled-site-") as folder, _quiet_builder():
        out = Path(folder).resolve()
        url = f"http://{host}:{port}/"
        conversions = Conversions(is_serving=True)

        def build() -> MkDocsConfig:
            config = _load(place, out, keep_going=True, site_url=url)
            _plugin_of(config).conversions = conversions
            _run(config, serve_url=url)
            return config

        config = build()
        plugins = [_plugin_of(config)]  # the one of the last full build

        def rebuild() -> None:
            if not (_showed_at_once(plugins[0]) and build_again(server)):
                plugins[0] = _plugin_of(build())

        # A few hundred files are looked at in a few milliseconds: a change need not wait half a second to be seen.
        server = _Server(builder=rebuild, host=host, port=port, root=str(out), polling_interval=0.1)
        server.on_ready = on_ready
        not_found = out / "404.html"
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


def _showed_at_once(plugin: SettledPlugin) -> bool:
    """True where only the pages of a few records had to be written.

    What is wrong with a record, a plugin or a template is told by the full build; a fault of ours is not hidden by one.
    """
    try:
        return plugin.write_changed_pages()
    except (SettledError, MkDocsException, jinja2.TemplateError, OSError):
        return False


def _is_mkdocs_site(out: Path) -> bool:
    return (out / "sitemap.xml").is_file() and (out / "404.html").is_file() and (out / "search").is_dir()


def _load(place: Place, out: Path, *, keep_going: bool, site_url: str | None = None) -> MkDocsConfig:
    """The configuration: the project's own where it uses our plugin, else the built-in one."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")  # the theme's notice is told in the readme instead
    own = own_config(place.root)
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
            f"{own.name if own else 'the built-in configuration'} is not usable ({_said(error)})", "mend it"
        ) from error
    plugin = _plugin_of(config)
    plugin.config.place = place
    if own is None and place.layout.areas:
        plugin.config.path = ""
    plugin.config.keep_going = keep_going or plugin.config.keep_going
    return config


def _plugin_of(config: MkDocsConfig) -> SettledPlugin:
    plugin = next((plugin for plugin in config.plugins.values() if isinstance(plugin, SettledPlugin)), None)
    if plugin is None:
        raise SiteError("the plugin `settled` is not enabled", "add it to `plugins:` in mkdocs.yml")
    return plugin


def _run(config: MkDocsConfig, serve_url: str | None = None) -> None:
    try:
        config.plugins.on_startup(command="serve" if serve_url else "build", dirty=False)
        mkdocs_build(config, serve_url=serve_url)
    except SettledError:
        raise
    except (MkDocsException, jinja2.TemplateError, OSError, ValueError) as error:
        for cause in _causes(error):
            if isinstance(cause, SettledError):
                raise cause from error
        raise SiteError(
            f"the site could not be built ({_said(error)})", "check mkdocs.yml, its plugins and its theme"
        ) from error
    finally:
        config.plugins.on_shutdown()


def _causes(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__


def _said(error: BaseException) -> str:
    causes = [str(cause) for cause in _causes(error) if not isinstance(cause, Abort) and str(cause)]
    return " ".join((causes[0] if causes else str(error)).split()).rstrip(".")


class _Collector(logging.Handler):
    """Keeps what MkDocs would have printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _quiet_builder() -> Iterator[list[str]]:
    """Nothing of MkDocs' own talk reaches the terminal; its warnings are collected."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    collector = _Collector()
    before = [(logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.propagate = False
        logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        for logger, (propagate, level) in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.propagate = propagate
            logger.setLevel(level)


def _links_in(messages: list[str]) -> Iterator[str]:
    """The links that lead nowhere, in our words."""
    for message in dict.fromkeys(messages):
        match = _LINK_WARNING.search(message)
        if match:
            yield f"{match['file']}: the link {match['link']} leads nowhere"
