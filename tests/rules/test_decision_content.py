"""What decisions say: the near misses, on which a rule must stay silent, and the forms in which options are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.rules.option_names import is_same_option
from tests.rules.checking import findings_in
from tests.samples import CATALOG

Tree = Callable[..., Path]

HEAD = "---\nstatus: accepted\n---\n\n# Send orders as events\n\n"
OUTCOME = 'Chosen option: "Events", because the shop does not wait.'


def found(tree: Tree, text: str, folder: str = "decisions/adr") -> list[str]:
    """`line severity code` of each finding in a project with the decision `text`."""
    files: dict[str, str | bytes | None] = {f"{folder}/0001-events.md": text}
    if folder.startswith("decisions"):
        files["decisions/catalog.yml"] = CATALOG
    lines = [line.split(":", 1)[1] for line in findings_in(tree(files))]
    return [f"{line.split(':')[0]} {line.split()[1]} {line.split()[2]}" for line in lines]


@pytest.mark.parametrize(
    ("chosen", "option"),
    [
        ("kafka", "Kafka"),
        ("Use Kafka!", "Apache Kafka, hosted by us"),
        ("Postgres", "PostgreSQL"),
        ("CDN", "Content delivery network"),
        ("events and a nightly file", "Events"),
        ("Keep prices in ERP", "Keep the prices in the ERP"),
        ("Event's through the hub", "Events, through the hub"),
        ("C++", "C++"),
    ],
)
def test_one_option_in_two_spellings(chosen: str, option: str) -> None:
    assert is_same_option(chosen, option)
    assert is_same_option(option, chosen)


@pytest.mark.parametrize(("chosen", "option"), [("Redis", "Kafka"), ("Files at night", "Events"), ("C++", "C#")])
def test_two_options(chosen: str, option: str) -> None:
    assert not is_same_option(chosen, option)


@pytest.mark.parametrize(
    "chosen",
    [
        'Chosen option: "Files at night", because',
        "Chosen option: Files at night, because",
        "Chosen option: **Files at night**, because",
        "**Chosen option:** [files](#files-at-night) because",
        "We weighed both.\n\nChosen option: Option 2, because",
        "Chosen option: None of these, because",
        "Chosen option: (2), because",
        "Chosen option: TBD, because",
        "Chosen option: Not yet decided, because",
        'Chosen option: "Files\nat night", because',
        "Chosen option: **Files\n  at night** because",
        "Chosen options:\n\n  * **Files at night**, because\n    it is slow\n  * Events - because",
        "**Chosen options**:\n* Events: it is fast\n  * and dear\n\nFiles are slow, because",
        "Chosen option:\n\nWe weighed both, because",
        "This is the chosen option\nbecause",
        "We take files, because",
    ],
)
def test_a_chosen_option_that_is_listed(tree: Tree, chosen: str) -> None:
    options = "## Considered Options\n\n* Events\n  with a hub\n* [Files at night](#files-at-night)\n\n"
    options += "### Files at night\n\nThey are there already.\n\n"
    assert found(tree, f"{HEAD}{options}## Decision Outcome\n\n{chosen} little can fail.\n") == []


@pytest.mark.parametrize(
    "chosen", ["Option A - Payment pages", '"Option A - Payment pages', "*Option A - Payment pages*"]
)
def test_a_name_goes_on_behind_a_dash_where_the_list_says_so(tree: Tree, chosen: str) -> None:
    options = "## Considered Options\n\n* Option A - Payment pages\n* Other - Direct calls\n\n"
    outcome = f"## Decision Outcome\n\nChosen option: {chosen}, because it is safe.\n"
    assert found(tree, HEAD + options + outcome) == []
    assert found(tree, HEAD + options + outcome.replace("Option A - Payment", "Own - Card")) == ["14 error D102"]


def test_each_of_several_chosen_options_is_looked_for(tree: Tree) -> None:
    options = "## Considered Options\n\n* Events\n* Files\n\n"
    outcome = "## Decision Outcome\n\nChosen options:\n\n* **Events**, because\n* **Calls**, because\n* Mails\n"
    assert found(tree, HEAD + options + outcome) == ["17 error D102", "18 error D102"]


@pytest.mark.parametrize("only", ["None.", "n/a", "N/A", "To be decided", "*None*", "Not yet known"])
def test_what_says_that_there_is_no_option_is_not_the_only_one(tree: Tree, only: str) -> None:
    assert found(tree, f"{HEAD}## Considered Options\n\n* {only}\n") == []


def test_a_heading_below_the_list_of_options_is_no_option(tree: Tree) -> None:
    options = "## Considered Options\n\n- Toast UI\n- ProseMirror\n\n### Noticed, but not considered\n\n- Slate\n\n"
    assert found(tree, f"{HEAD}{options}## Decision Outcome\n\nChosen option: ProseMirror.\n") == []
    assert found(tree, f"{HEAD}{options}## Decision Outcome\n\nChosen option: Slate.\n") == ["18 error D102"]
    alone = options.replace("- ProseMirror\n", "")
    assert found(tree, HEAD + alone) == ["9 error D101"]


def test_headings_below_a_list_of_criteria_are_options(tree: Tree) -> None:
    options = (
        "## Considered Options\n\nWe ask for:\n\n- speed\n- price\n\n### Events\n\nFast.\n\n### Files\n\nSlow.\n\n"
    )
    assert found(tree, f"{HEAD}{options}## Decision Outcome\n\n{OUTCOME}\n") == []


def test_options_as_headings_are_options(tree: Tree) -> None:
    options = "## Considered Options\n\n### Events\n\n- fast\n\n### Files\n\n- slow\n\n"
    assert found(tree, f"{HEAD}{options}## Decision Outcome\n\n{OUTCOME}\n") == []
    assert found(tree, f"{HEAD}{options}## Decision Outcome\n\nChosen option: Calls.\n") == ["19 error D102"]


def test_options_in_prose_are_not_counted(tree: Tree) -> None:
    text = f"{HEAD}## Considered Options\n\nEvents or files.\n\n## Decision Outcome\n\n{OUTCOME}\n"
    assert found(tree, text) == []


def test_one_option_of_a_proposal_and_of_a_plain_record_is_a_warning(tree: Tree) -> None:
    text = f"{HEAD}## Considered Options\n\n1. Events\n\n## Decision Outcome\n\n{OUTCOME}\n"
    assert found(tree, text) == ["9 error D101"]
    assert found(tree, text.replace("accepted", "proposed")) == ["9 warning D101"]


def test_one_option_of_a_plain_record_is_a_warning(tree: Tree) -> None:
    text = f"{HEAD}## Considered Options\n\n1. Events\n\n## Decision Outcome\n\n{OUTCOME}\n"
    assert found(tree, text, "docs/adr") == ["9 warning D101"]


@pytest.mark.parametrize("status", ["rejected", "deprecated"])
def test_a_decision_that_does_not_hold_is_not_asked(tree: Tree, status: str) -> None:
    text = f"{HEAD}## Considered Options\n\n* Events\n".replace("accepted", status)
    assert found(tree, text) == []


def test_a_record_with_text_of_the_template_is_asked_nothing_further(tree: Tree) -> None:
    text = f"{HEAD}## Considered Options\n\n* Events\n\n## Decision Outcome\n\n{{why}} should be said.\n"
    assert found(tree, text) == ["13 error R005"]


@pytest.mark.parametrize(
    ("consequences", "expected"),
    [
        ("## Consequences\n\n* Good, because it is fast, operations say\n", ["7 warning D103"]),
        ("## Positive Consequences\n\n* fast to operate\n", ["7 warning D103"]),
        ("## Positive Consequences\n\n* fast to operate\n\n## Negative Consequences\n\n* None\n", ["11 warning D103"]),
        ("## Positive Consequences\n\n* fast to operate\n\n## Negative Consequences\n\n* dear\n", []),
        ("## Consequences\n\n* Good, because it is fast, but operations wait\n", []),
        ("## Consequences\n\n### Positive\n\n* fast\n\n### Negative\n\n* operations wait\n", []),
        ("## Consequences\n\n* **Good**, fast\n* **Bad**, operations wait\n", []),
        ("## Consequences\n\n* Good, fast to operate\n* Neutral, because there may be better\n", []),
        ("## Consequences\n\nOperations see one queue.\n", []),
        ("## Consequences\n\nOne queue.\n", ["7 info D111"]),
    ],
)
def test_consequences(tree: Tree, consequences: str, expected: list[str]) -> None:
    assert found(tree, HEAD + consequences) == expected


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("Orders should travel as events.", ["9 warning D108"]),
        ("Orders probably\ntravel as events, or maybe not.", ["9 warning D108"]),
        ("The rule reads: “orders should travel”.", []),
        ('The rule reads: "orders\nshould travel".', []),
        ("> Orders should travel.\n\nThey do.", []),
        ("They do.\n\n```text\nmaybe\n```", []),
        ("Set `should-travel`; see [the plan](maybe).", ["9 error R010"]),
        ("Should the hub fail, orders wait. When it should fail twice, somebody is called.", []),
        ("Consumers SHOULD refuse it, as in RFC 2119.", []),
        ("The ERP's maybe-list isn't read, and the shop's orders aren't either.", []),
    ],
)
def test_weak_words_in_the_outcome(tree: Tree, outcome: str, expected: list[str]) -> None:
    assert found(tree, f"{HEAD}## Decision Outcome\n\n{outcome}\n") == expected


def test_weak_words_elsewhere_are_not_told(tree: Tree) -> None:
    rest = "## Context\n\nIt should be fast.\n\n## Decision\n\nEvents.\n\n### Confirmation\n\nIt should be seen.\n"
    assert found(tree, HEAD + rest) == []


@pytest.mark.parametrize(
    ("below", "codes"),
    [
        ("### Rationale\n\nCustomers trust what is reliable.\n", []),
        ("## ⚖️ Pros and Cons\n\n- reliability is good\n", []),
        ("### Rationale\n\nIt is the simplest option that resolves all forces.\n", []),
        ("## Links\n\n- [The minutes](https://example.com)\n", ["D105"]),
        ("## Links\n\n- [The requirements](https://example.com)\n", ["D105"]),
    ],
)
def test_a_driver_that_is_taken_up_anywhere_below(tree: Tree, below: str, codes: list[str]) -> None:
    text = f"{HEAD}## Decision Drivers\n\n- Reliability\n\n## Decision Outcome\n\n{OUTCOME}\n\n{below}"
    assert [code.split()[-1] for code in found(tree, text)] == codes
