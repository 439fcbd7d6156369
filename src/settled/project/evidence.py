"""What the beginning of a file says of its being a decision, in whatever form, markup and language."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from pathlib import Path

from settled.files.reading import decoded
from settled.formats.adr_facts import read_status
from settled.formats.fact_labels import STATUS_LABELS, fact_name
from settled.model.vocabulary import Status

HEAD_BYTES = 16 * 1024
"""So much of a file is read to tell what it is."""

_SECTIONS: dict[str, tuple[str, ...]] = {
    "context": (
        "context", "context and problem statement", "problem statement", "background", "kontext", "contexte",
        "contexto", "contesto", "kontekst", "sammanhang", "bakgrund", "bakgrunn", "baggrund", "konteksti", "tausta",
        "bağlam", "контекст", "コンテキスト", "背景", "文脈", "上下文", "배경", "맥락", "motivation", "motivación",
        "motivação", "motivazione", "motivatie",
    ),
    "decision": (
        "decision", "the decision", "decision outcome", "decisions made", "entscheidung", "décision", "decisión",
        "decisão", "decisione", "beslissing", "besluit", "decyzja", "rozhodnutí", "beslutning", "beslut", "päätös",
        "karar", "решение", "рішення", "決定", "决策", "决定", "決策", "결정", "detailed design",
        "reference-level explanation", "guide-level explanation",
    ),
    "consequences": (
        "consequences", "konsequenzen", "folgen", "auswirkungen", "conséquences", "consecuencias", "consequências",
        "conseguenze", "gevolgen", "konsekwencje", "důsledky", "konsekvenser", "seuraukset", "sonuçlar",
        "последствия", "наслідки", "結果", "影響", "后果", "影响", "결과", "drawbacks",
    ),
    "options": (
        "considered options", "options considered", "decision drivers", "alternatives considered", "alternatives",
        "rationale and alternatives", "pros and cons of the options", "optionen", "alternativen", "opciones",
        "options envisagées", "alternativas", "alternative", "alternativer", "alternativ", "варианты",
        "unresolved questions",
    ),
}  # fmt: skip
"""What decisions call their sections, by what is said there, in lower case."""
_PART_OF_SECTION = {name: part for part, names in _SECTIONS.items() for name in names}

_ANY_SIGN = re.compile("|".join(map(re.escape, {*STATUS_LABELS, *_PART_OF_SECTION})), re.IGNORECASE)
"""Without any of these words a text need not be looked at line by line."""
_HEADING = re.compile(r"(?:#{1,6}|={1,6})[ \t]+(?P<text>\S.*)")
_UNDERLINE = re.compile(r"([=\-~^*#\"'+`])\1{2,}[ \t]*$")
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.)[ \t]+")
_LABEL = re.compile(
    r"[ \t>*+:•–-]*(?:\*\*|__)?(?P<label>[^\W\d_](?:[^\W\d_]| ){0,20}?)(?:\*\*|__)?[ \t]*(?::{1,2}|：)(?P<value>.*)"
)
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")


class Evidence(IntEnum):
    """How sure it is that a text is a decision."""

    NONE = 0
    SOME = 1
    SURE = 2


def evidence_in(text: str) -> Evidence:
    """What `text`, the beginning of a file, says of its being a decision.

    Sure are a section for the status with a word that means one, a status beside a section that decisions have, one
    for the decision with another, and three of them. A status alone, as tasks and articles have one too, is only a
    sign, and so are two sections of which none is the decision.
    """
    if _ANY_SIGN.search(text) is None:
        return Evidence.NONE
    parts: set[str] = set()
    statuses: list[tuple[str, bool]] = []
    for heading, following in _headings(text):
        name = _NUMBER.sub("", heading).strip(" \t:*_#=").casefold()
        if name in _PART_OF_SECTION:
            parts.add(_PART_OF_SECTION[name])
        elif fact_name(name) == "status":
            statuses.append((following, True))
        elif (label := _LABEL.fullmatch(name)) is not None and fact_name(label["label"]) == "status":
            statuses.append((label["value"], True))
    statuses += [(value, False) for value in _labelled(text)]
    known = [(read_status(value), is_section) for value, is_section in statuses]
    if len(parts) >= (2 if "decision" in parts else 3):
        return Evidence.SURE
    if parts and any(is_section or status is not None for status, is_section in known):
        return Evidence.SURE
    if any(is_section and status not in {None, Status.DRAFT} for status, is_section in known):
        return Evidence.SURE
    is_sign = len(parts) > 1 or any(status is not None for status, _ in known)
    return Evidence.SOME if is_sign else Evidence.NONE


def _headings(text: str) -> Iterator[tuple[str, str]]:
    """Every heading of Markdown, AsciiDoc or reStructuredText, and the first line below it that is not blank."""
    lines = [line.strip() for line in _outside_of_code(text)]
    for index, line in enumerate(lines):
        match = _HEADING.fullmatch(line)
        below = index + 1
        if match is None:
            if not line or below == len(lines) or not _UNDERLINE.match(lines[below]) or _UNDERLINE.match(line):
                continue
            below += 1
        following = next((each for each in lines[below : below + 5] if each), "")
        yield match["text"] if match else line, following


def _labelled(text: str) -> Iterator[str]:
    """Every value of a status in a line, the front matter, an attribute or a table."""
    for line in _outside_of_code(text):
        match = _LABEL.match(line)
        if match is not None and fact_name(match["label"]) == "status":
            yield match["value"].strip(" \t*_")
    cells = [
        cell.strip(" \t*_") for line in text.splitlines() if line.lstrip().startswith("|") for cell in _cells(line)
    ]
    for name, value in itertools.pairwise(cells):
        if fact_name(name) == "status":
            yield value


def _cells(line: str) -> list[str]:
    return [cell for cell in line.split("|") if cell.strip()]


def _outside_of_code(text: str) -> Iterator[str]:
    is_code = False
    for line in text.splitlines():
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code:
            yield line


def head_of(path: Path) -> str:
    """How the file begins; nothing where it is no regular file, no text, or may not be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            content = stream.read(HEAD_BYTES) or b""
    except OSError:
        return ""
    # What was cut in the middle of a letter is text all the same.
    text, obstacle = decoded(content)
    return content.decode("utf-8", "ignore") if obstacle and "UTF-8" in obstacle else text


def evidence_in_files(paths: Iterable[Path]) -> list[Evidence]:
    """What the beginning of each of `paths` says of its being a decision."""
    return [evidence_in(head_of(path)) for path in paths]
