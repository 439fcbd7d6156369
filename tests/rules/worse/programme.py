"""The complete programme as plain data, in which any value can be put in the place of another one."""

from __future__ import annotations

import copy
import functools
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from settled.frontmatter import read_yaml
from settled.frontmatter.splitting import split_document
from settled.model.findings import Finding
from settled.project import load
from settled.rules.context import Context
from settled.rules.engine import check_context
from tests.complete_programme import FILES
from tests.reading.emitting import Places, emit
from tests.rules.following_numbers import numbers_not_followed

CATALOG, PROFILE, SETTINGS = "decisions/catalog.yml", "decisions/profiles/house.yml", "settled.toml"
ORDER, CAPTURE, TAX, STOCK = (f"decisions/{file}" for file in FILES if file.startswith("flows/"))
FIFTH = "decisions/flows/0005-fifth.md"
FLOWS = (ORDER, CAPTURE, TAX, STOCK, FIFTH)
Data = dict[str, Any]


class Gone:
    """Stands for a value that is not written."""

    def __repr__(self) -> str:
        return "gone"


GONE = Gone()


class Change(NamedTuple):
    """One value in the place of another: in which file, at which path, as in `consumers.1.within`.

    An empty path means the file as a whole, and `GONE` that nothing is written there.
    """

    file: str
    path: str
    value: Any


@dataclass(frozen=True)
class Checked:
    """What is found in a programme, and where each of its values stands."""

    findings: tuple[Finding, ...]
    places: Mapping[str, Places]
    not_followed: tuple[str, ...] = ()
    """The numbers in the messages of which nothing says where they come from."""

    @property
    def said(self) -> list[str]:
        """What is found, in words, without the note that a finding is in no risk register."""
        return [f"{each.severity} {each.name}: {each.message}" for each in self.told]

    def line_of(self, file: str, path: str) -> tuple[str, int]:
        """File and line of the value at `path`; the first line where that is empty."""
        parts = tuple(int(part) if part.isdecimal() else part for part in path.split("."))
        return file, self.places[file][parts][0] if path else 1

    @property
    def told(self) -> list[Finding]:
        """The findings without those on findings."""
        return [finding for finding in self.findings if finding.code != "K107"]


@functools.cache
def _sound() -> dict[str, Data]:
    files: dict[str, Data] = {}
    for name, text in FILES.items():
        file = f"decisions/{name}"
        data = split_document(file, text).front.data if file in FLOWS else read_yaml(file, text).data
        assert isinstance(data, dict)
        files[file] = data
    return files


def sound() -> dict[str, Data]:
    """The data of each file of the complete programme, to be changed."""
    return copy.deepcopy(_sound())


def changed(files: Mapping[str, Data], changes: Iterable[Change]) -> dict[str, Data]:
    """`files` with all `changes` made, one after another."""
    made = copy.deepcopy(dict(files))
    for file, path, value in changes:
        if not path:
            made.pop(file, None)
            if not isinstance(value, Gone):
                made[file] = copy.deepcopy(value)
            continue
        *above, last = path.split(".")
        data: Any = made.setdefault(file, {})
        for part in above:
            data = data[int(part)] if isinstance(data, list) else data.setdefault(part, {})
        if isinstance(value, Gone):
            del data[int(last) if isinstance(data, list) else last]
        elif isinstance(data, list):
            data[int(last) : int(last) + 1] = [copy.deepcopy(value)]
        else:
            data[last] = copy.deepcopy(value)
    return made


def written(files: Mapping[str, Data], root: Path) -> dict[str, Places]:
    """Write the files below `root`; the line and column of each of their values."""
    places: dict[str, Places] = {}
    for file, data in files.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if file == SETTINGS:
            limits = "".join(f"{key} = {value}\n" for key, value in data.get("limits", {}).items())
            path.write_text(f"holidays = {data.get('holidays', [])}\n[limits]\n{limits}", encoding="utf-8")
            continue
        text, found = emit(data)
        is_record = file in FLOWS
        body = f"---\n\n# {data.get('object')}\n\n## Why this pattern\n\nIt has to arrive.\n" if is_record else ""
        path.write_text(("---\n" if is_record else "") + text + body, encoding="utf-8")
        places[file] = {key: (line + is_record, column) for key, (line, column) in found.items()}
    return places


def check_data(files: Mapping[str, Data]) -> Checked:
    """All that is found in the programme of these files."""
    with tempfile.TemporaryDirectory() as folder:
        places = written(files, Path(folder))
        project = load(Path(folder))
        findings = check_context(Context.of(project)).findings
        return Checked(findings, places, tuple(numbers_not_followed(findings, project)))


def check_changed(*changes: Change) -> Checked:
    """All that is found in the complete programme after `changes`."""
    return check_data(changed(_sound(), changes))
