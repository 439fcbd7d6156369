"""Serves the site of a project, and builds it again whenever a record changes."""

from __future__ import annotations

import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from settled.model.errors import SettledError, SiteError
from settled.project.place import Place
from settled.site.html.markup import code_marks
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
    on_problem: Callable[[str], None] = lambda problem: None,
) -> None:
    """Serve the site and build it again whenever a record changes, until it is stopped with Ctrl-C.

    `on_ready` is called once the address answers. Unreadable records are told on their pages; what keeps the whole site
    from being built again is a page, and `on_problem` is called with it. Where it `is_plain`,
    each change is followed by a whole build that does nothing that only saves time. Raises SiteError where the port
    cannot be had.
    """
    with (
        _ended_by_signals(),
        tempfile.TemporaryDirectory(prefix="settled-site-") as folder,
        quiet_builder(),
        plain_way(is_wanted=is_plain),
    ):
        site = _ServedSite(place, Path(folder).resolve(), f"http://{host}:{port}/", on_problem)
        began = time.time()
        config = site.build()
        # A few hundred files are looked at in a few milliseconds: a change need not wait half a second to be seen.
        server = _Server(
            builder=lambda: site.rebuild(server), host=host, port=port, root=str(site.out), polling_interval=0.1
        )
        server.on_ready = on_ready
        # What was saved while the site was built, before anybody watched, is not waited for.
        server.on_watching = lambda: _is_changed_since(place, began) and build_again(server)
        not_found = site.out / "404.html"
        server.error_handler = lambda code: not_found.read_bytes() if code == 404 and not_found.is_file() else None
        for watched in {str(config.docs_dir), str(place.records), *config.watch}:
            server.watch(watched)
        # The settings, which may come and go, and a commit; not what lies in other folders.
        server.watch(str(place.root), recursive=False)
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


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let a signal that ends a process end this one as an error would: nothing of it stays on the disk."""

    def end(number: int, _frame: object) -> None:
        for one in before:
            signal.signal(one, signal.SIG_IGN)  # what is cleaned up is cleaned up once
        raise SystemExit(128 + number)

    is_main = threading.current_thread() is threading.main_thread()  # no other one is told of signals
    ending = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if is_main and hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in ending}
    for number in ending:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Server(LiveReloadServer):
    """Says when it listens and watches: the site is built before, which takes a while."""

    on_ready: Callable[[], None]
    on_watching: Callable[[], object]

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        self.on_watching()
        self.on_ready()
        super().serve_forever(poll_interval)


def _is_changed_since(place: Place, moment: float) -> bool:
    """True where a file of the project was written, or came or went, since `moment`, a second of doubt included."""
    files = [place.root, *place.root.glob("*"), *(file for records in place.folders for file in records.rglob("*"))]
    try:
        return any(path.stat().st_mtime > moment - 1 for path in files)
    except OSError:
        return True


class _ServedSite:
    """The site in the folder `out`, with what its last full build left."""

    def __init__(self, place: Place, out: Path, url: str, on_problem: Callable[[str], None]) -> None:
        self.out = out
        self._place, self._url, self._on_problem = place, url, on_problem
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
        """Show what changed: the pages of a few records at once and the rest right after, or all in one build.

        What keeps the site from being built stands on every page until it is mended.
        """
        try:
            if not (self._last is not None and shown_at_once(self._last) and build_again(server)):
                self.build()
        except SettledError as error:
            self._last = None
            self._on_problem(str(error))
            page = problem_page(error)
            for file in {*self.out.rglob("*.html"), self.out / "index.html", self.out / "404.html"}:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(page, encoding="utf-8")


def problem_page(error: SettledError) -> str:
    """What is shown in the place of every page while `error` keeps the site from being built."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The site cannot be built</title><style>'
        "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}"
        ":root{color-scheme:light dark}"
        "</style></head><body><h1>The site cannot be built</h1>"
        f"<p>{code_marks(str(error))}</p><p>The pages come back as soon as this is mended.</p></body></html>\n"
    )


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
