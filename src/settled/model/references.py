"""The ways to name a record (`7`, `0007`, `ADR-7`, `adr/0007-…`, a file name, a link target) and what they mean."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import unquote

from settled.model.kinds import KindSpec, kinds, spec_of
from settled.model.markup import ENDING_PATTERN, RECORD_ENDINGS
from settled.model.vocabulary import Kind

T = TypeVar("T")

_FOREIGN_PREFIXES = ("RFC", "RFD", "(?-i:[A-Z]{1,3}[EI]P)", "(?-i:[A-Z]{1,2}PE)")
"""Letters that stand before numbers as those of a kind do, and name none of ours: `RFC`, `JEP`, `KIP`, `APE`."""
_NUMBER = re.compile(r"\d{1,9}")
_OTHER_ID = re.compile(r"(?:decision|dr|d(?=[-_ ]?\d\d))[-_ ]?(?P<number>\d{1,9})", re.IGNORECASE)
_DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:(?P<month>\d\d)(?P<day>\d\d)(?=[-_. ]|$)"
    r"|(?P<sign>[-_.])(?P<month_>\d\d)(?P=sign)(?P<day_>\d\d)(?!\d))"
)
_DAY_OR_MONTH = re.compile(rf"{_DAY.pattern}|(?:19|20)\d\d[-_.](?:0[1-9]|1[0-2])(?=[-_. ]|$)")
_NUMBER_BEHIND_DAY = re.compile(r"[-_. ]+(?P<number>0\d{1,4}|\d{3})(?=[-_. ]|$)")
_YEAR_OR_MONTH = re.compile(r"(?:19|20)\d\d(?:[-_. ]?\d\d)?")
_FOLDER_PAGES = ("readme", "index")


class _Grammar:
    """What ids and file names look like with certain kinds of record; made once for each set of kinds."""

    def __init__(self, specs: tuple[KindSpec, ...]) -> None:
        self.by_folder = {spec.folder: spec.kind for spec in specs}
        self.by_prefix = {spec.prefix: spec.kind for spec in specs}
        self.prefixes = "|".join(self.by_prefix)
        self.any_prefixes = "|".join((*self.by_prefix, *_FOREIGN_PREFIXES))
        self.id = re.compile(rf"(?P<prefix>{self.prefixes})[-_ ]?(?P<number>\d{{1,9}})", re.IGNORECASE)
        self.in_prose = id_in_prose(self.prefixes, r"\d{1,9}")
        an_id, ending = rf"\b(?:{self.prefixes})[-_ ]?\d{{1,9}}\b", rf"{ENDING_PATTERN}\b"
        self.id_or_file = re.compile(rf"{an_id}|(?<![\w.-])\d{{1,9}}-[\w-]{{1,200}}{ending}", re.IGNORECASE)
        self.in_list = re.compile(
            rf"{an_id}|(?<![\w.-])\d{{4}}-[\w.-]{{1,200}}{ending}"
            r"|(?<![\w.-])(?:[\w.]{1,100}/)?(?:19|20)\d{6}-[\w-]+|(?<![\w-])\d{1,9}(?![\w-])",
            re.IGNORECASE,
        )
        self.file_number = re.compile(
            rf"""(?:
                (?:[a-z]+[-_])*(?:{self.any_prefixes})[-_ ]?    # ADR-0003, ODH-ADR-0003
                | (?-i:[A-Z]{{2,8}}(?:[-_][A-Z]{{2,8}}){{1,3}})[-_](?=0\d\d)    # ODH-ADR-MS-0001
                | adr[-_ ][a-z]+[-_ ](?=0\d\d)                  # adr-ui-0042: leading zeros tell it from adr-port-8080
                | (?-i:ADR[-_ ][A-Z]+[-_ ](?=\d{{3}}))           # ADR-UI-123
                | (?:decision|dr)[-_ ]?
                | d[-_ ]?(?=\d\d)
            )?(?P<number>\d{{1,9}})(?=[-_. ]|$)""",
            re.IGNORECASE | re.VERBOSE,
        )
        self.before_number = re.compile(
            rf"(?P<prefix>(?:[a-z]+[-_])*)(?:{self.any_prefixes})[-_ ]?\d|adr[-_ ](?P<area>[a-z]+[-_ ])\d"
            r"|(?P<letters>(?-i:[A-Z]{2,8}(?:[-_][A-Z]{2,8}){1,3})[-_])0\d",
            re.IGNORECASE,
        )


_made_for = lru_cache(maxsize=8)(_Grammar)


def name_and_stem(file: str) -> tuple[str, str]:
    """The name at the end of a path, and the same without ending, as `PurePosixPath` has them in ten times the time."""
    name = file.rpartition("/")[2]
    if name in {"", "."}:
        name = PurePosixPath(file).name
    dot = name.rfind(".")
    return name, name[:dot] if 0 < dot < len(name) - 1 else name


def _grammar() -> _Grammar:
    return _made_for(kinds())


def _remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """The function with what it said of a name under the same kinds: paths are asked about several times each."""
    known = lru_cache(maxsize=65_536)(lambda grammar, name: function(name))

    @wraps(function)
    def asked(name: str) -> T:
        found: T = known(_grammar(), name)
        return found

    return asked


def id_prefixes() -> str:
    """The letters before the number of an id as alternatives of a pattern: `ADR|FLOW|RISK`."""
    return _grammar().prefixes


def number_prefixes() -> str:
    """Likewise, with those that other teams write before a number."""
    return _grammar().any_prefixes


def id_in_prose(prefixes: str, number: str) -> re.Pattern[str]:
    """The pattern of an id in running text: no part of a path, an address or a longer word."""
    return re.compile(
        rf"(?<![\w/.#-])(?P<prefix>(?P<kind>{prefixes})[-_ ]?)(?P<number>{number})(?![\w-]|\.\w)", re.IGNORECASE
    )


def ids_in_prose(prose: str) -> Iterator[re.Match[str]]:
    """Every id of ours in running text, with the groups `kind` (its letters) and `number`."""
    return _grammar().in_prose.finditer(prose)


def references_listed_in(text: str) -> list[str]:
    """Every id, file name, day with a name, and number in a text that does nothing but name records."""
    return _grammar().in_list.findall(text)


def without_references(text: str, mark: str) -> str:
    """A text with `mark` in place of every id and file name of a record: what stays when records are renumbered."""
    return _grammar().id_or_file.sub(mark, text)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference taken apart: the kind and number it names where it does, and the text for file names."""

    text: str
    kind: Kind | None
    number: int | None


def format_id(kind: Kind, number: int) -> str:
    """`ADR-0007` for a decision with number 7."""
    return f"{spec_of(kind).prefix}-{number:04d}"


def parse_reference(text: str) -> Reference:
    """Take `text` apart; what it does not say is None."""
    stripped = unquote(text.strip()).split("#")[0]
    grammar = _grammar()
    match = grammar.id.fullmatch(stripped)
    if match:
        return Reference(stripped, grammar.by_prefix[match["prefix"].upper()], int(match["number"]))
    if _NUMBER.fullmatch(stripped):
        return Reference(stripped, None, int(stripped))
    other = _OTHER_ID.fullmatch(stripped)
    if other:
        return Reference(stripped, Kind.DECISION, int(other["number"]))
    folder = posixpath.basename(posixpath.dirname(stripped))
    number = re.match(r"(\d{1,9})(?:[-_. ]|$)", posixpath.basename(stripped))
    kind = grammar.by_folder.get(folder)
    if number and (kind is not None or "/" in stripped or "-" in stripped or stripped.lower().endswith(RECORD_ENDINGS)):
        return Reference(stripped, kind, int(number[1]))
    named = grammar.id.match(posixpath.basename(stripped))
    if named:
        return Reference(stripped, grammar.by_prefix[named["prefix"].upper()], int(named["number"]))
    return Reference(stripped, None, None)


def folder_kind(file: str) -> Kind | None:
    """The kind that the folders of `file`, relative to the records folder, say."""
    folders = _grammar().by_folder
    return next((folders[part] for part in file.split("/")[:-1] if part in folders), None)


def kind_folders() -> frozenset[str]:
    """The names of the folders that say a kind."""
    return frozenset(_grammar().by_folder)


def kind_of_id(record_id: str) -> Kind | None:
    """The kind that an id as we write it is of, told by its letters; None where they tell nothing."""
    prefix, dash, _ = record_id.partition("-")
    return _grammar().by_prefix.get(prefix) if dash else None


def kind_with_prefix(prefix: str) -> Kind:
    """The kind whose ids begin with `prefix`, in any case; KeyError where there is none."""
    return _grammar().by_prefix[prefix.upper()]


@_remembered
def number_of_file(name: str) -> int | None:
    """The number that a file name begins with, or carries after a prefix (`ADR-0003-x.md`, `D041_x.md`).

    A day or month (`20231005`, `2023_10_05`, `2023-10`) is no number, and neither is one digit after a lone letter
    (`d3-charts.md`); but a number may stand behind a day (`2021-06-05_003-x.md`).
    """
    match = _grammar().file_number.match(name)
    if match is None:
        return None
    day = _DAY_OR_MONTH.match(name, match.start("number"))
    if day is None:
        return int(match["number"])
    behind = _NUMBER_BEHIND_DAY.match(name, day.end())
    return int(behind["number"]) if behind else None


def before_number(name: str) -> str:
    """What tells records of one number apart: `ODH-` in `ODH-ADR-0003-x`, `UI-` in `ADR-UI-0003-x`."""
    match = _grammar().before_number.match(name) if number_of_file(name) is not None else None
    return (match["prefix"] or match["area"] or match["letters"] or "") if match else ""


@_remembered
def is_counted(name: str) -> bool:
    """True where a number or a day stands in front of the `name` of a file or folder."""
    return number_of_file(name) is not None or _DAY_OR_MONTH.match(name) is not None


@_remembered
def is_folder_page(file: str) -> bool:
    """True for the README or index of a folder with a number or a day in front: `0001-x/README.md` is a record.

    A year or a month alone is the name of a folder for many records.
    """
    above, _, name = file.rpartition("/")
    if name.partition(".")[0].lower() not in _FOLDER_PAGES:
        return False
    folder = above.rpartition("/")[2]
    return is_counted(folder) and not _YEAR_OR_MONTH.fullmatch(folder)


def day_of_record(file: str) -> datetime.date | None:
    """The day that the name of the record in `file`, or of its folder, begins with; None where it names none."""
    match = _DAY.match(name_of_record(file))
    if match is None:
        return None
    try:
        return datetime.date(
            int(match["year"]), int(match["month"] or match["month_"]), int(match["day"] or match["day_"])
        )
    except ValueError:
        return None


def words_of_name(name: str) -> str:
    """What is left of a record's name without the day and the number in front of it."""
    day = _DAY_OR_MONTH.match(name)
    if day is not None:
        behind = _NUMBER_BEHIND_DAY.match(name, day.end())
        return name[(behind or day).end() :].strip("-_. ")
    match = _grammar().file_number.match(name)
    return name[match.end() :].strip("-_. ") if match is not None else name


def page_order(name: str) -> tuple[int, bool, str]:
    """What sorts the pages of one folder so that the one that is its record comes first: `README.md`, `index.md`."""
    path = PurePosixPath(name)
    return _FOLDER_PAGES.index(path.stem.lower()), path.suffix.lower() != ".md", name


@_remembered
def name_of_record(file: str) -> str:
    """What the record in `file` is called without ending: as its file, or as its folder (`0001-x/README.md`)."""
    return PurePosixPath(file).parent.name if is_folder_page(file) else name_and_stem(file)[1]


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
