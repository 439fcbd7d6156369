"""`adr build` and `adr serve` as a person meets them."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import Outcome
from tests.copies import AdrCopy, run_copy
from tests.samples import DECISION, changed
from tests.site.test_building import BROKEN, FILES
from tests.terminal import in_terminal


def test_the_folder_is_printed_and_a_line_says_what_it_holds(
    adr: Callable[..., Outcome], tree: Callable[..., Path]
) -> None:
    root = tree(FILES)
    done = adr("build", cwd=root)
    assert (done.code, done.out) == (0, f"{root}/site\n")
    assert done.err.count("\n") == 1
    assert " pages of 2 records; the check has 0 errors and " in done.err
    assert (root / "site/index.html").is_file()


def test_from_a_folder_below_the_site_still_goes_to_the_root(
    adr: Callable[..., Outcome], tree: Callable[..., Path]
) -> None:
    root = tree(FILES)
    assert adr("build", cwd=root / "decisions/adr").out == f"{root}/site\n"
    assert adr("build", "--out", "../../public", cwd=root / "decisions/adr").out == f"{root}/public\n"


def test_a_terminal_sees_how_far_it_is_and_nothing_of_that_afterwards(tree: Callable[..., Path]) -> None:
    root = tree(FILES)
    shown, code = in_terminal("build", folder=root)
    assert code == 0
    assert "Building" in shown
    assert "100%" in shown
    # The bar is wiped away; what stays is what a pipe would have got.
    assert shown.rpartition("\x1b[2K")[2].startswith(f"{root}/site\n")


def test_quiet_prints_the_folder_alone(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree(FILES)
    done = adr("-q", "build", cwd=root)
    assert (done.out, done.err) == (f"{root}/site\n", "")


def test_findings_fail_only_where_it_is_asked(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree({**FILES, "decisions/adr/0002-x.md": changed(DECISION, "accepted", "accpted")})
    assert adr("build", cwd=root).code == 0
    assert adr("build", "--strict", cwd=root).code == 1


def test_a_broken_link_fails_where_it_is_asked(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree({"decisions/adr/0001-x.md": DECISION + "\n[gone](../gone.png)\n"})
    assert adr("build", cwd=root).code == 0
    strict = adr("build", "--strict", cwd=root)
    assert strict.code == 1
    assert "leads nowhere" not in strict.err  # the check has told it
    beside = tree({"decisions/adr/README.md": "# Read\n\n[gone](gone.png)\n"}, root)
    assert "adr/README.md: the link gone.png leads nowhere\n" in adr("build", cwd=beside).err


def test_unreadable_records_fail_by_name(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree({**FILES, "decisions/adr/0002-broken.md": BROKEN})
    done = adr("build", cwd=root)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "adr: 1 record cannot be read: decisions/adr/0002-broken.md; "
        "see `adr check`, or build a site that says so with --keep-going (keep_going: true)\n"
    )
    assert not (root / "site").exists()
    going = adr("build", "--keep-going", cwd=root)
    assert (going.code, going.out) == (0, f"{root}/site\n")
    assert going.err.endswith("; not readable: decisions/adr/0002-broken.md\n")


def test_a_folder_that_is_not_ours_is_refused(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree({**FILES, "site/mine.txt": "mine"})
    done = adr("build", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"adr: the folder {root}/site holds files that are no site of ours; "
        "empty it yourself, or name another with --out\n"
    )
    assert (root / "site/mine.txt").read_text(encoding="utf-8") == "mine"


def test_without_a_project_it_says_how_to_start(adr: Callable[..., Outcome], tmp_path: Path) -> None:
    assert adr("build", cwd=tmp_path).code == 2


def read_served(url: str) -> str:
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 (this machine's own server)
        text: str = answer.read().decode("utf-8")
    return text


def after_reload(url: str, before: str) -> str:
    """The page at `url` after the next build, waited for as the page's own script waits."""
    epoch, request = re.findall(r"livereload\((\d+), (\d+)\);", before)[-1]
    server = url.split("/", 3)[:3]
    assert int(read_served("/".join([*server, "livereload", epoch, request]))) > int(epoch)
    return read_served(url)


@contextmanager
def _serving(root: Path) -> Iterator[str]:
    """The address of the served site of the project at `root`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    server = AdrCopy("serve", "--port", str(port), "--no-open", cwd=root, **streams)
    try:
        assert server.stderr is not None
        server.stderr.readline()  # it says that it listens
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)


def test_serve_shows_a_changed_record(tree: Callable[..., Path]) -> None:
    root = tree(FILES)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    server = AdrCopy("serve", "--port", str(port), "--no-open", cwd=root, **streams)
    try:
        assert server.stderr is not None
        said = server.stderr.readline().decode()
        url = f"http://127.0.0.1:{port}/decisions/0001-prices.html"
        first = read_served(url)
        record = root / "decisions/adr/0001-prices.md"
        record.write_text(DECISION.replace("Keep prices in the ERP", "Keep prices in the PIM"), encoding="utf-8")
        second = after_reload(url, first)
        record.write_text(BROKEN, encoding="utf-8")
        third = after_reload(url, second)
        if "cannot be read" not in third:  # all that followed from the first change was built before
            third = after_reload(url, third)
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)
    assert said == f"serving {root}/decisions on http://127.0.0.1:{port}/ (Ctrl-C stops)\n"
    assert "Keep prices in the ERP" in first
    assert "Keep prices in the PIM" in second
    assert "cannot be read" in third
    assert b"Traceback" not in err
    assert (server.returncode, out) == (0, b"")


def test_a_port_that_is_taken_is_told(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree(FILES)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = adr("serve", "--port", str(port), "--no-open", cwd=root)
    assert done.code == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.err


def test_a_search_that_has_grown_large_says_what_makes_it_small(
    adr: Callable[..., Outcome], tree: Callable[..., Path]
) -> None:
    words = " ".join(f"{'word' * 25}{number}" for number in range(27_000))
    root = tree({"decisions/0001-x.md": f"# A\n\n{words}\n", "decisions/0002-y.md": f"# B\n\n## Why\n\n{words}\n"})
    note = r"^note: the search loads \d\.\d MB, which a phone feels; with `search-index = \"titles\"`"
    assert re.search(note, adr("build", cwd=root).err, re.MULTILINE)
    (root / "settled.toml").write_text('search-index = "titles"\n', encoding="utf-8")
    assert "note: the search" not in adr("build", cwd=root).err
    index = (root / "site/search/search_index.json").read_text("utf-8")
    assert len(index) < 300_000
    assert '"title": "ADR-0001 A"' in index.replace('":"', '": "')


def test_serve_shows_the_changed_page_first_and_the_rest_right_after(tree: Callable[..., Path]) -> None:
    others = {f"decisions/adr/{number:04d}-x.md": DECISION for number in range(2, 5)}
    root = tree({**FILES, **others})
    with _serving(root) as base:
        url = f"{base}decisions/0001-prices.html"
        first = read_served(url)
        record = root / "decisions/adr/0001-prices.md"
        record.write_text(DECISION.replace("Keep prices in the ERP", "Keep prices in the PIM"), encoding="utf-8")
        second = after_reload(url, first)
        assert "Keep prices in the PIM" in second
        register = read_served(f"{base}decisions/index.html")
        if "Keep prices in the PIM" not in register:
            register = after_reload(f"{base}decisions/index.html", register)
        assert "Keep prices in the PIM" in register


def test_a_site_that_was_not_finished_may_be_built_again(
    tree: Callable[..., Path],
) -> None:
    root = tree(
        {**FILES, "mkdocs.yml": "site_name: s\ndocs_dir: decisions\nplugins: [settled]\ntheme: {name: material}\n"}
    )
    hook = root / "hook.py"
    hook.write_text("def on_page_context(context, **_):\n    raise OSError(28, 'No space left on device')\n", "utf-8")
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text("utf-8") + "hooks: [hook.py]\n", "utf-8")
    assert run_copy("build", cwd=root).returncode == 2
    assert any((root / "site").iterdir())
    hook.write_text("", "utf-8")
    assert run_copy("build", cwd=root).returncode == 0
