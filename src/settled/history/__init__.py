"""What git knows of the records; the only room that knows git."""

from settled.history.elsewhere import read_files_elsewhere
from settled.history.number_conflicts import read_other_branches
from settled.history.project_history import read_history
from settled.history.revision import (
    Revision,
    commit_at_end_of,
    commit_before,
    day_named,
    write_merge_base,
    write_revision,
)
from settled.history.texts import read_texts

__all__ = [
    "Revision",
    "commit_at_end_of",
    "commit_before",
    "day_named",
    "read_files_elsewhere",
    "read_history",
    "read_other_branches",
    "read_texts",
    "write_merge_base",
    "write_revision",
]
