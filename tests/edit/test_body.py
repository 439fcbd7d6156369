"""Edits of plain ADRs: one place changes, and the reader then says what was meant."""

from __future__ import annotations

import pytest

from settled.edit.body import set_date_text, set_status_text, set_status_word, set_title_number
from settled.model.errors import UsageError

BY = "Superseded by [2. Two](0002-two.md)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 1. One\n\n## Status\n\nAccepted\n\n## Context\n", f"# 1. One\n\n## Status\n\n{BY}\n\n## Context\n"),
        ("# One\r\n\r\n## Status\r\n**Accepted**  \r\n", f"# One\r\n\r\n## Status\r\n{BY}  \r\n"),
        ("# One\n\n## Status\n\nAccepted", f"# One\n\n## Status\n\n{BY}"),
        ("\ufeff# One\n\n* Status: accepted\n* Date: 2020\n", f"\ufeff# One\n\n* Status: {BY}\n* Date: 2020\n"),
        ("# One\n\n- **Status:** accepted\n", f"# One\n\n- **Status:** {BY}\n"),
        ("# One\n\n## Status: Accepted\n\nText\n", f"# One\n\n## Status: {BY}\n\nText\n"),
        (
            "# Two\n\n## Status\n\nAccepted\n\nSupersedes [0. Zero](0000-zero.md)\n",
            f"# Two\n\n## Status\n\n{BY}\n\nSupersedes [0. Zero](0000-zero.md)\n",
        ),
    ],
)
def test_the_status_line_alone_changes(before: str, after: str) -> None:
    assert set_status_text(before, BY, "f.md") == after


def test_a_record_without_status_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^f\.md:1: there is no status that could be replaced; give the record a"):
        set_status_text("# One\n\nText\n", BY, "f.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Status\n\nAccepted\n", "## Status\n\nRejected\n"),
        ("# Status\n\naccepted.  \n\nBy Ann.\n", "# Status\n\nrejected.  \n\nBy Ann.\n"),
        ("## Status\n\n**ACCEPTED**\n", "## Status\n\n**REJECTED**\n"),
        ("## Status\n\n_In review_", "## Status\n\n_Rejected_"),
        ("## Status\n\nAccepted <!-- 3 to 1 -->\n", "## Status\n\nRejected <!-- 3 to 1 -->\n"),
        ("## Status\n\n✅ Accepted on 2024-01-31\n", "## Status\n\nRejected\n"),
        ("## Status\n\nSuperseded by [2. Two](0002-two.md)\n", "## Status\n\nRejected\n"),
        ("## 2. Status: Accepted ##\r\n\r\nText\r\n", "## 2. Status: Rejected ##\r\n\r\nText\r\n"),
        ("Status: Accepted\n----------------\n", "Status: Rejected\n----------------\n"),
        ("* Status: accepted <!-- optional -->\n", "* Status: rejected <!-- optional -->\n"),
        ("- Status:\n- Date: 2020-01-01\n", "- Status: Rejected\n- Date: 2020-01-01\n"),
        (
            "<!--\n## Status\n\nAccepted\n-->\n```\n## Status\n\nAccepted\n```\n## Status\n\nAccepted\n",
            "<!--\n## Status\n\nAccepted\n-->\n```\n## Status\n\nAccepted\n```\n## Status\n\nRejected\n",
        ),
    ],
)
def test_a_word_is_set_in_the_capitals_and_with_the_emphasis_that_stand_there(before: str, after: str) -> None:
    assert set_status_word(f"# One\n\n{before}", "rejected", "f.md") == f"# One\n\n{after}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# One\n\n## Status\n\nAccepted <!-- x --> by Ann\n", r"^f\.md:5: the place of the status cannot be told"),
        (
            "# One\n\n## Status\n\nAccepted\n\nSuperseded by [2. Two](0002-two.md)\n",
            r"^f\.md:5: a paragraph below the status says by what the record is superseded; take it out",
        ),
        ("---\nnav_order: 1\n---\n# One\n\n## Status\n\n[Accepted](x) <!-- y --> z\n", r"^f\.md:8: the place of"),
    ],
)
def test_a_place_that_is_not_certain_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        set_status_word(text, "rejected", "f.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Date: 2024-01-31\n", "Date: 2026-11-23\n"),
        ("Date:   31.01.2024  \r\n", "Date:   2026-11-23  \r\n"),
        ("* Date: 2024-01-31 (in the board)", "* Date: 2026-11-23 (in the board)"),
        ("- **Date:** 31 January 2024, by Ann\n", "- **Date:** 2026-11-23, by Ann\n"),
        ("**Date**: 2024-01-31 <!-- last -->\n", "**Date**: 2026-11-23 <!-- last -->\n"),
    ],
)
def test_the_day_alone_changes(before: str, after: str) -> None:
    assert set_date_text(f"# One\n\n{before}", "2026-11-23", "f.md") == f"# One\n\n{after}"


@pytest.mark.parametrize("date", ["", "Date: 01/02/2024\n", "Date: YYYY-MM-DD\n", "Date: 2024-02-30\n"])
def test_a_date_that_cannot_be_read_is_refused(date: str) -> None:
    with pytest.raises(UsageError, match=r"^f\.md:\d: (there is no date that could|the place of the date cannot)"):
        set_date_text(f"# One\n\n{date}", "2026-11-23", "f.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 3. Keep 3 prices\n", "# 4. Keep 3 prices\n"),
        ("# 0003 - Keep prices\r\n", "# 0004 - Keep prices\r\n"),
        ("# ADR-003: Keep prices #\n", "# ADR-004: Keep prices #\n"),
        ("# ADR 3\n", "# ADR 4\n"),
        ("ADR-3: Keep prices\n==============\n", "ADR-4: Keep prices\n==============\n"),
        ("<!-- # 9. No -->\n# 3. Keep prices", "<!-- # 9. No -->\n# 4. Keep prices"),
    ],
)
def test_the_number_in_the_title_alone_changes(before: str, after: str) -> None:
    assert set_title_number(before, 4, "0003-keep-prices.md") == after


def test_a_title_may_carry_its_number_with_nothing_but_a_space_behind_it() -> None:
    assert set_title_number("# 23 Keep prices\n", 30, "0023-keep-prices.md") == "# 30 Keep prices\n"
    with pytest.raises(UsageError, match=r"^0004-x\.md:1: the place of the number in the title cannot be told"):
        set_title_number("# 23 retries are enough\n", 30, "0004-x.md")
