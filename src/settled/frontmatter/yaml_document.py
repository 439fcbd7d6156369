"""YAML data from a file with the place of every key, found on demand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from settled.frontmatter.deferred import Deferred
from settled.frontmatter.loader import compose
from settled.frontmatter.places import places_of
from settled.model.findings import Location, Problem
from settled.model.written_values import Path

# A line that begins at the left margin, and is neither a comment nor an entry of a list.
_NEXT_KEY = re.compile(r"^(?![ \t\r\n#]|-[ \t\r\n])", re.MULTILINE)
_FEW_BLOCKS = 8
"""So many keys are looked for one by one, each in the whole text; for more of them all keys are read once."""


_Pair = tuple[Any, Any]
"""The nodes of a key and its value."""


@dataclass(frozen=True)
class YamlDocument(Deferred):
    """YAML text from a file with its data, and the place of every key in it.

    `first_line` is the 1-based line of the file on which `text` begins; `data` is None where the text
    could not be read at all, which `problems` then says. `maybe_unfilled` is False when no text in it can
    be one that a template left.
    """

    file: str
    text: str
    first_line: int
    data: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()
    opening_line: int = 1
    maybe_unfilled: bool = False

    def at(self, path: Path = (), *, value: bool = False) -> Location:
        """The place of the key (or list entry) at `path`; of its value with `value=True`.

        Where the path does not exist, the nearest key above it that does; for none, the first line.
        """
        block = self._block(path[0]) if path else None
        if block is not None:
            first_line, root, place = block
            found = _nodes_along(root, path, {})
        else:
            first_line, place = 0, self._place
            found = self._along(path)
        if not found:
            return Location(self.file, self.opening_line, 1)
        key_node, value_node = found[-1]
        line, column = place(value_node if value and len(found) == len(path) else key_node)
        return Location(self.file, self.first_line + first_line + line, column + 1)

    def has(self, path: Path) -> bool:
        """True when the key or entry at `path` is written in the text, whatever its value."""
        return bool(path) and len(self._along(path)) == len(path)

    def span(self, path: Path) -> tuple[int, int]:
        """Where the value at `path` begins and ends, as positions in `text`; KeyError where there is no such path.

        A block value (an indented list or map, a text below `|` or `>`) reaches to whatever comes next.
        """
        found = self._along(path)
        if not path or len(found) != len(path):
            raise KeyError(path)
        node = found[-1][1]
        return node.start_mark.index, node.end_mark.index

    def key_start(self, path: Path) -> int:
        """Where the key at `path` (for an entry of a list, its value) begins; KeyError where there is none."""
        found = self._along(path)
        if not path or len(found) != len(path):
            raise KeyError(path)
        start: int = found[-1][0].start_mark.index
        return start

    def _block(self, key: Any) -> tuple[int, Any, Callable[[Any], tuple[int, int]]] | None:
        """The lines of one key at the left margin as nodes of their own, and where they begin; None where unsure.

        A finding or two need no more than that, and most of the time that a place takes goes into the rest.
        """
        if "_root" in self.__dict__ or not isinstance(key, str) or self.data is None or key not in self.data:
            return None
        if key not in self._blocks:
            if len(self._blocks) == _FEW_BLOCKS:
                return None
            self._blocks[key] = _composed_block(self.text, key)
        return self._blocks[key]

    @cached_property
    def _blocks(self) -> dict[str, tuple[int, Any, Callable[[Any], tuple[int, int]]] | None]:
        return {}

    @cached_property
    def _root(self) -> Any:
        return None if self.data is None else compose(self.text)

    def _along(self, path: Path) -> list[_Pair]:
        return _nodes_along(self._root, path, self._keys)

    @cached_property
    def _keys(self) -> dict[int, dict[str, _Pair]]:
        """The keys of each map that was looked into, by the identity of its node."""
        return {}

    @cached_property
    def _place(self) -> Callable[[Any], tuple[int, int]]:
        return places_of(self.text)


def _nodes_along(root: Any, path: Path, keys: dict[int, dict[str, _Pair]]) -> list[_Pair]:
    """Key and value nodes along `path` from `root`, as far as it exists; a list entry is its own key.

    `keys` keeps those of each map that was looked into.
    """
    found: list[_Pair] = []
    node = root
    for part in path:
        if isinstance(node, yaml.MappingNode):
            if id(node) not in keys:
                pairs = reversed(node.value)  # of two equal keys the first counts
                keys[id(node)] = {key.value: (key, value) for key, value in pairs if isinstance(key, yaml.ScalarNode)}
            pair = keys[id(node)].get(part) if isinstance(part, str) else None
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
            pair = (node.value[part], node.value[part])
        else:
            pair = None
        if pair is None:
            break
        found.append(pair)
        node = pair[1]
    return found


def _composed_block(text: str, key: str) -> tuple[int, Any, Callable[[Any], tuple[int, int]]] | None:
    begins = list(re.finditer(rf"^{re.escape(key)}[ \t]*:(?=\s|$)", text, re.MULTILINE))
    if len(begins) != 1:
        return None
    start = begins[0].start()
    following = _NEXT_KEY.search(text, begins[0].end())
    block = text[start : following.start() if following else len(text)]
    try:
        root = compose(block)
    except yaml.YAMLError:
        return None
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return None
    return text.count("\n", 0, start), root, places_of(block)
