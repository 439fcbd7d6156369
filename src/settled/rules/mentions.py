"""Where plain records name one another in their text, and where a number there is that of a record somewhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from settled.model.references import name_of_record
from settled.records import Record

_SUPERSEDES = re.compile(r"supers?[ec]+d|replac|obsolet", re.IGNORECASE)
_SUPERSEDED = re.compile(r"supers?[ec]+ded|replaced|obsoleted|deprecated|amended|no longer|see\b", re.IGNORECASE)
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\](?:\((?P<target>[^()\s]*)[^()]*\)|\[(?P<name>[^\[\]]*)\])")
_DEFINITION = re.compile(r"^\s{0,3}\[(?P<name>[^\[\]]+)\]:\s*<?(?P<target>[^\s>]+)", re.MULTILINE)
_URL = re.compile(r"<?\bhttps?://[^\s<>()]+>?")
_OF_ANOTHER_PLACE = (
    r"(?:[\w.-]+/(?:adr|rfc)?[-_ ]?0*{number}(?!\d)"  # platform/ADR-0002
    r"|[\w-]*(?:repo|repository|project)[\w-]*[\s:#/]+(?:adr|rfc)?[-_ ]?0*{number}(?!\d)"  # the platform repo ADR-0002
    r"|(?:adr|rfc)?[-_ ]?0*{number}(?!\d)\W+(?:in|of|from)\s(?:\w+\W+){{1,4}}?(?:repo|repository|project)\b"
    r"|(?<![\w-])#{number}(?!\d))"
)


def is_elsewhere(record: Record, other: Record) -> bool:
    """True where all that `record` says of what it supersedes, or what superseded it, names one of another project.

    Such a name is a link to another host or to a file of another name, `platform/ADR-2`, "ADR-2 in the platform
    repository", or a bare `#2`, which may be an issue. False where nothing of the kind is said in the text.
    """
    if other.number is None:
        return False
    named = re.compile(rf"(?<!\d)0*{other.number}(?!\d)")
    definitions = {found["name"].lower(): found["target"] for found in _DEFINITION.finditer(record.body_text)}
    is_said = False
    for line in _lines_about_succession(record):
        rest = line
        for link in _LINK.finditer(line):
            target = link["target"] or definitions.get((link["name"] or link["text"]).lower(), "")
            if named.search(link["text"]) or named.search(target):
                is_said = True
                if _leads_to(target, other):
                    return False
                rest = rest.replace(link[0], " ", 1)
        for url in _URL.finditer(rest):
            if named.search(url[0]):
                is_said = True
                if _leads_to(url[0].strip("<>"), other):
                    return False
        rest = _URL.sub(" ", rest)
        without = re.sub(_OF_ANOTHER_PLACE.format(number=other.number), " ", rest, flags=re.IGNORECASE)
        is_said = is_said or without != rest
        if named.search(without):
            return False
    return is_said


def mentions(record: Record, other: Record) -> bool:
    """True where the text of `record` names `other` in any way: by a link, its file's name, or its id."""
    return any(_names(line, other) for _, line in record.body.lines)


def says_it_gave_way(record: Record, newer: Record) -> bool:
    """True where a line of `record` that speaks of giving way, or of what to see instead, names `newer`."""
    return any(_SUPERSEDED.search(line) is not None and _names(line, newer) for _, line in record.body.lines)


def _names(line: str, other: Record) -> bool:
    folded = line.lower()
    name = name_of_record(other.file).lower()
    if name in folded or other.id.lower() in folded:
        return True
    return other.number is not None and bool(
        re.search(rf"\b(?:adr|rfc|decision|record|no\.?|nr\.?)[-_ #]*0*{other.number}(?!\d)", folded)
    )


def _lines_about_succession(record: Record) -> Iterator[str]:
    """The lines of the text, and the values of its front matter, that speak of superseding."""
    for _, line in record.body.lines:
        if _SUPERSEDES.search(line):
            yield line
    for key, value in (record.front.data or {}).items():
        if _SUPERSEDES.search(f"{key} {value}"):
            yield from (str(part) for part in (value if isinstance(value, list) else [value]))


def _leads_to(target: str, other: Record) -> bool:
    """True for a link to `other`: to a file of its name on whatever host, within a page, or on this site by number."""
    path = unquote(target).partition("#")[0].partition("?")[0].rstrip("/")
    stem = PurePosixPath(path).stem
    is_number = "://" not in path and stem.isdecimal() and int(stem) == other.number
    name = name_of_record(other.file)
    return not path or is_number or stem == name or name_of_record(path) == name
