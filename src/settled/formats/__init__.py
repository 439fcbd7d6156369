"""Readers of the shapes in which records are written; each is total: any text gives an answer."""
