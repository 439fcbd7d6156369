"""The ways to name a record (`7`, `0007`, `ADR-7`, `adr/0007-…`, a file name, a link target) and what they mean."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from settled.model.vocabulary import Kind

_ID = re.compile(r"(?P<prefix>ADR|FLOW|RISK)[-_ ]?(?P<number>\d{1,9})", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")
_OTHER_ID = re.compile(r"(?:decision|dr|d(?=[-_ ]?\d\d))[-_ ]?(?P<number>\d{1,9})", re.IGNORECASE)
_NUMBERED = re.compile(
    r"""(?:
        (?:[a-z]+[-_])*(?:adr|rfc|flow|risk)[-_ ]?     # ADR-0003, ODH-ADR-0003
        | adr[-_ ][a-z]+[-_ ](?=0\d\d)                  # adr-ui-0042: leading zeros tell it from adr-port-8080
        | (?-i:ADR[-_ ][A-Z]+[-_ ](?=\d{3}))            # ADR-UI-123
        | (?:decision|dr)[-_ ]?
        | d[-_ ]?(?=\d\d)
    )?(?P<number>\d{1,9})(?=[-_. ]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_FOLDER_KINDS = {kind.folder: kind for kind in Kind}
_PREFIX_KINDS = {kind.prefix: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference taken apart: the kind and number it names where it does, and the text for file names."""

    text: str
    kind: Kind | None
    number: int | None


def format_id(kind: Kind, number: int) -> str:
    """`ADR-0007` for a decision with number 7."""
    return f"{kind.prefix}-{number:04d}"


def parse_reference(text: str) -> Reference:
    """Take `text` apart; what it does not say is None."""
    stripped = unquote(text.strip()).split("#")[0]
    match = _ID.fullmatch(stripped)
    if match:
        return Reference(stripped, _PREFIX_KINDS[match["prefix"].upper()], int(match["number"]))
    if _NUMBER.fullmatch(stripped):
        return Reference(stripped, None, int(stripped))
    other = _OTHER_ID.fullmatch(stripped)
    if other:
        return Reference(stripped, Kind.DECISION, int(other["number"]))
    folder = posixpath.basename(posixpath.dirname(stripped))
    number = re.match(r"(\d{1,9})(?:[-_. ]|$)", posixpath.basename(stripped))
    kind = _FOLDER_KINDS.get(folder)
    if number and (
        kind is not None
        or "/" in stripped
        or "-" in stripped
        or stripped.lower().endswith((".md", ".rst", ".adoc", ".asciidoc"))
    ):
        return Reference(stripped, kind, int(number[1]))
    named = _ID.match(posixpath.basename(stripped))
    if named:
        return Reference(stripped, _PREFIX_KINDS[named["prefix"].upper()], int(named["number"]))
    return Reference(stripped, None, None)


def folder_kind(file: str) -> Kind | None:
    """The kind that the folders of `file`, relative to the records folder, say."""
    return next((_FOLDER_KINDS[part] for part in file.split("/")[:-1] if part in _FOLDER_KINDS), None)


def number_of_file(name: str) -> int | None:
    """The number that a file name begins with, or carries after a prefix (`ADR-0003-x.md`, `D041_x.md`).

    Eight digits are a date, never a number, and neither is one digit after a lone letter (`d3-charts.md`).
    """
    match = _NUMBERED.match(name)
    if match is None or (len(match["number"]) == 8 and match["number"].startswith(("19", "20"))):
        return None
    return int(match["number"])
