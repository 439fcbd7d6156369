"""What git knows of the records; the only room that knows git."""

from settled.history.project_history import read_history
from settled.history.revision import Revision, write_merge_base, write_revision
from settled.history.texts import read_texts

__all__ = ["Revision", "read_history", "read_texts", "write_merge_base", "write_revision"]
