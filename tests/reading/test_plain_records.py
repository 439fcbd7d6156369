"""Statuses, dates and links as teams write them in plain Markdown: nothing is guessed, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given

from settled.formats.adr_facts import read_status
from settled.formats.typed_links import typed_links
from settled.model.decision import RELATION_KEYS
from settled.records import Record
from settled.records.reading import read_record
from tests.reading.generated import anything, bounded, values


def read(text: str, file: str = "docs/adr/0007-use-kafka.md") -> Record:
    entry = read_record(file, text, None, is_programme=False)
    assert entry.problems == ()
    assert entry.record is not None
    return entry.record


def section(*paragraphs: str, heading: str = "## Status") -> str:
    return (
        f"# 7. Use Kafka\n\nDate: 2024-01-31\n\n{heading}\n\n" + "\n\n".join(paragraphs) + "\n\n## Context\n\nText.\n"
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # The canon, in any case, with what people put around it.
        ("Accepted", "accepted"),
        ("accepted", "accepted"),
        ("ACCEPTED", "accepted"),
        ("Accepted.", "accepted"),
        ("**Accepted**", "accepted"),
        ("__Accepted__", "accepted"),
        ("*accepted*", "accepted"),
        ("`accepted`", "accepted"),
        ("✅ Accepted", "accepted"),
        ("✅Accepted", "accepted"),
        ("⌛️ Proposed", "proposed"),
        ("🤔 proposed", "proposed"),
        ("❌ Rejected", "rejected"),
        (":white_check_mark: Accepted", "accepted"),
        ("[Accepted](https://example.com/pull/3)", "accepted"),
        ("Accepted 2024-01-31", "accepted"),
        ("Accepted on 31.01.2024", "accepted"),
        ("Accepted (2024-01-31)", "accepted"),
        ("Accepted, by the guild", "accepted"),
        ("Accepted - see the minutes.", "accepted"),
        ("Draft", "draft"),
        ("Proposed", "proposed"),
        ("Rejected", "rejected"),
        ("Deprecated", "deprecated"),
        ("Superseded", "superseded"),
        ("Superceded", "superseded"),
        ("SUPERSEDED by ADR-0009", "superseded"),
        # Words outside the canon that have one meaning.
        ("Approved", "accepted"),
        ("Implemented", "accepted"),
        ("Decided", "accepted"),
        ("Adopted", "accepted"),
        ("Declined", "rejected"),
        ("Pending", "proposed"),
        ("In Review", "proposed"),
        ("Under review", "proposed"),
        # Words that have none.
        ("Provisional", None),
        ("Incomplete", None),
        ("On hold", None),
        ("TBD", None),
        ("Reverted", None),
        ("Partly superseded", None),
        ("Partially accepted", None),
        ("Not accepted", None),
        ("Acceptedness", None),
        # Placeholders that were never filled in.
        ("{Deprecated|Proposed|Accepted}", None),
        ("[accepted | rejected]", None),
        ("{proposed}", None),
        ("proposed | accepted | rejected", None),
        ("...", None),
        ("…", None),
        ("?", None),
    ],
)
def test_the_word_of_a_status_section(text: str, status: str | None) -> None:
    record = read(section(text))
    assert (record.status, record.status_text) == (status, text)
    assert record.status_location.line == 7


@pytest.mark.parametrize(
    "heading",
    [
        "## Status",
        "# Status",
        "### status",
        "## Status:",
        "##\u00a0Status",
        "## 2. Status",
        "Status\n------",
        "## STATUS ##",
    ],
)
def test_headings_of_the_status_section(heading: str) -> None:
    assert read(section("Accepted", heading=heading)).status == "accepted"


@pytest.mark.parametrize(
    "text",
    [
        "# 7. Use Kafka\n\n## Status: Accepted\n\n## Context\n\nText.\n",
        "# 7. Use Kafka\n\n## Context\n\nText.\n\n## Status\n\nAccepted",
        "# 7. Use Kafka\r\n\r\n## Status\r\n\r\nAccepted\r\n",
        "## Status\nAccepted\n\n# Use Kafka\n",
        "# Use Kafka\n\n* Status: Accepted\n* Deciders: A, B\n",
        "# Use Kafka\n\n- Status: Accepted\n- Date: 2024-01-31\n\n## Context\n\n- Status: Rejected\n",
        "# Use Kafka\n\n* **Status**: Accepted\n",
        "# Use Kafka\n\n<!-- a comment -->\n* Deciders:\n  * A\n  * B\n* status: accepted <!-- optional -->\n",
        "---\nstatus: accepted\n---\n\n# Use Kafka\n",
        "---\nstatus: accepted\n---\n\n# Use Kafka\n\n## Status\n\nAccepted\n",
        "---\nparent: Decisions\nnav_order: 7\n---\n\n# Use Kafka\n\n* Status: accepted\n",
        "# Use Kafka\n\n## Status\n\n<!-- proposed | rejected -->\n\nAccepted\n",
        "# Use Kafka\n\n## Status\n\n<!--\nproposed\n-->\nAccepted\n",
    ],
)
def test_places_where_a_status_stands(text: str) -> None:
    assert read(text).status == "accepted"


@pytest.mark.parametrize(
    ("text", "status_text"),
    [
        ("# Use Kafka\n\nText.\n", None),
        ("# Use Kafka\n\n## Status\n\n## Context\n\nAccepted by all.\n", None),
        ("# Use Kafka\n\n```yaml\nstatus: accepted\n```\n", None),
        ("# Use Kafka\n\n```\n* Status: accepted\n```\n", None),
        ("# Use Kafka\n\n## Status\n\n```\nAccepted\n```\n", None),
        ("---\n# status: accepted\ntags: [a]\n---\n\n# Use Kafka\n", None),
        ("# Use Kafka\n\n## Context\n\n* Status: accepted\n", None),
        ("# Use Kafka\n\n## Status of the migration\n\nAccepted\n", None),
        ("---\nstatus: accepted\n---\n\n# Use Kafka\n\n## Status\n\nRejected\n", "accepted"),
        ("---\nstatus: on hold\n---\n\n# Use Kafka\n\n## Status\n\nAccepted\n", "on hold"),
        ("---\nstatus: {proposed | accepted}\n---\n\n# Use Kafka\n", "{proposed | accepted}"),
        ('---\nstatus: "{proposed | accepted}"\n---\n\n# Use Kafka\n', "{proposed | accepted}"),
    ],
)
def test_no_status_is_guessed(text: str, status_text: str | None) -> None:
    record = read(text)
    assert (record.status, record.status_text) == (None, status_text)


@pytest.mark.parametrize(
    ("text", "status", "superseded_by", "supersedes"),
    [
        (section("Superseded by [9. New](0009-new.md)"), "superseded", ("0009-new.md",), ()),
        (section("Superceded by [9. New](0009-new.md)"), "superseded", ("0009-new.md",), ()),
        (section("Superseded by ADR-0009"), "superseded", ("ADR-0009",), ()),
        (section("Superseded by 0009-new.md."), "superseded", ("0009-new.md",), ()),
        (
            section("Superseded by [the new one](../b/0009-new.md) and [more](0010-more.md)"),
            "superseded",
            ("../b/0009-new.md", "0010-more.md"),
            (),
        ),
        (section("Superseded by [New](https://example.com/adr/9)"), "superseded", ("https://example.com/adr/9",), ()),
        (section("Accepted", "Superseded by [9. New](0009-new.md)"), "superseded", ("0009-new.md",), ()),
        (section("Accepted", "Supersedes [1. Old](0001-old.md)"), "accepted", (), ("0001-old.md",)),
        (
            section("Accepted", "Supersedes [1. Old](0001-old.md)", "Supersedes [2. Older](0002-older.md)"),
            "accepted",
            (),
            ("0001-old.md", "0002-older.md"),
        ),
        (section("Accepted", "Amends [1. Old](0001-old.md)"), "accepted", (), ()),
        (section("Accepted", "Parts of this were superseded by [9. New](0009-new.md)"), "accepted", (), ()),
        (section("Accepted", "Superseded by: N/A"), "accepted", (), ()),
        (section("Accepted\nSuperseded by: none"), "accepted", (), ()),
        ("---\nstatus: superseded by ADR-0057\n---\n\n# Use Kafka\n", "superseded", ("ADR-0057",), ()),
        ('---\nstatus: "superseded by [ADR-0005](0005-a.md)"\n---\n\n# Use Kafka\n', "superseded", ("0005-a.md",), ()),
        ("# Use Kafka\n\n* Status: superseded by [ADR-0009](0009-new.md)\n", "superseded", ("0009-new.md",), ()),
        (section("Superseded by use-http-5"), "superseded", (), ()),
        (
            "# T\n\n* Status: accepted\n* Supersedes: [1. Old](0001-old.md)\n* Superseded by: N/A\n",
            "accepted",
            (),
            ("0001-old.md",),
        ),
        (
            "# T\n\n* Status: accepted\n\n## Links\n\n* Supersedes [ADR-1](0001-old.md)\n* Superseded by ADR-9\n"
            "* Parts are superseded by ADR-8\n```\n* Supersedes ADR-7\n```\n",
            "accepted",
            ("ADR-9",),
            ("0001-old.md",),
        ),
    ],
)
def test_who_supersedes_whom(
    text: str, status: str, superseded_by: tuple[str, ...], supersedes: tuple[str, ...]
) -> None:
    record = read(text)
    assert (record.status, record.superseded_by, record.supersedes) == (status, superseded_by, supersedes)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("# T\n\nDate: 2024-01-31\n", "2024-01-31"),
        ("# T\n\n**Date:** 2024-01-31\n", "2024-01-31"),
        ("# T\n\n**Date**: 2024-01-31\n", "2024-01-31"),
        ("# T\n\n- Date: 2024-01-31\n", "2024-01-31"),
        ("# T\n\n* date: 2024-01-31 <!-- last update -->\n", "2024-01-31"),
        ("# T\n\nDate: 2024-01-31, updated later\n", "2024-01-31"),
        ("---\ndate: 2024-01-31\n---\n\n# T\n", "2024-01-31"),
        ("---\ncreated: 2024-01-31\n---\n\n# T\n", "2024-01-31"),
        ("---\ndate: 2024-01-31\n---\n\n# T\n\nDate: 2023-01-01\n", "2024-01-31"),
        ("# T\n\nText without any.\n", None),
        ("# T\n\nDate: last spring\n", None),
        ("# T\n\n```\nDate: 2024-01-31\n```\n", None),
        ("---\ndate: {YYYY-MM-DD when the decision was last updated}\n---\n\n# T\n", None),
    ],
)
def test_the_date(text: str, date: str | None) -> None:
    found = read(text).date
    assert (found.isoformat() if found else None) == date


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1 Feb 2024", "2024-02-01"),
        ("31 January 2024, by Ann", "2024-01-31"),
        ("Sept. 3rd 2024", "2024-09-03"),
        ("30.02.2024", None),
        ("13/13/2024", None),
        ("31/01/2024", "2024-01-31"),
        ("31-01-2024", "2024-01-31"),
        ("31.01.2024", "2024-01-31"),
        ("January 31, 2024", "2024-01-31"),
        ("01/02/2024", None),
    ],
)
def test_other_ways_to_write_a_date(date: str, expected: str | None) -> None:
    found = read(f"# T\n\nDate: {date}\n").date
    assert (found.isoformat() if found else None) == expected


def test_deciders_and_tags_of_bullets() -> None:
    record = read("# T\n\n* Deciders: Ann, Ben\n* Tags: a b, c\n")
    assert (record.decision_makers, record.tags) == (("Ann", "Ben"), ("a", "b", "c"))


@bounded
@given(anything)
def test_any_text_is_a_record_or_a_problem(text: str) -> None:
    for whole in (text, f"---\n{text}\n---\n{text}", f"# T\n\n## Status\n\n{text}\n"):
        entry = read_record("docs/adr/0001-a.md", whole, None, is_programme=False)
        assert entry.record is not None or entry.problems
    read_status(text)


@pytest.mark.parametrize(
    ("links", "supersedes", "superseded_by", "amends"),
    [
        ("- target: 2\n  kind: supersededby\n", (), ("2",), None),
        ("- target: 2\n  kind: SupersededBy\n- target: '0003'\n  kind: Supersedes\n", ("0003",), ("2",), None),
        ("- target: 2\n  kind: amends\n- {target: 3, kind: relates-to}\n", (), (), ["2"]),
        # Whatever else stands there is no link of a kind that we know, and no reason to drop the record.
        ("- target: 2\n- kind: supersedes\n- 2\n- target: [2]\n  kind: supersedes\n", (), (), None),
        ("- target: ''\n  kind: supersedes\n- target: 2\n  kind: blocks\n", (), (), None),
        ("target: 2\nkind: supersedes\n", (), (), None),
    ],
)
def test_typed_links_in_front_matter(
    links: str, supersedes: tuple[str, ...], superseded_by: tuple[str, ...], amends: list[str] | None
) -> None:
    indented = "".join(f"  {line}\n" for line in links.splitlines())
    record = read(f"---\nnumber: 7\nstatus: accepted\nlinks:\n{indented}---\n# 7. Use Kafka\n")
    assert (record.supersedes, record.superseded_by, record.content.amends) == (supersedes, superseded_by, amends)


@given(values)
def test_typed_links_of_any_shape(links: object) -> None:
    found = typed_links({"links": links})
    assert set(found) <= set(RELATION_KEYS)
    assert all(target for targets in found.values() for target in targets)
