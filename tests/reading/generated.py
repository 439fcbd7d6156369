"""Strategies and settings that the generated tests share: the same examples on every run, no time limits."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st


def often(everyday: int, thorough: int) -> int:
    """How many examples to try: in continuous integration, and where it is asked for, more than on every run."""
    return thorough if os.environ.get("CI") or os.environ.get("SETTLED_TESTS") == "thorough" else everyday


bounded = settings(
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=often(60, 150),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""Fast enough for every run; no examples are kept between runs."""

# Text that looks like front matter often enough to reach the inner cases.
PIECES = (
    "---", "\n", "\r\n", "\r", ": ", "key", "open", "- ", "  ", "\t", "[", "]", "{", "}", '"', "'", "#", "|", ">",
    "&a", "*a", "!", "!!str ", "%", "@", "`", "? ", ",", "...", "\u2028", "\u2029", "\x85", "\x0c", "\ufeff", "\x00",
    "\ud800", "é", "🙂", "2026-02-30", "~", "null", "TODO", "<!--", "-->", "```", "](", "![", "](a(b)c)", "##", "===",
    "<<: ", "=",
)  # fmt: skip

pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.one_of(st.text(max_size=200), pieces)

keys = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12
)
texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    st.one_of(st.none(), texts),
    lambda inner: st.one_of(
        st.lists(st.one_of(st.none(), texts, st.dictionaries(keys, inner, min_size=1, max_size=3)), max_size=3),
        st.dictionaries(keys, inner, max_size=3),
    ),
    max_leaves=12,
)
documents = st.dictionaries(keys, values, max_size=5)
"""Front matter as data: texts, empty values, maps, and lists of those."""
