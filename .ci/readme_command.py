"""Prints one of the README's two commands, so that what is promised is what is run.

Usage: python3 .ci/readme_command.py use|test
"""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def readme_command(name: str) -> str:
    """The shell block that follows the comment `<!-- command: NAME -->` in the README."""
    match = re.search(rf"<!-- command: {name} -->\s*```sh\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    if match is None:
        raise SystemExit(f"README.md has no command `{name}`")
    return match[1]


if __name__ == "__main__":
    print(readme_command(sys.argv[1]))
