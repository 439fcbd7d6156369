"""The files of all branches' records folders: few git processes, however many branches and records there are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from settled.history.repository import Repository
from settled.model.errors import HistoryError

_EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
"""The tree without files, by the length of the repository's hashes; git knows it without having it."""


_TRUNKS = ("main", "master", "trunk", "default", "develop")


@dataclass(frozen=True, slots=True)
class Branch:
    """A local or remote-tracking branch: its name as people write it, and the hash of its tip.

    `is_trunk` says that all others are merged into it; also of every branch where nobody can tell which one that is.
    """

    name: str
    tip: str
    is_trunk: bool = True


@dataclass(frozen=True, slots=True)
class BranchFile:
    """A file that some branches have: its path below the records folder, its blob, and these branches."""

    path: str
    blob: str
    branches: tuple[Branch, ...]


def read_branches(repository: Repository) -> tuple[Branch, ...]:
    """All local and remote-tracking branches but those that stand where HEAD does, local ones first."""
    listing = repository.run(
        "for-each-ref", "--format=%(objectname) %(symref) %(refname)", "refs/heads", "refs/remotes"
    )
    found = [line.decode("utf-8", "replace").split(" ", 2) for line in listing.splitlines()]
    trunk = _trunk([(other_name, reference) for _, other_name, reference in found])
    return tuple(
        Branch(reference.split("/", 2)[2], tip, trunk in {None, _own_name(reference)})
        for tip, other_name, reference in found
        if not other_name and tip != repository.head  # `origin/HEAD` is but another name of a branch
    )


def _trunk(references: Sequence[tuple[str, str]]) -> str | None:
    """The name of the branch that the others are merged into; None where nothing tells it.

    What the remote says is its main one, else a branch that is called as these are.
    """
    said = [other_name for other_name, reference in references if other_name and reference.endswith("/HEAD")]
    names = {_own_name(reference) for other_name, reference in references if not other_name}
    return _own_name(said[0]) if said else next((name for name in _TRUNKS if name in names), None)


def _own_name(reference: str) -> str:
    """`main` of `refs/heads/main` and of `refs/remotes/origin/main`."""
    name = reference.split("/", 2)[2]
    return name.split("/", 1)[-1] if reference.startswith("refs/remotes/") else name


def files_not_in_head(repository: Repository, branches: Iterable[Branch]) -> list[BranchFile]:
    """What the branches have in the records folder under names that HEAD does not have there, by path."""
    trees = _trees(repository, branches)
    head = trees.pop(repository.head or "", None)
    by_tree: dict[str, list[Branch]] = {}
    for branch in branches:
        tree = trees.get(branch.tip)
        if tree is not None and tree != head:
            by_tree.setdefault(tree, []).append(branch)
    return _added_files(repository, head, by_tree)


def files_in_head(repository: Repository) -> list[BranchFile]:
    """What the last commit has in the records folder; of no branch, because HEAD need not be on one."""
    if repository.head is None:
        return []
    blobs = repository.committed_files(repository.head)
    return [BranchFile(path[len(repository.prefix) :], blob, ()) for path, blob in blobs.items()]


def blobs_at(repository: Repository, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The blob at each place (revision, path below the records folder) that there is; no revision: in the index."""
    asked = [(place, f"{place[0]}:{repository.prefix}{place[1]}") for place in places]
    objects = _objects(repository, [words for _, words in asked])
    return {place: found for (place, _), (found, kind) in zip(asked, objects, strict=True) if kind == "blob"}


def _trees(repository: Repository, branches: Iterable[Branch]) -> dict[str, str]:
    """The tree of the records folder at HEAD and at the tip of each branch that has one, by commit."""
    tips = list(dict.fromkeys(branch.tip for branch in branches))
    if not tips:
        return {}
    commits = [*tips, *([repository.head] if repository.head else [])]
    objects = _objects(repository, [f"{commit}:{repository.prefix.removesuffix('/')}" for commit in commits])
    return {commit: found for commit, (found, kind) in zip(commits, objects, strict=True) if kind == "tree"}


def _objects(repository: Repository, names: list[str]) -> Iterator[tuple[str, str]]:
    """Hash and type of the object behind each name; no type where there is none."""
    if not names:
        return
    if "\n" in repository.prefix:
        raise HistoryError("the name of the records folder has a line break, which git cannot be asked for")
    output = repository.run(
        "cat-file", "--batch-check=%(objectname) %(objecttype)", "--buffer", lines=(
            # A file whose name has a line break is asked for as one that cannot exist.
            name if "\n" not in name else ":" for name in names
        ),
    )  # fmt: skip
    for line in output.split(b"\n")[: len(names)]:
        found, _, kind = line.rpartition(b" ")
        yield (os.fsdecode(found), kind.decode()) if kind in {b"tree", b"blob"} else ("", "")


def _added_files(repository: Repository, head: str | None, by_tree: dict[str, list[Branch]]) -> list[BranchFile]:
    """The files of the trees that are not in the tree `head`; git passes over what two trees have in common."""
    if not by_tree:
        return []
    base = head or _EMPTY_TREES[len(next(iter(by_tree)))]
    output = repository.run(
        "diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--diff-filter=A",
        "--no-ext-diff", "--no-textconv", lines=(f"{base} {tree}" for tree in by_tree),
    )  # fmt: skip
    found: dict[tuple[str, str], list[Branch]] = {}
    tree = ""
    tokens = iter(output.split(b"\0"))
    for token in tokens:
        heading, _, about = token.rpartition(b"\n")
        if heading:
            tree = heading.split()[-1].decode()
        if about:
            _, mode, _, blob, _ = about.decode("ascii").split()
            path = os.fsdecode(next(tokens))
            if mode in {"100644", "100755", "120000"}:  # a submodule is no file
                found.setdefault((path, blob), []).extend(by_tree[tree])
    return [BranchFile(path, blob, tuple(branches)) for (path, blob), branches in sorted(found.items())]
