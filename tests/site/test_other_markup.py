"""Pages of records that are not written in Markdown, and links between records in several markups."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]


def test_pages_and_links_of_all_markups(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "docs/adr/0001-a.md": "# A\n\n## Status\n\nSuperseded by [2](0002-b.rst)\n",
            "docs/adr/0002-b.rst": (
                "B <b>\n=====\n\n:Status: accepted\n\nSee :doc:`0003-c.adoc` & `1 <0001-a.md#status>`_.\n\n"
                "<script>alert(1)</script>\n\n::\n\n   <i>\n"
            ),
            "docs/adr/0003-c.adoc": "= C\n\n== Status\n\nAccepted\n\nAmends xref:0002-b.rst[B].\n\n----\n<u>\n----",
        }
    )
    done = adr("build", "--out", "site", cwd=root)
    assert done.code == 0, done.err
    assert "leads nowhere" not in done.err
    pages = {path.stem: path.read_text() for path in (root / "site/decisions").glob("*.html")}
    assert sorted(pages) == ["0001-a", "0002-b", "0003-c", "index"]
    text = {name: page.partition('<h2 id="history"')[0] for name, page in pages.items()}
    assert "<title>ADR-0002 B &lt;b&gt; - " in pages["0002-b"]
    assert re.findall(r'<a href="(000[^"]*)" rel', text["0002-b"])[-2:] == ["0003-c.html", "0001-a.html#status"]
    assert "<script>alert" not in pages["0002-b"]
    assert "&lt;script>alert(1)&lt;/script>" in text["0002-b"] or "&lt;script&gt;alert(1)" in text["0002-b"]
    assert "&lt;i&gt;" in text["0002-b"]
    assert re.search(r'<a href="0002-b.html" [^>]*>B</a>', text["0003-c"])
    assert "&lt;u&gt;" in text["0003-c"]
    assert re.search(r'<a href="0002-b.html" [^>]*>2</a>', text["0001-a"])
    assert not list((root / "site").rglob("*.rst"))
    assert not list((root / "site").rglob("*.adoc"))


def test_what_lies_between_the_folders_of_packages_is_not_published(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "api/docs/adr/0001-a.md": "# 1. A\n\n## Status\n\nAccepted\n\n![One](one.png)\n",
            "api/docs/adr/one.png": b"x",
            "api/src/secret.txt": "x",
            "api/src/0009-secret.md": "# x\n",
            "web/docs/adr/0001-b.md": "# 1. B\n\n## Status\n\nAccepted\n\n![Two](two.png)\n",
            "web/docs/adr/two.png": b"x",
        }
    )
    done = adr("build", "--out", "site", cwd=root)
    assert done.code == 0, done.err
    assert "leads nowhere" not in done.err
    files = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*")}
    assert {"decisions/0001-a.html", "decisions/0001-b.html"} <= files
    assert not [file for file in files if "secret" in file]
    for page in ("0001-a", "0001-b"):
        image = re.search(r'src="([^"]*(?:one|two)\.png)"', (root / f"site/decisions/{page}.html").read_text())
        assert image is not None
        assert (root / "site/decisions" / image[1]).resolve().is_file()
