"""AsciiDoc as Markdown, line for line: what decisions use of it, and whatever else as the text that it is.

Titles, attributes, lists, code, notes, images, links and emphasis are converted. This is no full reader: what it
does not know stays readable, and no line moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from settled.formats.asciidoc_tables import columns_of, rows_of_two
from settled.formats.fact_labels import FACT_KEYS, fact_name
from settled.formats.line_conversion import LineConversion
from settled.formats.section_names import is_fact_section, is_section_name

_TITLE = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)$")
_UNDERLINE = re.compile(r"([=~^+-])\1{2,}[ \t]*$")
_UNDERLINE_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}
_ATTRIBUTE = re.compile(r":(?P<off>!?)(?P<name>[A-Za-z0-9_][\w -]{0,60})(?P<end>!?):(?:[ \t]+(?P<value>.*))?$")
_USE = re.compile(r"\{(?P<name>[A-Za-z0-9_][\w-]{0,60})\}")
_REVISION = re.compile(r"(?:v?[\w.]{1,20},[ \t]*)?(?P<date>\d{4}-\d{2}-\d{2})(?::.*)?[ \t]*$")
_AUTHOR = re.compile(r"(?:\S++[ \t]++){1,4}<[^<>\s@]++@[^<>\s]++>")
_BLOCK_MARK = re.compile(r"\[(?P<mark>[^\[\]|]*|[^\[\]]*\"[^\[\]]*)\][ \t]*$|\[\[[^\[\]]*\]\][ \t]*$")
_CODE_FENCE = re.compile(r"(-{4,}|\.{4,}|`{3,}|\+{4,})(?P<language>\w{0,20})[ \t]*$")
_TABLE = re.compile(r"[|,:!]={3,}[ \t]*$")
_COMMENT_FENCE = re.compile(r"/{4,}[ \t]*$")
_WRAPPER = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--)[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?P<sign>\*{1,6}|\.{1,6}|-)[ \t]+(?=\S)")
_NOTE = re.compile(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_DEFINITION = re.compile(r"(?P<term>\S[^:]{0,100})::(?:[ \t]+(?P<text>.*))?$")
_BLOCK_MACRO = re.compile(
    r"(?P<name>image|include|video|toc|plantuml)::(?P<target>[^\[\]]{0,500})\[(?P<text>[^\[\]]{0,500})\][ \t]*$"
)
_CONDITION = re.compile(r"(?:ifdef|ifndef|ifeval|endif)::")

_CODE_SPAN = re.compile(r"(?<![\w`])(`{1,2}|\+)(?![\s`+])([^`\n]{0,500}?[^\s`])\1(?![\w`])")
_LINK = re.compile(r"\blink:(?P<target>[^\s\[\]]{1,500}+)\[(?P<text>[^\[\]]{0,500})\]")
_ADDRESS = re.compile(r"(?<![(\w])(?P<target>https?://[^\s\[\]<>]{1,500}+)\[(?P<text>[^\[\]]{0,500})\]")
_CROSS = re.compile(r"\bxref:(?P<target>[^\s\[\]]{1,500}+)\[(?P<text>[^\[\]]{0,500})\]")
_ANGLED = re.compile(r"<<(?P<target>[^<>,\n]{1,500})(?:,[ \t]*(?P<text>[^<>\n]{0,500}))?>>")
_IMAGE = re.compile(r"\bimage:(?!:)(?P<target>[^\s\[\]]{1,500}+)\[(?P<text>[^\[\]]{0,500})\]")
_BOLD = re.compile(r"(?<![\w*\\])\*(?![\s*])([^*\n]{0,500}?[^\s*])\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w_\\])_(?![\s_])([^_\n]{0,500}?[^\s_])_(?![\w_])")

_LINE_BREAK = re.compile(r"[ \t]\+[ \t]*$")
_LONGEST_VALUE = 300
_SHOWN = {
    "status": "Status", "state": "Status", "date": "Date", "revdate": "Date", "deciders": "Deciders",
    "decision-makers": "Deciders", "tags": "Tags", "keywords": "Tags", "supersedes": "Supersedes",
    "superseded-by": "Superseded by",
}  # fmt: skip
"""The attributes that say something of a decision, with the word that a reader of Markdown looks for."""


def asciidoc_as_markdown(text: str) -> str:
    """`text` as Markdown with every line where it was; any text is taken."""
    return "\n".join(_Conversion(re.split(r"\r\n|\n|\r", text)).converted())


class _Conversion(LineConversion):
    """One text under conversion: `_at` is the line that comes next, `_out` the lines so far."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines)
        self._language = ""
        self._columns = 0
        self._is_below_section = False
        self._is_header = False
        self._first_level: int | None = None
        self._never_closed: set[str] = set()
        self._attributes = _attributes(lines)
        self._used = {match["name"].lower() for line in lines if "{" in line for match in _USE.finditer(line)}

    def readers(self) -> tuple[Callable[[str], bool], ...]:
        """The readers of AsciiDoc."""
        return (
            self._blank,
            self._attribute,
            self._title,
            self._header,
            self._fenced,
            self._block_mark,
            self._line,
        )

    def _blank(self, line: str) -> bool:
        is_comment = line.startswith("//") and not line.startswith("///")
        if line.strip() not in {"", "+", "<<<"} and not is_comment and not _CONDITION.match(line):
            return False
        self._is_header = self._is_header and bool(line.strip())
        self._emit("")
        return True

    def _attribute(self, line: str) -> bool:
        match = _ATTRIBUTE.match(line) if line.startswith(":") else None
        if match is None:
            return False
        name = match["name"].strip().lower().replace(" ", "-")
        word = None if match["off"] or match["end"] or name in self._used else _SHOWN.get(name)
        if name == "state" and "status" in self._attributes:
            word = None  # it is that of something else
        value = self._inline((match["value"] or "").strip())
        self._emit(f"* **{word}:** {value}".rstrip() if word else "")
        return True

    def _title(self, line: str) -> bool:
        match = _TITLE.match(line)
        if match:
            text = match[2].rstrip()
            closed = text.removesuffix(match[1])
            text = closed.rstrip() if closed[-1:] in {" ", "\t"} else text
            self._is_header = len(match[1]) == 1
            self._emit(self._heading(len(match[1]), text))
            return True
        under = _UNDERLINE.match(self._peek(1)) if line[:1].isalnum() and not self._peek(-1).strip() else None
        if under is None or abs(len(self._peek(1).strip()) - len(line.strip())) > 2:
            return False
        level = _UNDERLINE_LEVELS[under[1]]
        self._is_header = level == 1
        self._emit(self._heading(level, line.strip()), "")
        return True

    def _heading(self, level: int, text: str) -> str:
        """A heading; a file that begins with a title of a deeper level (`== Use Kafka`) is lifted to the first."""
        if self._first_level is None:
            self._first_level = 1 if is_section_name(text) else level
        is_of_the_record = level == self._first_level or is_fact_section(text)
        self._is_below_section = self._is_below_section or not is_of_the_record
        # A title holds no HTML that a page would take for its own.
        return f"{'#' * max(level + 1 - self._first_level, 1)} {self._inline(text).replace('&lt;', '<')}"

    def _header(self, line: str) -> bool:
        """The lines below the title that name the author and the revision."""
        if not self._is_header:
            return False
        revision = _REVISION.match(line)
        if revision and "revdate" not in self._attributes:
            self._emit(f"* **Date:** {revision['date']}")
            return True
        if _AUTHOR.match(line):
            self._emit(f"* **Author:** {self._inline(line)}")
            return True
        return False

    def _fenced(self, line: str) -> bool:
        code = _CODE_FENCE.match(line)
        if not code and line.startswith("|") and not self._is_below_section and self._table_of_facts():
            return True
        if code or _TABLE.match(line):
            end = self._closing(line.strip() if not code else code[1])
            block = self._lines[self._at + 1 : end]
            language = (code["language"] if code else "") or self._language
            self._language = ""
            if end < len(self._lines):
                fence = "`" * max(3, 1 + max((_ticks(text) for text in block), default=0))
                self._emit(f"{fence}{language if code else 'text'}", *block, fence)
            else:
                self._emit("")  # it is never closed
            return True
        if _COMMENT_FENCE.match(line):
            end = min(self._closing(line.strip()), len(self._lines) - 1)
            self._emit(*[""] * (end + 1 - self._at))
            return True
        if _WRAPPER.match(line):
            self._emit("")
            return True
        return False

    def _table_of_facts(self) -> bool:
        """A table of two columns that tells facts of the record: each row becomes an entry of a list on its line."""
        end = self._closing(self._lines[self._at].strip())
        rows = rows_of_two(self._lines[self._at + 1 : end], self._columns) if end < len(self._lines) else []
        self._columns = 0
        if not any(fact_name(row.name) in FACT_KEYS for row in rows):
            return False
        block = [""] * (end + 1 - self._at)
        for row in rows:
            block[row.line + 1] = f"* **{row.name}:** {self._inline(row.text)}".rstrip()
        self._emit(*block)
        return True

    def _closing(self, mark: str) -> int:
        """Where a block that begins with `mark` ends; behind the last line where it never does."""
        if mark in self._never_closed:
            return len(self._lines)
        for position in range(self._at + 1, len(self._lines)):
            if self._lines[position].strip() == mark:
                return position
        self._never_closed.add(mark)  # nor will be one further below: looking again takes quadratic time
        return len(self._lines)

    def _block_mark(self, line: str) -> bool:
        if not line.startswith("[") or not _BLOCK_MARK.match(line):
            return False
        self._columns = columns_of(line)
        source = re.match(r"\[(?:source|listing)?[,%\w]*?,[ \t]*(\w{1,20})", line)
        self._language = source[1] if source else ""
        note = re.match(r"\[(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", line)
        self._emit(f"**{note[1].capitalize()}:**" if note else "")
        return True

    def _line(self, line: str) -> bool:
        macro = _BLOCK_MACRO.match(line)
        if macro:
            if macro["name"] == "image":
                self._emit(f"![{macro['text'].split(',')[0]}]({self._filled(macro['target'])})")
            else:
                self._emit(f"*{macro['name']}: {macro['target']}*" if macro["target"] else "")
            return True
        broken = _LINE_BREAK.search(line)
        line, end = (line[: broken.start()].rstrip(), "  ") if broken else (line, "")
        item, note, definition = _ITEM.match(line), _NOTE.match(line), _DEFINITION.match(line)
        if item:
            self._item(item, line[item.end() :] + end)
        elif note:
            self._emit(f"**{note[1].capitalize()}:** {self._inline(line[note.end() :])}{end}")
        elif line.startswith(".") and line[1:2].isalnum():
            self._emit(f"**{self._inline(line[1:].strip())}**")
        elif definition:
            self._definition(definition["term"], definition["text"] or "")
        else:
            self._emit(self._inline(line) + end)
        return True

    def _item(self, item: re.Match[str], text: str, *, deeper: int = 0) -> None:
        bullet = "1." if item["sign"][0] == "." else "*"
        self._emit("    " * (len(item["sign"]) - 1 + deeper) + f"{bullet} {self._inline(text)}")

    def _definition(self, term: str, text: str) -> None:
        """An entry of a description list; one that tells a fact becomes an entry that does, where its text stands."""
        bare = term.strip("*_` \t")
        if fact_name(bare) not in FACT_KEYS:
            self._emit(f"* **{self._inline(term)}** {self._inline(text)}".rstrip())
            return
        if not text.strip():
            gap = 1 if self._peek(1).strip() else 2
            below = self._peek(gap)
            if _ITEM.match(below):
                self._emit(f"* **{bare}:**", *[""] * (gap - 1))
                while item := _ITEM.match(self._peek(0)):
                    self._item(item, _LINE_BREAK.sub("", self._peek(0)[item.end() :]), deeper=1)
                return
            if below.strip() and not _begins_a_block(below):
                self._emit(*[""] * gap)
                text = _LINE_BREAK.sub("", below)
        self._emit(f"* **{bare}:** {self._inline(text.strip())}".rstrip())

    def _filled(self, text: str) -> str:
        """`text` with the attributes that the file sets; others stay as they are written."""
        return _USE.sub(lambda use: self._attributes.get(use["name"].lower(), use[0]), text) if "{" in text else text

    def _inline(self, text: str) -> str:
        text = self._filled(text)
        if not _MARKED.search(text):
            return text
        parts: list[str] = []
        position = 0
        for match in _CODE_SPAN.finditer(text):
            code = f"*{match[2]}*" if match[1] == "+" else f"`{match[2]}`"
            parts += [_inline_text(text[position : match.start()]), code]
            position = match.end()
        return "".join([*parts, _inline_text(text[position:])])


_MARKED = re.compile(r"[*_`+<:]")


def _attributes(lines: list[str]) -> dict[str, str]:
    """The attributes that the file sets, by their names in lower case.

    One that uses others is not filled, and a long one is left out: a small file would become a huge one.
    """
    matches = (_ATTRIBUTE.match(line) for line in lines if line.startswith(":"))
    values = {match["name"].strip().lower(): (match["value"] or "").strip() for match in matches if match}
    return {name: value for name, value in values.items() if len(value) <= _LONGEST_VALUE}


def _begins_a_block(line: str) -> bool:
    forms = (_TITLE, _ATTRIBUTE, _BLOCK_MARK, _CODE_FENCE, _TABLE, _COMMENT_FENCE, _WRAPPER, _ITEM, _DEFINITION)
    return line.startswith(("//", ".", "+")) or any(form.match(line) for form in (*forms, _BLOCK_MACRO, _CONDITION))


def _inline_text(text: str) -> str:
    if "<<" in text:
        text = _ANGLED.sub(_cross_reference, text)
    text = text.replace("<", "&lt;")
    if "[" in text:
        text = _IMAGE.sub(lambda match: f"![{match['text'].split(',')[0]}]({match['target']})", text)
        text = _CROSS.sub(_cross_reference, text)
        for form in (_LINK, _ADDRESS):
            text = form.sub(lambda match: f"[{_label(match)}]({match['target']})", text)
    text = _BOLD.sub(r"**\1**", text) if "*" in text else text
    return _ITALIC.sub(r"*\1*", text) if "_" in text and "](" not in text else text


def _cross_reference(match: re.Match[str]) -> str:
    """A reference to another file as a link; one within the file as its text."""
    target, text = match["target"].strip(), (match["text"] or "").strip()
    file, _, _ = target.partition("#")
    if not re.search(r"[.](?:adoc|asciidoc|md|rst|html?)$", file, re.IGNORECASE):
        return text or target.strip("#")
    return f"[{text or file}]({file})"


def _label(match: re.Match[str]) -> str:
    """The words of a link; `^` and attributes behind a comma say how to open it."""
    return re.sub(r"(?:\^|,[ \t]*(?:window|role|opts)=.*)$", "", match["text"]) or match["target"]


def _ticks(line: str) -> int:
    return max((len(run) for run in re.findall(r"`+", line)), default=0)
