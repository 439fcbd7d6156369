"""The log of a folder with thousands of files, for which git reads each of the folder's trees once.

`git log` reads them twice: to find the commits that touch the folder, and to tell what those changed. A tree of
5,000 files is 200 KB, so that is most of the time which a history takes. Here the commits are found by the hash of
the folder's tree, and only what they changed is asked for. What comes out is what `git log` prints, byte for byte.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from settled.history.repository import Repository

LARGE_FOLDER = 500
"""From so many files on reading the trees costs more than finding the commits in another way."""


def folder_log(repository: Repository, head: str, form: Sequence[str], fields: int) -> bytes:
    """Git's log of every commit up to `head` that touches the records folder, parents before children.

    `form` are the options that say what is printed of a commit and of its changes: `fields` texts, then the changes.
    """
    commits = _touching(repository, head)
    singles = [hash_ for hash_, is_merge in commits if not is_merge]
    merges = [hash_ for hash_, is_merge in commits if is_merge]
    diff = ("diff-tree", "--stdin", "--root", "-r", "--always", *form)
    # Limited to the folder by name: to match it against each file as a pathspec takes a third of the time.
    output = repository.run(*diff, f"--relative={repository.prefix}", lines=singles) if singles else b""
    told = _by_commit(output, fields, os.fsencode(repository.prefix))
    if not merges:
        return b"".join(told)
    output = repository.run(*diff, "--", repository.place, lines=merges)
    by_hash = dict(zip((*singles, *merges), (*told, *_by_commit(output, fields, b"")), strict=True))
    return b"".join(by_hash[hash_] for hash_, _ in commits)


def _touching(repository: Repository, head: str) -> list[tuple[str, bool]]:
    """The commits that touch the folder, parents before children, and whether each is a merge.

    As git simplifies a history: of a merge that has the folder as one of its parents has it, only that parent is
    followed.
    """
    listing = repository.run("rev-list", "--parents", head)
    parents: dict[str, Sequence[str]] = {}
    for line in io.BytesIO(listing):
        # Each hash stands there once for its commit and once for each child; half a million are kept once.
        commit, *above = map(sys.intern, line.decode("ascii").split())
        parents[commit] = tuple(above)
    trees = _trees(repository, parents)
    touching: dict[str, bool] = {}
    followed: dict[str, Sequence[str]] = {}
    waiting = [head]
    while waiting:
        commit = waiting.pop()
        if commit in followed:
            continue
        tree, origins = trees.get(commit), parents[commit]
        same = next((origin for origin in origins if trees.get(origin) == tree), None)
        if same is None and (origins or tree is not None):
            touching[commit] = len(origins) > 1
        followed[commit] = origins if same is None else [same]
        waiting.extend(followed[commit])
    return [(commit, touching[commit]) for commit in reversed(_in_order(followed, head)) if commit in touching]


def _trees(repository: Repository, commits: Iterable[str]) -> dict[str, str]:
    """The hash of the folder's tree in each commit that has the folder."""
    folder = repository.prefix.rstrip("/")
    asked = list(commits)
    answers = repository.run(
        "cat-file", "--batch-check=%(objecttype) %(objectname)", "--buffer",
        lines=(f"{commit}:{folder}" for commit in asked),
    ).split(b"\n")  # fmt: skip
    # One that lacks the folder is answered by what was asked for, with ` missing` behind it.
    return {
        commit: sys.intern(answer[5:].decode("ascii"))
        for commit, answer in zip(asked, answers, strict=False)
        if answer.startswith(b"tree ") and b":" not in answer
    }


def _in_order(followed: Mapping[str, Sequence[str]], head: str) -> list[str]:
    """All commits in the order of `git log --topo-order`: children first, each branch as a whole."""
    children = dict.fromkeys(followed, 0)
    for origins in followed.values():
        for origin in origins:
            children[origin] += 1
    order: list[str] = []
    waiting = [head]
    while waiting:
        commit = waiting.pop()
        order.append(commit)
        for origin in followed[commit]:
            children[origin] -= 1
            if not children[origin]:
                waiting.append(origin)
    return order


def _by_commit(output: bytes, fields: int, prefix: bytes) -> Iterator[bytes]:
    """What is told of each commit, with `prefix` before the paths of its changes."""
    tokens = output.split(b"\0")
    position, last = 0, len(tokens) - 1
    while position + fields <= last:
        start, position = position, position + fields
        while position < last and (change := tokens[position].lstrip(b"\n"))[:1] in {b":", b""}:
            position += 1
            if change:
                parents = len(change) - len(change.lstrip(b":"))
                # A merge tells the path of each side; else there are two where the letter at the end says `R`.
                end = position + (parents + 1 if parents > 1 else 1 + (b"R" in change[-4:]))
                for place in range(position, end):
                    tokens[place] = prefix + tokens[place]
                position = end
        yield b"\0".join((*tokens[start:position], b""))
