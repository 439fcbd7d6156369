"""Marking a record without front matter: one line changes, and the reader then says superseded."""

from __future__ import annotations

import pytest

from settled.errors import UsageError
from settled.scaffold.status_edit import set_status_text

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
    with pytest.raises(UsageError, match=r"^f\.md has no status that could be replaced; give it a status"):
        set_status_text("# One\n\nText\n", BY, "f.md")
