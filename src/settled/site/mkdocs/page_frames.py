"""Renders the theme once for each shape of page, and fills in what differs from page to page.

The theme's template takes longer for a page than everything else that is done for it, and for pages outside of
the sidebar all but the title, the contents and a few addresses comes out the same. So the first page of a shape
is rendered with marks in those places, the text is cut at the marks, and each page is put together from the
pieces. The first two pages of a shape are rendered by the theme as well: where the two differ by more than
white space, the theme does something with the page that is not known here, and it renders that shape itself.
"""

from __future__ import annotations

import copy
import html
import posixpath
import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import jinja2
import markupsafe

from settled.site.speed.switch import is_plain

TEMPLATE = "settled-record.html"
"""The name under which the theme's environment finds `FramedTemplate`."""

_WHOLE = "main.html"
_CHECKED = 2  # pages of each shape that the theme renders as well
# Marks of the private use area: no filter of a template changes them, and no page of ours holds them.
_MARK = "\ue000{}\ue001"
_CUT = re.compile("\ue000([^\ue001]+)\ue001")
_NAME = _MARK.format("name")
_CONTENT, _HEADED = "content", "content<h1"  # the theme looks whether there is a heading
_SPACE = re.compile(r"\s*\n\s*")


class FrameLoader(jinja2.BaseLoader):
    """Finds the framed template by its name, in front of the theme's own loader."""

    def __init__(self, theme: jinja2.BaseLoader) -> None:
        self._theme = theme
        self.has_source_access = theme.has_source_access

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        """The source of one of the theme's templates."""
        return self._theme.get_source(environment, template)

    def list_templates(self) -> list[str]:
        """The names of the theme's templates."""
        return self._theme.list_templates()

    def load(self, environment: jinja2.Environment, name: str, globals: Any = None) -> Any:
        """The template called `name`; `environment.get_template` keeps it."""
        return FramedTemplate(environment) if name == TEMPLATE else self._theme.load(environment, name, globals)


class FramedTemplate:
    """Does what the theme's main template does, for pages outside of the sidebar."""

    is_up_to_date = True

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._frames: dict[object, _Frame] = {}

    def render(self, context: Mapping[str, Any]) -> str:
        """The HTML of the page in `context`, as MkDocs hands it to a template."""
        page = context["page"]
        if is_plain():
            return _compact(self._environment.get_template(_WHOLE).render(context), page.content)
        shape = (
            posixpath.dirname(page.url.rstrip("/")),  # the theme's addresses are relative to the page
            context["base_url"],
            bool(page.toc),
            bool(page.edit_url),
            bool(page.canonical_url),
            "<h1" in page.content,
            tuple(page.meta.get("hide", ())),
        )
        frame = self._frames.get(shape)
        if frame is None:
            frame = self._frames[shape] = _Frame(self._environment, context)
        return frame.render(context)


class _Frame:
    """The pieces of one shape of page, and the places between them."""

    def __init__(self, environment: jinja2.Environment, context: Mapping[str, Any]) -> None:
        self._theme = environment.get_template(_WHOLE)
        item = environment.get_template("partials/toc-item.html")
        leaf = item.render(toc_item=_item("title", "url"))
        branch = item.render(toc_item=_item("title", "url", [_item("child", "childurl")]))
        child = item.render(toc_item=_item("child", "childurl"))
        self._leaf = _pieces(leaf)
        before, _, after = branch.partition(child)
        # The title stands in an attribute, too, where the theme takes its markup away.
        branch = (before + _MARK.format("children") + after).replace(f'"{_MARK.format("title")}"', f'"{_NAME}"')
        self._branch = _pieces(branch)
        whole = self._theme.render({**context, "page": _stand_in(context["page"])})
        self._pieces = _pieces(whole.replace(leaf, _MARK.format("contents")))
        self._rendered = 0
        self._is_sound = True

    def render(self, context: Mapping[str, Any]) -> str:
        if not self._is_sound:
            return _compact(self._theme.render(context), context["page"].content)
        page = context["page"]
        result = self._filled(page)
        if self._rendered < _CHECKED:
            self._rendered += 1
            whole = self._theme.render(context)
            if _without_namespaces(whole).split() != result.split():
                self._is_sound = False
                return _compact(whole, page.content)
        return result

    def _filled(self, page: Any) -> str:
        toc = list(page.toc)
        contents = "\n".join(map(self._contents, toc))
        return _fill(
            self._pieces,
            {
                "title": page.meta["title"],
                _CONTENT: page.content,
                _HEADED: page.content,
                "edit": page.edit_url or "",
                "canonical": page.canonical_url or "",
                "contents": contents,
                "url": toc[0].url.removeprefix("#") if toc else "",
            },
        )

    def _contents(self, item: Any) -> str:
        values = {"title": item.title, "url": item.url.removeprefix("#")}
        if not item.children:
            return _fill(self._leaf, values)
        values["name"] = str(markupsafe.escape(html.unescape(item.title)))
        values["children"] = "\n".join(map(self._contents, item.children))
        return _fill(self._branch, values)


def _item(title: str, url: str, children: list[Any] | None = None) -> Any:
    return SimpleNamespace(
        title=_MARK.format(title), url="#" + _MARK.format(url), id="", level=2, children=children or [], typeset=None
    )


def _stand_in(page: Any) -> Any:
    """A page of the same shape with a mark wherever pages differ."""
    mark = copy.copy(page)
    mark.meta = {**page.meta, "title": _MARK.format("title")}
    mark.toc = [_item("title", "url")] if page.toc else []
    mark.content = _MARK.format(_HEADED if "<h1" in page.content else _CONTENT)
    mark.edit_url = _MARK.format("edit") if page.edit_url else None
    mark.canonical_url = _MARK.format("canonical") if page.canonical_url else None
    return mark


def _pieces(text: str) -> list[str]:
    """Literal text and names of places in turn; the white space of a template is none of a reader's."""
    pieces = _CUT.split(text)
    pieces[::2] = map(_short, pieces[::2])
    return pieces


def _compact(whole: str, content: str) -> str:
    """A page as the theme renders it, without what no browser needs around its `content`."""
    before, found, after = whole.partition(content)
    return _short(before) + found + _short(after) if found else whole


def _short(text: str) -> str:
    return _SPACE.sub("\n", _without_namespaces(text))


def _without_namespaces(text: str) -> str:
    """`text` without what tells XML that a picture is one: the theme has a dozen small pictures on each page."""
    return text.replace(' xmlns="http://www.w3.org/2000/svg"', "")


def _fill(pieces: list[str], values: Mapping[str, str]) -> str:
    filled = pieces.copy()
    filled[1::2] = [values[name] for name in pieces[1::2]]
    return "".join(filled)
