"""What a template left, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.rules.engine import check
from tests.rules.checking import short
from tests.samples import CATALOG

Tree = Callable[..., Path]


def found(tree: Tree, text: str) -> list[str]:
    return [short(finding) for finding in check(load(tree({"docs/adr/0001-a.md": text}))).findings]


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        ("### 17) Use PSR-16 {#adr_0017}", False),
        ("### Use it { #use-it .wide }", False),
        ("A note.\n{: .note}", False),
        ("A note.\n{:.note}", False),
        ("{:toc}", False),
        ('![p](https://example.com/a.png){ width="300" }', False),
        ('A picture. { width="300" }', False),
        ("{% include note.html %}", False),
        ("{...describe it}", True),
        ("{describe it}", True),
        ("{# of orders}", True),
        ("### Files and {name}\n\n{name} is the shop", False),
        ("### Files\n\n{name} is the shop", True),
        ("{.NET or Java}", True),
    ],
)
def test_what_is_in_braces(tree: Tree, line: str, is_left: bool) -> None:
    text = f"# A\n\n## Status\n\nAccepted\n\n## Context\n\n{line}\n\nText.\n"
    assert found(tree, text) == ([f"{9 + line.count(chr(10))} info R005"] if is_left else [])


@pytest.mark.parametrize(
    ("heading", "is_empty"),
    [
        ("Status: Accepted", False),
        ("Status - accepted", False),
        ("Status – accepted", False),
        ("1. Status: accepted", False),
        ("Date: 2024-01-31", False),
        ("Deciders: Ann, Bob", False),
        ("Status:", True),
        ("Date", True),
        ("Decision: to be made", True),
        ("Status quo", True),
    ],
)
def test_a_heading_that_says_it_all_is_not_empty(tree: Tree, heading: str, is_empty: bool) -> None:
    codes = found(tree, f"# A\n\n* Status: accepted\n\n## {heading}\n\n## Context\n\nText.\n")
    assert [code for code in codes if code.endswith("R006")] == (["5 info R006"] if is_empty else [])


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        ("The change that we're proposing or have agreed to implement.", True),
        ("What is the issue that we're seeing that is motivating this decision or change?", True),
        ("The change that we're proposing is a queue.", False),
        ("> The change that we're proposing or have agreed to implement.", False),
    ],
)
def test_what_the_templates_of_others_ask(tree: Tree, line: str, is_left: bool) -> None:
    text = f"# A\n\n## Status\n\nAccepted\n\n## Decision\n\n{line}\n\nText.\n"
    assert found(tree, text) == (["9 info R005"] if is_left else [])


LEFT_BY_A_TEMPLATE = [
    "{Describe the context in two or three sentences.}",
    "Good, because {argument}",
    "* Good, because {argument a}",
    'Chosen option: "{option}", because {reason}',
    "Owner: {name}",
    "| Owner | {name} |",
    "{problem}",
    "- {driver}",
    "We take it, because of {example | description | pointer to more information}.",
    "{e.g., how fast it must be}",
]
ONLY_LOOKS_LIKE_IT = [
    'The query is `{"a": 1},\n{"b": 2}` in both.',
    "It answers {status: ok} or {status: failed}.",
    "The body is {id, name} in all versions.",
    'It sends {"id": 1, "name": "a"} to the shop.',
    "References are cited in {citationkey} and in no other place.",
    'The title is "Cited in {key}" there.',
    "Query := {Clause} and nothing else.",
    "See {@code Copier.add(Text text)} for that.",
    "We write func (o Order) { return o } for it.",
    "An interface { Send(order) } is enough.",
    "For all {x, y} in {x | x ∈ V} it holds.",
    "$\\frac{a b}{c d}$ of them.",
    "The chart holds {{ .Values.image tag }} there.",
    "{% if a %} text {% endif %}",
    "{{ order number }} is set by Jinja.",
    "It fills ${order number} in.",
    "Files are called {date}-{shop} on the disk.",
    "The set {a; b; c} is closed.",
    "A todo list and a TODO in the code are two things.",
    "There are more ... and still more [ ] of them ??? as said.",
    "- [ ] TODO move the job\n- [ ] read the log\n\nThe list above is open.",
    "TODO: measure again in May.\n\nUntil then one instance.",
    "Look for `TODO`, [TODO](https://example.com/todo) and `{TODO}`.",
]


@pytest.mark.parametrize("line", LEFT_BY_A_TEMPLATE)
def test_what_a_template_left(tree: Tree, line: str) -> None:
    assert found(tree, f"# A\n\n## Status\n\nAccepted\n\n## Context\n\n{line}\n") == ["9 info R005"]


@pytest.mark.parametrize("line", ONLY_LOOKS_LIKE_IT)
def test_what_only_looks_like_a_template(tree: Tree, line: str) -> None:
    assert found(tree, f"# A\n\n## Status\n\nAccepted\n\n## Context\n\n{line}\n") == []


@pytest.mark.parametrize("text", ["TODO", "???", "- ???", "TODO: write this", "_TBD_", "* TODO\n* TBD", "(TODO)"])
def test_a_section_that_is_still_to_be_written(tree: Tree, text: str) -> None:
    assert found(tree, f"# A\n\n## Status\n\nAccepted\n\n## Context\n\n{text}\n") == ["9 info R005"]


def test_each_note_of_what_is_to_be_written_counts_in_a_programme(tree: Tree) -> None:
    text = "---\nstatus: accepted\n---\n\n# A\n\n## Context\n\nTwo systems keep prices.\n\nTODO: count them.\n"
    files = {"decisions/adr/0001-a.md": text, "decisions/catalog.yml": CATALOG}
    codes = [short(finding) for finding in check(load(tree(files))).findings]
    assert [code for code in codes if code.endswith("R005")] == ["11 error R005"]


@pytest.mark.parametrize("answer", ["n/a", "N/A.", "-", "none", "None.", "*none*", "–", "?", "..."])
@pytest.mark.parametrize("section", ["Context", "Considered Options", "Decision", "Consequences"])
def test_no_answer_where_every_decision_has_one(tree: Tree, section: str, answer: str) -> None:
    text = f"# A\n\n## Status\n\nAccepted\n\n## {section}\n\n{answer}\n\n## Links\n\nThe plan.\n"
    assert found(tree, text) == ["9 info R006"]


@pytest.mark.parametrize("section", ["Links", "Consulted", "Negative Consequences", "More Information", "Risks"])
def test_none_is_an_answer_elsewhere(tree: Tree, section: str) -> None:
    text = f"# A\n\n## Status\n\nAccepted\n\n## {section}\n\nNone.\n"
    assert found(tree, text) == []


@pytest.mark.parametrize("text", ["None of them is fast.", "n/a\n\nBut see below.", "- none\n- at all", "No change."])
def test_an_answer_that_begins_like_none(tree: Tree, text: str) -> None:
    assert found(tree, f"# A\n\n## Status\n\nAccepted\n\n## Context\n\n{text}\n") == []


def test_what_is_still_to_be_written_is_told_once(tree: Tree) -> None:
    assert found(tree, "# A\n\n## Status\n\nAccepted\n\n## Decision\n\nTBD\n") == ["9 info R005"]
