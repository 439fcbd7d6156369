"""The ways to name a record, and the number in a file's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.model.kinds import kinds, spec_of
from settled.model.references import format_id, number_of_file, parse_reference
from settled.model.vocabulary import Kind
from tests.reading.generated import anything, bounded


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("7", None, 7),
        ("0007", None, 7),
        (" 7 ", None, 7),
        ("ADR-7", Kind.DECISION, 7),
        ("ADR-0007", Kind.DECISION, 7),
        ("adr-7", Kind.DECISION, 7),
        ("ADR 7", Kind.DECISION, 7),
        ("ADR7", Kind.DECISION, 7),
        ("FLOW-0003", Kind.FLOW, 3),
        ("risk_1", Kind.RISK, 1),
        ("adr/0007-use-events.md", Kind.DECISION, 7),
        ("flows/0003-order-export", Kind.FLOW, 3),
        ("../risks/0001-slow.md", Kind.RISK, 1),
        ("decisions/adr/0007-use-events.md#context", Kind.DECISION, 7),
        ("0007-use-events.md", None, 7),
        ("0007-use%20events.md", None, 7),
        ("ADR-0007-use-events.md", Kind.DECISION, 7),
        ("use-http-5", None, None),
        ("use events", None, None),
        ("", None, None),
        ("#7", None, None),
        ("7.5", None, None),
        ("https", None, None),
        ("12345678901", None, None),
        ("-7", None, None),
    ],
)
def test_a_reference_taken_apart(text: str, kind: Kind | None, number: int | None) -> None:
    reference = parse_reference(text)
    assert (reference.kind, reference.number) == (kind, number)


@bounded
@given(st.sampled_from([spec.kind for spec in kinds()]), st.integers(0, 999_999_999))
def test_an_id_is_read_as_it_was_written(kind: Kind, number: int) -> None:
    for text in (format_id(kind, number), format_id(kind, number).lower(), f"{spec_of(kind).folder}/{number:04d}-x.md"):
        reference = parse_reference(text)
        assert (reference.kind, reference.number) == (kind, number)
    assert parse_reference(str(number)).number == number


@bounded
@given(anything)
def test_any_text_can_be_taken_apart(text: str) -> None:
    reference = parse_reference(text)
    assert reference.number is None or reference.number >= 0
    number = number_of_file(text)
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("stem", "number"),
    [
        ("0007-use-events", 7),
        ("7", 7),
        ("7-use-events", 7),
        ("0007_use_events", 7),
        ("0007 use events", 7),
        ("007.use", 7),
        ("ADR-0003-x", 3),
        ("adr0003-x", 3),
        ("ODH-ADR-0003-operators", 3),
        ("RFC-12-x", 12),
        ("0002-use-http-5", 2),
        ("20231005-use-events", None),
        ("19991231-x", None),
        ("2024-01-15-use-events", None),
        ("2024-01-use-events", None),
        ("D041_keep", 41),
        ("d3-charts", None),
        ("ADR-UI-0042-x", 42),
        ("adr-port-8080", None),
        ("v2-notes", None),
        ("2fa", None),
        ("21000101-x", 21_000_101),
        ("use-events", None),
        ("use-http-5", None),
        ("7up", None),
        ("", None),
        ("0007use", None),
        ("1234567890-x", None),
    ],
)
def test_the_number_in_a_file_name(stem: str, number: int | None) -> None:
    assert number_of_file(stem) == number
