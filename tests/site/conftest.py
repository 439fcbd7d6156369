"""Fixtures of the site's tests: the reference programme as a built site, a browser without a network, a server."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import pickle
import re
import shutil
import sysconfig
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from jinja2 import FileSystemLoader
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from settled.project.discovery import Place, find_place
from settled.site.mkdocs.build import BuiltSite, build_site
from tests.conftest import TODAY
from tests.history.conftest import Repository
from tests.in_process import run_in_process

T = TypeVar("T")
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


def made_once(shared: Path, name: str, make: Callable[[Path], T]) -> T:
    """What `make` returns for the folder `name`: the first worker that needs it makes it, for all of them."""
    kept = shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_file():
            shutil.rmtree(shared / name, ignore_errors=True)
            kept.write_bytes(pickle.dumps(make(shared / name)))
        made: T = pickle.loads(kept.read_bytes())  # noqa: S301 (it was written above)
        return made


@pytest.fixture(scope="session")
def reference(shared: Path) -> Path:
    """The site of the reference programme as `adr build` makes it, from a copy of its records with a history."""
    return made_once(shared, "reference", _build_reference)


def _build_reference(root: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        patch.setenv("HOME", str(root.with_name("home-of-reference")))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("SETTLED_TODAY", TODAY)
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


@pytest.fixture(scope="session", autouse=True)
def _themes_are_listed_once() -> Iterator[None]:
    """The files of installed themes are looked up once, and without the 14,000 icons of Material, none of which MkDocs
    copies: sites are built by the hundred. What a project has of its own is looked up each time."""
    listed: dict[tuple[str, ...], list[str]] = {}
    look_up = FileSystemLoader.list_templates
    installed = sysconfig.get_path("purelib")

    def once(loader: FileSystemLoader) -> list[str]:
        folders = tuple(loader.searchpath)
        if not all(folder.startswith(installed) for folder in folders):
            return look_up(loader)
        if folders not in listed:
            listed[folders] = [name for name in look_up(loader) if not name.startswith(".icons/")]
        return list(listed[folders])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileSystemLoader, "list_templates", once)
        yield


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


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a new page that reaches this machine only: `visit(url, dark=True)`; requests elsewhere are counted."""
    contexts: list[BrowserContext] = []

    def open_page(url: str, *, dark: bool = False, width: int = 1280, script: bool = True) -> Visit:
        context = browser.new_context(
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        visited = Visit(context.new_page())

        def note(request: Request) -> None:
            # What the page itself forbids was not asked of anybody.
            is_ours = request.url.startswith(("file:", "http://127.0.0.1", "data:", "blob:", "about:"))
            if not is_ours and request.failure != "csp":
                visited.foreign.append(request.url)

        context.on("requestfailed", note)
        context.on("requestfinished", note)
        # An attack that runs says so on the console, and a dialog stops nothing.
        context.add_init_script("window.alert = (said) => console.error('ran ' + said + ' ' + new Error().stack)")
        visited.page.on("console", lambda said: visited.errors.append(said.text) if said.type == "error" else None)
        visited.page.on("pageerror", lambda error: visited.errors.append(str(error)))
        visited.page.goto(url, wait_until="load")
        return visited

    yield open_page
    for context in contexts:
        context.close()


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
