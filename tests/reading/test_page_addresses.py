"""Links to pages by the addresses that another builder of sites gives them: by slug, without number and ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

ARRIVING = (
    "./0001-use-x", "use-x", "../use-x", "../0001-use-x/", "0001-use-x.html", "/docs/adr/use-x", "/adr/use-the-x",
    "the-x", "use-x#status", "./use-z", "../guide/intro", "/img/elsewhere",
)  # fmt: skip
LOST = ("use-q", "../use-q", "use-the-x", "0001-use-q.md", "use-x#nowhere")
FIRST = "# Use X\n\n## Status\n\nAccepted\n"


def lost_links(root: Path, adr: Adr) -> list[str]:
    findings = adr("check", "--format", "json", "--select", "R010", cwd=root).json["findings"]
    return [finding["message"].split("`")[1] for finding in findings]


def folder(tree: Tree, first: str, links: tuple[str, ...]) -> Path:
    text = "\n".join(f"- [x]({link})" for link in links)
    return tree(
        {
            ".git/HEAD": "ref: refs/heads/main\n",
            "docs/adr/0001-use-x.md": first,
            "docs/adr/0002-use-y.md": f"# Use Y\n\n## Status\n\nProposed\n\n## Context\n\n{text}\n",
            "docs/adr/0003-use-z/README.md": "# Use Z\n\n## Status\n\nAccepted\n",
            "docs/guide/intro.md": "# Intro\n",
        }
    )


def test_what_says_its_slug_is_found_by_the_address_of_its_page(tree: Tree, adr: Adr) -> None:
    root = folder(tree, f"---\nslug: /adr/use-the-x\nid: the-x\n---\n{FIRST}", (*ARRIVING, *LOST))
    assert lost_links(root, adr) == list(LOST)


@pytest.mark.parametrize("config", ["docusaurus.config.ts", "website/docusaurus.config.js", "docs/.vitepress/x.ts"])
def test_the_file_of_a_builder_tells_that_pages_have_addresses(tree: Tree, adr: Adr, config: str) -> None:
    root = folder(tree, FIRST, ("./0001-use-x", "use-x", "/docs/adr/use-x", "use-q"))
    tree({config: "export default {}\n"}, root)
    assert lost_links(root, adr) == ["use-q"]


def test_where_no_builder_is_a_forge_finds_only_files(tree: Tree, adr: Adr) -> None:
    root = folder(tree, FIRST, ("./0001-use-x", "use-x", "0001-use-x.md"))
    findings = adr("check", "--format", "json", "--select", "R010", cwd=root).json["findings"]
    assert [(one["message"], one["hint"]) for one in findings] == [
        ("the link to `./0001-use-x` leads to no file", "did you mean `0001-use-x.md`?"),
        ("the link to `use-x` leads to no file", "did you mean `0001-use-x.md`?"),
    ]


def test_a_successor_may_be_named_by_its_page(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "docs/adr/0001-use-x.md": "# Use X\n\n## Status\n\nSuperseded by [Use Y](./use-y)\n",
            "docs/adr/0002-use-y.md": "---\nslug: use-y\n---\n# Use Y\n\n## Status\n\nAccepted\n",
        }
    )
    first = adr("list", "--format", "json", cwd=root).json["records"][0]
    assert (first["status"], first["superseded_by"]) == ("superseded", ["ADR-0002"])
