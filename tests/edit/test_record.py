"""Edits of whole records: each in the form that it uses, each undone by its inverse to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.edit.record import (
    add_reference,
    mark_superseded,
    set_date,
    set_decision_makers,
    set_status,
)
from settled.edit.target import target
from settled.model.errors import UsageError
from settled.model.vocabulary import Kind
from settled.records.reading import read_record
from tests.edit.differing import differing
from tests.reading.generated import bounded

FILE = "adr/0001-one.md"
TWO = target("ADR-0002", 2, "Use `events` & [queues]", "adr/0002-use-events.md", seen_from=FILE)
MADR = "---\nstatus: accepted # by all\ndate: 2024-01-31\n---\n\n# One\n\nText.\n"
NYGARD = "# 1. One\n\nDate: 2024-01-31\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n"
BULLETS = "# One\n\n* Status: accepted\n* Deciders: Ann\n* Date: 2024-01-31\n\n## Context\n"
JEKYLL = "---\nparent: Decisions\nnav_order: 1\n---\n\n" + NYGARD
BOTH = "---\nstatus: accepted\ndate: 2024-01-31\n---\n\n" + NYGARD


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (MADR, MADR.replace("accepted #", "rejected #")),
        (NYGARD, NYGARD.replace("Accepted", "Rejected")),
        (BULLETS, BULLETS.replace("accepted", "rejected")),
        (JEKYLL, JEKYLL.replace("Accepted", "Rejected")),
        (BOTH, BOTH.replace("accepted", "rejected").replace("Accepted", "Rejected")),
        ("---\ndate: 2024-01-31\n---\n# One\n", "---\ndate: 2024-01-31\nstatus: rejected\n---\n# One\n"),
    ],
)
def test_the_status_is_set_where_the_record_says_it(text: str, after: str) -> None:
    assert set_status(text, FILE, "rejected") == after


@pytest.mark.parametrize("text", ["# One\n\nText.\n", "", "---\n", "## Status\n\n## Context\n"])
def test_a_plain_record_without_status_gets_no_front_matter(text: str) -> None:
    with pytest.raises(UsageError, match=r"^adr/0001-one\.md:1: there is no status that could be replaced"):
        set_status(text, FILE, "rejected")


def test_a_flow_has_no_status_in_its_text() -> None:
    text = "---\nkind: flow\nstatus: draft\n---\n\n# One\n\n## Status\n\nProposed\n"
    assert set_status(text, FILE, "accepted", Kind.FLOW) == text.replace("draft", "accepted")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (MADR, MADR.replace("2024-01-31", "2026-11-23")),
        (NYGARD, NYGARD.replace("2024-01-31", "2026-11-23")),
        (BULLETS, BULLETS.replace("2024-01-31", "2026-11-23")),
        (JEKYLL, JEKYLL.replace("2024-01-31", "2026-11-23")),
        (BOTH, BOTH.replace("2024-01-31", "2026-11-23")),
        ("---\nstatus: draft\nx: 1\n---\n", "---\nstatus: draft\ndate: 2026-11-23\nx: 1\n---\n"),
    ],
)
def test_the_date_is_set_where_the_record_says_it(text: str, after: str) -> None:
    assert set_date(text, FILE, "2026-11-23") == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (MADR, MADR.replace("by all\n", "by all\nsupersedes: [ADR-0002]\n")),
        (NYGARD, NYGARD.replace("Accepted\n", f"Accepted\n\nSupersedes {TWO.link}\n")),
        (JEKYLL, JEKYLL.replace("Accepted\n", f"Accepted\n\nSupersedes {TWO.link}\n")),
        (BULLETS, BULLETS.replace("01-31\n", f"01-31\n* Supersedes: {TWO.link}\n")),
        (BOTH, BOTH.replace("accepted\n", "accepted\nsupersedes: [ADR-0002]\n")),
    ],
)
def test_a_reference_is_added_in_the_form_of_the_record(text: str, after: str) -> None:
    assert add_reference(text, FILE, "supersedes", TWO) == after
    assert add_reference(after, FILE, "supersedes", TWO) == after


@pytest.mark.parametrize("written", ["2", "adr-2", "0002-use-events.md", "'0002-use-events'", "[ADR-0002]", "[1, 2]"])
def test_a_reference_in_another_form_is_the_same(written: str) -> None:
    text = MADR.replace("date:", f"supersedes: {written}\ndate:")
    assert add_reference(text, FILE, "supersedes", TWO) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (MADR, MADR.replace("accepted # by all\n", "superseded # by all\nsuperseded-by: [ADR-0002]\n")),
        (NYGARD, NYGARD.replace("Accepted", f"Superseded by {TWO.link}")),
        (
            NYGARD.replace("Accepted", "Accepted in May"),
            NYGARD.replace("Accepted", f"Accepted in May\n\nSuperseded by {TWO.link}"),
        ),
        (BULLETS, BULLETS.replace("accepted", f"Superseded by {TWO.link}")),
        (
            MADR.replace("accepted", "superseded by ADR-0009"),
            MADR.replace("accepted # by all", "superseded by ADR-0009 # by all\nsuperseded-by: [ADR-0002]"),
        ),
    ],
)
def test_a_superseded_record_names_its_successor(text: str, after: str) -> None:
    assert mark_superseded(text, FILE, TWO) == after
    record = read_record(FILE, after, None, is_programme=False).record
    assert record is not None
    assert record.status == "superseded"
    assert {TWO.reference, TWO.address} & {*record.superseded_by}


def test_decision_makers_are_set_under_the_key_that_is_there() -> None:
    assert set_decision_makers(MADR, FILE, ["Ann", "Bob: B"]) == MADR.replace(
        "31\n---", '31\ndecision-makers: [Ann, "Bob: B"]\n---'
    )
    text = MADR.replace("date", "deciders: [Ann, Bob]\ndate")
    assert set_decision_makers(text, FILE, ["Bob"]) == text.replace("Ann, ", "")
    assert set_decision_makers(BULLETS, FILE, ["Bob", "Cyd"]) == BULLETS.replace("Ann", "Bob, Cyd")
    with pytest.raises(
        UsageError, match=r"^adr/0001-one\.md:1: there is no bullet `Deciders`; add it below the status"
    ):
        set_decision_makers(NYGARD, FILE, ["Ann"])
    with pytest.raises(UsageError, match=r"^adr/0001-one\.md:3: the place of the decision makers cannot be told"):
        set_decision_makers(BULLETS, FILE, ["Bob, B"])


STATUS_FORMS = st.sampled_from(
    [
        "## Status\n\n{}\n", "# Status\n{}  \n", "## 2. Status: {}\n", "Status\n------\n\n\n{}.\n\nMore, *said*.\n",
        "## Status\n\n**{}** <!-- x -->\n\nAmends [0. Zero](0000-zero.md)\n", "* Status: {}\n* Deciders: a, b\n",
        "-   **Status:** {}  \n", "## Status\n\n{}\n\n```\n## Status\n\nRejected\n```\n\n\n",
    ]
)  # fmt: skip
WORDS = st.sampled_from(["Accepted", "accepted", "PROPOSED"])
BEFORE = st.sampled_from(["", "# 1. One\n\n", "# One #\n\nDate: 31.01.2024, last\n\n", "<!--\n## Status\n-->\n# T\n\n"])
BEHIND = st.sampled_from(["", "## Context\n\nstatus: x\n", "\n## Links\n\n* Amends [0. Zero](0000-zero.md)\n\n# End"])
FRONT = st.sampled_from(["", "---\nnav_order: 1 # one\n---\n"])


@st.composite
def plain_records(draw: st.DrawFn) -> str:
    """A plain ADR with a status, with any line ends and a byte order mark or none."""
    text = draw(FRONT) + draw(BEFORE) + draw(STATUS_FORMS).format(draw(WORDS)) + draw(BEHIND)
    one, other = draw(st.sampled_from(["\n", "\r\n"])), draw(st.sampled_from(["\n", "\r\n"]))
    lines = text.split("\n")
    ends = [draw(st.sampled_from([one, other])) for _ in lines[1:]]
    written = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    return draw(st.sampled_from(["", "\ufeff"])) + (written.rstrip("\r\n") if draw(st.booleans()) else written)


@given(plain_records())
@bounded
def test_a_status_in_text_is_set_in_its_line_and_set_back(text: str) -> None:
    before = read_record(FILE, text, None, is_programme=False).record
    assert before is not None
    assert before.status is not None
    after = set_status(text, FILE, "deprecated")
    old, new = differing(text, after)
    assert (len(old), len(new)) == (1, 1)
    assert "deprecated" in new[0].lower()
    assert set_status(after, FILE, before.status) == text


@given(plain_records(), st.sampled_from(["supersedes", "amends"]))
@bounded
def test_a_link_in_text_is_added_in_lines_of_its_own(text: str, key: str) -> None:
    after = add_reference(text, FILE, key, TWO)
    assert (after + "\n").replace("\r\n", "\n").count(f" {TWO.link}\n") == 1
    old, new = differing(text, after)
    assert len(new) - len(old) in {1, 2}
