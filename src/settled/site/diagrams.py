"""Mermaid diagrams in records: drawn in the reader's browser by a bundle of the site's own, or shown as text."""

from __future__ import annotations

import hashlib
import html
import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path

from settled.project import Project

BUNDLE_PACKAGE = "mermaidx"
"""The package of the extra `settled[mermaid]`: it ships Mermaid as one script. None of its code is run."""

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)")
_LANGUAGE = re.compile(r"(?:\{[^}\s]*?\.)?([\w-]+)")
# `A@{ img: "https://…", label: "A" }` draws a picture; a text in quotes may hold any brace.
_NODE = re.compile(r"@\{(?:[^}\"']|\"[^\"]*\"|'[^']*')*\}?")
_PICTURE = re.compile(r"(?<![\w-])[\"']?img[\"']?\s*:\s*(?:\"[^\"]*\"|'[^']*'|[^,}\n]*)\s*,?[ \t]*", re.IGNORECASE)
_PLACE = "settled-diagram-{}"
_WORD = _PLACE.format("[0-9a-f]{20}")
_PLACE_IN_HTML = re.compile(rf"<p>(?P<word>{_WORD})</p>|<[/a-zA-Z](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>|(?P<alone>{_WORD})")


def bundle() -> Path | None:
    """The script that draws Mermaid, from the package that is installed for it; None where there is none."""
    found = importlib.util.find_spec(BUNDLE_PACKAGE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        script = Path(folder) / "assets" / "mermaid.js"
        if script.is_file():
            return script
    return None


def undrawn_records(project: Project) -> int:
    """How many records hold a diagram that nobody draws: none where the bundle is installed."""
    if bundle() is not None:
        return 0
    return sum(1 for record in project.records if "mermaid" in record.body_text and take_diagrams(record.body_text)[1])


def take_diagrams(markdown: str) -> tuple[str, dict[str, str]]:
    """`markdown` with a word in the place of each fence of Mermaid, and the texts of these by the words.

    A fence within another one, or within a quotation, stays what it is.
    """
    lines = markdown.splitlines(keepends=True)
    result: list[str] = []
    found: dict[str, str] = {}
    position = 0
    while position < len(lines):
        opening = _FENCE.fullmatch(lines[position].rstrip("\r\n"))
        if opening is None:
            result.append(lines[position])
            position += 1
            continue
        end = _end_of(lines, position, opening["marks"])
        language = _LANGUAGE.match(opening["info"])
        if end < len(lines) and language and language[1].lower() == "mermaid":
            indent = opening["indent"]
            text = without_pictures("".join(line.removeprefix(indent) for line in lines[position + 1 : end]))
            word = _PLACE.format(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20])
            found[word] = text
            result.append(f"\n{indent}{word}\n\n")
        else:
            result += lines[position : end + 1]
        position = end + 1
    return "".join(result), found


def without_pictures(diagram: str) -> str:
    """The text of a diagram without the pictures that its nodes would load, from whatever host their author named."""
    return _NODE.sub(lambda node: _PICTURE.sub("", node[0]), diagram)


def put_diagrams(text: str, diagrams: Mapping[str, str]) -> str:
    """The HTML `text`, cleaned, with each of `diagrams` in its place; a browser without the script shows its words."""
    if not diagrams:
        return text

    def shown(match: re.Match[str]) -> str:
        diagram = diagrams.get(match["word"] or match["alone"] or "")
        # A word within a tag is no place for a diagram: whoever wrote it there means to break the tag.
        return (
            match[0] if diagram is None else f'<pre class="settled-diagram"><code>{html.escape(diagram)}</code></pre>'
        )

    return _PLACE_IN_HTML.sub(shown, text)


def _end_of(lines: list[str], start: int, marks: str) -> int:
    """The line that closes the fence which `start` opens; the number of lines where none does."""
    closing = re.compile(rf"[ \t]*{re.escape(marks[0])}{{{len(marks)},}}[ \t]*")
    for position in range(start + 1, len(lines)):
        if closing.fullmatch(lines[position].rstrip("\r\n")):
            return position
    return len(lines)
