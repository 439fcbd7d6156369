"""`python -m settled` is the command `adr`."""

from __future__ import annotations

from settled.cli.main import run

run()
