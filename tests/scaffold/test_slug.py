"""File names from titles that people really type, and from those that nobody should."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.scaffold.slug import MAXIMUM_BYTES, MAXIMUM_CHARACTERS, slug_of

LONG = "the order export from the web shop to the enterprise resource planning system waits for the night"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Use a queue for orders", "use-a-queue-for-orders"),
        ("R&D & sales", "r-d-sales"),
        ("a|b/c\\d", "a-b-c-d"),
        ("../../etc/passwd", "etc-passwd"),
        ("\"quoted\" and 'single'", "quoted-and-single"),
        ("don't panic, it\u2019s fine", "dont-panic-its-fine"),
        ("C# / .NET 8", "c-net-8"),
        ("Größe & Ärger in Ångström", "grosse-arger-in-angstrom"),
        ("cafe\u0301 au lait", "cafe-au-lait"),
        ("\uff26\uff35\uff2c\uff2c\u3000\uff57\uff49\uff44\uff45", "full-wide"),
        ("Привет, мир", "privet-mir"),
        ("Ωμέγα", "omega"),
        ("订单导出到 ERP", "订单导出到-erp"),
        ("注文 order ひらがな", "注文-order-ひらがな"),
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("हिन्दी में", "हिन्दी-में"),
        ("한국어 지원", "한국어-지원"),
        ("ship 🚀 it 🎉", "ship-it"),
        ("🚀", "untitled"),
        ("!!! ??? ...", "untitled"),
        ("", "untitled"),
        ("- leading and trailing -", "leading-and-trailing"),
        ("line\nbreak\ttab", "line-break-tab"),
        ("x" * 300, "x" * 80),
        (LONG, "the-order-export-from-the-web-shop-to-the-enterprise-resource-planning-system"),
        ("订" * 300, "订" * 66),
    ],
)
def test_slug(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text())
def test_slug_is_a_safe_file_name_of_letters_digits_and_single_dashes(title: str) -> None:
    slug = slug_of(title)
    assert slug
    assert len(slug) <= MAXIMUM_CHARACTERS
    assert len(slug.encode("utf-8")) <= MAXIMUM_BYTES
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    assert all(character == "-" or unicodedata.category(character)[0] in "LMN" for character in slug)
    assert unicodedata.category(slug[0])[0] != "M"
    assert slug_of(slug) == slug


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789 ", min_size=1, max_size=60))
def test_plain_words_keep_their_letters(title: str) -> None:
    assert slug_of(title) == (re.sub(" +", "-", title.strip()) or "untitled")
