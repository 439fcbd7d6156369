"""What git knows of the records; the only room that knows git."""

from settled.history.project_history import read_history

__all__ = ["read_history"]
