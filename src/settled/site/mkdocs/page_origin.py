"""Where the text of a page comes from: a record, a file beside the records, or a page of somebody else's."""

from __future__ import annotations

import posixpath
from pathlib import Path

from mkdocs.structure.pages import Page as MkDocsPage

from settled.project import Project
from settled.site.page import Page


def file_of(page: MkDocsPage, ours: Page | None, project: Project, base: str) -> str:
    """The file that `page` has its text of, relative to the project's root; empty for a page beside ours.

    `ours` is the page of ours that it shows, where it is one; `base` is where our pages lie in the site.
    """
    if ours is not None and ours.is_record:
        return ours.source
    path = page.file.abs_src_path
    if path is not None:
        file = Path(path).resolve()
        return file.relative_to(project.root).as_posix() if file.is_relative_to(project.records_folder) else ""
    if ours is None:
        return ""
    below = posixpath.relpath(page.file.src_uri, base or ".")
    return posixpath.normpath(posixpath.join(project.records_path, below.replace(".overview.md", ".md")))


def is_untrusted(page: MkDocsPage, project: Project) -> bool:
    """True for a page of somebody's beside the records, which is cleaned like a record."""
    path = page.file.abs_src_path
    if project.settings.allow_html or path is None:
        return False
    return Path(path).resolve().is_relative_to(project.records_folder)
