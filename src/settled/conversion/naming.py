"""What each record is called before and after a conversion, and what text says of it in consequence."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from settled.conversion.link_targets import Address, with_addresses
from settled.edit.lines import split_body
from settled.files.shown_path import relative_path
from settled.formats.markdown import MarkdownBody
from settled.model.markup import ENDING_PATTERN, RECORD_ENDINGS
from settled.model.references import format_id, ids_in_prose, is_folder_page, kind_with_prefix, parse_reference
from settled.model.vocabulary import Kind
from settled.project import Project, repository_root
from settled.project.link_targets import LinkResolver, Reach, Spelling
from settled.records import Record

_FILE_NAME = re.compile(rf"(?<![\w/.-])[\w.+-]{{1,200}}{ENDING_PATTERN}(?![\w-])", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<=\[)(?P<marks>[*_]*)(?P<number>\d{1,9})(?=[.:)]|\s|\])")


@dataclass(frozen=True)
class NewName:
    """What a record is called afterwards: the path of its file, and its number (None: it has none)."""

    path: Path
    number: int | None


@dataclass(frozen=True)
class Naming:
    """The new names of the records of `project`, by the files that they have now.

    `taken` are the numbers that other records have where they go, by kind.
    """

    project: Project
    names: Mapping[str, NewName]
    taken: frozenset[tuple[Kind, int]] = frozenset()

    @cached_property
    def _by_path(self) -> dict[str, NewName]:
        return {os.path.normpath(self.project.root / file): name for file, name in self.names.items()}

    @cached_property
    def _how_often(self) -> Counter[tuple[Kind, int]]:
        numbers = [
            (record.kind, number)
            for record in self.project.records
            if record.file in self.names and (number := self.names[record.file].number) is not None
        ]
        return Counter([*numbers, *self.taken])

    @cached_property
    def _by_folder(self) -> dict[str, NewName]:
        """The new names of records that are the page of a folder, by this folder; not of what stays a folder."""
        return {
            os.path.normpath((self.project.root / file).parent): name
            for file, name in self.names.items()
            if is_folder_page(file)
        }

    @cached_property
    def _old_numbers(self) -> dict[tuple[Kind, int], list[Record]]:
        found: dict[tuple[Kind, int], list[Record]] = {}
        for record in self.project.records:
            if record.number is not None:
                found.setdefault((record.kind, record.number), []).append(record)
        return found

    @property
    def is_renumbering(self) -> bool:
        """True where a record gets another number, or its first one."""
        return any(
            self.names[record.file].number != record.number
            for record in self.project.records
            if record.file in self.names
        )

    def path_of(self, record: Record) -> Path:
        """Where the record lies now."""
        return self.project.root / record.file

    def reference(self, written: str, record: Record) -> str:
        """What the front matter of `record` says for `written`: the id of the record that is meant, or its new path.

        What names no record of the project stays as it is.
        """
        meant = self.project.resolve(written, record)
        name = self.names.get(meant.file) if meant is not None else None
        if meant is None or name is None:
            return written
        if name.number is not None and self._how_often[meant.kind, name.number] == 1:
            said = parse_reference(written)
            is_id = "/" not in written and said.number == name.number and written.strip() == said.text
            return written if is_id and not _is_path(written) else format_id(meant.kind, name.number)
        return relative_path(name.path, self.names[record.file].path.parent)

    def moved_links(self, body: str, record: Record) -> str:
        """The Markdown `body` of `record` with its relative links as they are written at its new place."""
        here, there = self.path_of(record).parent, self.names[record.file].path.parent
        return with_addresses(
            body, lambda address: self._moved(address, here, there) or self._page_moved(address, record, there)
        )

    def links_followed(self, page: str, folder: Path) -> str:
        """The Markdown of a page in `folder` that is no record, with its links to records under their new names."""
        return with_addresses(page, lambda address: self._moved(address, folder, folder))

    def _moved(self, address: Address, here: Path, there: Path) -> str | None:
        path = address.path
        if path is None:
            return None
        target = os.path.normpath(here / path)
        name = self._by_path.get(target) or self._by_path.get(f"{target}.md")
        of_folder = self._by_folder.get(target) if name is None else None
        if of_folder is not None:
            return address.with_path(relative_path(of_folder.path, there))
        if name is not None:
            new = str(name.path)
            new = new if target in self._by_path else new.removesuffix(".md")
        elif _exists(target):
            new = target
        else:
            return None
        if os.path.normpath(there / path) == new:
            return None
        relative = relative_path(Path(new), there)
        return address.with_path(f"{relative}/" if path.endswith("/") else relative)

    def _page_moved(self, address: Address, record: Record, there: Path) -> str | None:
        """The address of a record that `address` in `record` finds otherwise than by the path of its file."""
        target = self._links.target_of(record.file, address.written)
        name = self.names.get(target.file) if target.reach is Reach.RECORD else None
        if name is None or target.spelling not in {Spelling.PAGE, Spelling.CASE, Spelling.UNICODE}:
            return None
        return address.with_path(relative_path(name.path, there))

    @cached_property
    def _links(self) -> LinkResolver:
        return LinkResolver(self.project, repository_root(self.project.root))

    def renumbered(self, body: str, record: Record) -> str:
        """The Markdown `body` of `record` with the ids, numbers and file names of records that get other numbers.

        Ids stand outside of code; the number in the text of a link follows the record that it leads to.
        """
        if not self.is_renumbering:
            return body
        lines = split_body(body)
        for number, prose in MarkdownBody(body, 1).prose():
            line = lines[number - 1]
            edits = [
                *self._ids_in(prose, record),
                *self._link_numbers_in(prose, record),
                *self._names_in(prose, record),
            ]
            for start, end, new in sorted(set(edits), reverse=True):
                line = line[:start] + new + line[end:]
            lines[number - 1] = line
        return "".join(lines)

    def unclear_numbers(self, body: str) -> list[str]:
        """The ids in `body` that several records have, of which at least one gets another number."""
        found: list[str] = []
        for _, prose in MarkdownBody(body, 1).prose():
            for match in ids_in_prose(prose):
                meant = self._old_numbers.get((kind_with_prefix(match["kind"]), int(match["number"])), [])
                if len(meant) > 1 and any(self._new_number(each) != each.number for each in meant):
                    found.append(match[0])
        return list(dict.fromkeys(found))

    def _ids_in(self, prose: str, record: Record) -> list[tuple[int, int, str]]:
        found = []
        for match in ids_in_prose(prose):
            meant = self._old_numbers.get((kind_with_prefix(match["kind"]), int(match["number"])), [])
            new = self._new_number(meant[0]) if len(meant) == 1 else None
            if new is not None:
                found.append((match.start("number"), match.end("number"), _as_wide(new, match["number"])))
        return found

    def _link_numbers_in(self, prose: str, record: Record) -> list[tuple[int, int, str]]:
        found = []
        for match in _NUMBERED.finditer(prose):
            link = re.match(r"[^\[\]]*\]\([ \t]*<?(?P<target>[^\s()<>]{1,2000})", prose[match.end() :])
            path = Address(link["target"], 0).path if link else None
            meant = self.project.resolve(path, record) if path else None
            if meant is None or meant.number != int(match["number"]):
                continue
            new = self._new_number(meant)
            if new is not None:
                found.append((match.start("number"), match.end("number"), _as_wide(new, match["number"])))
        return found

    def _names_in(self, prose: str, record: Record) -> list[tuple[int, int, str]]:
        """File names of records beside this one that stand as words in the text, not as addresses."""
        found = []
        folder = self.path_of(record).parent
        for match in _FILE_NAME.finditer(prose):
            name = self._by_path.get(os.path.normpath(folder / match[0]))
            before = prose[: match.start()].rstrip("<")
            if name is not None and name.path.name != match[0] and not before.endswith(("](", "]: ", '="', "='")):
                found.append((match.start(), match.end(), name.path.name))
        return found

    def _new_number(self, record: Record) -> int | None:
        name = self.names.get(record.file)
        return name.number if name is not None else None


def _as_wide(number: int, written: str) -> str:
    return f"{number:0{len(written) if written.startswith('0') else 1}d}"


def _is_path(written: str) -> bool:
    return written.lower().strip().endswith(RECORD_ENDINGS) or "](" in written


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False  # a name that no file system takes
