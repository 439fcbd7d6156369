"""Which record a reference means: a path, a folder, an id, a number, or the address of its page."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping, Sequence
from functools import cached_property

from settled.model.markup import RECORD_ENDINGS
from settled.model.references import folder_of_record, is_folder_page, parse_reference
from settled.model.vocabulary import Kind
from settled.project.page_addresses import PageAddresses
from settled.records import Record


class RecordReferences:
    """Resolves what records call one another; each question is answered once.

    `records_path` is the folder of the records relative to the root of the project. In a programme numbers are unique,
    and nobody but us makes its pages.
    """

    def __init__(
        self,
        records: Sequence[Record],
        by_id: Mapping[str, Record],
        by_file: Mapping[str, Record],
        records_path: str,
        *,
        is_programme: bool,
    ) -> None:
        self._records, self.by_id, self.by_file = records, by_id, by_file
        self.records_path, self.is_programme = records_path, is_programme
        self._resolved: dict[tuple[str, str, Kind | None], Record | None] = {}

    def resolve(self, reference: str, near: Record | None, kind: Kind | None) -> Record | None:
        """See `Project.resolve`."""
        # Records that all name one another ask the same thousands of times.
        key = reference, near.file if near is not None else "", kind
        if key not in self._resolved:
            self._resolved[key] = self._look_up(reference, near, kind)
        return self._resolved[key]

    def _look_up(self, reference: str, near: Record | None, kind: Kind | None) -> Record | None:
        path = reference.split("#")[0].strip()
        if near is not None and path:
            beside = _normalised(posixpath.join(posixpath.dirname(near.file), path))
            found = self._file_called(beside)
            if found is not None:
                return found
        below = _normalised(posixpath.join(self.records_path, path))
        found = self._file_called(below) or self.by_file.get(_normalised(path))
        if found is not None:
            return found
        parsed = parse_reference(reference)
        wanted = parsed.kind or kind or (near.kind if near else None)
        candidates = self._by_number.get(parsed.number, []) if parsed.number is not None else []
        if near is not None and len(candidates) > 1 and not self.is_programme:
            # Numbers may begin anew in each folder: its own ones are meant first.
            folder = folder_of_record(near.file)
            candidates = sorted(candidates, key=lambda record: folder_of_record(record.file) != folder)
            if candidates[0].kind is wanted and folder_of_record(candidates[0].file) == folder:
                return candidates[0]
        named = self.by_id.get(reference.strip())
        if named is not None:
            return named
        if parsed.number is None:
            return self._page_called(path, near)
        qualified = [
            record for record in candidates if "/" in reference and record.id.endswith(f"/{reference.strip()}")
        ]
        if len(qualified) == 1:
            return qualified[0]
        of_kind = [record for record in candidates if record.kind is wanted]
        if of_kind:
            return of_kind[0]
        if parsed.kind is not None or kind is not None:
            return None
        if len(candidates) == 1:
            return candidates[0]
        return next((record for record in candidates if record.kind is Kind.DECISION), None)

    @cached_property
    def pages(self) -> PageAddresses:
        """The records by what a builder of sites calls their pages."""
        return PageAddresses(self._records)

    def _page_called(self, path: str, near: Record | None) -> Record | None:
        if self.is_programme or not path:
            return None
        if path.startswith("/"):
            return self.pages.find_absolute(path)
        if near is None:
            return None
        return self.pages.find(_normalised(posixpath.join(posixpath.dirname(near.file), path)))

    def _file_called(self, path: str) -> Record | None:
        """The record of the file at `path`, which may leave out its ending, or of the folder that is a record."""
        return next(
            (self.by_file[path + ending] for ending in ("", *RECORD_ENDINGS) if path + ending in self.by_file),
            self._by_folder.get(path),
        )

    @cached_property
    def _by_folder(self) -> dict[str, Record]:
        return {posixpath.dirname(record.file): record for record in self._records if is_folder_page(record.file)}

    @cached_property
    def _by_number(self) -> dict[int, list[Record]]:
        found: dict[int, list[Record]] = {}
        for record in self._records:
            if record.number is not None:
                found.setdefault(record.number, []).append(record)
        return found


def _normalised(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")
