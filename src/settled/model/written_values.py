"""What can be said of a value in a record as it was written, before any model of it: where it stands, what it means.

Apart from the models, so that what needs no model loads none: the library behind them is a third of a short run.
"""

from __future__ import annotations

import datetime
import re

Path = tuple[str | int, ...]
"""Where a value stands in the front matter: keys and list positions, as in `("failures", 0, "owner")`."""

# Braces around words (`{system}`, `{event | queue}`), and the usual marks for "later".
_PLACEHOLDER = re.compile(
    r"\{\{?[^{}]*\}?\}|(?<![\w-])(?:TODO|TBD|TBC|FIXME)(?![\w-])|\?\?\?|^\s*(?:…|\.\.\.)\s*$", re.DOTALL
)

NO_ANSWERS = frozenset({"-", "--", "–", "—", "n/a", "none", "nil", "tbd", "tbc", "todo", "?", "??", "xxx", "."})
"""What people write, in lower case, where they have nothing to say yet."""
_MAY_BE_NONE = frozenset({
    *("supersedes", "superseded-by", "amends", "amended-by", "clarifies", "clarified-by", "depends-on", "required-by"),
    *("relates-to", "after", "risks", "applies-to", "via", "tags", "consulted", "informed", "hold", "title", "ignore"),
    *("prefix", "backoff", "compatible"),
})  # fmt: skip
"""Keys under which `none` says something: that there is nothing."""


def path_in_words(path: Path) -> str:
    """`failures[2].owner` for `("failures", 1, "owner")`: people count from one."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words or "the front matter"


def parse_date(text: str) -> datetime.date:
    """Read an ISO date, with or without a time behind it; ValueError when it is none or cannot exist."""
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}\S*)?", text.strip())
    if match is None:
        raise ValueError(text)
    return datetime.date.fromisoformat(match[1])


def find_placeholder(text: str) -> str | None:
    """The first piece of `text` that a template left to be filled in, or None."""
    match = _PLACEHOLDER.search(text)
    return match[0] if match else None


def is_no_answer(text: str) -> bool:
    """True for a text that says no more than that nobody has answered yet."""
    return text.strip().lower() in NO_ANSWERS


_QUESTIONS: dict[str, frozenset[str]] = {
    "effect": frozenset({"business", "effect", "effects", "impact", "felt", "feels"}),
    "detect": frozenset({"detect", "detected", "detection", "noticed", "notice", "how", "found"}),
    "if-late": frozenset({"late", "too", "lateness", "delay", "delayed", "effect", "business"}),
    "because": frozenset({"because", "reason", "chosen", "pattern", "fits", "best", "right"}),
    "safe-because": frozenset({"safe", "because", "reason", "replay", "safely"}),
    "how": frozenset({"how", "replay", "replayed", "runbook"}),
    "runbook": frozenset({"runbook", "link"}),
    "trigger": frozenset({"trigger", "triggered", "event", "triggers"}),
    "duplicates": frozenset({"duplicates", "duplicate", "handled", "recognised", "rule"}),
    "conflict": frozenset({"conflict", "rule", "resolved", "conflicts", "wins"}),
    "support-action": frozenset({"support", "action"}),
}
"""The words that a key asks with: a text of these alone says the question again."""
_FILLING = frozenset(
    {"the", "a", "an", "is", "it", "of", "on", "to", "for", "this", "that", "be", "by", "in", "and", "when", "if"}
    | {"flow", "will", "are", "was", "were", "we", "there", "our", "its"}
)
_WORDS = re.compile(r"[^\W_]+")


def _by_first_letter(words: frozenset[str]) -> str:
    """A pattern for any of `words`: most texts fail at one letter, and not at each word."""
    letters = sorted({word[0] for word in words})
    endings = ("|".join(sorted(word[1:] for word in words if word[0] == letter)) for letter in letters)
    return "|".join(f"{letter}(?:{ending})" for letter, ending in zip(letters, endings, strict=True))


MAYBE_THE_QUESTION = re.compile(
    rf"^(?!(?:event|flow)$)[^\w\n]*(?:(?:{_by_first_letter(_FILLING.union(*_QUESTIONS.values()))})\b[^\w\n]*)+$",
    re.MULTILINE,
)
"""Finds a line, in lower case, that may say the question of some key again; most lines fail at their first word.

The words `event` and `flow` alone do not count: they are what flows answer elsewhere, as their pattern or kind.
"""


def repeats_the_question(text: str, path: Path) -> bool:
    """True where `text` has no word but those that the key at `path` asks with: `effect: the business effect`."""
    asked = _QUESTIONS.get(str(path[-1]))
    if asked is None or len(text) > 60:
        return False
    words = set(_WORDS.findall(text.lower())) - _FILLING
    return bool(words) and words <= asked


def is_unanswered(text: str, path: Path) -> bool:
    """True where the value `text` at `path` was left from a template, or is no answer to what its key asks for."""
    if find_placeholder(text) or repeats_the_question(text, path):
        return True
    return is_no_answer(text) and _MAY_BE_NONE.isdisjoint(path) and not str(path[0]).startswith("x-")
