"""Reads what a person typed as an answer; ValueError with the reason, in words, where it cannot be one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from settled.model.duration import Duration
from settled.model.known_words import nearest
from settled.model.parsed_text import Memory
from settled.model.written_values import find_placeholder, parse_date


def plain_text(answer: str) -> str:
    """The answer as it is, where it says something."""
    if any(ord(character) < 32 for character in answer):
        raise ValueError("there is a control character in the answer; type it again")
    if find_placeholder(answer):
        raise ValueError(f"`{answer}` reads as not filled in; write the answer, or press Enter to go on")
    return answer


def chosen(answer: str, known: Mapping[str, str]) -> str:
    """The word that `answer` names by its number, itself or its name for people; any word where none is known."""
    text = plain_text(answer)
    if not known:
        return text
    words = list(known)
    by_name = {name.lower(): word for word, name in known.items()} | {word.lower(): word for word in words}
    if text.lower() in by_name:
        return by_name[text.lower()]
    if text.isdecimal() and 1 <= int(text) <= len(words):
        return words[int(text) - 1]
    guess = nearest(text, by_name)
    hint = f"did you mean {by_name[guess]}?" if guess else "known are: " + ", ".join(words)
    raise ValueError(f"`{text}` is none of them; {hint}")


def several_chosen(answer: str, known: Mapping[str, str]) -> list[str]:
    """The words that are named with commas between them, each once; numbers may stand without."""
    parts = [part.strip() for part in answer.split(",") if part.strip()]
    if len(parts) == 1 and re.fullmatch(r"\d+( +\d+)+", parts[0]):
        parts = parts[0].split()
    if not parts:
        raise ValueError("name at least one")
    return list(dict.fromkeys(chosen(part, known) for part in parts))


def day_to_come(answer: str, today: datetime.date, example: datetime.date) -> str:
    """A day that is not over, as an ISO date; `example` shows how one is written."""
    try:
        day = parse_date(answer)
    except ValueError:
        raise ValueError(f"`{answer}` is no date; write year-month-day, as in {example.isoformat()}") from None
    if day < today:
        raise ValueError(f"{day.isoformat()} is over; write a day that is still to come")
    return day.isoformat()


def duration(answer: str) -> str:
    """A number and a unit, as they are written."""
    try:
        return Duration.parse(plain_text(answer)).text
    except ValueError:
        raise ValueError(f"`{answer}` is no duration; write a number and a unit: 30 s, 15 min, 4 h, 2 d") from None


def memory(answer: str) -> str:
    """A length of time for which something is kept, as it was typed; ValueError with what to type instead."""
    try:
        Memory.parse(answer)
    except ValueError:
        message, hint = Memory.wanted
        raise ValueError(f"`{answer}` {message}: {hint}") from None
    return answer
