"""`adr serve` while somebody works: bursts of saves, what breaks the whole site, and signals that end it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.copies import AdrCopy
from tests.samples import CATALOG, DECISION, changed
from tests.site.test_build_command import after_reload, read_served


@dataclass
class Served:
    """A site that is served: its address, its process, where it keeps what it builds, and what it said at the end."""

    url: str
    process: AdrCopy
    kept: Path
    said: str = ""

    def until(self, page: str, words: str) -> str:
        """The page once it holds `words`; each change is waited for, and the last one shows them or the test ends."""
        text = self.read(page)
        while words not in text:
            _ = after_reload(self.url, text)
            text = self.read(page)
        return text

    def read(self, page: str) -> str:
        """The page, or what is said in its place where it is not there."""
        try:
            return read_served(self.url + page)
        except HTTPError as error:
            return error.read().decode("utf-8")


@contextmanager
def _served(root: Path, kept: Path, ending: signal.Signals = signal.SIGTERM) -> Iterator[Served]:
    kept.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = AdrCopy(
        *("serve", "--port", str(port), "--no-open"),
        cwd=root,
        env={**os.environ, "TMPDIR": str(kept)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    served = Served(f"http://127.0.0.1:{port}/", process, kept)
    try:
        assert process.stderr is not None
        process.stderr.readline()  # it says that it listens
        yield served
    finally:
        process.send_signal(ending)
        served.said = process.communicate(timeout=30)[1].decode()


def titled(title: str) -> str:
    """A decision called `title`."""
    return changed(DECISION, "# Keep prices in the ERP", f"# {title}")


def test_a_burst_of_saves_and_renames_shows_the_last_state(tree: Callable[..., Path], tmp_path: Path) -> None:
    root = tree({"decisions/adr/0001-a.md": DECISION, "decisions/adr/0002-b.md": DECISION}, tmp_path / "project")
    saved, moved = root / "decisions/adr/0001-a.md", root / "decisions/adr/0002-b.md"
    with _served(root, tmp_path / "kept") as served:
        for number in range(200):
            saved.write_text(titled(f"Title {number}"), encoding="utf-8")
            moved = moved.rename(moved.with_name(f"0002-{number}.md"))
        served.until("decisions/0001-a.html", "Title 199")
        served.until("decisions/index.html", "0002-199.html")
        moved.unlink()
        served.until("decisions/0002-199.html", "This page is not here")
    assert "Traceback" not in served.said


def test_what_breaks_the_whole_site_is_a_page_until_it_is_mended(tree: Callable[..., Path], tmp_path: Path) -> None:
    root = tree(
        {"decisions/adr/0001-a.md": DECISION, "decisions/catalog.yml": CATALOG, "settled.toml": ""},
        tmp_path / "project",
    )
    with _served(root, tmp_path / "kept") as served:
        (root / "settled.toml").write_text("search-index = [\n", encoding="utf-8")
        page = served.until("decisions/0001-a.html", "The site cannot be built")
        assert "settled.toml is not readable as TOML" in page
        (root / "settled.toml").unlink()
        served.until("decisions/0001-a.html", "Keep prices in the ERP")
        (root / "decisions/catalog.yml").write_text("systems: [: broken\n", encoding="utf-8")
        assert "Traceback" not in served.until("index.html", "catalog.yml")
    assert "adr: settled.toml is not readable as TOML" in served.said
    assert "Traceback" not in served.said


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP], ids=lambda ending: ending.name)
def test_a_signal_leaves_no_folder_behind(tree: Callable[..., Path], tmp_path: Path, ending: signal.Signals) -> None:
    root = tree({"decisions/adr/0001-a.md": DECISION}, tmp_path / "project")
    with _served(root, tmp_path / "kept", ending) as served:
        assert any(served.kept.iterdir())
    assert list(served.kept.iterdir()) == []
    assert (served.process.returncode, served.said) == (128 + ending, "")
