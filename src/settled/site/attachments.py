"""Which of the files beside the records may be published: what a browser would run, and what lies outside, may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from settled.catalog import CATALOG_FILE
from settled.project import Project

MARKDOWN_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
"""How the names of files end that a site builder makes pages of."""

_ACTIVE_ENDINGS = frozenset(
    {
        ".html",
        ".htm",
        ".xhtml",
        ".xht",
        ".shtml",
        ".js",
        ".mjs",
        ".xml",
        ".xsl",
        ".xslt",
        ".svgz",
        ".mht",
        ".mhtml",
    }
)
_ACTIVE_IN_SVG = (b"<script", b"javascript:", b"<foreignobject", b"<!entity", b" on", b"\non", b"\ton")


def attachments(project: Project) -> Iterator[tuple[str, Path]]:
    """The images and other files beside the records that are published, by their path below the records folder.

    Neither Markdown nor the catalog nor what is hidden is among them.
    """
    for path in sorted(project.records_folder.rglob("*")):
        relative = path.relative_to(project.records_folder)
        is_hidden = any(part.startswith(".") for part in relative.parts)
        is_ours = path.suffix.lower() in MARKDOWN_ENDINGS or relative.as_posix() == CATALOG_FILE
        if path.is_file() and not is_hidden and not is_ours and not _is_withheld(path, project):
            yield relative.as_posix(), path


def withheld(paths: Iterable[Path], project: Project, introductions: Iterable[str]) -> set[Path]:
    """Which of `paths`, files of a site, must not be published as they are.

    That are the records and the `introductions` (pages of ours show them), the catalog, and whatever beside the
    records could run or lies outside of the project.
    """
    sources = {project.root / file for file in project.files}
    sources |= {project.records_folder / page for page in introductions}
    sources.add(project.records_folder / CATALOG_FILE)
    return {
        path
        for path in paths
        if path in sources or (path.is_relative_to(project.records_folder) and _is_withheld(path, project))
    }


def _is_withheld(path: Path, project: Project) -> bool:
    # A link to a file outside of the project would publish what was never meant to be.
    is_outside = not path.resolve().is_relative_to(project.root)
    return is_outside or (not project.settings.allow_html and _is_active(path))


def _is_active(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix == ".svg":
        text = path.read_bytes().lower()
        return any(word in text for word in _ACTIVE_IN_SVG)
    return suffix in _ACTIVE_ENDINGS
