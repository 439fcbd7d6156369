"""The MkDocs configuration that a project brings along, told without MkDocs."""

from __future__ import annotations

import re
from pathlib import Path

CONFIG_FILES = ("mkdocs.yml", "mkdocs.yaml")


def own_config(root: Path) -> Path | None:
    """The configuration at `root` that names our plugin; None where there is none, and the built-in one is used."""
    return next((path for name in CONFIG_FILES if _asks_for_us(path := root / name)), None)


def _asks_for_us(path: Path) -> bool:
    """True when `path` is an MkDocs configuration that names our plugin."""
    if not path.is_file():
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    return bool(re.search(r"^\s*-\s*[\"']?settled[\"']?\s*(?::|#|$)|^\s+settled\s*:", text, re.MULTILINE)) or bool(
        re.search(r"^plugins\s*:\s*\[[^\]]*\bsettled\b", text, re.MULTILINE)
    )
