"""Fixtures of the site's tests: the reference programme as a built site, a browser without a network, a server."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from settled.project.discovery import find_place
from settled.project.place import Place
from settled.site.mkdocs.build import BuiltSite, build_site
from tests.conftest import TODAY
from tests.history.conftest import Repository
from tests.in_process import run_in_process
from tests.made_once import made_once

REPOSITORY = Path(__file__).resolve().parents[2]
KINDS = {
    "overview": "index.html",
    "decisions": "decisions/index.html",
    "flows": "flows/index.html",
    "ownership": "ownership/index.html",
    "route map": "route-map.html",
    "delivery sequence": "sequence.html",
    "risk register": "risk-register.html",
    "open questions": "open-questions.html",
    "timeline": "timeline.html",
    "rules": "rules/index.html",
    "a rule": "rules/two-truths.html",
    "glossary": "glossary.html",
    "a decision": "decisions/0003-the-erp-owns-the-order-status.html",
    "a flow": "flows/0011-customer.html",
    "a live flow": "flows/0001-order-export-from-fjellvik.html",
    "a system": "systems/shop-kids.html",
    "a system with no profile": "systems/erp.html",
    "a team": "teams/integration-operations.html",
    "a business object": "objects/price.html",
    "a risk": "risks/0001-refunds-by-hand-miss-the-ledger.html",
}
"""A page of every kind in the reference programme."""
ALONE = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""The browser finds no host but this machine: a page that asks another one gets no answer."""


@dataclass
class Visit:
    """A browser page with what went wrong on it: requests that left the machine, errors on the console."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note_request(self, request: Request) -> None:
        """Keep the address of a request that left the machine."""
        # What the page itself forbids was not asked of anybody.
        is_ours = request.url.startswith(("file:", "http://127.0.0.1", "data:", "blob:", "about:"))
        if not is_ours and request.failure != "csp":
            self.foreign.append(request.url)

    def note_console(self, said: ConsoleMessage) -> None:
        """Keep an error that the console tells."""
        if said.type == "error":
            self.errors.append(said.text)

    def note_error(self, error: Error) -> None:
        """Keep an error that no script caught."""
        self.errors.append(str(error))


class FreePages:
    """Pages of the browser that no test uses any more: a new one is half of the work of a visit."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, list[Page]] = {True: [], False: []}

    def take(self, *, script: bool) -> Page:
        """A blank page that has kept nothing of those before."""
        if self._free[script]:
            return self._free[script].pop()
        context = self._browser.new_context(java_script_enabled=script)
        # An attack that runs says so on the console, and a dialog stops nothing.
        context.add_init_script("window.alert = (said) => console.error('ran ' + said + ' ' + new Error().stack)")
        return context.new_page()

    def give_back(self, page: Page, *, script: bool) -> None:
        """Forget what the page kept, where the mouse was, and all that it opened."""
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.evaluate("try { localStorage.clear(); sessionStorage.clear() } catch { /* a page of no origin */ }")
        page.mouse.move(-1, -1)
        page.goto("about:blank")
        self._free[script].append(page)


@contextmanager
def clean_environment(root: Path) -> Iterator[pytest.MonkeyPatch]:
    """What each test has, for what is made before there is a test: no git settings of others, a home beside `root`."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        home = root.with_name(f"home-of-{root.name}")
        patch.setenv("HOME", str(home))
        patch.setenv("SETTLED_CACHE_DIR", str(root.parent))  # where compiled templates are shared
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("SETTLED_TODAY", TODAY)
        yield patch


@pytest.fixture(scope="session")
def reference(shared: Path, theme_is_read_once: None) -> Path:
    """The site of the reference programme as `adr build` makes it, from a copy of its records with a history."""
    return made_once(shared, "reference", _build_reference)


def _build_reference(root: Path) -> Path:
    with clean_environment(root):
        _live_through(Repository(root).start())
        code, _, err = run_in_process(("build",), root)
        assert code == 0, err.decode()
    return root / "site"


def _live_through(repository: Repository) -> None:
    """The records of the reference programme, proposed in autumn and agreed to until they are as they are now."""
    repository.git("remote", "add", "origin", "git@github.com:example/programme.git")
    shutil.copytree(REPOSITORY / "decisions", repository.folder / "decisions")
    records = repository.folder / "decisions"
    now = {path: path.read_text(encoding="utf-8") for path in sorted(records.glob("*/*.md"))}
    status = re.compile(r"^status: (?:accepted|superseded)$", re.MULTILINE)
    for path, text in now.items():
        path.write_text(status.sub("status: proposed", text), encoding="utf-8")
    repository.write("decisions/adr/0013-mirror-the-price-list.md", "---\nstatus: proposed\n---\n\n# Mirror it\n")
    repository.commit("Write down what we decide", "Programme Architect", "2026-09-07T09:30:00+02:00")
    for path, text in now.items():
        path.write_text(text.replace("status: superseded", "status: accepted"), encoding="utf-8")
        if path.parent.name == "adr" and path.name < "0006":
            repository.commit(f"Accept {path.stem[:4]}", "Order Architect", f"2026-10-{path.name[2:4]}T16:00:00+02:00")
    (records / "adr/0013-mirror-the-price-list.md").unlink()
    repository.commit("Accept what the steering group agreed to", "Programme Architect", "2026-11-02T11:00:00+01:00")
    for path, text in now.items():
        path.write_text(text, encoding="utf-8")
    repository.commit("Replace the owner of the order status (#41)", "Order Architect", "2026-11-19T14:10:00+01:00")


@pytest.fixture
def whole_manual() -> None:
    """For a test whose site is to have a page for every rule."""


@pytest.fixture(autouse=True)
def _sites_are_small(request: pytest.FixtureRequest) -> None:
    """No site that is built in this process has a page for every rule, but where a test wants that."""
    if "whole_manual" not in request.fixturenames:
        request.getfixturevalue("short_manual")


@pytest.fixture
def build(tree: Callable[..., Path], tmp_path: Path) -> Callable[..., BuiltSite]:
    """Draw a project and build it: `build({"decisions/adr/0001-a.md": "…"}).out`."""

    def run(files: dict[str, str | bytes | None], *, name: str = "project", **options: Any) -> BuiltSite:
        root = tmp_path / name
        tree(files, root)
        return build_site(find_place(root), tmp_path / f"{name}-site", **options)

    return run


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The place of a project drawn at `tmp_path / "project"`."""
    return find_place(tmp_path / "project")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the system; without one the test is skipped, in continuous integration it fails.

    The shell without a window comes first: it opens a page with a third of the work.
    """
    programs = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, programs)), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium, and the pages must be tried in a browser")
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", f"--host-resolver-rules={ALONE}"],
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def free_pages(browser: Browser) -> FreePages:
    """The pages that tests of this worker may have one after the other."""
    return FreePages(browser)


@contextmanager
def visiting(free_pages: FreePages) -> Iterator[Callable[..., Visit]]:
    """What opens pages that are given back in the end."""
    opened: list[tuple[Visit, bool]] = []

    def open_page(url: str, *, dark: bool = False, width: int = 1280, script: bool = True) -> Visit:
        page = free_pages.take(script=script)
        visited = Visit(page)
        opened.append((visited, script))
        page.emulate_media(media="null", color_scheme="dark" if dark else "light", reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.context.on("requestfailed", visited.note_request)
        page.context.on("requestfinished", visited.note_request)
        page.on("console", visited.note_console)
        page.on("pageerror", visited.note_error)
        page.goto(url, wait_until="load")
        return visited

    yield open_page
    for visited, script in opened:
        page = visited.page
        page.context.remove_listener("requestfailed", visited.note_request)
        page.context.remove_listener("requestfinished", visited.note_request)
        page.remove_listener("console", visited.note_console)
        page.remove_listener("pageerror", visited.note_error)
        free_pages.give_back(page, script=script)


@pytest.fixture
def visit(free_pages: FreePages) -> Iterator[Callable[..., Visit]]:
    """Open a page that reaches this machine only: `visit(url, dark=True)`; requests elsewhere are counted."""
    with visiting(free_pages) as open_page:
        yield open_page


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on 127.0.0.1: `serve(folder)` returns the address, with a slash behind it."""
    servers: list[http.server.ThreadingHTTPServer] = []

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    def start(folder: Path) -> str:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
