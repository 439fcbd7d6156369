"""Links in plain ADRs: a paragraph of the status section, or a bullet where the record uses bullets."""

from __future__ import annotations

import pytest

from settled.edit.links import add_link
from settled.edit.target import target
from settled.formats.adr import read_adr
from settled.formats.markdown import MarkdownBody
from settled.model.errors import UsageError

FIRST = target("ADR-0001", 1, "First [draft] (x)", "docs/adr/0001-first (x).md", seen_from="docs/adr/0003-third.md")
LINK = "[1. First (draft) (x)](0001-first%20%28x%29.md)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Status\n\nAccepted\n\n## Context\n", f"## Status\n\nAccepted\n\nSupersedes {LINK}\n\n## Context\n"),
        ("## Status\nAccepted\n## Context\n", f"## Status\nAccepted\n\nSupersedes {LINK}\n## Context\n"),
        ("## Status\r\n\r\nAccepted", f"## Status\r\n\r\nAccepted\r\n\r\nSupersedes {LINK}"),
        ("## Status: Accepted\n", f"## Status: Accepted\n\nSupersedes {LINK}\n"),
        (
            "## Status\n\nAccepted  \nby Ann.\n\n- Amends [0. Zero](0000-zero.md)\n<!-- end -->\n\n\n## Context\n",
            "## Status\n\nAccepted  \nby Ann.\n\n- Amends [0. Zero](0000-zero.md)\n<!-- end -->\n\n"
            f"Supersedes {LINK}\n\n\n## Context\n",
        ),
        (
            "* Status: accepted\n* Date: 2020-01-01\n\nText\n",
            f"* Status: accepted\n* Date: 2020-01-01\n* Supersedes: {LINK}\n\nText\n",
        ),
        ("-   Status: accepted", f"-   Status: accepted\n-   Supersedes: {LINK}"),
        (
            "* Status: accepted\n\n## Links\n\n- Amends [0. Zero](0000-zero.md)\n",
            f"* Status: accepted\n\n## Links\n\n- Amends [0. Zero](0000-zero.md)\n- Supersedes {LINK}\n",
        ),
        ("* Status: accepted\n\n## Links\n", f"* Status: accepted\n\n## Links\n\n* Supersedes {LINK}\n"),
        (
            "**Status:** Accepted\n**Date:** 2020-01-01\n\nText\n",
            f"**Status:** Accepted\n**Date:** 2020-01-01\n**Supersedes:** {LINK}\n\nText\n",
        ),
        (
            "> **Status**: Accepted  \r\n> **Ticket**: X-1  \r\n\r\n## Context\r\n",
            f"> **Status**: Accepted  \r\n> **Ticket**: X-1  \r\n> **Supersedes**: {LINK}  \r\n\r\n## Context\r\n",
        ),
        ("Status: Accepted", f"Status: Accepted\nSupersedes: {LINK}"),
    ],
)
def test_a_link_goes_where_the_record_keeps_its_links(before: str, after: str) -> None:
    assert add_link(f"# 3. Third\n\n{before}", "Supersedes", FIRST, "f.md") == f"# 3. Third\n\n{after}"
    assert read_adr(MarkdownBody(after, 1)).supersedes == ["0001-first%20%28x%29.md"]
    assert add_link(after, "Supersedes", FIRST, "f.md") == after


@pytest.mark.parametrize(
    "written",
    [
        "Supercedes [First](./0001-first%20%28x%29.md#decision)", "**Supersedes:** ADR-1", "- supersedes 0001.",
        "Supersedes [1](0001-first%20%28x%29.md).",
    ],
)  # fmt: skip
def test_a_link_is_known_in_whatever_form_it_stands(written: str) -> None:
    text = f"## Status\n\nAccepted\n\n{written}\n\nText\n"
    assert add_link(text, "Supersedes", FIRST, "f.md") == text


def test_a_link_with_a_label_of_its_own_leaves_the_others() -> None:
    amends = f"Amends {LINK}\nand is read with it."
    text = f"## Status\n\nAccepted\n\n{amends}\n\nClarifies {LINK}\nAmended by [2. B](0002-b.md)\n"
    assert add_link(text, "Refines", FIRST, "f.md") == f"{text}\nRefines {LINK}\n"


def test_superseded_by_in_a_paragraph_is_the_status() -> None:
    text = "## Status\n\nAccepted in May\n\n## Context\n"
    after = add_link(text, "Superseded by", FIRST, "f.md")
    assert read_adr(MarkdownBody(after, 1)).status == "superseded"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# T\n\nText\n", r"^f\.md:1: there is no status section that a link could go into; write the link by hand"),
        ("# T\n\n* Status: accepted\n  * by Ann\n", r"^f\.md:3: the place of a further bullet cannot be told"),
        ("# T\n\n## Status\n\nAccepted\n\n<!-- open\n", r"^f\.md:5: the place of the link `Supersedes` cannot be told"),
        ("# T\n\n## Status\n\nAccepted\n\n```\nopen\n", r"^f\.md:5: the place of the link `Supersedes` cannot be told"),
    ],
)
def test_a_record_without_a_certain_place_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        add_link(text, "Supersedes", FIRST, "f.md")


@pytest.mark.parametrize(
    ("reference", "is_it"),
    [
        ("ADR-0001", True), ("adr-1", True), ("1", True), ("0001-first%20%28x%29.md", True), ("0001-first (x)", True),
        ("../adr/0001-first (x).md", False), ("FLOW-0001", False), ("11", False), ("0001-other.md", False),
        ("https://example.com/0001-first.md", False), ("", False),
    ],
)  # fmt: skip
def test_what_names_a_record(reference: str, is_it: bool) -> None:
    assert FIRST.is_named_by(reference) is is_it
