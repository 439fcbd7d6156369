"""Reads what a person typed as an answer; ValueError with the reason, in words, where it cannot be one.

A reader takes the text, the place of the answer in the front matter and the words that are known there, and gives the
answers that follow. Whether a duration is one is not judged here: the model judges all that is read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from settled.model.known_words import nearest
from settled.model.written_values import Path, find_placeholder, parse_date
from settled.scaffold.answers import Answers, flatten

Words = Mapping[str, str]
"""Ids with their names for people; empty where anything may be named."""
Reader = Callable[[str, Path, Words], Answers]

NOBODY = frozenset({"none", "nobody", "nothing", "no", "[]"})
"""What is typed for an empty list, which is an answer."""
NOT_THERE = frozenset({"not there", "none", "-", "n/a"})
"""What is typed for a system that carries no such identifier."""
_REASON_WHY_NOT = re.compile(r"not[- ]applicable\s*:\s*(.+)", re.IGNORECASE)


def plain_text(answer: str) -> str:
    """The answer as it is, where it says something."""
    if any(ord(character) < 32 for character in answer):
        raise ValueError("there is a control character in the answer; type it again")
    if find_placeholder(answer):
        raise ValueError(f"`{answer}` reads as not filled in; write the answer, or `open` to leave it open")
    return answer


def chosen(answer: str, known: Words) -> str:
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
    few = "known are: " + ", ".join(words) if len(words) <= 12 else "`?` lists all"
    raise ValueError(f"`{text}` is none of them; {f'did you mean {by_name[guess]}?' if guess else few}")


def several_chosen(answer: str, known: Words) -> list[str]:
    """The words that are named with commas between them, each once; numbers may stand without."""
    parts = _parts(answer)
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


def read_text(answer: str, path: Path, known: Words) -> Answers:
    """One line, which the model may read as a duration, a number or a size."""
    return {path: plain_text(answer)}


def read_choice(answer: str, path: Path, known: Words) -> Answers:
    """One of the known words."""
    return {path: chosen(answer, known)}


def read_several(answer: str, path: Path, known: Words) -> Answers:
    """Some of the known words; `none` is the empty list."""
    return {path: [] if answer.lower() in NOBODY else several_chosen(answer, known)}


def read_some(answer: str, path: Path, known: Words) -> Answers:
    """Some of the known words, at least one."""
    return {path: several_chosen(answer, known)}


def read_consumers(answer: str, path: Path, known: Words) -> Answers:
    """Systems, each with a promise of its own where one is written behind it: `erp, wms within 5 min`."""
    consumers: list[Any] = []
    for part in _parts(answer):
        system, within, time = re.sub(r"\s+within\s+", "\0", part, count=1).partition("\0")
        consumers.append({"system": chosen(system, known), "within": time} if within else chosen(part, known))
    if not consumers:
        raise ValueError("name at least one")
    if all(isinstance(consumer, str) for consumer in consumers):
        return {path: list(dict.fromkeys(several_chosen(answer, known)))}
    return flatten(consumers, path)


def read_changes(answer: str, path: Path, known: Words) -> Answers:
    """Systems with the fields that each may change: `oms: promised-date, split-shipments`; without any, all of it."""
    if answer.lower() in NOBODY:
        return {path: []}
    entries = [
        {"system": system} | ({"fields": _parts(fields)} if fields else {})
        for system, fields in _by_system(answer, known)
    ]
    return flatten(entries, path)


def read_rejections(answer: str, path: Path, known: Words) -> Answers:
    """Systems with the rule by which each may refuse: `erp: the customer account is blocked`."""
    if answer.lower() in NOBODY:
        return {path: []}
    entries = []
    for system, rule in _by_system(answer, known):
        if not rule:
            raise ValueError(f"write the rule behind {system}, as in {system}: the customer account is blocked")
        entries.append({"system": system, "rule": rule})
    return flatten(entries, path)


def read_field(answer: str, path: Path, known: Words) -> Answers:
    """The field of an identifier in one system; a system that carries none is left out of the map."""
    return {} if answer.lower() in NOT_THERE else {path: plain_text(answer)}


def read_order(answer: str, path: Path, known: Words) -> Answers:
    """The key by which the order of arrival is kept; `none` where it does not matter."""
    if answer.lower() in NOBODY:
        return {(*path, "needed"): "false"}
    return {(*path, "needed"): "true", (*path, "key"): plain_text(answer)}


def read_prefixes(answer: str, path: Path, known: Words) -> Answers:
    """A prefix for each environment: `production W-, test WT-`."""
    found: dict[Path, Any] = {}
    for part in _parts(answer):
        environment, space, prefix = part.partition(" ")
        if not space:
            raise ValueError("write the environment and its prefix, as in production W-, test WT-")
        found[*path, chosen(environment.rstrip(":"), known)] = plain_text(prefix.strip())
    if not found:
        raise ValueError("write the environment and its prefix, as in production W-, test WT-")
    return found


def unless_it_does_not_apply(reader: Reader) -> Reader:
    """A reader of the first key of a map that may say instead why there is nothing: `not applicable: why`."""

    def read(answer: str, path: Path, known: Words) -> Answers:
        reason = _REASON_WHY_NOT.fullmatch(answer)
        if reason is None:
            return reader(answer, path, known)
        return {(*path[:-1], "not-applicable"): plain_text(reason[1].strip())}

    return read


def _parts(answer: str) -> list[str]:
    return [part.strip() for part in answer.split(",") if part.strip()]


def _by_system(answer: str, known: Words) -> list[tuple[str, str]]:
    """Each system of `system: text, system: text` with its text, in which commas may stand."""
    found: list[tuple[str, str]] = []
    names = {word.lower() for pair in known.items() for word in pair}
    for part in _parts(plain_text(answer)):
        system, colon, text = (piece.strip() for piece in part.partition(":"))
        if not found or part.lower() in names or (colon and (not known or system.lower() in names)):
            found.append((chosen(system, known), text))
        else:
            found[-1] = (found[-1][0], ", ".join(piece for piece in (found[-1][1], part) if piece))
    if not found:
        raise ValueError("name at least one, or write `none`")
    return found
