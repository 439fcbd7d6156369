"""Where decisions in AsciiDoc tell their facts, beyond sections and attributes."""

from __future__ import annotations

import pytest

from settled.formats.dialect import as_markdown
from settled.history.status_reader import status_of
from settled.model.markup import Dialect
from tests.reading.test_other_markup import Facts, adoc, facts

CHOICE = ("Use Kafka", None, "proposed", "proposed", "2026-03-10")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("= Use Kafka\n\nStatus:: proposed\nDate:: 2026-03-10\n\n== Context\n\nText.\n", CHOICE),
        ("= Use Kafka\n\nStatus::\n  proposed\nDate::\n\n  2026-03-10\n\n== Context\n\nText.\n", CHOICE),
        ("= Use Kafka\n\n*Status*:: proposed\n_Date_:: 2026-03-10 +\n\n== Context\n", CHOICE),
        ("= Use Kafka\n:state: proposed\n:date: 2026-03-10\n", CHOICE),
        ("= Use Kafka\n:state: Bavaria\n:status: proposed\n:date: 2026-03-10\n", CHOICE),
        ("= Use Kafka\n\n**Status**: proposed +\n**Date**: 2026-03-10 +\n\n== Context\n", CHOICE),
        ("= Use Kafka\n\n*Status:* proposed + \n*Date:* 2026-03-10\n\n== Context\n", CHOICE),
        ("= Use Kafka\n\n* *Status*: proposed +\n* Date: 2026-03-10 +\n\n== Context\n", CHOICE),
        ("== Use Kafka\n\n*Status*: proposed +\n*Date*: 2026-03-10\n\n=== Context\n", CHOICE),
        ("= Use Kafka\n\nStatus::\n\n== Context\n\nproposed\n", ("Use Kafka", None, None, "", None)),
        ("= Use Kafka\n\n== Context\n\nStatus:: proposed\n", ("Use Kafka", None, None, None, None)),
    ],
)
def test_facts_of_asciidoc(text: str, expected: Facts) -> None:
    assert facts(adoc(text)) == expected


def test_the_people_and_places_of_a_description_list() -> None:
    record = adoc("= Use Kafka\n\nStatus::\n  superseded by ADR-9\nDeciders:: Ann, Ben\n\n== Context\n")
    assert (record.status, record.superseded_by) == ("superseded", ("ADR-9",))
    assert (record.decision_makers, record.status_line) == (("Ann", "Ben"), 4)


@pytest.mark.parametrize("gap", ["", "\n"])
def test_people_listed_in_a_description_list(gap: str) -> None:
    record = adoc(f"= Use Kafka\n\nDeciders::\n{gap}* Ann +\n* Ben\nStatus:: accepted\n\n== Context\n")
    assert (record.decision_makers, record.status) == (("Ann", "Ben"), "accepted")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("== T\n\n=== A\n\n==== B\n\n= C", "# T\n\n## A\n\n### B\n\n# C"),
        ("== Status\n\n=== A", "## Status\n\n### A"),
    ],
)
def test_levels_begin_with_that_of_the_title(text: str, expected: str) -> None:
    assert as_markdown(text, Dialect.ASCIIDOC) == expected


def test_other_terms_of_a_description_list_stay_what_they_are() -> None:
    assert as_markdown("Broker:: what carries it\nTopic::\n  a name", Dialect.ASCIIDOC) == (
        "* **Broker** what carries it\n* **Topic**\n  a name"
    )


FRONT = "---\nid: use-kafka\nstatus: proposed\ndate: 2026-03-10\nmetadata_version: '1.0'\n---\n"


@pytest.mark.parametrize("text", [FRONT, "\ufeff" + FRONT, FRONT + "\n"])
def test_front_matter_of_asciidoc(text: str) -> None:
    record = adoc(text + "= ADR-002: Use Kafka\n\nSee link:other.adoc[that].\n")
    assert (record.title, record.title_number, record.status) == ("Use Kafka", 2, "proposed")
    assert record.date is not None
    assert record.date.isoformat() == "2026-03-10"
    assert "metadata_version" not in record.body_text + record.written_text
    line = text.count("\n") + 1
    assert (record.title_line, record.front.at(("status",)).line) == (line, 3)
    assert [(link.line, link.column) for link in record.body.links] == [(line + 2, 10)]
    assert status_of(text.encode(), "0007-use-kafka.adoc") is record.status


@pytest.mark.parametrize(
    "text",
    ["---\n\n= Use Kafka\n\n---\n", "---\nstatus: accepted\n\n= Use Kafka\n", "---\nText.\n\n---\n= Use Kafka\n"],
)
def test_a_line_of_three_signs_is_no_front_matter(text: str) -> None:
    record = adoc(text)
    assert (record.title, record.document.has_front_matter) == ("Use Kafka", False)
