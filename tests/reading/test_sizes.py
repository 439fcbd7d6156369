"""Sizes: what people write, in bytes."""

from __future__ import annotations

import re

import pytest

from settled.model.size import Size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("256 KB", 262_144), ("256KiB", 262_144), ("0.25 MB", 262_144), ("1 mb", 1_048_576), ("1 GB", 1_073_741_824),
        ("512 B", 512), ("512 bytes", 512), (" 5 MB ", 5_242_880),
    ],
)  # fmt: skip
def test_what_is_a_size(text: str, expected: int) -> None:
    size = Size.parse(text)
    assert size.bytes == expected
    assert str(size) == text.strip()


def test_sizes_are_compared_by_what_they_mean() -> None:
    assert Size.parse("1 MB") == Size.parse("1024 KB")
    assert Size.parse("1 MB") > Size.parse("1000 KB")
    assert len({Size.parse("1 MB"), Size.parse("1024 KiB")}) == 1


@pytest.mark.parametrize("text", [" ", "256", "KB", "-1 KB", "1 TBB", "1,5 MB", "1 MB 2 KB", "much"])
def test_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        Size.parse(text)
