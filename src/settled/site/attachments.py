"""Which of the files beside the records may be published: what a browser would run, and what lies outside, may not."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from settled.project import Project
from settled.project.catalog import CATALOG_FILE
from settled.project.odd_files import LARGEST_FILE
from settled.site.html.still_pictures import is_still
from settled.site.links import in_unicode

CONTROL_FILES = frozenset(
    {
        "_headers", "_redirects", "_routes.json", "_worker.js", "_config.yml", "cname", "robots.txt", "ads.txt",
        "app-ads.txt", "security.txt", ".htaccess", ".nojekyll", ".user.ini", "web.config", "netlify.toml",
        "vercel.json", "now.json", "firebase.json", "serve.json", "static.json", "staticwebapp.config.json",
        "wrangler.toml", "wrangler.json", "wrangler.jsonc", "sw.js", "service-worker.js", "browserconfig.xml",
    }
)  # fmt: skip
"""Names of files by which hosts, crawlers and browsers are told what to do with a whole site, in small letters."""

MARKDOWN_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
"""How the names of files end that a site builder makes pages of."""

_MARKUP_KINDS = re.compile(r"html|[/+]xml|(?:java|ecma|vb)script|x-httpd")
_KINDS = mimetypes.MimeTypes()  # whatever the machine says besides
# Servers differ in what they take for a page, and some run what ends like this.
_ACTIVE_ENDINGS = re.compile(
    r"\.(?:[xsp]?html?|xht|shtm|m?js|cjs|xml|xslt?|xsd|dtd|rdf|rss|atom|svgz|mht|mhtml|mathml|mml|swf|hta|htc|vbs"
    r"|php\d?|phar|phps|aspx?|jspx?|cgi)$",
    re.IGNORECASE,
)
# What a browser shows as text, a picture or a document whatever it holds.
_HARMLESS_ENDINGS = frozenset(
    {".txt", ".csv", ".tsv", ".json", ".yml", ".yaml", ".log", ".puml", ".mmd", ".sql", ".css"}
)
_LARGEST_PICTURE = 16 * 1024 * 1024
"""A drawing larger than this is not read to see whether it could run, and not published."""
_BEGINNING_OF_MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")


def attachments(project: Project) -> Iterator[tuple[str, Path]]:
    """The images and other files beside the records that are published, by their path below the records folder
    as an address may hold it.

    Neither Markdown nor the catalog nor profiles of platforms nor what is hidden is among them.
    """
    sources = {project.root / file for file in project.profiles.files}
    for path in sorted(path for folder in project.folders for path in folder.rglob("*")):
        relative = path.relative_to(project.records_folder)
        is_hidden = any(part.startswith(".") for part in relative.parts)
        is_ours = path.suffix.lower() in MARKDOWN_ENDINGS or relative.as_posix() == CATALOG_FILE or path in sources
        if path.is_file() and not is_hidden and not is_ours and not _is_withheld(path, project):
            yield in_unicode(relative.as_posix()), path


def withheld(paths: Iterable[Path], project: Project, introductions: Iterable[str]) -> set[Path]:
    """Which of `paths`, files of a site, must not be published as they are.

    That are the records and the `introductions` (pages of ours show them), the catalog, profiles of platforms, and
    whatever beside the records could run or lies outside of the project.
    """
    sources = {project.root / file for file in project.files}
    sources |= {project.records_folder / page for page in introductions}
    sources.add(project.records_folder / CATALOG_FILE)
    sources |= {project.root / file for file in project.profiles.files}
    return {
        path
        for path in paths
        if path in sources or (path.is_relative_to(project.records_folder) and _is_withheld(path, project))
    }


def _is_withheld(path: Path, project: Project) -> bool:
    # A pipe has no end, and a link to nothing no content.
    if not path.is_file() or path.stat().st_size > LARGEST_FILE:
        return True
    # A link to a file outside of the project would publish what was never meant to be.
    is_outside = not path.resolve().is_relative_to(project.root)
    # Where records lie in several folders, what lies between them is none of the site's business.
    is_between = not any(path.is_relative_to(folder) for folder in project.folders)
    return is_outside or is_between or (not project.settings.allow_html and (_controls(path) or _is_active(path)))


def is_withheld_image(path: Path, top: Path) -> bool:
    """True for an image outside of the records that is not to be published with them: hidden, linked in, or alive."""
    if any(part.startswith(".") for part in path.relative_to(top).parts):
        return True
    return not path.resolve().is_relative_to(top) or _is_active(path)


def _controls(path: Path) -> bool:
    """True where a host or a crawler takes the file for an order, which none of those who write records has to give."""
    return path.name.lower() in CONTROL_FILES


def _is_active(path: Path) -> bool:
    """True where a browser that is sent to the file might run something of it."""
    suffix = path.suffix.lower()
    if suffix == ".svg":
        return path.stat().st_size > _LARGEST_PICTURE or not is_still(path.read_bytes())
    kind, _encoding = _KINDS.guess_type(path.name)
    if any(map(_ACTIVE_ENDINGS.search, path.suffixes)) or _MARKUP_KINDS.search(kind or ""):
        return True
    if suffix in _HARMLESS_ENDINGS:
        return False
    # A server that does not know the ending leaves it to the browser what the file is.
    try:
        with path.open("rb") as stream:
            return bool(_BEGINNING_OF_MARKUP.match(stream.read(512)))
    except FileNotFoundError:  # it was there a moment ago
        return True
