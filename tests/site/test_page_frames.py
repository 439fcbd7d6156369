"""What makes the site fast changes nothing that a reader gets: the same pages come out with it and without."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.model.errors import SiteError
from settled.project.discovery import find_place
from settled.site.mkdocs import framed_pages, plugin, shared_converter
from settled.site.mkdocs.build import build_site
from settled.site.mkdocs.builder_run import run_builder
from settled.site.mkdocs.configuration import load_configuration, plugin_of
from settled.site.mkdocs.shared_converter import Conversions
from settled.site.speed import two_processes

Tree = Callable[[dict[str, str]], Path]

# Texts that leave something behind in a converter, or look like parts of the theme.
TRICKY = """---
status: accepted
date: 2026-01-02
---

# Tricky & {name}

[^1]: A footnote of {name}.

Text with a footnote[^1], a [reference][r] and <kbd id="own">html</kbd>.

## Same heading

## Same heading

### A `code` heading & more

- [x] done
- [ ] open

```python
print("{name}")
```

??? note "Folded"
    inside

[r]: https://example.org/{name}
"""
UNTITLED = "---\nstatus: proposed\ndate: 2026-01-03\n---\n\nNo heading, a [reference][r], a footnote[^1] of nobody.\n"
RULER = "---\nstatus: proposed\ndate: 2026-01-03\n---\n# Ruler\n\n---\nkey: value\n---\n\ntext\n"


NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'  # the frames of pages leave it out


def _pages(root: Path, out: Path) -> dict[str, list[str]]:
    build_site(find_place(root), out, keep_going=True)
    return _words_of(out)


def _words_of(out: Path) -> dict[str, list[str]]:
    return {
        path.relative_to(out).as_posix(): path.read_text("utf-8").replace(NAMESPACE, "").split()
        for path in sorted(out.rglob("*"))
        if path.suffix in {".html", ".json"}
    }


@pytest.mark.parametrize("configuration", ["", "use_directory_urls: true\nsite_url: https://example.org/a/\n"])
def test_pages_are_those_that_the_theme_makes_one_by_one(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, configuration: str
) -> None:
    records = {f"decisions/{number:04d}-tricky.md": TRICKY.replace("{name}", f"n{number}") for number in range(1, 5)}
    records |= {"decisions/0005-untitled.md": UNTITLED, "decisions/0006-ruler.md": RULER}
    records |= {f"decisions/area/{number:04d}-more.md": UNTITLED for number in range(7, 11)}
    if configuration:
        theme = "theme: {name: material, font: false}\nrepo_url: https://example.org/r\nedit_uri: edit/main/\n"
        records["mkdocs.yml"] = f"site_name: s\ndocs_dir: decisions\nplugins: [search, settled]\n{theme}{configuration}"
    root = tree(records)
    fast = _pages(root, tmp_path / "fast")
    monkeypatch.setattr(framed_pages, "_KNOWN_PLUGINS", set())
    monkeypatch.setattr(shared_converter, "RESETTABLE", set())
    slow = _pages(root, tmp_path / "slow")
    assert fast.keys() == slow.keys()
    for name, words in slow.items():
        assert fast[name] == words, name


def test_the_frames_are_used_at_all(tree: Tree, tmp_path: Path) -> None:
    root = tree({f"decisions/{number:04d}-a.md": UNTITLED for number in range(1, 4)})
    build_site(find_place(root), tmp_path / "site")
    # The theme leaves long runs of white space between its parts, the frames do not.
    assert "\n\n" not in (tmp_path / "site/decisions/0003-a.html").read_text("utf-8").partition("<article")[0]


def test_texts_are_converted_ahead_and_follow_links_to_what_comes_later(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pages that are linked to here do not exist yet when the copy of the process begins with the texts.
    linked = (
        "---\nstatus: proposed\ndate: 2026-01-03\n---\n# Linked\n\n"
        "[timeline](timeline.md), [data](records.json), [next](0002-a.md#same-heading), [gone](gone.md)\n"
    )
    records = {f"decisions/{number:04d}-a.md": TRICKY.replace("{name}", f"n{number}") for number in range(2, 12)}
    root = tree(records | {"decisions/0001-linked.md": linked})
    monkeypatch.setattr(two_processes, "FEWEST", 10)
    monkeypatch.setattr(two_processes, "_may_fork", lambda: False)
    alone = _pages(root, tmp_path / "alone")
    monkeypatch.setattr(two_processes, "_may_fork", lambda: True)
    site = build_site(find_place(root), tmp_path / "two")
    assert site.broken_links == ("0001-linked.md: the link gone.md leads nowhere",)
    page = (tmp_path / "two/decisions/0001-linked.html").read_text("utf-8")
    for address in ("../timeline.html", "../records.json", "0002-a.html#same-heading"):
        assert f'href="{address}"' in page
    assert _pages(root, tmp_path / "two") == alone


def test_a_build_that_fails_leaves_no_process_behind(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree({f"decisions/{number:04d}-a.md": UNTITLED for number in range(1, 12)})
    monkeypatch.setattr(two_processes, "FEWEST", 10)
    copies: list[int] = []
    fork = os.fork

    def remembered() -> int:
        copies.append(fork())
        return copies[-1]

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(two_processes, "_may_fork", lambda: True)
    monkeypatch.setattr(os, "fork", remembered)
    monkeypatch.setattr(plugin, "render", no_room)
    with pytest.raises(SiteError, match="No space left"):
        build_site(find_place(root), tmp_path / "site")
    (copy,) = copies
    with pytest.raises(ChildProcessError):
        os.waitpid(copy, os.WNOHANG)


def test_texts_that_are_kept_while_a_site_is_served_follow_every_change(tree: Tree, tmp_path: Path) -> None:
    linking = UNTITLED.replace("No heading", "[there](../b/0002-b.md), [notes](notes.txt), <i>html</i>, [x] ~~no~~")
    root = tree({"decisions/a/0001-a.md": linking, "decisions/b/0002-b.md": UNTITLED})
    conversions = Conversions(is_serving=True)

    def built_again() -> dict[str, list[str]]:
        config = load_configuration(find_place(root), tmp_path / "served", keep_going=True)
        plugin_of(config).conversions = conversions
        run_builder(config)
        return _words_of(tmp_path / "served")

    def write(file: str, text: str) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    own = "site_name: s\ndocs_dir: decisions\nplugins: [search, settled]\ntheme: {name: material, font: false}\n"
    changes: list[Callable[[], None]] = [
        lambda: None,
        lambda: write("decisions/c/0003-a.md", UNTITLED),
        lambda: write("decisions/c/0001-a.md", UNTITLED),  # now both pages lie in folders of their own
        lambda: write("decisions/a/notes.txt", "notes"),
        lambda: (root / "decisions/a/notes.txt").unlink(),
        lambda: (root / "decisions/b/0002-b.md").unlink(),
        lambda: write("decisions/b/0002-b.md", UNTITLED),
        lambda: write("settled.toml", "allow-html = true\n"),
        lambda: write("mkdocs.yml", own),
        lambda: write("mkdocs.yml", own + "use_directory_urls: false\n"),
        lambda: write("mkdocs.yml", own + "markdown_extensions: [toc: {permalink: true}]\n"),
    ]
    for number, change in enumerate(changes):
        change()
        assert built_again() == _pages(root, tmp_path / f"fresh-{number}"), number
