"""Where the links of records lead as the check sees it: files, folders, names written otherwise, headings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.formats.heading_anchors import anchors_in, converter_anchor, forge_anchor, forge_anchors, heading_text
from settled.formats.markdown import MarkdownBody
from settled.project import load
from settled.rules.engine import check

Tree = Callable[..., Path]

RECORD = "# 1. Links\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nc\n\n## Decision\n\nd\n\n"
OTHER = "# 2. Größe\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nc\n\n## Decision\n\nd\n"
E_COMPOSED, E_APART = "\u00e9", "e\u0301"
LOST = "leads to no file → correct the path; it is relative to this file"
AROUND: dict[str, str | bytes | None] = {
    ".git": None,
    "docs/adr/0002-size.md": OTHER,
    "docs/adr/notes/README.md": "# Notes\n\n## Über uns\n\n<a name='named'></a>\n",
    "docs/adr/two words.png": b"P3",
    f"docs/adr/caf{E_APART}.png": b"P3",
    "src/main.py": "x\n",
    "docs/intro.md": "# Intro\n\n## First & last\n\n## Again\n\n## Again\n",
}


def _said(tree: Tree, text: str) -> list[str]:
    root = tree({**AROUND, "docs/adr/0001-links.md": RECORD + text + "\n"})
    result = check(load(root))
    return [f"{finding.message} → {finding.hint}" for finding in result.findings if finding.code == "R010"]


@pytest.mark.parametrize(
    "text",
    [
        "[a](../../src/main.py) [b](../../src/main.py#L3) [c](../../src/main.py#L3-L10) [d](../../src) [e](../../)",
        "[a](/docs/adr/0002-size.md) [b](/src/main.py#L1) [c](/adr/0002-size.md?plain=1#L3)",
        "[a](/docs/next/setup) [b](/img/logo.png) [c](/) [d](//host/x.md)",
        "[a](notes) [b](notes/) [c](notes/README.md#über-uns) [d](notes/README.md#%C3%BCber-uns)",
        "[a](./notes/README.md#named)",
        "![a](<two words.png>) ![b](two%20words.png)",
        "<img src='two words.png'> <img alt='x' src=\"two%20words.png\">",
        "[a](../intro.md#first--last) [b](../intro.md#first-last) [c](../intro.md#again-1) [d](../intro.md#again_1)",
        "[a](0002-size.md#2-größe) [b](0002-size.md#2-groe) [c](#1-links) [d](#) [e](#top) [f](#user-content-status)",
        "[a][b] and [c][]\n\n[b]: 0002-size.md#status 'Size'\n[c]: <../intro.md>",
        "A note[^1], another[^two].\n\n[^1]: text behind it\n[^two]: more.md is no link",
        "[Note]: this is a sentence of words",
        "Text\n\n    [in a block of code](gone.md)\n\n`[x](gone.md)`\n\n<!-- <img src='gone.png'> -->",
        "### `adr check` & [more](0002-size.md) <a id='here'></a>\n\n[a](#adr-check--more) [b](#here)",
        "[a]({{ config.url }}) [b]($URL) [d](@somebody) [e](mailto:a@example.org)",
        "> ## Quoted\n\n- ### In a list\n\n<h2>Tagged one</h2>\n\n[a](#quoted) [b](#in-a-list) [c](#tagged-one)",
    ],
)
def test_what_a_forge_finds_is_not_broken(tree: Tree, text: str) -> None:
    assert _said(tree, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<img alt='x' src='gone.png'>", f"the image to `gone.png` {LOST}"),
        ("<a href=\"../gone/\">x</a>", f"the link to `../gone/` {LOST}"),
        ("[a text\nof two lines](gone.md)", f"the link to `gone.md` {LOST}"),
        ("[![a](gone.png)](0002-size.md)", f"the image to `gone.png` {LOST}"),
        ("[x]: gone.md", f"the link to `gone.md` {LOST}"),
        ("[x](/docs/gone.md)", "the link to `/docs/gone.md` leads to no file → correct the path; it begins at the "
            "top of the repository"),
        ("[x](0002-old-name.md)", "the link to `0002-old-name.md` leads to no file → did you mean `0002-size.md`?"),
        ("[x](0002-size)", "the link to `0002-size` leads to no file → did you mean `0002-size.md`?"),
        (
            "[x](../Intro.md)",
            "the link to `../Intro.md` leads to no file where capitals count: it is called `intro.md` → write the "
            "name as the file has it; forges and most servers tell capitals from small letters",
        ),
        (
            f"![x](caf{E_COMPOSED}.png)",
            f"the image to `caf{E_COMPOSED}.png` leads to no file of that spelling: its letters and accents are "
            f"composed in another way (NFC and NFD) → copy the name of the file docs/adr/caf{E_APART}.png; the two "
            "look the same",
        ),
        ("[x](#contexts)", "the link to `#contexts` leads to no heading in this file → did you mean `#context`?"),
        ("[x](#Context)", "the link to `#Context` leads to no heading in this file → did you mean `#context`?"),
        ("[x](../intro.md#again-2)",
         "the link to `../intro.md#again-2` leads to no heading in intro.md → did you mean `#again-1`?"),
        (
            "[x](0002-size.md#zzz)",
            "the link to `0002-size.md#zzz` leads to no heading in 0002-size.md → name one of its headings, as in "
            "`#2-größe`",
        ),
    ],
)  # fmt: skip
def test_what_a_forge_does_not_find_is_told_by_its_kind(tree: Tree, text: str, said: str) -> None:
    assert _said(tree, text) == [said]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("8. FAQ / Debug Guide", "8-faq--debug-guide"),
        ("設計 方針", "設計-方針"),
        ("Größe", "größe"),
        ("🚀 Launch", "-launch"),
        ("What's `new_name`?", "whats-new_name"),
        ("A _word_ and snake_case", "a-word-and-snake_case"),
        ("**Bold** & *slanted*", "bold--slanted"),
        ("[A link](x.md) ![picture](y.png)", "a-link"),
        (r"Escaped \_sign\_ &amp; more", "escaped-_sign_--more"),
        ("C++ / C#", "c--c"),
        ("Tag <br> here[^1]", "tag--here"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("Ελληνικά — και", "ελληνικά--και"),
    ],
)
def test_anchors_are_those_that_forges_make(heading: str, anchor: str) -> None:
    assert forge_anchor(heading_text(heading)) == anchor
    assert anchor in anchors_in(MarkdownBody(f"## {heading}\n", 1))


def test_the_second_of_a_name_is_counted() -> None:
    body = MarkdownBody("# A\n\n## A\n\n## A-1\n\n## A\n", 1)
    assert forge_anchors(body) == ("a", "a-1", "a-1-1", "a-2")
    assert converter_anchor("8. FAQ / Debug Guide") == "8-faq-debug-guide"
