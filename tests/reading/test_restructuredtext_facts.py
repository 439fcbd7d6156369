"""Where decisions in reStructuredText tell their facts, beyond sections and field lists, and how they refer."""

from __future__ import annotations

import pytest

from settled.formats.dialect import as_markdown
from settled.model.markup import Dialect
from tests.reading.test_other_markup import Facts, facts, rst

CHOICE = ("Use Kafka", None, "proposed", "proposed", "2026-03-10")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "7. Use Kafka\n\nDate: 2026-03-10\n\nStatus\n------\n\nproposed\n\nContext\n-------\n\nText.\n",
            ("Use Kafka", 7, "proposed", "proposed", "2026-03-10"),
        ),
        ("\n\nUse Kafka\n\nStatus\n======\n\nproposed\n\nDate\n----\n\n2026-03-10\n", CHOICE),
        ("A note of two\nlines.\n\nStatus\n------\n\nproposed\n", ("Use kafka", None, "proposed", "proposed", None)),
        ("A note\n\nUse Kafka\n---------\n\nText.\n", ("Use Kafka", None, None, None, None)),
        ("Status: proposed\n\nContext\n-------\n", ("Use kafka", None, "proposed", "proposed", None)),
        (".. adr:: Use Kafka\n   :status: proposed\n   :date: 2026-03-10\n\n   Text.\n", CHOICE),
        ("Use Kafka\n=========\n\n.. adr::\n   :status: proposed\n   :date: 2026-03-10\n", CHOICE),
        (".. adr::\n   :status: proposed\n   :date: 2026-03-10\n\nUse Kafka\n=========\n\nText.\n", CHOICE),
        (
            ".. adr:: Use Kafka\n   :date: 2026-03-10\n\n   Status\n   ------\n\n   proposed\n\n"
            "   Context\n   -------\n",
            CHOICE,
        ),
    ],
)
def test_facts_of_restructuredtext(text: str, expected: Facts) -> None:
    assert facts(rst(text)) == expected


def test_a_directive_for_decisions_line_for_line() -> None:
    text = (
        ".. adr:: Use *Kafka*\n   :status: accepted\n   :deciders: Ann\n   :nocontents:\n\n"
        "   See `this <x.rst>`_:\n\n   .. code-block:: yaml\n\n      a: 1\n\n   Context\n   -------\n\nBelow.\n"
    )
    assert as_markdown(text, Dialect.RESTRUCTUREDTEXT) == (
        "# Use *Kafka*\n* **Status:** accepted\n* **Deciders:** Ann\n\n\n"
        "See [this](x.rst):\n\n\n```yaml\na: 1\n```\n## Context\n\n\nBelow.\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" As `a\n b`_.\n\n.. _a b: http://x.y", " As\n [a b](http://x.y).\n\n"),
        ("Words (`a\nb`_) and more.\n\n.. _A  B: x.rst\n", "Words\n([a b](x.rst)) and more.\n\n\n"),
        ("* `a\n  b`__ goes on\n\n.. _a b: x.rst\n", "* [a b](x.rst)\n  goes on\n\n\n"),
        ("See `a\nb <x.rst>`_.\n", "See\n[a b](x.rst).\n"),
        ("As `a\nb`_.\n", "As `a\nb`_.\n"),
        ("As ``a\nb`` or `a\nb`.\n", "As ``a\nb`` or `a\nb`.\n"),
    ],
)
def test_references_over_the_end_of_a_line(text: str, expected: str) -> None:
    assert as_markdown(text, Dialect.RESTRUCTUREDTEXT) == expected
