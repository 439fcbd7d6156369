"""The anchors of a Markdown text: what forges make of its headings, and what is named in HTML.

GitHub's way, which Gitea, Forgejo and Azure DevOps took over: small letters, no punctuation, a hyphen for each space,
`-1` behind the second of a name. GitLab leaves one hyphen of several, Python-Markdown no letter beyond ASCII.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from settled.formats.markdown import MarkdownBody

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,500}\)")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,500})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,200}\])")
_CODE = re.compile(r"(`++)(.{1,500}?)(?<!`)\1(?!`)")
_EMPHASIS = re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^_]{1,500})(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
_NAMED = re.compile(
    r"<[a-zA-Z][^<>]{0,500}?\s(?:id|name)\s*=\s*(?:\"([^\"<>]{1,200})\"|'([^'<>]{1,200})'|([^\s\"'<>]{1,200}))"
)
_INNER_HEADING = re.compile(r"[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){1,20}#{1,6}[ \t]+(.*)")
_HTML_HEADING = re.compile(r"<h[1-6]\b[^<>]{0,500}>(.{0,500}?)</h[1-6]\s*>", re.IGNORECASE)
_WORD_CATEGORIES = frozenset({"L", "M"})
_KEPT_CATEGORIES = frozenset({"Nd", "Nl", "Pc"})


def forge_anchor(text: str) -> str:
    """What GitHub calls the anchor of a heading that reads `text`, the first time."""
    kept = "".join(each for each in text.strip().lower() if each in " -" or _is_of_words(each))
    return kept.replace(" ", "-")


def short_forge_anchor(text: str) -> str:
    """What GitLab calls it."""
    return re.sub(r"-{2,}", "-", forge_anchor(text)).strip("-")


def converter_anchor(text: str) -> str:
    """What Python-Markdown calls it, and with it MkDocs as it comes."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_text).strip().lower())


def _is_of_words(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "_"
    category = unicodedata.category(character)
    return category[0] in _WORD_CATEGORIES or category in _KEPT_CATEGORIES


def numbered(names: Iterable[str], sign: str, first: int = 1) -> Iterator[str]:
    """`names` with a number behind what was there before: `a`, `a-1`, `a-2` where `sign` is a hyphen."""
    taken: dict[str, int] = {}
    for name in names:
        unique = name
        while unique in taken:
            unique = f"{name}{sign}{taken[name]}"
            taken[name] += 1
        taken.setdefault(unique, first)
        yield unique


def heading_text(markdown: str) -> str:
    """What a heading reads, written as `markdown`, once its markup is taken away."""
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        codes.append(match[2])
        return "\0"

    text = _CODE.sub(keep, markdown) if "`" in markdown else markdown
    text = _LINK.sub(r"\1", _IMAGE.sub("", _FOOTNOTE.sub("", text))) if "[" in text else text
    text = _TAG.sub("", text) if "<" in text else text
    text = _EMPHASIS.sub(r"\2", text) if "_" in text else text
    text = html.unescape(_ESCAPE.sub(r"\1", text))
    return re.sub("\0", lambda match: codes.pop(0), text) if codes else text


def anchors_in(body: MarkdownBody) -> frozenset[str]:
    """Every anchor that a forge or a site finds in `body`."""
    texts = [heading_text(each) for each in _headings(body)]
    found: set[str] = set()
    for make, sign in ((forge_anchor, "-"), (short_forge_anchor, "-"), (converter_anchor, "_")):
        found.update(numbered(map(make, texts), sign))
    for _, line in body.lines:
        if "<" in line and "=" in line:
            found.update(next(filter(None, match.groups())) for match in _NAMED.finditer(line))
        if "{" in line and "#" in line:
            found.update(re.findall(r"\{[^{}]{0,200}?#([\w:.-]{1,200})[^{}]{0,200}\}", line))
    return frozenset(found)


def forge_anchors(body: MarkdownBody) -> tuple[str, ...]:
    """The anchors of the headings of `body` as GitHub calls them, in their order."""
    return tuple(numbered((forge_anchor(heading_text(each)) for each in _headings(body)), "-"))


def _headings(body: MarkdownBody) -> Iterator[str]:
    """The headings of the text, those in quotes, lists and HTML included, in their order."""
    own = {heading.line: heading.text for heading in body.headings}
    for number, line in body.lines:
        if number in own:
            yield own[number]
        elif "#" in line and (inner := _INNER_HEADING.match(line)):
            yield inner[1].rstrip("# \t")
        elif "<h" in line.lower():
            yield from (match[1] for match in _HTML_HEADING.finditer(line))
