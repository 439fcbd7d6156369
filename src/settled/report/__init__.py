"""Findings, records and risks as text and data: what the commands print."""
