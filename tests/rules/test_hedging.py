"""Which words of an outcome leave a decision open in a folder of plain ADRs, and which speak of something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.rules.test_decision_content import HEAD, found

Tree = Callable[..., Path]

LEFT_OPEN = [
    "We should probably use a queue.",
    "We might use a queue, and look at it again in May.",
    "Maybe a queue.",
    "We will perhaps move the orders to a queue.",
    "Chosen option: probably the queue, because it is there.",
    "Orders possibly travel through a queue.",
    "We'll try to use a queue.",
    "We hope to move to a queue.",
    "The team will at some point move to a queue.",
    "A queue (maybe).",
    "We use a queue if possible.",
    "We weighed both.\n\nChosen option: a queue, or maybe files.",
    "Decision: presumably a queue.",
    "We looked at files and at a queue. We will probably take the queue.",
]
NO_WEAKNESS = [
    "Services should send each order once.",
    "We should use a queue for orders.",
    "Implicit assumptions should be made explicit.",
    "The import SHOULD be silent, and clients should not retry.",
    "We use a queue because files might be late.",
    "We use a queue, since it should cost little and will probably stay.",
    "Chosen option: a queue, because it might be the only one that we can run ourselves.",
    "We use a queue.\n\nIts consumers might see an order twice, and should know it by its number.",
    "We use a queue.\n\n- New colleagues might be surprised\n- Perhaps we look at it again\n",
    "We use a queue. Old exports might be moved to it later.",
    "A queue carries the orders (and possibly their corrections, which the ERP sends at night).",
    "We take a queue to keep the way open to streams at some point in the future.",
    "The job runs each night to try to send again what was refused.",
    "We use a queue that should be read by one consumer only.",
    "It was decided that in the interim we should take the second option.",
    "We think that the queue should do; nobody knows whether files might, too.",
]


def _codes(tree: Tree, outcome: str, folder: str = "docs/adr") -> list[str]:
    return [line.split()[-1] for line in found(tree, f"{HEAD}## Decision Outcome\n\n{outcome}\n", folder)]


@pytest.mark.parametrize("outcome", LEFT_OPEN)
def test_a_decision_that_is_left_open_is_weak(tree: Tree, outcome: str) -> None:
    assert _codes(tree, outcome) == ["D108"]


@pytest.mark.parametrize("outcome", NO_WEAKNESS)
def test_a_norm_or_a_doubt_about_something_else_is_not_weak(tree: Tree, outcome: str) -> None:
    assert _codes(tree, outcome) == []


def test_the_place_is_that_of_the_doubt(tree: Tree) -> None:
    text = f"{HEAD}## Decision Outcome\n\nWe weighed both. It should last.\n\nChosen option: maybe files.\n"
    assert found(tree, text, "docs/adr") == ["11 info D108"]


def test_all_weak_words_count_where_the_team_asks_for_them(tree: Tree, adr: Callable[..., Outcome]) -> None:
    outcome = "Services ought to send each order once."
    text = f"{HEAD}## Decision Outcome\n\n{outcome}\n"
    root = tree({"docs/adr/0001-events.md": text, "settled.toml": '[words]\nweak-words = ["ought to"]\n'})
    assert "weak-wording" in adr("check", cwd=root).out


def test_a_programme_is_told_of_each_weak_word(tree: Tree) -> None:
    assert _codes(tree, "Services should send each order once.", "decisions/adr") == ["D108"]
