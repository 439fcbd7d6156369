"""Where the records lie in the folders of a MkDocs site, and below which folder of the site our pages do."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig

from settled.project.place import Place
from settled.site.other_markup import page_source


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`base` is the folder of our pages within the site, empty for all of it.

    `sources` is where the records lie, or would lie, below the docs folder, and `is_inside` whether they do.
    `records` is the records folder as a record's own path begins.
    """

    base: str
    sources: str
    is_inside: bool
    records: str

    def source_of(self, record: str) -> str:
        """Where the page of the file `record` pretends to lie: where that lies, so that its links hold."""
        file = PurePosixPath(record).relative_to(self.records)
        return posixpath.join(self.sources, page_source(file.as_posix()))


def whereabouts(place: Place, config: MkDocsConfig, path: str | None) -> Whereabouts:
    """Where the records of `place` are for a site of `config`; `path` is what the plugin's option of that name says."""
    docs = Path(config.docs_dir).resolve()
    is_inside = place.records.is_relative_to(docs)
    below = place.records.relative_to(docs).as_posix() if is_inside else place.records.name
    below = "" if below == "." else below
    base = below if path is None else path.strip("/")
    return Whereabouts(base, below if is_inside else base, is_inside, place.records.relative_to(place.root).as_posix())
