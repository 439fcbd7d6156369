"""reStructuredText as Markdown, line for line: what decisions use of it, and whatever else as the text that it is.

Titles, field lists, lists, code, notes, images, tables, links and emphasis are converted. This is no full reader:
what it does not know stays readable, and no line moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from settled.formats.fact_labels import FACT_KEYS, fact_name
from settled.formats.line_conversion import LineConversion
from settled.formats.restructuredtext_inline import inline_as_markdown, reference_put_together, target_at, targets_in
from settled.formats.section_names import is_section_name
from settled.model.status_words import STATUS_WORDS

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
_FIELD = re.compile(r":(?P<name>[A-Za-z][\w -]{0,40}):(?:[ \t]+(?P<value>.*))?$")
_DIRECTIVE = re.compile(
    r"(?P<indent>[ \t]*)\.\.[ \t]+(?P<name>[A-Za-z][\w:-]{0,40})::(?:[ \t]+(?P<argument>.*))?[ \t]*$"
)
_COMMENT = re.compile(r"(?P<indent>[ \t]*)\.\.(?:[ \t]|$)")
_OPTION = re.compile(r"[ \t]+:(?P<name>[\w-]{1,40}):[ \t]*(?P<value>.*)$")
_GRID = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*$")
_SIMPLE = re.compile(r"[ \t]*=+(?:[ \t]+=+)+[ \t]*$")
_ENUMERATED = re.compile(r"(?P<indent>[ \t]*)(?:#|\(?(?P<number>\d{1,4}))[.)][ \t]+(?=\S)")
_BARE_STATUS = re.compile(
    r"\*\*(?P<word>[A-Za-z][A-Za-z ]{2,30})\*\*[.:,]?"
    r"(?:[ \t]+[*(]*(?:on[ \t]+)?[*(]*\d[\w ./-]{6,20}[*).]*)?[ \t]*$"
)
_CODE = frozenset(
    {"code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "graphviz", "uml", "mermaid"}
)
_NOTES = frozenset({
    "note", "warning", "tip", "hint", "important", "caution", "danger", "attention", "error", "admonition",
    "seealso", "todo", "versionadded", "versionchanged", "deprecated", "topic", "rubric",
})  # fmt: skip
_IMAGES = frozenset({"image", "figure"})


def restructuredtext_as_markdown(text: str) -> str:
    """`text` as Markdown with every line where it was; any text is taken."""
    return "\n".join(_Conversion(re.split(r"\r\n|\n|\r", text)).converted())


class _Conversion(LineConversion):
    """One text under conversion: `_at` is the line that comes next, `_out` the lines so far."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines)
        self._levels: list[tuple[str, bool]] = []
        self._no_table_before = 0
        self._is_begun = False
        self._headings = 0
        self._holds_decision = False
        self._targets = targets_in(lines)

    def readers(self) -> tuple[Callable[[str], bool], ...]:
        """The readers of reStructuredText."""
        return self._blank, self._title, self._table, self._explicit, self._line

    def _blank(self, line: str) -> bool:
        if line.strip():
            return False
        self._emit("")
        return True

    def _title(self, line: str) -> bool:
        over = _ADORNMENT.match(line)
        if over:
            under = _ADORNMENT.match(self._peek(2))
            if self._peek(1).strip() and under and under[1] == over[1]:
                self._emit("", self._heading(self._peek(1), over[1], is_over=True), "")
                return True
            is_transition = not self._peek(1).strip()
            if is_transition and len(line.strip()) >= 4 and not self._peek(-1).strip():
                self._emit("- - -")
                return True
            return False
        if not line.strip() or line[0] in " \t" or self._peek(-1).strip():
            return False
        under = _ADORNMENT.match(self._peek(1))
        if under is None or len(self._peek(1).strip()) < min(len(line.strip()), 4):
            return False
        self._emit(self._heading(line, under[1], is_over=False), "")
        return True

    def _heading(self, text: str, sign: str, *, is_over: bool) -> str:
        self._headings += 1
        style = (sign, is_over)
        if style not in self._levels:
            self._levels.append(style)
        # A title holds no HTML that a page would take for its own.
        words = self._inline(text.strip()).replace("&lt;", "<")
        return f"{'#' * min(self._levels.index(style) + 1, 6)} {words}"

    def _table(self, line: str) -> bool:
        """A table stays as it is drawn; its first and last border give way to the fence around it."""
        border = _GRID if _GRID.match(line) else _SIMPLE if _SIMPLE.match(line) else None
        if border is None or self._at < self._no_table_before:
            return False
        end = self._at + 1
        while end < len(self._lines) and self._lines[end].strip():
            end += 1
        if border is _SIMPLE:
            end = self._end_of_simple_table(end)
        if end - self._at < 3 or not border.match(self._lines[end - 1]):
            self._no_table_before = end
            return False
        self._emit("```text", *self._lines[self._at + 1 : end - 1], "```")
        return True

    def _end_of_simple_table(self, end: int) -> int:
        """Blank lines may stand between its rows: it ends with the last border before something else."""
        while end < len(self._lines) and not _SIMPLE.match(self._lines[end - 1]) and end - self._at < 200:
            end += 1
        return end

    def _explicit(self, line: str) -> bool:
        comment = _COMMENT.match(line)
        if comment is None:
            return False
        directive = _DIRECTIVE.match(line)
        if directive is None:
            target = target_at(self._lines, self._at)
            if target:
                self._emit(*[""] * target.line_count)
                return True
            is_comment = re.match(r"[ \t]*\.\.[ \t]+(?:\[[^\]]*\][ \t]|_|\|)", line) is None
            self._emit("")
            if is_comment:
                self._blank_block(len(comment["indent"]))
            return True
        name, argument = directive["name"].lower(), (directive["argument"] or "").strip()
        indent = len(directive["indent"])
        if name in _CODE:
            self._code_block(indent, re.sub(r"\W.*", "", argument))
        elif name in _IMAGES:
            options = self._options(self._at + 1)
            self._emit(f"![{options.get('alt', '')}]({argument})" if argument else "", *[""] * len(options))
        elif name in _NOTES:
            word = argument if name in {"admonition", "topic", "rubric"} else name.capitalize()
            rest = "" if word == argument else argument
            self._emit(f"**{self._inline(word)}:** {self._inline(rest)}".rstrip() if word else "")
            self._emit(*[""] * len(self._options(self._at)))
            self._dedent_block(indent)
        elif name == "adr" and not indent and not self._holds_decision:
            self._decision(argument)
        else:
            self._emit("")
            self._blank_block(indent)
        return True

    def _decision(self, title: str) -> None:
        """A directive of sphinx-adr: its options are facts, and what it holds is read as if it stood outside."""
        self._holds_decision = True
        options = self._options(self._at + 1)
        end = self._end_of_block(self._at + 1, 0)
        if title and not self._headings:
            self._emit(self._heading(title, "", is_over=False))
        else:
            self._emit(f"* **Title:** {self._inline(title)}" if title else "")
        for name, value in options.items():
            word = name.replace("-", " ").capitalize()
            self._emit(f"* **{word}:** {self._inline(value)}" if value else "")
        self._lines[self._at : end] = _without_indent(self._lines[self._at : end])

    def _options(self, start: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while start < len(self._lines) and (match := _OPTION.match(self._lines[start])) and match["name"] not in found:
            found[match["name"]] = match["value"].strip()
            start += 1
        return found

    def _end_of_block(self, start: int, indent: int) -> int:
        """Where the lines end that are blank or stand deeper than `indent`, without the blank ones at the end."""
        end = last = start
        while end < len(self._lines):
            line = self._lines[end]
            if line.strip() and _depth(line) <= indent:
                break
            end += 1
            last = end if line.strip() else last
        return last

    def _blank_block(self, indent: int) -> None:
        self._emit(*[""] * (self._end_of_block(self._at, indent) - self._at))

    def _dedent_block(self, indent: int) -> None:
        block = self._lines[self._at : self._end_of_block(self._at, indent)]
        self._emit(*(self._inline(line) for line in _without_indent(block)))

    def _code_block(self, indent: int, language: str) -> None:
        """Code in a fence where there is a line for its end, else deeper than Markdown needs it to be code."""
        start = self._at + 1 + len(self._options(self._at + 1))
        end = self._end_of_block(start, indent)
        first = next((at for at in range(start, end) if self._lines[at].strip()), end)
        above = [""] * (first - self._at)  # the directive, its options and the blank lines below them
        code = self._lines[first:end]
        depth = min((_depth(line) for line in code if line.strip()), default=0)
        has_room = end >= len(self._lines) or not self._lines[end].strip()
        if code and has_room and not any("```" in line for line in code):
            self._emit(*above[1:], f"```{language}", *(line[depth:] for line in code))
            self._close_fence()
        else:
            self._emit(*above, *("    " + line[depth:] if line.strip() else "" for line in code))

    def _close_fence(self) -> None:
        self._out.append("```")
        self._at += 1  # the blank line below the code, or the end of the file

    def _line(self, line: str) -> bool:
        if not self._is_begun:
            # Some write the status below the title, in bold and without the word: `**Accepted** *2023-06-09*`.
            self._is_begun = True
            if self._is_bare_title(line):
                self._emit(self._heading(line, "", is_over=False))
                return True
            status = _BARE_STATUS.match(line) if self._headings == 1 else None
            if status and STATUS_WORDS.status_at_start(status["word"]) is not None:
                self._emit(f"* **Status:** {line.strip()}")
                return True
        together = reference_put_together(line, self._peek(1), self._peek(2), self._targets)
        if together:
            line, self._lines[self._at + 1] = together
        field = _FIELD.match(line)
        if field:
            self._emit(f"* **{field['name']}:** {self._inline((field['value'] or '').strip())}".rstrip())
            return True
        if line.rstrip().endswith("::") and not self._peek(1).strip():
            return self._literal_block(line)
        quoted = re.match(r"(?P<indent>[ \t]*)\|[ \t](?P<text>.*)$", line)
        if quoted:
            self._emit(f"{self._inline(quoted['text'])}  ")
            return True
        enumerated = _ENUMERATED.match(line)
        if enumerated:
            number = enumerated["number"] or "1"
            self._emit(f"{enumerated['indent']}{number}. {self._inline(line[enumerated.end() :])}")
            return True
        self._emit(("\\" if line.startswith("#") else "") + self._inline(line))
        return True

    def _is_bare_title(self, line: str) -> bool:
        """Whether the first line of the file is a title that nobody underlined: sections come, and no other title."""
        label = fact_name(line.partition(":")[0])
        if self._headings or not line[0].isalnum() or line.rstrip()[-1] in ".:" or label in FACT_KEYS:
            return False
        if self._peek(1).strip():
            return False
        for position in range(self._at + 1, len(self._lines) - 1):
            heading = self._lines[position]
            if heading[:1].isalnum() and _ADORNMENT.match(self._lines[position + 1]):
                return is_section_name(heading)
        return False

    def _literal_block(self, line: str) -> bool:
        """A paragraph that ends with `::` and the code below it; the blank line between them opens the fence."""
        said = line.rstrip()[:-2].rstrip()
        self._emit(f"{self._inline(said)}:" if said else "")
        start = self._at
        if _depth(self._peek(1)) > _depth(line) and self._peek(1).strip():
            self._code_block(_depth(line), "")
        elif start < len(self._lines):
            self._emit("")
        return True

    def _inline(self, text: str) -> str:
        return inline_as_markdown(text, self._targets)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _without_indent(lines: list[str]) -> list[str]:
    depth = min((_depth(line) for line in lines if line.strip()), default=0)
    return [line[depth:] for line in lines]
