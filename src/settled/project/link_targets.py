"""Where a link in a text leads: one answer for the check, the site and whatever rewrites links.

A forge is asked nothing: a link leads to what lies in the repository, as the name is written there.
"""

from __future__ import annotations

import html
import os
import posixpath
import re
import stat
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from settled.files.reading import read_text_file
from settled.formats.dialect import dialect_of
from settled.formats.heading_anchors import anchors_in, forge_anchors
from settled.formats.markdown import MarkdownBody
from settled.frontmatter import MAXIMUM_BYTES
from settled.frontmatter.splitting import split_document
from settled.model.markup import RECORD_ENDINGS, Dialect
from settled.model.references import is_folder_page, name_of_record, number_of_record
from settled.project.page_addresses import is_made_by_builder
from settled.project.project import Project
from settled.records import Record

# `@name` is a person at a forge, whom a team has linked by habit; the others are left to be filled in.
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|\\|[{$<]|@[\w-]*$)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PARTS = re.compile(r"(?P<path>[^#?]*)(?P<query>\?[^#]*)?(?:#(?P<fragment>.*))?", re.DOTALL)
_FILE = re.compile(r"\.(?:md|markdown|rst|adoc|asciidoc|txt|pdf|png|jpe?g|gif|svg|webp|drawio|puml)$", re.IGNORECASE)
# A place in a source file, a footnote, what a browser looks for in the text, and what is filled in later.
_NO_HEADING = re.compile(
    r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|user-content-|fn(?:ref)?[:\d-]|:~:|top$|[{$<]|/|lines-", re.IGNORECASE
)
_ANY_CASE = "/"
"""Behind a name in small letters: no name of a file holds it."""
_PREFIXES = ("markdown-header-", "user-content-")


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


class Reach(StrEnum):
    """What a link leads to."""

    ELSEWHERE = "another host, or what no file is"
    RECORD = "a record"
    FILE = "another file of the repository"
    FOLDER = "a folder of the repository"
    NOWHERE = "nothing"


class Spelling(StrEnum):
    """How the path in a link is written, as against the name of the file."""

    EXACT = "as it is"
    CASE = "with other capitals"
    UNICODE = "with accents composed in another way"
    ENDING = "without its ending"
    PAGE = "as the address of the page that the builder of a site makes of it"
    OLD_NAME = "with a name that the record of this number does not have"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link leads: `path` from the top of the repository, `file` the record's, `fragment` what is behind `#`.

    `rest` is the query and the fragment as they are written.
    """

    reach: Reach
    path: str = ""
    file: str = ""
    fragment: str = ""
    rest: str = ""
    spelling: Spelling = Spelling.EXACT

    @property
    def arrives(self) -> bool:
        """True where whoever follows the link where the records are published arrives."""
        return self.reach is not Reach.NOWHERE and self.spelling in {Spelling.EXACT, Spelling.PAGE}


def is_elsewhere(address: str) -> bool:
    """True for the address of another host, of a place in the same text, or of what no file is."""
    return not address.strip() or address.strip()[0] in "#/" or _ELSEWHERE.match(address.strip()) is not None


class LinkResolver:
    """Resolves the links of the texts of one project; what it looked up on the disk it knows from then on.

    `top` is the folder of the repository, which links may not leave. `known_paths` are all files that there are, for
    records that were taken out of their repository (None: the disk knows).
    """

    def __init__(self, project: Project, top: Path, known_paths: frozenset[str] | None = None) -> None:
        self._project, self.top, self._known_paths = project, top, known_paths
        self._known: dict[tuple[str, str], tuple[Reach, str, Spelling]] = {}
        self._listings: dict[str, frozenset[str]] = {}
        self._looks: dict[str, dict[str, str]] = {}
        self._anchors: dict[str, tuple[frozenset[str], tuple[str, ...]] | None] = {}

    def target_of(self, file: str, address: str) -> LinkTarget:
        """Where `address`, as it is written in a link of `file` (relative to the project's root), leads."""
        bare = html.unescape(_ESCAPE.sub(r"\1", address.strip())) if "\\" in address or "&" in address else address
        match = _PARTS.fullmatch(bare.strip())
        if match is None or _ELSEWHERE.match(bare):
            return LinkTarget(Reach.ELSEWHERE)
        path, query, fragment = unquote(match["path"]).strip(), match["query"] or "", match["fragment"] or ""
        rest = query + (f"#{fragment}" if fragment else "")
        if not path:
            reach = Reach.RECORD if file in self._project.by_file else Reach.FILE
            return LinkTarget(reach, self._from_top(file), self._record_file(file), unquote(fragment), rest)
        key = posixpath.dirname(file), path
        if key not in self._known:
            self._known[key] = self._look_up(*key)
        reach, found, spelling = self._known[key]
        if spelling is Spelling.OLD_NAME and found == self._from_top(file):
            return LinkTarget(Reach.NOWHERE)  # nobody links to the text that the link stands in
        return LinkTarget(reach, found, self._record_at(found) if found else "", unquote(fragment), rest, spelling)

    def missing_fragment(self, target: LinkTarget) -> tuple[str, ...] | None:
        """The headings' anchors of the file that `target` is, where its fragment is none of them; None where it is."""
        fragment = target.fragment
        if not fragment or target.reach not in {Reach.RECORD, Reach.FILE} or _NO_HEADING.match(fragment):
            return None
        known = self._anchors_of(target.path)
        if known is None:
            return None
        for prefix in _PREFIXES:
            fragment = fragment.removeprefix(prefix)
        every, of_headings = known
        return None if fragment in every or _composed(fragment) in every else of_headings

    def disk_path(self, target: LinkTarget) -> Path:
        """Where what `target` is lies on the disk."""
        return self.top / target.path

    @cached_property
    def _root(self) -> str:
        """The project's root as seen from the top of the repository, empty where it is the top."""
        path = os.path.relpath(self._project.root, self.top).replace(os.sep, "/")
        return "" if path == "." else path

    def _from_top(self, file: str) -> str:
        return posixpath.normpath(posixpath.join(self._root, file))

    def _from_root(self, path: str) -> str:
        return path.removeprefix(f"{self._root}/") if self._root else path

    def _record_file(self, file: str) -> str:
        return file if file in self._project.by_file else ""

    def _record_at(self, path: str) -> str:
        file = self._from_root(path)
        return self._record_file(file) or self._folder_records.get(file, "")

    @cached_property
    def _folder_records(self) -> dict[str, str]:
        """The records that are the page of a folder, by this folder."""
        files = (record.file for record in self._project.records if is_folder_page(record.file))
        return {posixpath.dirname(file): file for file in files}

    def _look_up(self, folder: str, path: str) -> tuple[Reach, str, Spelling]:
        if path.startswith("/"):
            return self._absolute(path.strip("/"))
        wanted = posixpath.normpath(posixpath.join(self._from_top(folder), path))
        return self._at(wanted) or self._otherwise(folder, path, wanted) or (Reach.NOWHERE, "", Spelling.EXACT)

    def _absolute(self, path: str) -> tuple[Reach, str, Spelling]:
        """What begins with a slash leads from the top of the repository, or is the address on a site of the team's."""
        folders = dict.fromkeys(("", self._root, self._from_top(self._project.records_path)))
        for folder in folders:
            found = self._at(posixpath.normpath(posixpath.join(folder, path)))
            if found is not None:
                return found
        page = self._project.pages.find_absolute(path)
        if page is not None:
            return Reach.RECORD, self._from_top(page.file), Spelling.PAGE
        first = path.split("/")[0]
        is_file = _FILE.search(path) is not None and "/" in path and first in self._listing("")
        return (Reach.NOWHERE if is_file else Reach.ELSEWHERE), "", Spelling.EXACT

    def _at(self, path: str) -> tuple[Reach, str, Spelling] | None:
        """What lies at `path` from the top, with the name that it has there."""
        if path.startswith(("../", "/")) or path == "..":
            return None
        if path == ".":
            return Reach.FOLDER, "", Spelling.EXACT
        found, spelling = "", Spelling.EXACT
        for part in path.split("/"):
            names = self._listing(found)
            if part not in names:
                near = self._called_nearly(part, found)
                if near is None:
                    return None
                part, spelling = near
            found = f"{found}/{part}" if found else part
        kind = self._kind_of(found)
        if kind is None:
            return None
        is_record = self._record_at(found) != ""
        return (Reach.RECORD if is_record else kind), found, spelling

    def _kind_of(self, path: str) -> Reach | None:
        try:
            mode = (self.top / path).stat().st_mode
        except (OSError, ValueError):
            known = self._known_names
            if known is None or (path not in known and self._from_root(path) not in self._project.by_file):
                return None
            return Reach.FOLDER if known.get(path) else Reach.FILE
        return Reach.FOLDER if stat.S_ISDIR(mode) else Reach.FILE

    def _listing(self, folder: str) -> frozenset[str]:
        """The names in `folder`, seen from the top; none where there is no such folder."""
        if folder not in self._listings:
            names: set[str] = set((self._known_names or {}).get(folder, ()))
            with suppress(OSError, ValueError):  # it is no folder, or has a name that no file system takes
                names.update(entry.name for entry in os.scandir(self.top / folder))
            self._listings[folder] = frozenset(names)
        return self._listings[folder]

    def _called_nearly(self, name: str, folder: str) -> tuple[str, Spelling] | None:
        """What in `folder` looks like `name`, and how it is written otherwise."""
        if folder not in self._looks:
            looks: dict[str, str] = {}
            for other in sorted(self._listing(folder), reverse=True):
                looks[_composed(other)] = other
                looks.setdefault(_composed(other).casefold() + _ANY_CASE, other)
            self._looks[folder] = looks
        looks, composed = self._looks[folder], _composed(name)
        if composed in looks:
            return looks[composed], Spelling.UNICODE
        found = looks.get(composed.casefold() + _ANY_CASE)
        return (found, Spelling.CASE) if found is not None else None

    @cached_property
    def _known_names(self) -> dict[str, set[str]] | None:
        """The names in each folder, and of each file none, where the records were taken out of their repository."""
        if self._known_paths is None:
            return None
        found: dict[str, set[str]] = {}
        for path in self._known_paths:
            below = os.path.relpath(path, self.top).replace(os.sep, "/")
            found.setdefault(below, set())
            while below:
                below, _, name = below.rpartition("/")
                found.setdefault(below, set()).add(name)
        return found

    def _page_at(self, wanted: str) -> tuple[Reach, str, Spelling] | None:
        """The file whose page is at the address `wanted`: one without its ending, or by its slug."""
        if wanted.lower().endswith(RECORD_ENDINGS):
            return None
        wanted = wanted.removesuffix(".html")
        for ending in (*RECORD_ENDINGS, ".mdx"):
            found = self._at(wanted + ending)
            if found is not None and (found[0] is Reach.RECORD or (found[0] is Reach.FILE and self._is_built)):
                return found[0], found[1], Spelling.PAGE if self._is_built else Spelling.ENDING
        record = self._project.pages.find(self._from_root(wanted))
        if record is None:
            return None
        return Reach.RECORD, self._from_top(record.file), Spelling.PAGE if self._is_built else Spelling.ENDING

    @cached_property
    def _is_built(self) -> bool:
        """True where a builder of sites makes pages of the records, and finds them by their addresses."""
        around = PurePosixPath(self._from_top(self._project.records_path)).parents
        return is_made_by_builder(self._project.records, self._listing, map(str, around))

    def _otherwise(self, folder: str, path: str, wanted: str) -> tuple[Reach, str, Spelling] | None:
        """The record that is meant by a path without its ending, or by a name that it does not have any more."""
        page = self._page_at(wanted)
        if page is None and path.startswith("../"):  # as seen from the page, which is a folder of its own
            page = self._page_at(posixpath.normpath(posixpath.join(self._from_top(folder), path[3:])))
        if page is not None:
            return page
        number = number_of_record(self._from_root(wanted)) if wanted.lower().endswith(RECORD_ENDINGS) else None
        beside = posixpath.dirname(self._from_root(wanted))
        same = self._by_place.get((beside, number), []) if number is not None else []
        return (Reach.RECORD, self._from_top(same[0].file), Spelling.OLD_NAME) if len(same) == 1 else None

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], list[Record]]:
        """The records by folder and number."""
        found: dict[tuple[str, int], list[Record]] = {}
        for record in self._project.records:
            if record.number is not None and name_of_record(record.file):
                found.setdefault((posixpath.dirname(record.file), record.number), []).append(record)
        return found

    def _anchors_of(self, path: str) -> tuple[frozenset[str], tuple[str, ...]] | None:
        """The anchors in the Markdown at `path` from the top; None for other files, and where nobody can read it."""
        if path not in self._anchors:
            body = self._body_of(path)
            self._anchors[path] = (anchors_in(body), forge_anchors(body)) if body is not None else None
        return self._anchors[path]

    def _body_of(self, path: str) -> MarkdownBody | None:
        record = self._project.by_file.get(self._from_root(path))
        if record is not None:
            return record.body if record.dialect is Dialect.MARKDOWN else None
        if not path.lower().endswith((".md", ".markdown")) or dialect_of(path) is not Dialect.MARKDOWN:
            return None
        text, _problem = read_text_file(self.top / path, path, self.top, MAXIMUM_BYTES)
        if text is None:
            return None
        document = split_document(path, text)
        return MarkdownBody(document.body, document.body_line)
