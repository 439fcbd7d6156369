"""Finished HTML as Markdown that every builder passes on as it is: values hold stars, fences and blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

PART = '<div class="settled-part">'
"""What is put around each piece: a block of HTML begins with a block element, or it is taken for a paragraph."""
TEXT = '<div class="st-text">'
"""The frame of a record's text; its headings stand outside of it, where a builder sees them."""

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>|[^<]+|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_NOT_MARKUP = frozenset({"script", "style"})
_AS_WRITTEN = frozenset({"pre", "textarea"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})

# What a Markdown parser, one of its extensions or a template language might take for its own.
_SPECIAL = re.compile(r"[`~*_{}\[\]\\|\t]")
# In a heading the text is read as Markdown; what is left of punctuation there would be, too.
_SPECIAL_IN_HEADING = re.compile(r"[!\"#$%'()+,./:<=>?@^-]")
# Markdown parsers use these for themselves, or end lines with them; nobody sees them.
_UNSEEN = dict.fromkeys((*range(9), *range(14, 32), 127)) | {11: " ", 12: " "}
_BLANK_LINES = re.compile(r"[ \t]*\n\s*\n")
_HIDDEN_BLANK_LINE = re.compile(r"\n(?=[^\S\n]*\n)")
_EMPTY_TEXT = re.compile(re.escape(TEXT) + r"\s*</div>")
_PLAIN_ANCHOR = re.compile(r"[\w:.-]+")
_PLAIN_LABEL = re.compile(r"[\w ,'-]+")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag: `text` as it is written out; a closing one has no attributes."""

    name: str
    text: str
    attributes: Mapping[str, str]
    is_end: bool = False
    is_alone: bool = False


def as_markdown(html: str, *, with_headings: bool = False, labels: Mapping[str, str] | None = None) -> str:
    """The HTML of a page as blocks of raw HTML without a blank line, each on its own.

    A browser makes the same of it as of `html`. With `with_headings` those headings that stand on the page itself
    or in a record's text become headings of Markdown, from which a builder makes its table of contents; `labels`
    says by anchor what they are called there, where that is shorter.
    """
    writer = _Writer(labels or {}, with_headings=with_headings)
    for token in _balanced(_tokens(html)):
        writer.take(token)
    return writer.finished()


class _Writer:
    """Collects pieces of raw HTML, and cuts them where a heading stands."""

    def __init__(self, labels: Mapping[str, str], *, with_headings: bool) -> None:
        self._labels, self._with_headings = labels, with_headings
        self._blocks: list[str] = []
        self._piece: list[str] = []
        self._open: list[_Tag] = []
        self._heading: tuple[_Tag, list[_Tag | str]] | None = None

    def take(self, token: _Tag | str) -> None:
        if self._heading is not None:
            start, inner = self._heading
            if isinstance(token, _Tag) and token.is_end and token.name == start.name:
                self._heading = None
                self._end_heading(start, inner, token)
            else:
                inner.append(token)
        elif isinstance(token, _Tag) and not token.is_end and self._is_for_contents(token):
            self._heading = (token, [])
        else:
            self._keep(token)

    def finished(self) -> str:
        self._cut()
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""

    def _keep(self, token: _Tag | str) -> None:
        if isinstance(token, str):
            as_written = any(tag.name in _AS_WRITTEN for tag in self._open)
            self._piece.append(token if as_written else _BLANK_LINES.sub("\n", token))
            return
        self._piece.append(token.text)
        if token.is_end:
            self._open.pop()
        elif not token.is_alone:
            self._open.append(token)

    def _is_for_contents(self, tag: _Tag) -> bool:
        if not self._with_headings or tag.name not in _HEADINGS:
            return False
        is_outside = not self._open or (len(self._open) == 1 and self._open[0].text == TEXT)
        return is_outside and bool(_PLAIN_ANCHOR.fullmatch(tag.attributes.get("id", "")))

    def _end_heading(self, start: _Tag, inner: list[_Tag | str], end: _Tag) -> None:
        words = "".join(piece for piece in inner if isinstance(piece, str))
        if not words.strip() or set(start.attributes) != {"id"}:
            for token in (start, *inner, end):
                self._keep(token)
            return
        self._cut()
        text = "".join(_in_heading(piece) for piece in inner).strip()
        anchor = start.attributes["id"]
        label = self._labels.get(anchor, "")
        is_shorter = label != text and _PLAIN_LABEL.fullmatch(label)
        named = f' data-toc-label="{label}"' if is_shorter else ""
        self._blocks.append(f"{'#' * int(start.name[1])} {text} {{: #{anchor}{named} }}")

    def _cut(self) -> None:
        """End the piece; a text that stands open is closed, and opened again for what follows."""
        closing = "".join(f"</{tag.name}>" for tag in reversed(self._open))
        opening = "".join(tag.text for tag in self._open)
        inside = _EMPTY_TEXT.sub("", "".join(self._piece) + closing).strip()
        if inside:
            text = _HIDDEN_BLANK_LINE.sub("&#10;", inside)
            self._blocks.append(f"{PART}\n{text}\n</div>")
        self._piece = [opening]


def _in_heading(piece: _Tag | str) -> str:
    if isinstance(piece, _Tag):
        return piece.text
    text = re.sub(r"\s+", " ", piece)
    # The digits and signs of a reference stay: `&#38;` would else be taken apart.
    parts = re.split(r"(&(?:#\d+|#x[0-9a-fA-F]+|\w+);)", text)
    return "".join(part if index % 2 else _SPECIAL_IN_HEADING.sub(_reference, part) for index, part in enumerate(parts))


def _tokens(html: str) -> Iterator[_Tag | str]:
    """The tags and the texts of `html`, without comments, in the form in which they are written out."""
    html = re.sub("\r\n?", "\n", html).translate(_UNSEEN)
    position = 0
    while position < len(html):
        match = _TOKEN.match(html, position)
        if match is None:  # an opening sign with a quote that nobody closed
            yield "&lt;"
            position += 1
            continue
        position = match.end()
        name = match["name"]
        if name is None:
            if not match[0].startswith("<!"):
                yield _SPECIAL.sub(_reference, match[0]) if match[0] != "<" else "&lt;"
            continue
        tag = _tag(match)
        yield tag
        if tag.name in _NOT_MARKUP and not tag.is_end:
            end = re.compile(rf"</{tag.name}\s*>", re.IGNORECASE).search(html, position)
            yield re.sub(r"\n\s*\n", "\n", html[position : end.start() if end else len(html)])
            position = end.start() if end else len(html)


def _tag(match: re.Match[str]) -> _Tag:
    written = match["name"]
    name = written.lower()
    if match["end"]:
        return _Tag(name, f"</{written}>", {}, is_end=True)
    attributes: dict[str, str] = {}
    text = written
    for found in _ATTRIBUTE.finditer(match["attributes"]):
        value = next((value for value in found.groups()[1:] if value is not None), None)
        attributes[found[1].lower()] = value or ""
        text += f" {found[1]}" if value is None else f' {found[1]}="{_in_attribute(value)}"'
    is_closed = match["attributes"].rstrip().endswith("/")
    return _Tag(name, f"<{text}{' /' if is_closed else ''}>", attributes, is_alone=is_closed or name in _VOID)


def _in_attribute(value: str) -> str:
    escaped = value.replace('"', "&#34;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "&#10;")
    return _SPECIAL.sub(_reference, escaped)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _balanced(tokens: Iterable[_Tag | str]) -> Iterator[_Tag | str]:
    """The same with each opened element closed, and no end without a beginning: a parser would lose its place."""
    opened: list[str] = []
    for token in tokens:
        if isinstance(token, str) or token.is_alone:
            yield token
        elif not token.is_end:
            opened.append(token.name)
            yield token
        elif token.name in opened:
            while opened:
                name = opened.pop()
                yield token if name == token.name else _Tag(name, f"</{name}>", {}, is_end=True)
                if name == token.name:
                    break
    for name in reversed(opened):
        yield _Tag(name, f"</{name}>", {}, is_end=True)
