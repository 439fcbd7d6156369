"""Kills the commands that write records until enough processes have died, and looks at what is left each time.

Usage: python -m benchmarks.kill_writers [KILLS]      (default: 200)

Every command of `tests.killing.killed` is killed at every call with which it changes the file system, one after the
other; a round over all of them is repeated until there were as many kills as wanted. What is wrong ends the run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.killing.killed import COMMANDS, kill_everywhere


def main(wanted: int) -> None:
    """Print how often each command was killed."""
    kills = 0
    while kills < wanted:
        for command in COMMANDS:
            with tempfile.TemporaryDirectory() as name:
                count = kill_everywhere(command, Path(name).resolve())
            kills += count
            print(f"{command.name}: killed at {count} points, nothing lost, half written or written twice", flush=True)
    print(f"{kills} kills")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
