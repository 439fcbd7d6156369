"""The words of a text, counted, so that a conversion can show that it lost none."""

from __future__ import annotations

import re
from collections import Counter

from settled.conversion.link_targets import without_targets
from settled.model.markup import Dialect

_RENAMED_LABELS = frozenset({"deciders", "created"})
"""Words that only name a fact, and are called otherwise in our front matter."""
_MARKUP = frozenset({
    "image", "figure", "alt", "link", "xref", "ref", "doc", "source", "toc", "code", "block", "include", "table",
    "status", "date",
})  # fmt: skip
"""Words that are signs of reStructuredText and AsciiDoc, for which Markdown has signs of its own."""


def words_of(text: str) -> Counter[str]:
    """How often each word stands in `text`, in lower case, addresses and all."""
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def lost_words(before: str, after: str, dialect: Dialect = Dialect.MARKDOWN) -> Counter[str]:
    """The words of `before`, written in `dialect`, that the Markdown `after` does not hold as often.

    Labels that are called otherwise are not counted, and the addresses of Markdown's links neither: those of a
    record that is named in the front matter may be gone.
    """
    if dialect is Dialect.MARKDOWN:
        return _without(words_of(without_targets(before)) - words_of(without_targets(after)), _RENAMED_LABELS)
    return _without(words_of(before) - words_of(after), _RENAMED_LABELS | _MARKUP)


def _without(words: Counter[str], these: frozenset[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if word not in these})
