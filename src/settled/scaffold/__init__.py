"""Writes what does not exist yet: the next record from a template, and the files of a new project."""
