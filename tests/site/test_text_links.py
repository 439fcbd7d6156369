"""The text of a record on its page: its links lead where they lead on a forge, its lists are those of a forge."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project.discovery import find_place
from settled.site.forges import file_address
from settled.site.html.body_text import to_html
from settled.site.html.cleaning import clean
from settled.site.mkdocs import search_of_theme
from settled.site.mkdocs.build import build_site
from settled.site.render import WORKER_SHIM
from tests.conftest import Outcome
from tests.site.conftest import Visit
from tests.site.dead_links import faults

Tree = Callable[..., Path]
HEAD = "# 1. Links & more\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nc\n\n## Decision\n\nd\n\n"
E_COMPOSED, E_APART = "\u00e9", "e\u0301"
NESTED = "<ul><li>b<ul><li>c</li></ul></li></ul>"
BARE = "https://a.org/a_b_c?x=1&amp;y=2"
TEXT = f"""\
## 8. FAQ / Debug Guide

[a](#8-faq--debug-guide) [b](0002-größe.md#2-größe) [c](/docs/adr/0002-gr%C3%B6%C3%9Fe.md) [d](../../src/main.py#L3)
[e](../../src) [f](gone.md) [g](caf{E_COMPOSED}.pdf) [h](0002-Gr%C3%B6%C3%9Fe.md) [i](0002-old.md) [j](notes)

[l](#1-links--more) [m](../intro.md)

<img src="images/a.png" alt="beside"> ![above](../shared/b.png) ![lost](lost.png) <a href="0002-größe.md">html</a>
<a href="gone.md">html gone</a> ![hidden](../../.secret/c.png) <img alt="html above" src="/docs/shared/b.png">
"""
FILES: dict[str, str | bytes | None] = {
    "docs/adr/0001-links.md": HEAD + TEXT,
    "docs/adr/0002-größe.md": "# 2. Größe\n\n## Status\n\nAccepted\n\n[back](0001-links.md#8-faq-debug-guide)\n",
    "docs/adr/notes/README.md": "# Notes\n\n[record](../0001-links.md) [code](../../../src/main.py)\n",
    f"docs/adr/caf{E_APART}.pdf": b"%PDF",
    "docs/adr/images/a.png": b"P3",
    "docs/shared/b.png": b"P3",
    ".secret/c.png": b"P3",
    "docs/intro.md": "# Intro\n",
    "src/main.py": "x\n",
}


def _links(page: str) -> dict[str, str]:
    """The address or the remark of each link of one letter or word, by its text."""
    found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]+)</a>', page)
    found += re.findall(r'<(?:span|a)[^>]* title="([^"]*)"[^>]*>([^<]+)</(?:span|a)>', page)
    return {text: address for address, text in found}


def test_links_lead_to_pages_files_or_say_that_they_lead_nowhere(adr: Callable[..., Outcome], tree: Tree) -> None:
    root = tree(FILES)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    done = adr("build", cwd=root)
    assert "leads nowhere" not in done.err
    said = [finding["message"] for finding in adr("check", "--format", "json", cwd=root).json["findings"]]
    assert [message.split("`")[1] for message in said if "leads to no" in message] == [
        "gone.md", f"caf{E_COMPOSED}.pdf", "0002-Gr%C3%B6%C3%9Fe.md", "0002-old.md", "lost.png", "gone.md",
    ]  # fmt: skip
    site = root / "site"
    links = _links((site / "decisions/0001-links.html").read_text("utf-8"))
    other = "0002-gr%C3%B6%C3%9Fe.html"
    assert links["a"] == "#8-faq--debug-guide"
    assert links["b"] == f"{other}#2-größe"
    assert links["c"] == links["h"] == links["i"] == links["html"] == other
    assert links["d"] == "src/main.py lies outside the site"
    assert links["e"] == "src lies outside the site"
    assert links["f"] == links["html gone"] == "gone.md leads to no file"
    assert links["g"].startswith("../caf")
    assert links["j"] == "../notes/index.html"
    assert links["l"] == "#1-links--more"
    assert links["m"] == "docs/intro.md lies outside the site"
    page = (site / "decisions/0001-links.html").read_text("utf-8")
    assert re.findall(r'<img alt="above" src="([^"]*)"', page) == ["../outside/docs/shared/b.png"]
    assert 'src="../images/a.png"' in page
    assert page.count('src="../outside/docs/shared/b.png"') == 2
    assert re.search(r'<span[^>]*title="lost.png leads to no file"[^>]*>lost</span>', page)
    assert (site / "outside/docs/shared/b.png").read_bytes() == b"P3"
    assert not (site / "outside/.secret").exists()
    assert {'id="8-faq--debug-guide"', 'id="8-faq-debug-guide"', 'id="1-links--more"'} <= set(
        re.findall(r'id="[^"]*"', page)
    )
    assert list(faults(site)) == []


def test_what_lies_outside_leads_to_the_forge(tree: Tree, tmp_path: Path) -> None:
    root = tree({"docs/adr/0001-links.md": HEAD + "[d](../../src/main.py#L3) [e](../../src)\n", "src/main.py": "x\n"})
    for command in (
        ["init", "-q"], ["remote", "add", "origin", "git@github.com:example/shop.git"], ["add", "-A"],
        ["-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "-qm", "x"],
    ):  # fmt: skip
        subprocess.run(["git", "-C", str(root), *command], check=True)
    build_site(find_place(root), tmp_path / "site")
    links = _links((tmp_path / "site/decisions/0001-links.html").read_text("utf-8"))
    assert re.fullmatch(r"https://github\.com/example/shop/blob/[0-9a-f]{40}/src/main\.py#L3", links["d"])
    assert re.fullmatch(r"https://github\.com/example/shop/tree/[0-9a-f]{40}/src", links["e"])


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:a/b.git", "https://github.com/a/b/blob/c0/x%20y.py"),
        ("https://gitlab.com/a/g/b.git", "https://gitlab.com/a/g/b/-/blob/c0/x%20y.py"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/src/commit/c0/x%20y.py"),
        ("git@bitbucket.org:a/b.git", "https://bitbucket.org/a/b/src/c0/x%20y.py"),
        ("https://dev.azure.com/o/p/_git/r", "https://dev.azure.com/o/p/_git/r?path=/x%20y.py&version=GCc0"),
        ("https://bitbucket.example.org/scm/p/r.git", "https://bitbucket.example.org/projects/p/repos/r/browse/x%20y.py?at=c0"),
        ("/srv/git/b.git", ""),
    ],
)  # fmt: skip
def test_the_address_of_a_file_on_each_forge(remote: str, address: str) -> None:
    assert file_address(remote, "c0", "x y.py", is_folder=False) == address
    assert file_address(remote, "", "x y.py", is_folder=False) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We take:\n- a\n  - b\n    - c\n- d\n", f"<p>We take:</p><ul><li>a{NESTED}</li><li>d</li></ul>"),
        ("1) a\n   * x\n2) b\n", "<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol>"),
        ("Since\n2019. it rains\n", "<p>Since2019. it rains</p>"),
        ("- a\n\n  more of it\n- b\n", "<ul><li><p>a</p><p>more of it</p></li><li><p>b</p></li></ul>"),
        ("- a\ngoes on\n\nEnd\n", "<ul><li>agoes on</li></ul><p>End</p>"),
        ("> So:\n> - a\n>   - b\n", "<blockquote><p>So:</p><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
        ("```\nx:\n- a\n  - b\n```\n", "<div><pre><code>x:- a  - b</code></pre></div>"),
        ("Text\n\n    x:\n    - a\n", "<div><pre><code>x:- a</code></pre></div>"),
        ("1. a\n   ```\n   if x:\n     y\n   ```\n2. b\n", "<div><pre><code>if x:  y</code></pre></div>"),
        ("- [ ] a\n- [x] b\n", "<ul><li><input> a</li><li><input> b</li></ul>"),
        ("Yes\n| a | b |\n|---|---|\n| `x \\| y` | z |\n", "<td><code>x | y</code></td><td>z</td>"),
        ("~~old~~ and ~ and `~~x~~`", "<p><del>old</del> and ~ and <code>~~x~~</code></p>"),
        ("See https://a.org/a_b_c?x=1&y=2.", f'<p>See <a href="{BARE}">{BARE}</a>.</p>'),
        ("(www.example.org)", '<p>(<a href="http://www.example.org">www.example.org</a>)</p>'),
        ("[a](https://a.org) `https://c.org`", '<p><a href="https://a.org">a</a> <code>https://c.org</code></p>'),
        ("<https://b.org>", '<p><a href="https://b.org">https://b.org</a></p>'),
        ('<a href="https://a.org">https://b.org</a>', '<p><a href="https://a.org">https://b.org</a></p>'),
        ("Accepted<br>since today", "<p>Acceptedsince today</p>"),
        ("A[^1].\n\n[^1]: note\n", "note"),
    ],
)  # fmt: skip
def test_texts_are_shown_as_forges_show_them(text: str, shown: str) -> None:
    html = clean(to_html(text, lambda address, is_html: None))
    html = re.sub(r'<(\w+)((?: [\w-]+="[^"]*")*)>', lambda tag: f"<{tag[1]}{_kept(tag[2])}>", html)
    assert shown in re.sub(r"<(?:/?span|br)>|\n", "", html)


def _kept(attributes: str) -> str:
    return "".join(re.findall(r' href="[^"#]*"', attributes))


def test_the_search_and_its_page_know_the_same_letters(tmp_path: Path, tree: Tree) -> None:
    build_site(find_place(tree({"docs/adr/0001-a.md": HEAD})), tmp_path / "site")
    script = (tmp_path / "site" / WORKER_SHIM).read_text("utf-8")
    letters = "".join(re.findall(r'^\s+"((?:\\\\u[0-9a-f]{4}-?)+)"', script, re.MULTILINE))
    assert letters.replace("\\\\", "\\").encode().decode("unicode_escape") == search_of_theme._UNSPACED


SENTENCES = {
    "決済サービスの移行を決定した。Qvist移行API。": ("移行", "決定", "サービス", "Qvist"),
    "我们决定把支付系统迁移到新的数据库平台。": ("迁移", "数据库"),
    "결제서비스를새플랫폼으로이전하기로": ("서비스", "이전"),
    "เราตัดสินใจย้ายระบบชำระเงิน": ("ระบบ", "ชำระเงิน"),
}


@pytest.mark.parametrize("is_served", [True, False])
def test_words_within_texts_without_spaces_are_found(
    tree: Tree,
    tmp_path: Path,
    visit: Callable[..., Visit],
    serve: Callable[[Path], str],
    is_served: bool,
) -> None:
    files = {f"docs/adr/{n:04d}-x.md": f"# {n}. Nr{n}\n\n## Context\n\n{text}\n" for n, text in enumerate(SENTENCES, 1)}
    out = build_site(find_place(tree(files)), tmp_path / "site").out
    start = serve(out) + "index.html" if is_served else (out / "index.html").as_uri()
    page = visit(start).page
    for number, words in enumerate(SENTENCES.values(), 1):
        for word in words:
            page.goto(f"{start}?q={word}")
            page.locator(".md-search-result__link").first.wait_for(state="attached")
            found = page.locator(".md-search-result__link").all()
            assert {(link.get_attribute("href") or "").partition("?")[0][-11:] for link in found} == {
                f"000{number}-x.html"
            }, word
