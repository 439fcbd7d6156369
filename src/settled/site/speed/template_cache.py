"""Templates as Python compiled them, kept for the next build: to compile them takes as long as to fill in a third.

Jinja's own `FileSystemBytecodeCache` runs whatever its files hold: of 60 files with one wrong bit in the code 2 wrote
another page, 2 ended Python itself, and 8 ended the build. It also fails where its folder cannot be written to. A
`CacheFile` has a checksum and its owner looked at, and is never a reason to fail.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from settled.files.cache import CacheFile, cache_folder
from settled.site.speed.switch import is_plain


def template_cache() -> jinja2.BytecodeCache | None:
    """Where compiled templates are kept; None where the user wants nothing kept, or the plain way."""
    folder = None if is_plain() else cache_folder()
    return None if folder is None else _TemplateCache(folder / "templates")


class _TemplateCache(jinja2.BytecodeCache):
    """One file for each template; one that is damaged, or of another template or Python, is not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """See `BytecodeCache.load_bytecode`."""
        content = self._file(bucket).read()
        if content is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See `BytecodeCache.dump_bytecode`."""
        self._file(bucket).write(bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> CacheFile:
        return CacheFile(self._folder / bucket.key, f"template {sys.implementation.cache_tag} {bucket.checksum}")
