"""Makes repositories at random whose history is known, and compares a history with what is known."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

from settled.history import read_history
from settled.model.history import ProjectHistory

from .generated_model import ExpectedChange, Model, Truth


def generate_repository(
    folder: Path, records: int, seed: int, *, steps: int = 5, unrelated: int = 10, is_plain: bool = False
) -> Truth:
    """Make a repository in `folder` with `records` records of `steps` statuses each.

    There are `unrelated` commits that touch no record for every one that does. With `is_plain` every commit lies
    on the trunk and only changes a status, as in most repositories for most of the time.
    """
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    marks = folder / ".git/generated-marks"
    importer = subprocess.Popen(
        ["git", "-C", str(folder), "fast-import", "--quiet", "--force", f"--export-marks={marks}"],
        stdin=subprocess.PIPE,
    )
    assert importer.stdin is not None
    model = Model(random.Random(seed), records, steps, unrelated)  # noqa: S311 (a seed makes it repeatable)
    with importer.stdin as stream:
        for part in model.run_plain() if is_plain else model.run():
            stream.write(part.encode())
    if importer.wait() != 0:
        raise ValueError("git fast-import failed")
    subprocess.run(["git", "-C", str(folder), "read-tree", "HEAD"], check=True)
    hashes = dict(line.split() for line in marks.read_text().splitlines())
    marks.unlink()
    return model.truth({int(mark[1:]): hash_ for mark, hash_ in hashes.items()})


def read_generated(folder: Path, truth: Truth) -> ProjectHistory:
    """What the history room tells of the records of a generated repository."""
    records = folder / truth.home
    records.mkdir(parents=True, exist_ok=True)
    return read_history(folder, records, {path: _id_of(path) for path in truth.changes})


def mismatches(told: ProjectHistory, truth: Truth) -> list[str]:
    """Where the history differs from the truth, one line for each record."""
    found = [] if told.is_complete else [f"not complete: {told.reason}"]
    for path, expected in truth.changes.items():
        history = told.records[path]
        changes = tuple(
            ExpectedChange(
                change.before.value if change.before else None,
                change.after.value if change.after else "",
                change.commit.hash,
                change.commit.author,
                int(change.commit.author_date.timestamp()),
                int(change.commit.committer_date.timestamp()),
                change.file,
            )
            for change in history.changes
        )
        created = history.created.hash if history.created else None
        if changes != expected or created != truth.created[path]:
            found.append(f"{path}: expected {truth.created[path]} {expected}, was told {created} {changes}")
    gone = {record.file for record in told.gone}
    found += [f"{path}: is only one of deleted and told to be deleted" for path in sorted(gone ^ truth.gone)]
    return found


def _id_of(path: str) -> str:
    folder, name = path.split("/")[-2:]
    return f"{'ADR' if folder == 'adr' else 'FLOW'}-{int(name[:5]):04}"
