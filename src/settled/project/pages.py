"""The pages of a project that are no records, and may link to one."""

from __future__ import annotations

from settled.project.discovery import markdown_pages
from settled.project.project import Project


def pages_that_may_link(project: Project) -> list[str]:
    """The Markdown files of the project that are no records."""
    known = set(project.files)
    return [file for file in markdown_pages(project.root) if file not in known]
