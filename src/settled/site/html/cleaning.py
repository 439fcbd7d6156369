"""Takes out of a rendered text whatever could run, load or pretend: pull requests come from strangers."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import nh3

_TAGS = (nh3.ALLOWED_TAGS - {"area", "map", "nav", "header", "footer", "article", "aside", "center"}) | {
    "input", "section", "tfoot",
}  # fmt: skip
_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
_ATTRIBUTES["*"] = {"id", "class", "title", "lang", "dir"}
_ATTRIBUTES["details"] = {"open"}
_ATTRIBUTES["img"] = {"src", "alt", "width", "height", "loading"}
for _cell in ("td", "th"):
    _ATTRIBUTES[_cell] = _ATTRIBUTES[_cell] | {"style"}
_SCHEMES = {"http", "https", "mailto", "tel"}

# Names that the theme or our own pages look for: a text must not pose as one of their parts.
# Headings come by such names honestly (`St. Gallen` is `st-gallen`), so anchors are renamed and not taken out.
_OWN_NAMES = re.compile(r"^(?:__|md-|st-|settled)", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[\w:.-]+")
_FOREIGN_IMAGE = re.compile(
    r"<img\b[^>]*?\bsrc=\"((?:[a-z][a-z0-9+.-]*:|//|\\\\|/\\|\\/)[^\"]*)\"[^>]*>", re.IGNORECASE
)
_ALTERNATIVE = re.compile(r"\balt=\"([^\"]*)\"")
# What stands before the slashes says nothing of it, and would be looked through again from each of its letters.
_ADDRESS = re.compile(r"//[^\s<>\"')]*")


# What a browser takes out of an address before it looks where that leads.
_UNSEEN_AROUND = "".join(map(chr, range(33)))
_UNSEEN_WITHIN = dict.fromkeys(map(ord, "\t\n\r"))


def text_anchor(anchor: str) -> str:
    """What the anchor of a text is called on the page: one that has the name of a part of ours gets another."""
    return f"text-{anchor}" if _OWN_NAMES.match(anchor) else anchor


def _filter(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return text_anchor(value) if _PLAIN_NAME.fullmatch(value) else None
    if name in {"href", "src"}:
        return _plain_address(value)
    if name == "class":
        kept = [each for each in value.split() if not _OWN_NAMES.match(each) and each.lower() != "mermaid"]
        return " ".join(kept) or None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    url_schemes=_SCHEMES,
    filter_style_properties={"text-align"},
    tag_attribute_values={"input": {"type": {"checkbox"}, "checked": {"", "checked"}}},
    set_tag_attribute_values={"input": {"disabled": "", "aria-label": "task"}},
)
# In which order it sets these two is up to chance. In a text `>` is escaped, in a value `"` is: this is a tag.
_SET, _SET_OTHERWISE = ' disabled="" aria-label="task">', ' aria-label="task" disabled="">'


def _plain_address(value: str) -> str:
    address = value.strip(_UNSEEN_AROUND).translate(_UNSEEN_WITHIN)
    path, mark, anchor = address.partition("#")
    is_elsewhere = ":" in path.partition("/")[0] or path.startswith("//")
    return address if is_elsewhere else f"{path}{mark}{text_anchor(anchor)}"


def clean(text: str) -> str:
    """HTML as Python-Markdown made it, without scripts, styles, frames, forms and foreign images.

    An image on another host becomes a link: opening a page must not ask any other host for anything.
    """
    if not text:
        return text
    return _FOREIGN_IMAGE.sub(_image_as_link, _CLEANER.clean(text).replace(_SET_OTHERWISE, _SET))


def _image_as_link(match: re.Match[str]) -> str:
    alternative = _ALTERNATIVE.search(match[0])
    words = (alternative[1] if alternative else "") or "image"
    return f'<a href="{match[1]}" rel="noopener noreferrer">{words} (image on another host)</a>'


def plain(text: str) -> str:
    """`text`, a heading as HTML, as escaped text without any tag."""
    untagged = nh3.clean(text, tags=set()) if "<" in text else text
    return html.escape(html.unescape(untagged), quote=True)


def without_broken_addresses(markdown: str) -> str:
    """Markdown in which every address can be taken apart: one like `http://[` would end the build."""
    if "//" not in markdown:
        return markdown
    return _ADDRESS.sub(
        lambda match: match[0] if _is_address(match[0]) else match[0].replace("//", "&#47;&#47;", 1), markdown
    )


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True
