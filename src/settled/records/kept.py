"""Records as they were read, kept by the content of their files: most files are the same in the next run.

What is kept holds for one build of this tool, of Python and of the libraries that read, and for the words that mean a
status; an entry holds for one content of one file, read in one way. The format can say nothing but values: to load it
runs no code of whoever wrote it.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import importlib.util
import marshal
import os
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from settled.files.cache import CacheFile, build_of_this_tool, cache_folder, digest_of
from settled.formats.markdown import Link
from settled.frontmatter import YamlDocument
from settled.frontmatter.loader import PARSER
from settled.frontmatter.splitting import Document
from settled.model.findings import Problem
from settled.model.plain_problems import plain_problem, problem_from
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Kind, Level, Phase, Status
from settled.records.record import ReadRecord, Record

if TYPE_CHECKING:
    from settled.model.decision import RecordFields

_ROOMS = ("files", "formats", "frontmatter", "model", "profiles", "records")
_KEPT_APART = ("kind", "status", "date", "content", "invalid", "document")
_SIMPLE = tuple(field.name for field in dataclasses.fields(Record) if field.name not in _KEPT_APART)
_STATUSES = {status.value: status for status in Status}
_MAXIMUM_STALE = 2
"""A file with so many times as many entries as were asked for is written anew without the others."""


class KeptRecords:
    """The records of one folder that an earlier run read, and those that this run reads."""

    def __init__(self, file: CacheFile) -> None:
        self._file = file
        self._known: dict[bytes, bytes] = {}
        content = file.read()
        if content is not None:
            self._known = marshal.loads(content)  # noqa: S302 (our own file, whole: see `CacheFile`)
        self._asked: dict[bytes, bytes] = {}
        self._new: dict[bytes, bytes] = {}

    def find(self, key: bytes, file: str, text: str) -> ReadRecord | None:
        """What `text` of `file` was read to under the same key; None where nobody did."""
        entry = self._known.get(key)
        if entry is None:
            return None
        self._asked[key] = entry
        return _unpacked(marshal.loads(entry), file, text)  # noqa: S302 (likewise)

    def keep(self, key: bytes, entry: ReadRecord, text: str, *, is_programme: bool) -> None:
        """Keep what `text` was read to, as a record of one of our programmes or of plain ADRs."""
        # As bytes at once: as values they would fill the memory that the rules are soon to walk.
        self._new[key] = marshal.dumps(_packed(entry, text, is_programme))

    def find_yaml(self, key: bytes, file: str, text: str) -> tuple[YamlDocument, tuple[Problem, ...]] | None:
        """The YAML in `text` of `file` with all that is wrong with it and its model; None where nobody read it."""
        entry = self._known.get(key)
        if entry is None:
            return None
        self._asked[key] = entry
        document, problems = marshal.loads(entry)  # noqa: S302 (likewise)
        return _unpacked_yaml(document, file, text), tuple(map(problem_from, problems))

    def keep_yaml(self, key: bytes, document: YamlDocument, problems: tuple[Problem, ...], text: str) -> None:
        """Keep the YAML that `text` was read to, which has data, with all that is wrong with it and its model."""
        self._new[key] = marshal.dumps((_packed_yaml(document, text), tuple(map(plain_problem, problems))))

    def save(self) -> None:
        """Write what this run read and what it asked for, where a later run gains by it."""
        if not self._new and len(self._known) <= _MAXIMUM_STALE * len(self._asked):
            return
        self._file.write(marshal.dumps(self._asked | self._new))


def kept_records(folder: Path, statuses: StatusWords) -> KeptRecords | None:
    """What is kept of the records in `folder`, read by the words `statuses`; None where nothing is to be kept."""
    cache = cache_folder()
    if cache is None:
        return None
    own = {} if statuses.meanings is STATUS_WORDS.meanings else statuses.meanings  # the build tells the tool's words
    parts = (
        *build_of_this_tool(*_ROOMS),
        *libraries(),
        *(f"{words}: {status}" for words, status in sorted(own.items())),
        f"{statuses.missing} {statuses.unknown}",
    )
    fingerprint = digest_of(*map(os.fsencode, parts))
    return KeptRecords(CacheFile(cache / "records" / digest_of(os.fsencode(folder)), fingerprint))


@cache
def libraries() -> tuple[str, ...]:
    """What else than this tool has a say in what a file is read to, and in the format that it is kept in."""
    return sys.version, str(marshal.version), PARSER, _build_of_models()


def _build_of_models() -> str:
    """Which build of the model library this is, without loading it: that is what a run that reads nothing saves.

    It names its version in a module, which is written anew with each.
    """
    spec = importlib.util.find_spec("pydantic")
    if spec is None or spec.origin is None:
        return ""
    status = Path(spec.origin).with_name("version.py").stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def key_of(text: str, *circumstances: object) -> bytes:
    """The key of a file's whole `text`, read in these circumstances (texts, words, true, false or None)."""
    digest = hashlib.blake2b(repr(circumstances).encode("utf-8", "surrogatepass"), digest_size=16)
    digest.update(b"\0" + text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _packed(entry: ReadRecord, text: str, is_programme: bool) -> tuple[Any, ...]:
    problems = tuple(map(plain_problem, entry.problems))
    record = entry.record
    if record is None:
        return entry.id, problems, None
    document = record.document
    own = (
        record.kind.value,
        record.status.value if record.status is not None else None,
        record.date.toordinal() if record.date is not None else None,
        tuple(record.invalid),
        tuple(getattr(record, name) for name in _SIMPLE),
        record.is_flow,
        record.phase.value,
        record.criticality.value if record.criticality is not None else None,
    )
    texts = (
        _piece(text, document.body, len(text) - len(document.body)),
        _piece(text, document.written, len(text) - len(document.written or "")),
        document.body_line,
        document.has_front_matter,
        is_programme,
    )
    links = tuple(tuple(getattr(link, name) for name in Link.__slots__) for link in record.links)
    return entry.id, problems, (own, texts, _packed_yaml(document.front, text), links)


def _packed_yaml(document: YamlDocument, text: str) -> tuple[Any, ...]:
    return (
        _piece(text, document.text, 0),
        document.first_line,
        document.opening_line,
        document.maybe_unfilled,
        tuple(map(plain_problem, document.problems)),
        marshal.dumps(document.data),
    )


def _unpacked_yaml(packed: tuple[Any, ...], file: str, text: str) -> YamlDocument:
    piece, first_line, opening_line, maybe_unfilled, problems, data = packed
    return YamlDocument.with_deferred(
        {
            "file": file,
            "text": _whole(text, piece),
            "first_line": first_line,
            "problems": tuple(map(problem_from, problems)),
            "opening_line": opening_line,
            "maybe_unfilled": maybe_unfilled,
        },
        {"data": partial(marshal.loads, data)},
    )


def _unpacked(entry: tuple[Any, ...], file: str, text: str) -> ReadRecord:
    record_id, problems, record = entry
    problems = tuple(map(problem_from, problems)) if problems else ()
    if record is None:
        return ReadRecord(file, record_id, None, problems)
    (
        (kind, status, date, invalid, simple, is_flow, phase, criticality),
        (body, written, body_line, has_front_matter, is_programme),
        yaml_document,
        links,
    ) = record
    front = _unpacked_yaml(yaml_document, file, text)
    document = Document(front, _whole(text, body) or "", body_line, has_front_matter, _whole(text, written))
    fields = dict(zip(_SIMPLE, simple, strict=True))
    fields |= {
        "kind": Kind(kind),
        "status": _STATUSES[status] if status is not None else None,
        "date": datetime.date.fromordinal(date) if date is not None else None,
        "invalid": frozenset(invalid),
        "document": document,
        # What the cached properties would find:
        "links": tuple(Link(*link) for link in links),
        "is_flow": is_flow,
        "phase": Phase(phase),
        "criticality": Level(criticality) if criticality is not None else None,
    }
    made = Record.with_deferred(fields, {"content": partial(_content, Kind(kind), front, is_programme)})
    return ReadRecord(file, record_id, made, problems)


def _content(kind: Kind, front: YamlDocument, is_programme: bool) -> RecordFields:
    from settled.records.content import read_content

    return read_content(kind, front, is_programme=is_programme).content


def _piece(text: str, part: str | None, start: int) -> str | tuple[int, int] | None:
    """Where `part` stands in `text`, from `start` on at the earliest; itself where it was changed on the way."""
    if not part:
        return part
    found = text.find(part, max(start, 0))
    return (found, found + len(part)) if found >= 0 else part


def _whole(text: str, piece: str | tuple[int, int] | None) -> str | None:
    return text[piece[0] : piece[1]] if isinstance(piece, tuple) else piece
