"""Settled keeps architecture and integration decisions as Markdown records in git and says what is still open."""

__version__ = "0.1.0"
