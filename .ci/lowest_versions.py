"""Prints the lowest version of each dependency that the project declares, as pip installs it.

Usage: python3 .ci/lowest_versions.py
"""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def lowest_versions() -> list[str]:
    """`name==version; marker` for each dependency; SystemExit for one that names no lowest version."""
    dependencies = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    found = []
    for dependency in dependencies:
        match = re.fullmatch(r"([A-Za-z0-9_.-]+)>=([0-9.]+)(?:,<[0-9.]+)?(\s*;.*)?", dependency)
        if match is None:
            raise SystemExit(f"{dependency} names no lowest version")
        found.append(f"{match[1]}=={match[2]}{match[3] or ''}")
    return found


if __name__ == "__main__":
    print("\n".join(lowest_versions()))
