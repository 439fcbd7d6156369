"""The status of one version of a record from its bytes, fast: a history has many versions of every record.

The answer is that of `settled.records`, which reads far more of a record than a history needs. Two things
make it fast. Front matter is read one top-level key at a time and each piece of text only once, because
the versions of a record differ in a line or two. And the body is scanned only where it can hold a status.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from settled.formats.adr import read_adr
from settled.formats.adr_facts import AdrFacts
from settled.formats.dialect import as_markdown, dialect_of, may_have_front_matter
from settled.formats.fact_labels import LABELS_OF_LINES, STATUS_LABELS, fact_name
from settled.formats.front_matter_facts import agreed_status, foreign_status_key
from settled.formats.markdown import MarkdownBody
from settled.formats.metadata_table import is_about_the_record
from settled.formats.status_section import status_heading
from settled.frontmatter import read_yaml
from settled.frontmatter.splitting import read_loosely, split_document
from settled.history.contents import MAXIMUM_FILE_BYTES
from settled.model.decided_values import COMPARED, Values, values_of
from settled.model.kinds import kind_called, spec_of
from settled.model.markup import Dialect
from settled.model.references import folder_kind as folder_kind
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Kind, Status
from settled.model.written_values import find_placeholder

_FENCE = re.compile(r"---\r?\n")
_CLOSING_FENCE = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\r?$)(?:\r?\n)?", re.MULTILINE)
_KEY = re.compile(r"^[A-Za-z][A-Za-z0-9_-]{0,60}(?=:(?:[ \r\n]|\Z))", re.MULTILINE)
_BLANK_LINES = re.compile(r"(?: *(?:#[^\n\r]*)?\r?\n)*")
# One line that no YAML rule can turn into something else than a text or a list of texts.
_PLAIN = re.compile(r"[A-Za-z0-9_-]+: (?P<text>[A-Za-z0-9](?:[A-Za-z0-9 .,/()+-]*[A-Za-z0-9.)+])?) *\r?\n?")
_PLAIN_ENTRY = r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*"
_PLAIN_LIST = re.compile(rf"[A-Za-z0-9_-]+: \[{_PLAIN_ENTRY}(?:, {_PLAIN_ENTRY})*\] *\r?\n?")
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*]")
_MAXIMUM_FAST_FRONT = 50_000  # below every bound of the YAML reader that counts more than one key
# A status heading, bullet or line: nothing but marks, numbers and comments may stand before the word in its line,
# or before it in its part of the line.
_MAY_HOLD_STATUS = re.compile(
    r"(?:(?:^|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|-->)(?:[^\w\n\r]|[\d_]){0,80}|(?<=[|·•])[ \t]+[*_]{0,3})"
    rf"(?:{'|'.join(LABELS_OF_LINES)})(?![^\W_])"
    # The cell of a table in HTML, and a title with a mark.
    rf"|>[ \t]*[*_]{{0,3}}(?:{'|'.join(LABELS_OF_LINES)})[*_]{{0,3}}[ \t]*<"
    r"|(?:^|\n) {0,3}#[^\n]{0,200}[\[(【]|(?:^|\n) {0,3}#[^\n]{0,40}\b[A-Z]{4,12}[ \t]*[:–—-]|[\])】][ \t]*\r?\n={3}",
    re.IGNORECASE,
)
_FIRST_LOOK = 1500
_STATUS_SECTION = re.compile(
    rf"^ {{0,3}}(#{{1,6}})[ \t][^\n]{{0,60}}?(?:{'|'.join(STATUS_LABELS)})", re.IGNORECASE | re.MULTILINE
)
_ANY_SECTION = re.compile(r"^ {0,3}(#{1,6})[ \t][^\n]*\n", re.MULTILINE)
_ABSENT = object()


class ReadingMode(NamedTuple):
    """How a version is read: as the kind that its folder says, in the markup that its file is written in."""

    kind: Kind | None
    dialect: Dialect = Dialect.MARKDOWN


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What a history needs to know of one version: its status, the `id` that it gives itself, what a flow decided."""

    status: Status | None = None
    own_id: str | None = None
    values: tuple[Values, ...] = ()


def status_of(content: bytes, file: str) -> Status | None:
    """The status of the version `content` of `file` (relative to the records folder); None where it cannot be told."""
    return facts_of(content, reading_mode_of(file)).status


def reading_mode_of(file: str) -> ReadingMode:
    """How the versions of `file` (relative to the records folder) are read."""
    return ReadingMode(folder_kind(file), dialect_of(file))


def facts_of(content: bytes, reading_mode: ReadingMode, statuses: StatusWords = STATUS_WORDS) -> VersionFacts:
    """What the version `content` says of itself, read in that manner.

    `statuses` are the words that mean a status.
    """
    text = _decoded(content)
    if text is None:
        return VersionFacts()
    has_front = may_have_front_matter(text, reading_mode.dialect)
    front, values, body = _split(text, reading_mode.kind) if has_front else ({}, {}, text)
    if front is None:
        return VersionFacts()
    body = as_markdown(body, reading_mode.dialect)
    kind = _kind_of(front.get("kind"), reading_mode.kind)
    own_id = front.get("id")
    foreign = foreign_status_key(front, statuses) if kind is Kind.DECISION else None
    status = _status_of(front.get(foreign or "status"), body, kind, statuses)
    decided = tuple(filter(None, map(values.get, COMPARED))) if kind is Kind.FLOW else ()
    return VersionFacts(status, own_id if isinstance(own_id, str) else None, decided)


def _decoded(content: bytes) -> str | None:
    if len(content) > MAXIMUM_FILE_BYTES:
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text[:8192] else text


def _kind_of(written: Any, folder: Kind | None) -> Kind:
    said = kind_called(written.strip().lower()) if isinstance(written, str) else None
    return said or folder or Kind.DECISION


def _status_of(written: Any, body: str, kind: Kind, statuses: StatusWords) -> Status | None:
    if spec_of(kind).has_states_of_its_own:
        return None
    if isinstance(written, (dict, list)) or (isinstance(written, str) and find_placeholder(written)):
        return None
    facts = _body_facts(body, statuses) if kind is Kind.DECISION else AdrFacts()
    return facts.status if written is None else agreed_status(written, facts, statuses)


def _body_facts(body: str, statuses: StatusWords) -> AdrFacts:
    beginning = _beginning(body)
    facts = _facts_of_beginning(beginning, statuses) if beginning else None
    if facts is not None:
        return facts
    if not _MAY_HOLD_STATUS.search(body):
        return AdrFacts(status=statuses.missing)
    end = body.find("\n", _FIRST_LOOK) + 1
    if end:
        scanned = MarkdownBody(body[:end], 1)
        headings = scanned.headings
        found = next((index for index, heading in enumerate(headings) if status_heading(heading) is not None), None)
        # Nothing below the status section matters, once the place for bullets (above the first `##`) is over too.
        is_whole = found is not None and any(each.level <= headings[found].level for each in headings[found + 1 :])
        if is_whole and any(heading.level > 1 for heading in headings):
            return read_adr(scanned, statuses=statuses)
    return read_adr(MarkdownBody(body, 1), statuses=statuses)


def _beginning(body: str) -> str:
    """The body up to the heading below its status section; empty where that is not seen at a glance."""
    section = _STATUS_SECTION.search(body, 0, _FIRST_LOOK)
    if section is None:
        return ""
    following = _ANY_SECTION.finditer(body, section.end(), _FIRST_LOOK)
    end = next((each.end() for each in following if len(each[1]) <= len(section[1])), 0)
    beginning = body[:end]
    # Whether an open comment is one depends on the lines below.
    return "" if beginning.rfind("<!--") > beginning.rfind("-->") else beginning


@lru_cache(maxsize=1024)  # the versions of one record are read after one another
def _facts_of_beginning(beginning: str, statuses: StatusWords) -> AdrFacts | None:
    """What a body that begins like this says of its status, whatever follows; None where more must be read.

    Most versions of a record begin alike. The last line is a heading that ends the status section, and the places above
    it for tables and lists; and the title stands above it.
    """
    scanned = MarkdownBody(beginning, 1)
    headings = scanned.headings
    found = next((index for index, heading in enumerate(headings) if status_heading(heading) is not None), None)
    if found is None or found + 1 >= len(headings) or headings[-1].line != beginning.count("\n"):
        return None
    last = headings[-1]
    is_over = last.level <= headings[found].level and all(
        each.level > headings[found].level for each in headings[found + 1 : -1]
    )
    if not is_over or last.level < 2 or is_about_the_record(last):
        return None
    facts = read_adr(scanned, statuses=statuses)
    return facts if facts.title is not None else None


def _split(text: str, folder: Kind | None) -> tuple[dict[str, Any] | None, dict[str, Values], str]:
    """`status`, `kind` and `id` (None where the front matter cannot be read), what is compared, and the body.

    That of a decision is read line by line where it is not strict YAML, as in a folder of plain ADRs: in one of our
    format such a version is told when it is the newest, and an older one still says what it says.
    """
    if not text.startswith(("---", "\ufeff")):
        return {}, {}, text
    opening = _FENCE.match(text)
    closing = _CLOSING_FENCE.search(text, opening.end() - 1) if opening else None
    if opening and closing and closing.start() <= _MAXIMUM_FAST_FRONT:
        front = _read_keys(text[opening.end() : closing.start() + 1])
        if front is not None:
            return *front, text[closing.end() :]
    document = read_loosely(split_document("", text))
    data = document.front.data
    is_loose = any(problem.rule == "loose-front-matter" for problem in document.front.problems)
    if data is not None and is_loose and _kind_of(data.get("kind"), folder) is not Kind.DECISION:
        data = None
    values = {key: values_of(key, data[key]) for key in COMPARED if key in data} if data is not None else {}
    return data, values, document.body


def _read_keys(front: str) -> tuple[dict[str, Any], dict[str, Values]] | None:
    """The front matter and what is compared of it, read key by key; None where it must be read as a whole.

    Reading piece by piece is sound because a line that begins with a key in the first column ends every
    value before it, except a quote or bracket left open, and then the piece before cannot be read alone.
    """
    starts = [match.start() for match in _KEY.finditer(front)]
    above = front[: starts[0]] if starts else front
    if not _BLANK_LINES.fullmatch(above) or ("#" in above and read_yaml("", above).data is None):
        return None
    values: dict[str, Any] = {}
    compared: dict[str, Values] = {}
    for start, end in pairwise([*starts, len(front)]):
        key = front[start : front.index(":", start)]
        value = _read_piece(key, front[start:end])
        if value is _ABSENT:
            return None
        if key in {"status", "kind", "id"} or fact_name(key) in {"status", "state"}:
            values.setdefault(key, value)
        elif key in COMPARED:
            compared.setdefault(key, _values_of_piece(key, front[start:end]))
    return values, compared


@lru_cache(maxsize=4096)
def _values_of_piece(key: str, text: str) -> Values:
    return values_of(key, _read_piece(key, text))


@lru_cache(maxsize=4096)
def _read_piece(key: str, text: str) -> Any:
    plain = _PLAIN.fullmatch(text)
    if plain is not None and plain["text"] != "null":
        return plain["text"]
    if _PLAIN_LIST.fullmatch(text):
        return []
    # A name given to a value here may be used in another piece.
    if _ANCHOR.search(text):
        return _ABSENT
    data = read_yaml("", text).data
    return data[key] if data is not None and list(data) == [key] else _ABSENT
