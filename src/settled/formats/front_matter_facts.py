"""What the front matter of a decision says of it under the keys of other tools and languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from settled.formats.adr_facts import AdrFacts, read_status
from settled.formats.fact_labels import DATE_RANKS, fact_name
from settled.model.status_word_table import WORDS_OF_DOCUMENTS
from settled.model.status_words import StatusWords
from settled.model.vocabulary import Status

_OURS = frozenset({"status", "date", "created"})


def foreign_status_key(data: Mapping[str, Any], statuses: StatusWords) -> str | None:
    """The key of `data` that tells the status where there is no `status`: `estado`, or `state` with a word of ours."""
    if "status" in data:
        return None
    for key, value in data.items():
        if isinstance(value, str) and isinstance(key, str) and fact_name(key) in {"status", "state"}:
            is_known = statuses.without_default.status_at_start(value) is not None
            if is_known or fact_name(key) == "status":
                return key
    return None


def foreign_date(data: Mapping[str, Any]) -> str | None:
    """The text of the key that tells the day best where there is no `date`: `fecha`, `start-date`, `last_updated`."""
    found: dict[int, str] = {}
    for key, value in data.items():
        name = fact_name(key) if isinstance(key, str) and key not in _OURS else ""
        if name in DATE_RANKS and isinstance(value, str) and re.search(r"\d", value):
            found.setdefault(DATE_RANKS[name], value)
    return found[min(found)] if found else None


def is_of_the_page(written: str, facts: AdrFacts) -> bool:
    """Whether `written`, beside a text that tells a status, says of the page what a system that publishes it keeps."""
    return facts.status is not None and facts.status_text is not None and written.casefold() in WORDS_OF_DOCUMENTS


def agreed_status(written: str, facts: AdrFacts, statuses: StatusWords) -> Status | None:
    """The status that the front matter's `written` and the facts of the text tell together; None where they differ."""
    in_body = facts.status if facts.status_text is not None else None
    if is_of_the_page(written, facts):
        return in_body
    status = read_status(written, statuses)
    return status if in_body in {status, None} else None
