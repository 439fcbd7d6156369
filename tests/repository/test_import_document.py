"""The table of statuses in the guide to imports says what the reader does."""

from __future__ import annotations

import re
from pathlib import Path

from settled.model.status_words import STATUS_WORDS
from settled.model.vocabulary import Status

GUIDE = Path(__file__).resolve().parent.parent.parent / "docs" / "import-and-export.md"


def test_every_word_of_a_status_is_in_the_table() -> None:
    section = GUIDE.read_text("utf-8").split("### Statuses")[1].split("\n\nThese")[0]
    rows = re.findall(r"^\| (?P<words>[a-z, ]+) \| (?P<status>[a-z]+) \|$", section, re.MULTILINE)
    told = {word: Status(status) for words, status in rows if status in set(Status) for word in words.split(", ")}
    assert told == dict(STATUS_WORDS.meanings)
