"""What other records call a record, rewritten once it has another number: ids, numbers and the targets of links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from settled.edit.body import Body
from settled.edit.front_matter import rewrite_scalars
from settled.edit.target import escaped_path
from settled.formats.markdown import Link
from settled.model.answers import Path
from settled.model.decision import RELATION_KEYS
from settled.model.kinds import kind_named_under, spec_of
from settled.model.references import id_in_prose
from settled.model.vocabulary import Kind

_OWN_KIND = (*RELATION_KEYS, "applies-to")


@dataclass(frozen=True)
class Renumbering:
    """A record's kind, and its number and file before and after; files are relative to the project's root.

    With `is_known_by_number` false, as where two records have the old number, only paths are certain to mean it.
    """

    kind: Kind
    old_number: int
    new_number: int
    old_file: str
    new_file: str
    is_known_by_number: bool = True

    @cached_property
    def _id(self) -> re.Pattern[str]:
        return id_in_prose(spec_of(self.kind).prefix, f"0*{self.old_number}")

    def numbered(self, written: str) -> str:
        """The new number, as wide as `written` where that has leading zeros."""
        return f"{self.new_number:0{len(written) if written.startswith('0') else 1}d}"

    def ids_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where `text` says the old id, and what it says then."""
        if self.is_known_by_number:
            for match in self._id.finditer(text):
                yield match.start("number"), match.end(), self.numbered(match["number"])

    def renamed(self, path: str, seen_from: str) -> str | None:
        """`path`, as the file `seen_from` writes it, with the new name; None where it leads to another file."""
        name = path.rsplit("/", 1)[-1]
        old, new = posixpath.basename(self.old_file), posixpath.basename(self.new_file)
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(seen_from), unquote(path)))
        for ending in ("", ".md"):
            if beside + ending == self.old_file and unquote(name) + ending == old:
                return path[: len(path) - len(name)] + escaped_path(new.removesuffix(ending) if ending else new)
        return None


def rewrite_references(text: str, file: str, renumbering: Renumbering, kind: Kind = Kind.DECISION) -> str:
    """`text` of `file`, a record of `kind`, with every mention of the renumbered record changed.

    In front matter these are ids anywhere, and numbers and paths where records are named; in the text ids outside
    of code, and links to the record's file. Raises UsageError where the result would not read as meant.
    """
    text = rewrite_scalars(text, file, lambda path, value: _rewritten(path, value, file, renumbering, kind))
    body = Body(text, file)
    edits = sorted({*_link_edits(body, renumbering), *_id_edits(body, renumbering)})
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    after = Body(text, file)
    if after.outline != body.outline or len(after.scan.links) != len(body.scan.links):
        raise body.refused("a link", 1)
    return text


def _rewritten(path: Path, value: str, file: str, renumbering: Renumbering, kind: Kind) -> str:
    """The text `value` at `path` of the front matter with the new number."""
    key = path[0]
    named = kind if key in _OWN_KIND else kind_named_under(path)
    if named is not None:
        parts = re.split(r"([,\s\"']+)", value)
        value = "".join(_renamed_part(part, file, renumbering, named) for part in parts)
    for start, end, new in reversed(list(renumbering.ids_in(value))):
        value = value[:start] + new + value[end:]
    return value


def _renamed_part(part: str, file: str, renumbering: Renumbering, named: Kind) -> str:
    if re.fullmatch(r"[0-9]{1,9}", part):
        is_it = named is renumbering.kind and renumbering.is_known_by_number and int(part) == renumbering.old_number
        return renumbering.numbered(part) if is_it else part
    return renumbering.renamed(part, file) or renumbering.renamed(part, _records_folder(renumbering)) or part


def _records_folder(renumbering: Renumbering) -> str:
    """A file in the folder above that of the kind: `adr/0003-a.md` is seen from there."""
    return posixpath.join(posixpath.dirname(posixpath.dirname(renumbering.old_file)), "index.md")


def _link_edits(body: Body, renumbering: Renumbering) -> Iterator[tuple[int, int, str]]:
    for link in body.scan.links:
        path = re.split(r"[#?]", link.target)[0]
        new = renumbering.renamed(path, body.file) if path else None
        if new is None:
            continue
        start = body.line_start(link.line)
        at = start + link.target_column - 1
        yield at, at + len(path), new
        number = re.match(rf"[*_#]*(0*{renumbering.old_number})(?=[.:)]|\s|$)", link.text)
        if number and not _is_definition(link):
            at = start + link.column + number.start(1)
            yield at, at + len(number[1]), renumbering.numbered(number[1])


def _id_edits(body: Body, renumbering: Renumbering) -> Iterator[tuple[int, int, str]]:
    targets: dict[int, list[tuple[int, int]]] = {}
    for link in body.scan.links:
        first = link.target_column - 1
        targets.setdefault(link.line, []).append((first, first + len(link.target)))
    for number, line in body.scan.prose():
        for start, end, new in renumbering.ids_in(line):
            if not any(first <= start < last for first, last in targets.get(number, ())):
                yield body.line_start(number) + start, body.line_start(number) + end, new


def _is_definition(link: Link) -> bool:
    return link.column == link.target_column
