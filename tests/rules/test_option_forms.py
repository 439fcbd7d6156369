"""Options in the forms in which teams list, choose and weigh them: and what is still told of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rules.test_decision_content import HEAD, OUTCOME, found

Tree = Callable[..., Path]


OPTIONS_IN_OTHER_FORMS = {
    "numbered in headings": "### Option 1: Events\n\n- fast\n\n### Option 2: Files\n\n- slow\n\n",
    "numbered in square brackets": "### [Option 1] Events\n\n- fast\n\n### [Option 2] Files\n\n- slow\n\n",
    "numbered in bold paragraphs": "**Option 1: Events**\n\n- fast\n\n**Option 2: Files**\n\n- slow\n\n",
    "numbered in front of bold names": "Option 1: **Events**\n\n* fast\n\nOption 2: **Files**\n\n* slow\n\n",
    "bold paragraphs": "**Events**\n\nThey are fast:\n\n- fast\n\n**Files**\n\nNobody waits.\n\n",
    "lettered": "Alternative A - Events\n\n- fast\n\nAlternative B - Files\n\n",
    "in another language": "Variante 1: Events\n\n- schnell\n\nVariante 2: Files\n\n",
    "in a table": "| Option | speed |\n| --- | --- |\n| Events | high |\n| Files | low |\n\n- measured in March\n\n",
    "prose with a list": "We looked at events, at files and at calls.\n\n- Events\n\n",
}


@pytest.mark.parametrize("options", OPTIONS_IN_OTHER_FORMS.values(), ids=OPTIONS_IN_OTHER_FORMS)
def test_options_in_other_forms_are_more_than_one(tree: Tree, options: str) -> None:
    assert found(tree, f"{HEAD}## Considered Options\n\n{options}## Decision Outcome\n\n{OUTCOME}\n") == []


def test_an_alternative_to_what_was_chosen_is_no_only_option(tree: Tree) -> None:
    text = f"{HEAD}## Alternatives Considered\n\n- Files at night\n\n## Decision Outcome\n\n{OUTCOME}\n"
    assert found(tree, text) == []


def test_an_option_beside_weighed_ones_is_no_only_option(tree: Tree) -> None:
    reasons = "## Pros and Cons of the Options\n\n### Events\n\n- fast\n\n### Files\n\n- slow\n"
    text = f"{HEAD}## Considered Options\n\n- Events\n\n## Decision Outcome\n\n{OUTCOME}\n\n{reasons}"
    assert found(tree, text) == []


@pytest.mark.parametrize(
    "only", ["- Events", "* **Events**, through the hub", "One option was left:\n\n1. Events", "### Events\n\n- fast"]
)
def test_one_option_in_other_forms_is_the_only_one(tree: Tree, only: str) -> None:
    codes = found(tree, f"{HEAD}## Considered Options\n\n{only}\n\n## Decision Outcome\n\n{OUTCOME}\n")
    assert [code.split()[-1] for code in codes] == ["D101"]


LISTED = (
    "1. **Poll the shop every minute** - no change there\n"
    "2. **Files at night** — sent by [the job](https://example.com/job)\n"
    "3. Events (through `the hub`)\n"
)


@pytest.mark.parametrize(
    "chosen",
    [
        "Option 2",
        "Option 3 – the structural change",
        "**option 2, files at night, by the job**. It is simple",
        "[Option 3](https://example.com/3): Events",
        "Options 1 and 3",
        "2 + 3",
        "`Events`",
        "Event, through a hub",
        "Polling the shop each minute",
        "Files together with events",
        "Filles at the night",
        "All of the options above",
        "A combination of files and calls",
        '"Both files and events"',
        "A prioritised set of these",
        "**two of the three, each where it is strong** — the files at night",
    ],
)
def test_a_chosen_option_in_another_form(tree: Tree, chosen: str) -> None:
    text = f"{HEAD}## Considered Options\n\n{LISTED}\n## Decision Outcome\n\nChosen option: {chosen}, because we can.\n"
    assert found(tree, text) == []


@pytest.mark.parametrize(
    "chosen",
    [
        "Option 4",
        "Options 2 and 5",
        "Direct calls",
        "**Option 7: Direct calls**",
        "[Webhooks](https://example.com/4) of the ERP",
        "D",
    ],
)
def test_a_chosen_option_that_is_none_of_the_list(tree: Tree, chosen: str) -> None:
    text = f"{HEAD}## Considered Options\n\n{LISTED}\n## Decision Outcome\n\nChosen option: {chosen}, because we can.\n"
    assert [code.split()[-1] for code in found(tree, text)] == ["D102"]


GROUPS = (
    "**A — how orders travel:**\n\n1. Events\n2. Files\n\n**B — who keeps them:**\n\n1. The shop\n2. The ERP\n3. Both\n"
)


@pytest.mark.parametrize(
    ("chosen", "codes"), [("**A2** and **B3**", []), ("B1", []), ("A3", ["D102"]), ("C1", ["D102"])]
)
def test_an_entry_of_a_group_of_options(tree: Tree, chosen: str, codes: list[str]) -> None:
    for groups in (GROUPS, GROUPS.replace("**A", "### A").replace("**B", "### B").replace(":**", "")):
        text = f"{HEAD}## Considered Options\n\n{groups}\n## Decision Outcome\n\nChosen options: {chosen}.\n"
        assert [code.split()[-1] for code in found(tree, text)] == codes


@pytest.mark.parametrize(
    ("chosen", "codes"), [("Use Kafka for all orders of the shop", ["D102"]), ("Use SQS for the orders", [])]
)
def test_words_of_every_option_tell_none_of_them_apart(tree: Tree, chosen: str, codes: list[str]) -> None:
    options = "- Use SQS for all orders of the shop\n- Use RabbitMQ for all orders of the shop\n"
    text = f"{HEAD}## Considered Options\n\n{options}\n## Decision Outcome\n\nChosen option: {chosen}.\n"
    assert [code.split()[-1] for code in found(tree, text)] == codes


WEIGHED_IN_OTHER_FORMS = {
    "numbered": "### Option 1: Poll\n\n- slow\n\n### Option 2: Files\n\nNo.\n\n### Option 3: Events (TAKEN)\n\n- ok\n",
    "numbered only": "### Option 1\n\n- slow\n\n### Option 2\n\n- slow\n\n### Option 3\n\n- fast\n",
    "in brackets": "### [Option 1] Poll\n\n- slow\n\n### [Option 2] Files\n\nNo.\n\n### [Option 3] Events\n\n- fast\n",
    "shorter": "### Polling (every minute)\n\n- slow\n\n### Nightly files\n\n- slow\n\n### Events\n\n- fast\n",
    "bold": "**Poll the shop**\n\n- slow\n\n**Files at night**\n\n- slow\n\n**Events**\n\n- fast\n",
    "a table": "| option | for | against |\n| --- | --- | --- |\n| first | cheap | slow |\n",
    "prose": "The first two are slow, and we cannot wait.\n",
    "arguments only": "- Good, because the shop does not wait\n- Bad, because it is new\n",
    "under another name": "### Poll the shop\n\n- slow\n\n### The old way\n\n- slow\n\n### Events\n\n- fast\n",
}


@pytest.mark.parametrize("reasons", WEIGHED_IN_OTHER_FORMS.values(), ids=WEIGHED_IN_OTHER_FORMS)
def test_options_that_are_weighed_in_another_form(tree: Tree, reasons: str) -> None:
    outcome = '## Decision Outcome\n\nChosen option: "Events", because the shop does not wait.\n\n'
    text = f"{HEAD}## Considered Options\n\n{LISTED}\n{outcome}## Pros and Cons of the Options\n\n{reasons}"
    assert found(tree, text) == []


@pytest.mark.parametrize(
    "reasons",
    [
        "### Option 1: Poll\n\n- slow\n\n### Option 3 – Events\n\n- fast\n",
        "### [Option 3] Events\n\n- fast\n\n### [Option 1] Poll the shop\n\n- slow\n",
        "### Polling (every minute)\n\n- slow\n\n### Events\n\n- fast\n",
        "**Poll the shop**\n\n- slow\n\n**Events**\n\n- fast\n",
    ],
)
def test_an_option_that_is_not_weighed_in_any_form(tree: Tree, reasons: str) -> None:
    outcome = '## Decision Outcome\n\nChosen option: "Events", because the shop does not wait.\n\n'
    text = f"{HEAD}## Considered Options\n\n{LISTED}\n{outcome}## Pros and Cons of the Options\n\n{reasons}"
    assert found(tree, text) == ["10 warning D104"]


def test_a_section_that_is_not_only_a_list_is_searched_as_a_whole(tree: Tree) -> None:
    options = "Direct calls of the ERP came first. Then there were\n\n- Events\n- Files\n\n"
    text = f"{HEAD}## Considered Options\n\n{options}## Decision Outcome\n\nChosen option: Direct calls, because.\n"
    assert found(tree, text) == []
    assert found(tree, text.replace("option: Direct calls", "option: Webhooks")) == ["16 error D102"]


@pytest.mark.parametrize("chosen", ["**2**", "(2)", "Option 2"])
def test_the_chosen_option_is_weighed_where_it_is_chosen_by_its_number(tree: Tree, chosen: str) -> None:
    reasons = "### Poll the shop\n\n- slow\n\n### Events\n\n- fast\n"
    outcome = f"## Decision Outcome\n\nChosen option: {chosen}, because nobody waits.\n\n"
    text = f"{HEAD}## Considered Options\n\n{LISTED}\n{outcome}## Pros and Cons of the Options\n\n{reasons}"
    assert found(tree, text) == []
