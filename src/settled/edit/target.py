"""A record as another record names it: in front matter by its id, in text by a link."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from settled.edit.markdown_text import link_text
from settled.model.references import parse_reference


@dataclass(frozen=True, slots=True)
class Target:
    """What stands where a record names another one: `reference` in front matter, `[label](address)` in text."""

    reference: str
    label: str
    address: str

    @property
    def link(self) -> str:
        """`[2. Use events](0002-use-events.md)`."""
        return f"[{self.label}]({self.address})"

    def is_named_by(self, written: str) -> bool:
        """True when `written`, in whatever form, means this record: a path by its path, else by its number."""
        path = posixpath.normpath(unquote(written.split("#")[0].strip()))
        own = posixpath.normpath(unquote(self.address))
        if written.strip() == self.reference or path in {own, own.removesuffix(".md")}:
            return True
        if "/" in path or path.endswith(".md"):
            return False
        said, meant = parse_reference(written), parse_reference(self.reference)
        return said.number is not None and said.number == meant.number and said.kind in {None, meant.kind}


def target(record_id: str, number: int | None, title: str, file: str, *, seen_from: str) -> Target:
    """The record of `file` (id, number and title are its own) as the file `seen_from` names it."""
    label = link_text(title)
    return Target(record_id, f"{number}. {label}" if number is not None else label, address(file, seen_from=seen_from))


def address(file: str, *, seen_from: str) -> str:
    """`file` as a link in the file `seen_from` names it; both below one folder, with `/`."""
    return escaped_path(posixpath.relpath(file, posixpath.dirname(seen_from) or "."))


def escaped_path(path: str) -> str:
    """`path` as a link may hold it: what would end or bend the link is escaped."""
    return re.sub(r"[ ()<>%#?\\]", lambda match: f"%{ord(match[0]):02X}", path)
