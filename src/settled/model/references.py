"""The ways to name a record (`7`, `0007`, `ADR-7`, `adr/0007-…`, a file name, a link target) and what they mean."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
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
_DAY = re.compile(r"(?:19|20)\d{6}(?=[-_. ]|$)|(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_YEAR_OR_MONTH = re.compile(r"(?:19|20)\d\d(?:[-_. ]?\d\d)?")
_FOLDER_PAGES = ("readme", "index")
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

    A day (`20231005`, `2023-10-05`) is no number, and neither is one digit after a lone letter (`d3-charts.md`).
    """
    match = _NUMBERED.match(name)
    return int(match["number"]) if match is not None and not _DAY.match(name, match.start("number")) else None


def is_counted(name: str) -> bool:
    """True where a number or a day stands in front of the `name` of a file or folder."""
    return number_of_file(name) is not None or _DAY.match(name) is not None


def is_folder_page(file: str) -> bool:
    """True for the README or index of a folder with a number or a day in front: `0001-x/README.md` is a record.

    A year or a month alone is the name of a folder for many records.
    """
    above, _, name = file.rpartition("/")
    if name.partition(".")[0].lower() not in _FOLDER_PAGES:
        return False
    folder = above.rpartition("/")[2]
    return is_counted(folder) and not _YEAR_OR_MONTH.fullmatch(folder)


def page_order(name: str) -> tuple[int, bool, str]:
    """What sorts the pages of one folder so that the one that is its record comes first: `README.md`, `index.md`."""
    path = PurePosixPath(name)
    return _FOLDER_PAGES.index(path.stem.lower()), path.suffix.lower() != ".md", name


def name_of_record(file: str) -> str:
    """What the record in `file` is called without ending: as its file, or as its folder (`0001-x/README.md`)."""
    path = PurePosixPath(file)
    return path.parent.name if is_folder_page(file) else path.stem


def file_name_of_record(file: str) -> str:
    """What the record's file is called, or would be if it were not a folder: `0001-x.md` for `0001-x/README.md`."""
    path = PurePosixPath(file)
    return path.parent.name + path.suffix if is_folder_page(file) else path.name


def folder_of_record(file: str) -> str:
    """The folder that the record in `file` lies in beside others, `.` for none: for `a/0001-x/README.md` it is `a`."""
    parent = PurePosixPath(file).parent
    return (parent.parent if is_folder_page(file) else parent).as_posix()


def number_of_record(file: str) -> int | None:
    """The number of the record in `file`, by its name or that of its folder."""
    return number_of_file(name_of_record(file))
