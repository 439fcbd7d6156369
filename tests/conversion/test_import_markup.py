"""What an import keeps of the source of reStructuredText and AsciiDoc, and what goes because it is layout alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

RST = "Use Kafka\n=========\n\nStatus\n------\n\nAccepted\n\nDecision\n--------\n\n"
ADOC = "= Use Kafka\n{0}:status: accepted\n{1}\n== Decision\n\n"
RESULT = "---\nstatus: accepted\n---\n\n# Use Kafka\n\n## Decision\n\n"


@pytest.fixture
def imported(tree: Tree, adr: Adr) -> Callable[[str, str], str]:
    """Imports one file with this ending and text; gives the text of the result."""

    def run(ending: str, text: str) -> str:
        root = tree({f"adr/0001-use-kafka.{ending}": text})
        outcome = adr("import", "adr", "--into", "new", cwd=root)
        assert (outcome.code, outcome.out) == (0, "new/0001-use-kafka.md\n"), outcome.err
        return (root / "new/0001-use-kafka.md").read_text(encoding="utf-8")

    return run


Imported = Callable[[str, str], str]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("Text a_.\n\n.. _a: http://x.example", "Text [a](http://x.example).\n"),
        ("Text a_.\n\n.. _a: http://x.example\n", "Text [a](http://x.example).\n"),
        ("As `a\nb`_ says.\n\n.. _a b: http://x.example", "As\n[a b](http://x.example) says.\n"),
        ("Text b_.\n\n.. _b:\n   http://x.example\n", "Text [b](http://x.example).\n"),
        (".. _1-use-kafka:\n\n.. index:: queue\n   single: broker\n\nText.\n", "Text.\n"),
        (".. contents:: On this page\n   :local:\n\nText.\n", "Text.\n"),
    ],
)
def test_layout_of_restructuredtext_goes(imported: Imported, below: str, expected: str) -> None:
    assert imported("rst", RST + below) == RESULT + expected


@pytest.mark.parametrize(
    ("header", "below", "expected"),
    [
        (":showtitle:\n:toc: left\n:!sectnums:\n:icons: font\n", "Text.\n", "Text.\n"),
        ("", "[arabic]\n. One\n", "1. One\n"),
        ("", '[cols="1,2", options="header"]\n|===\n|a |b\n|===\n', "```text\n|a |b\n```\n"),
        ("", "[[goal]]\nText.\n\n[#other.lead%hardbreaks]\nMore.\n", "Text.\n\nMore.\n"),
    ],
)
def test_layout_of_asciidoc_goes(imported: Imported, header: str, below: str, expected: str) -> None:
    assert imported("adoc", ADOC.format(header, "") + below) == RESULT + expected


@pytest.mark.parametrize(
    ("ending", "text", "kept"),
    [
        ("rst", RST + "Text.\n\n.. _a: http://unused.example", ".. _a: http://unused.example"),
        ("rst", RST + "Text.\n\n.. _b:\n   http://unused.example\n", ".. _b:\n   http://unused.example"),
        ("rst", RST + "Text.\n\n.. for us", ".. for us"),
        ("adoc", ADOC.format("", ":reviewers: Ann\n") + "Text.\n", ":reviewers: Ann"),
        ("adoc", ADOC.format("", "") + "[quote, Ann Lee]\nText.\n", "[quote, Ann Lee]"),
    ],
)
def test_what_an_author_says_is_kept(imported: Imported, ending: str, text: str, kept: str) -> None:
    dialect = "reStructuredText" if ending == "rst" else "AsciiDoc"
    assert imported(ending, text) == (
        f"{RESULT}Text.\n\n## More Information\n\nFrom the {dialect} source:\n\n```text\n{kept}\n```\n"
    )


def test_front_matter_of_asciidoc_stays_front_matter(imported: Imported) -> None:
    text = "---\nstatus: accepted # by all\ndeciders: [Ann]\n---\n= Use Kafka\n\n== Decision\n\nText.\n"
    assert imported("adoc", text) == (
        "---\nstatus: accepted # by all\ndecision-makers: [Ann]\n---\n# Use Kafka\n\n## Decision\n\nText.\n"
    )


def test_a_directive_for_decisions_becomes_front_matter(imported: Imported) -> None:
    text = ".. adr:: Use Kafka\n   :status: accepted\n   :date: 2026-03-10\n\n   Decision\n   --------\n\n   Text.\n"
    assert imported("rst", text) == RESULT.replace("accepted\n", "accepted\ndate: 2026-03-10\n") + "Text.\n"


def test_attributes_with_other_names_become_front_matter(imported: Imported) -> None:
    text = "= Use Kafka\n:state: accepted\n:revdate: 2026-03-10\n\n== Decision\n\nText.\n"
    assert imported("adoc", text) == RESULT.replace("accepted\n", "accepted\ndate: 2026-03-10\n") + "Text.\n"


def test_a_description_list_becomes_front_matter(imported: Imported) -> None:
    text = "= Use Kafka\n\nStatus:: accepted\nDate::\n  2026-03-10\n\n== Decision\n\nText.\n"
    assert imported("adoc", text) == RESULT.replace("accepted\n", "accepted\ndate: 2026-03-10\n") + "Text.\n"
