"""Turns composed nodes into plain data, and tells what is doubled or tagged on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from sys import intern
from typing import Any

import yaml

from settled.frontmatter.bounds import MAXIMUM_DEPTH, MAXIMUM_NODES, StructureError, too_deep
from settled.frontmatter.loader import LIST, MAP, TEXT
from settled.frontmatter.places import mark, places_of
from settled.model.findings import Location, Problem
from settled.model.written_values import MAYBE_THE_QUESTION, NO_ANSWERS

_SIGNS_OF_A_TEMPLATE = ("{", "…", "???", "TO", "TB", "FIX", "...")
MOST_EQUAL_KEYS = 20
"""So often one key is told to stand again: who mends these sees the others."""
_NOTHING = frozenset({"", "~", "null"})


def may_be_unfilled(texts: list[str]) -> bool:
    """False when none of `texts` can be one that a template left."""
    written = "\n".join(texts)
    if any(sign in written for sign in _SIGNS_OF_A_TEMPLATE):
        return True
    in_lower_case = written.lower()
    return not NO_ANSWERS.isdisjoint(in_lower_case.split("\n")) or MAYBE_THE_QUESTION.search(in_lower_case) is not None


class Builder:
    """Turns composed nodes into plain data; collects duplicate keys and tags on its way.

    Most of what a run does with YAML beyond parsing it happens here, so plain texts take no call of their own.
    """

    def __init__(self, file: str, text: str, first_line: int) -> None:
        self.file, self.text, self.first_line = file, text, first_line
        self.problems: list[Problem] = []
        self.count = 0
        self.under_way: list[yaml.Node] = []
        self.told: Counter[str] = Counter()
        self.texts: list[str] = []
        self.holds_unfilled = False
        self.holds_question = False
        self._place: Callable[[Any], tuple[int, int]] | None = None
        self._first_keys: tuple[yaml.MappingNode, dict[str, yaml.ScalarNode]] | None = None

    @property
    def maybe_unfilled(self) -> bool:
        """False when nothing that was built can be text that a template left."""
        return self.holds_unfilled or may_be_unfilled(self.texts)

    def build_map(self, node: yaml.MappingNode) -> dict[str, Any]:
        """A dict of the map `node`; the first of two equal keys wins, the second is a problem."""
        self._enter(node)
        result: dict[str, Any] = {}
        texts = self.texts
        for key_node, value_node in node.value:
            if key_node.__class__ is not yaml.ScalarNode:
                raise StructureError(
                    "a map or list stands where a key is expected",
                    "put a text with braces or brackets in quotes",
                    *mark(key_node),
                )
            key = intern(key_node.value)  # the same few keys stand in all records
            if key in result:
                self._duplicate_problem(node, key_node)
            elif value_node.__class__ is yaml.ScalarNode and value_node.tag == TEXT:
                text = value_node.value
                if text in _NOTHING and not value_node.style:
                    result[key] = None
                else:
                    texts.append(text)
                    result[key] = text
            else:
                result[key] = self.build(value_node)
        if "open" in result:
            self.holds_question = True
        self.under_way.pop()
        return result

    def build(self, node: yaml.Node) -> Any:
        """The data of any `node`: text, None for an empty value, dict or list."""
        if isinstance(node, yaml.ScalarNode):
            if node.tag != TEXT:
                self._tag_problem(node)
            text: str = node.value
            # Unquoted and empty, `~` or `null`: nothing was written, by YAML's own definition.
            if text in _NOTHING and not node.style:
                return None
            self.texts.append(text)
            return text
        if isinstance(node, yaml.MappingNode):
            if node.tag != MAP:
                self._tag_problem(node)
            if node.flow_style and _is_unfilled(node):
                self.holds_unfilled = True
                return self.text[node.start_mark.index : node.end_mark.index]
            return self.build_map(node)
        if node.tag != LIST:
            self._tag_problem(node)
        self._enter(node)
        items: list[Any] = []
        for item in node.value:
            if item.__class__ is yaml.ScalarNode and item.tag == TEXT and (item.style or item.value not in _NOTHING):
                self.texts.append(item.value)
                items.append(item.value)
            else:
                items.append(self.build(item))
        self.under_way.pop()
        return items

    def _enter(self, node: yaml.Node) -> None:
        """Count what stands in a map or list, again for each alias that repeats it, and how deep it stands."""
        self.count += len(node.value)
        if self.count > MAXIMUM_NODES:
            raise StructureError(
                f"aliases blow this up to more than {MAXIMUM_NODES:,} values", "write the values out", *mark(node)
            )
        self.under_way.append(node)
        if len(self.under_way) > MAXIMUM_DEPTH:
            ids = [id(outer) for outer in self.under_way]
            repeated = next((outer for outer in self.under_way if ids.count(id(outer)) > 1), None)
            if repeated is None:
                raise too_deep(node)
            raise StructureError(
                "an alias stands inside the value that it names", "write the value out", *mark(repeated)
            )

    def _location(self, node: Any) -> Location:
        if self._place is None:
            self._place = places_of(self.text)
        line, column = self._place(node)
        return Location(self.file, self.first_line + line, column + 1)

    def _duplicate_problem(self, node: yaml.MappingNode, second: yaml.ScalarNode) -> None:
        if self.told[second.value] == MOST_EQUAL_KEYS:
            return
        if self._first_keys is None or self._first_keys[0] is not node:
            keys = [key for key, _ in reversed(node.value) if isinstance(key, yaml.ScalarNode)]
            self._first_keys = node, {key.value: key for key in keys}
        first = self._first_keys[1][second.value]
        self._problem(
            "duplicate-key",
            second,
            second.value,
            f"the key `{second.value}` stands a second time",
            "keep one of the two",
            (self._location(first), "here it stands first"),
        )

    def _tag_problem(self, node: yaml.Node) -> None:
        self._problem(
            "invalid-value",
            node,
            node.tag,
            f"the tag `{node.tag}` is not read",
            "write the plain value, or put the text in quotes",
            None,
        )

    def _problem(
        self, rule: str, node: Any, subject: str, message: str, hint: str, related: tuple[Location, str] | None
    ) -> None:
        # Counted, so that the same key doubled in two maps gives two findings with a fingerprint each.
        self.told[subject] += 1
        value = f"{subject} {self.told[subject]}"
        self.problems.append(
            Problem(rule, self._location(node), message, hint, (related,) if related else (), value=value)
        )


def _is_unfilled(node: yaml.MappingNode) -> bool:
    """True for `{text}` as a template leaves it, which YAML reads as a map with an empty value."""
    return bool(node.value) and all(
        not isinstance(key, yaml.ScalarNode)
        or (isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style)
        for key, value in node.value
    )
