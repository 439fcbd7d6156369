"""What was most likely meant by a word that does not exist, also among thousands that do."""

from __future__ import annotations

import difflib
from typing import Any

import pytest

from settled.model.known_words import KnownWords


def test_a_word_is_compared_with_few_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    compare = difflib.get_close_matches

    def counting(word: str, candidates: list[str], **how: Any) -> list[str]:
        compared.append(len(candidates))
        return compare(word, candidates, **how)

    monkeypatch.setattr(difflib, "get_close_matches", counting)
    known = KnownWords(f"adr-{number:05}-keep-prices.md" for number in range(20_000))
    assert known.nearest("adr-00007-keep-price.md") == "adr-00007-keep-prices.md"
    assert known.nearest("ADR-12345-keep-prises.md") == "adr-12345-keep-prices.md"
    assert known.nearest("no-such-thing") is None
    assert max(compared) <= 400


def test_a_word_that_is_left_out_is_never_meant() -> None:
    known = KnownWords(["Price", "Prices"])
    assert known.nearest("price") == "Price"
    assert known.nearest("price", without="price") == "Prices"
