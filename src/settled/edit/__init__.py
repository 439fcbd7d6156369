"""Byte-preserving edits of records: pure functions from text to text, each reads its own result back."""
