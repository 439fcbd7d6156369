"""The private names of MkDocs and its theme that we use, each looked for before it is used.

A private name may be gone with the next release. Where there is a plain way without it (slower, the same site), the
asking module takes that; where there is none, `SiteError` says which library, and what to install.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from operator import attrgetter
from typing import Any, Protocol, cast

import jinja2
import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from settled.model.errors import SiteError


@dataclass(frozen=True, slots=True)
class PrivateName:
    """A name that a library does not promise: where it is, and with which parameters it is called here.

    `path` is the module and the name in it, with a colon between; `parameters` is None for what is not called.
    """

    path: str
    parameters: tuple[str, ...] | None = None

    @property
    def is_usable(self) -> bool:
        """True where the installed library has it, and it takes what is handed to it here."""
        try:
            found = self.get()
            if self.parameters is not None:
                inspect.signature(found).bind(*self.parameters)
        except (SiteError, TypeError, ValueError):
            return False
        return True

    def get(self) -> Any:
        """What is called so; raises SiteError where nothing is."""
        module, _, name = self.path.partition(":")
        try:
            return attrgetter(name)(importlib.import_module(module))
        except (ImportError, AttributeError) as error:
            raise self.error() from error

    def error(self) -> SiteError:
        """The error that tells what to install, so that the name is there."""
        return SiteError(f"{_installed(self.path)} has no {self.path.replace(':', '.')} as it is used here", _ADVICE)


class SearchParser(Protocol):
    """Takes the HTML of a page apart into the sections that the theme's search finds."""

    data: list[Any]

    def feed(self, data: str) -> None:
        """Read some HTML."""

    def close(self) -> None:
        """Read to the end."""


WORKS_WITH = "mkdocs>=1.6,<2 or properdocs>=1.6.5,<2, with mkdocs-material>=9.5.19,<10"
"""The versions with which all of the names are there; those that `pyproject.toml` allows."""

_ADVICE = f"install versions that work: {WORKS_WITH}"

_BUILD_PAGE = PrivateName("mkdocs.commands.build:_build_page", ("page", "config", "files", "nav", "env"))
_POPULATE_PAGE = PrivateName("mkdocs.commands.build:_populate_page", ("page", "config", "files"))
_RAW_HTML = PrivateName("mkdocs.structure.pages:_RawHTMLPreprocessor", ())
_ANCHORS = PrivateName("mkdocs.structure.pages:_ExtractAnchorsTreeprocessor", ("file", "files", "config"))
_ADDRESSES = PrivateName("mkdocs.structure.pages:_RelativePathTreeprocessor", ("file", "files", "config"))
_TITLE = PrivateName("mkdocs.structure.pages:_ExtractTitleTreeprocessor", ())
_REGISTERS = tuple(
    PrivateName(f"{name.path}._register", ("self", "converter")) for name in (_RAW_HTML, _ANCHORS, _ADDRESSES, _TITLE)
)
_LOG_OF_PAGES = PrivateName("mkdocs.structure.pages:log")
_WALK = PrivateName("mkdocs.structure.files:os.walk")
_PARSER = PrivateName("material.plugins.search.plugin:Parser", ())
_SEARCH = PrivateName("material.plugins.search.plugin:SearchPlugin")
_CHINESE = PrivateName("material.plugins.search.plugin:jieba")

TO_SHARE_A_CONVERTER = (_RAW_HTML, _ANCHORS, _ADDRESSES, _TITLE, *_REGISTERS, _LOG_OF_PAGES)
"""Without one of these MkDocs converts each page by itself."""
TO_WRITE_ONE_PAGE = (_BUILD_PAGE, _POPULATE_PAGE)
"""Without one of these a change of one record takes a full build to be seen."""
TO_TELL_THE_SEARCH = (_SEARCH, _CHINESE)
"""Without one of these the theme's search reads the pages itself."""
TO_WALK_ONCE = (_WALK,)
"""Without it a link to a folder around it keeps the site from being built."""
NEEDED = (_PARSER,)
"""There is no site without these."""

# MkDocs, and the kept fork of it.
_RAW_HTML_IN_CONVERTER = ("mkdocs_raw_html", "properdocs_raw_html")


def check_needed() -> None:
    """Raise SiteError where a name is not usable without which there is no site."""
    for name in NEEDED:
        if not name.is_usable:
            raise name.error()


def are_usable(names: tuple[PrivateName, ...]) -> bool:
    """True where the installed libraries have all of `names`."""
    return all(name.is_usable for name in names)


def build_one_page(page: Page, config: MkDocsConfig, files: Files, nav: Navigation, env: jinja2.Environment) -> None:
    """Convert and write `page` alone; raises what MkDocs raises."""
    populate, build = _POPULATE_PAGE.get(), _BUILD_PAGE.get()
    populate(page, config, files)
    build(page, config, files.documentation_pages(), nav, env)


class PageProcessors:
    """What MkDocs puts into the converter of a page, to lead its links to other pages and to learn what is in it."""

    def __init__(self, file: File, files: Files, config: MkDocsConfig) -> None:
        self._raw_html = _RAW_HTML.get()()
        self._anchors = _ANCHORS.get()(file, files, config)
        self._addresses = _ADDRESSES.get()(file, files, config)
        self._title = _TITLE.get()()

    def register(self, converter: markdown.Markdown, *, has_html: bool) -> None:
        """Take the places of those of another page."""
        for processor in (self._anchors, self._addresses, self._title):
            processor._register(converter)
        for name in _RAW_HTML_IN_CONVERTER:
            converter.preprocessors.deregister(name, strict=False)
        if has_html:
            self._raw_html._register(converter)

    @property
    def title(self) -> str | None:
        """The heading of the first level that the text began with."""
        return cast("str | None", self._title.title)

    @property
    def anchors(self) -> set[str]:
        """What can be linked to in the page."""
        return cast("set[str]", self._anchors.present_anchor_ids | self._raw_html.present_anchor_ids)

    @property
    def links(self) -> Mapping[File, dict[str, str]]:
        """The anchors in other files that the page links to."""
        return cast("Mapping[File, dict[str, str]]", self._addresses.links_to_anchors)


def give_title(page: Page, title: str | None) -> None:
    """Tell `page` the title that its text has; nobody asks for it where the page is named in another way."""
    page._title_from_render = title


def log_of_pages() -> Any:
    """Where MkDocs says what is wrong with the links of a page."""
    return _LOG_OF_PAGES.get()


def move(file: File, address: str) -> None:
    """Have `file` written at `address` in the site; what MkDocs worked out from the old one is worked out again."""
    file.dest_uri = address
    for known in ("url", "abs_dest_path"):
        with suppress(AttributeError):  # nobody asked for it yet
            delattr(file, known)


def search_parser() -> SearchParser:
    """The theme's parser of pages, which has read nothing yet."""
    return cast("SearchParser", _PARSER.get()())


def search_entries(plugins: Mapping[str, Any]) -> list[dict[str, str]] | None:
    """What the index of the theme's search holds so far.

    None where the search is not the theme's, or does more with a text than to keep it.
    """
    plugin = plugins.get("material/search") or plugins.get("search")
    if not are_usable(TO_TELL_THE_SEARCH) or not isinstance(plugin, _SEARCH.get()):
        return None
    if not plugin.config.enabled or _CHINESE.get() is not None:
        return None
    index = getattr(plugin, "search_index", None)
    return cast("list[dict[str, str]] | None", getattr(index, "entries", None))


def search_settings(plugins: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the theme's search tells the browser of itself, to be changed; None where the search is not the theme's."""
    plugin = plugins.get("material/search") or plugins.get("search")
    if not _SEARCH.is_usable or not isinstance(plugin, _SEARCH.get()):
        return None
    return cast("dict[str, Any] | None", getattr(getattr(plugin, "search_index", None), "config", None))


def build_again(server: LiveReloadServer) -> bool:
    """Have `server` build once more as soon as the build that is under way has been shown; False where it cannot."""
    condition = getattr(server, "_rebuild_cond", None)
    if condition is None or not hasattr(server, "_want_rebuild"):
        return False
    with condition:
        server._want_rebuild = True
    return True


def _installed(path: str) -> str:
    """The library that has the module at `path`, with its version."""
    builder = importlib.import_module("mkdocs").__name__  # or the name of the fork that stands in for it
    distribution = "mkdocs-material" if path.startswith("material.") else builder
    with suppress(metadata.PackageNotFoundError):
        return f"{distribution} {metadata.version(distribution)}"
    return distribution


@contextmanager
def with_module_os(other: object) -> Iterator[None]:
    """While it lasts, MkDocs asks `other` and not the module `os` for what lies in the folder of the pages."""
    module = importlib.import_module("mkdocs.structure.files")
    own = getattr(module, "os", None)
    if own is None:
        yield
        return
    setattr(module, "os", other)  # noqa: B010 (it is no name that the module promises)
    try:
        yield
    finally:
        setattr(module, "os", own)  # noqa: B010
