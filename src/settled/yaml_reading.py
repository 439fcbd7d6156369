"""YAML text in, data and places out: nothing is guessed, everything is bounded.

Every scalar stays the text that was written (`NO`, `12:30` and `007` are texts), an empty value is
None, and a key that stands twice is a problem at its line. The data is plain dicts, lists, texts and
None. Places are found on demand by composing the kept text once more, because most records never
need one and the YAML parse is what the time of a run is spent on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from settled.findings import Problem, Spot
from settled.model.answers import Path
from settled.yaml_mistakes import in_our_words

MAXIMUM_BYTES = 256 * 1024
"""Front matter or a catalog larger than this is not read."""
MAXIMUM_DEPTH = 60
"""Maps and lists within one another deeper than this are not read."""
MAXIMUM_NODES = 100_000
"""Values, counted again for each alias that repeats them: what an alias bomb runs into."""

_SUSPICIOUS_NESTING = 200
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
_DEEP_INDENTATION = "\n" + " " * _SUSPICIOUS_NESTING
_NESTED_ENTRIES = re.compile(r"(?:[-?:][ \t]+){50}")
_SIGNS_OF_A_TEMPLATE = ("{", "…", "???", "TO", "TB", "FIX", "...")

_NOTHING = frozenset({"", "~", "null"})
_TEXT, _MAP, _LIST = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _LiteralLoader(_Base):  # type: ignore[misc]
    """PyYAML's safe loader without a single implicit type: nothing is guessed."""

    # Called for every value: with nothing to guess, the kind of node is all there is to know.
    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        return _TEXT if kind is yaml.ScalarNode else _MAP if kind is yaml.MappingNode else _LIST

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class _StructureError(Exception):
    """The text cannot become data; carries the line and column (0-based) within the text."""

    def __init__(self, message: str, hint: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.hint, self.line, self.column = message, hint, line, column


@dataclass(frozen=True)
class Located:
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

    def at(self, path: Path = (), *, value: bool = False) -> Spot:
        """The place of the key (or list entry) at `path`; of its value with `value=True`.

        Where the path does not exist, the nearest key above it that does; for none, the first line.
        """
        found = self._nodes_along(path)
        if not found:
            return Spot(self.file, self.opening_line, 1)
        key_node, value_node = found[-1]
        line, column = self._place(value_node if value and len(found) == len(path) else key_node)
        return Spot(self.file, self.first_line + line, column + 1)

    def has(self, path: Path) -> bool:
        """True when the key or entry at `path` is written in the text, whatever its value."""
        return bool(path) and len(self._nodes_along(path)) == len(path)

    def _nodes_along(self, path: Path) -> list[tuple[Any, Any]]:
        """Key and value nodes along `path`, as far as it exists; a list entry is its own key."""
        found: list[tuple[Any, Any]] = []
        node = self._root
        for part in path:
            if isinstance(node, yaml.MappingNode):
                keys = (pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode) and pair[0].value == part)
                pair = next(keys, None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
                pair = (node.value[part], node.value[part])
            else:
                pair = None
            if pair is None:
                break
            found.append(pair)
            node = pair[1]
        return found

    @cached_property
    def _root(self) -> Any:
        return None if self.data is None else _compose(self.text)

    @cached_property
    def _place(self) -> Callable[[Any], tuple[int, int]]:
        return _places_of(self.text)


def read_yaml(file: str, text: str, *, first_line: int = 1) -> Located:
    """Read YAML `text` that begins on `first_line` of `file` into data, with every problem in it."""
    problems: list[Problem] = []
    data: dict[str, Any] | None = None
    maybe_unfilled = False
    kept: Any = None
    try:
        _check_bounds(text)
        node = _compose(text)
        if node is None:
            data = {}
        elif not isinstance(node, yaml.MappingNode):
            raise _StructureError(
                "this is not a list of `key: value` lines", "write one key, a colon and a value a line", *_mark(node)
            )
        else:
            builder = _Builder(file, text, first_line)
            data = builder.build_map(node)
            problems, maybe_unfilled = builder.problems, builder.maybe_unfilled
            # An open question will be told with its place: its record is not composed a second time.
            kept = node if builder.holds_question else None
    except _StructureError as error:
        spot = Spot(file, first_line + error.line, error.column + 1)
        problems = [Problem("unreadable-record", spot, error.message, error.hint)]
        data = None
    except yaml.YAMLError as error:
        problems = [_yaml_problem(file, text, first_line, error)]
    except UnicodeEncodeError as error:
        line, column = _place_of_character(text, error.start)
        message, hint = "a character that is half of another one", "save the file as UTF-8"
        problems = [Problem("unreadable-record", Spot(file, first_line + line, column + 1), message, hint)]
    located = Located(file, text, first_line, data, tuple(problems), maybe_unfilled=maybe_unfilled)
    if kept is not None:
        located.__dict__["_root"] = kept  # what the cached property would compute
    return located


def _compose(text: str) -> Any:
    return yaml.compose(text, _LiteralLoader)


def _mark(node: Any) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column


def _places_of(text: str) -> Callable[[Any], tuple[int, int]]:
    """A function that gives the line and column (0-based) of a node of `text`, counted in line feeds as editors do.

    The library also counts the rare line breaks of Unicode, which mean no line to git or to most editors.
    """
    if _OTHER_BREAKS.search(text) is None:
        return _mark

    def place(node: Any) -> tuple[int, int]:
        return _place_of_character(text, node.start_mark.index)

    return place


def _check_bounds(text: str) -> None:
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size > MAXIMUM_BYTES:
        raise _StructureError(
            f"this is {size // 1024} KB of YAML; more than {MAXIMUM_BYTES // 1024} KB are not read",
            "move long texts into the body or into a file of their own",
            0,
            0,
        )
    # The composer is recursive C code without a limit of its own, so a text that might be deep enough to
    # exhaust the stack is counted first; everything else is measured while the data is built.
    could_be_deep = (
        text.count("[") + text.count("{") > _SUSPICIOUS_NESTING
        or _DEEP_INDENTATION in text
        or (any(words in text for words in ("- -", "? ", "- ?", "-\t")) and _NESTED_ENTRIES.search(text) is not None)
    )
    if not could_be_deep:
        return
    depth = 0
    for event in yaml.parse(text, _LiteralLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAXIMUM_DEPTH:
                raise _too_deep(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(node: Any) -> _StructureError:
    return _StructureError(
        f"maps and lists within one another more than {MAXIMUM_DEPTH} deep are not read",
        "flatten the value",
        *_mark(node),
    )


def _place_of_character(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


def _yaml_problem(file: str, text: str, first_line: int, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    if isinstance(error, yaml.reader.ReaderError):
        # It knows the character and not its line.
        line, column = _place_of_character(text, max(0, text.find(chr(int(error.character)))))
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    message, hint = in_our_words(said)
    return Problem("unreadable-record", Spot(file, first_line + line, column + 1), message, hint)


class _Builder:
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

    @property
    def maybe_unfilled(self) -> bool:
        """False when nothing that was built can be text that a template left."""
        written = "\n".join(self.texts)
        return self.holds_unfilled or any(sign in written for sign in _SIGNS_OF_A_TEMPLATE)

    def build_map(self, node: yaml.MappingNode) -> dict[str, Any]:
        """A dict of the map `node`; the first of two equal keys wins, the second is a problem."""
        self._enter(node)
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.__class__ is not yaml.ScalarNode:
                raise _StructureError(
                    "a map or list stands where a key is expected",
                    "put a text with braces or brackets in quotes",
                    *_mark(key_node),
                )
            key = key_node.value
            if key in result:
                self._duplicate_problem(node, key_node)
            elif value_node.__class__ is yaml.ScalarNode and value_node.tag == _TEXT:
                text = value_node.value
                if text in _NOTHING and not value_node.style:
                    result[key] = None
                else:
                    self.texts.append(text)
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
            if node.tag != _TEXT:
                self._tag_problem(node)
            text: str = node.value
            # Unquoted and empty, `~` or `null`: nothing was written, by YAML's own definition.
            if text in _NOTHING and not node.style:
                return None
            self.texts.append(text)
            return text
        if isinstance(node, yaml.MappingNode):
            if node.tag != _MAP:
                self._tag_problem(node)
            if node.flow_style and _is_unfilled(node):
                self.holds_unfilled = True
                return self.text[node.start_mark.index : node.end_mark.index]
            return self.build_map(node)
        if node.tag != _LIST:
            self._tag_problem(node)
        self._enter(node)
        items = [self.build(item) for item in node.value]
        self.under_way.pop()
        return items

    def _enter(self, node: yaml.MappingNode | yaml.SequenceNode) -> None:
        """Count what stands in a map or list, again for each alias that repeats it, and how deep it stands."""
        self.count += len(node.value)
        if self.count > MAXIMUM_NODES:
            raise _StructureError(
                f"aliases blow this up to more than {MAXIMUM_NODES:,} values", "write the values out", *_mark(node)
            )
        self.under_way.append(node)
        if len(self.under_way) > MAXIMUM_DEPTH:
            ids = [id(outer) for outer in self.under_way]
            repeated = next((outer for outer in self.under_way if ids.count(id(outer)) > 1), None)
            if repeated is None:
                raise _too_deep(node)
            raise _StructureError(
                "an alias stands inside the value that it names", "write the value out", *_mark(repeated)
            )

    def _spot(self, node: Any) -> Spot:
        line, column = _places_of(self.text)(node)
        return Spot(self.file, self.first_line + line, column + 1)

    def _duplicate_problem(self, node: yaml.MappingNode, second: yaml.ScalarNode) -> None:
        first = next(key for key, _ in node.value if key.value == second.value)
        self._problem(
            "duplicate-key",
            second,
            second.value,
            f"the key `{second.value}` stands a second time",
            "keep one of the two",
            (self._spot(first), "here it stands first"),
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
        self, rule: str, node: Any, subject: str, message: str, hint: str, related: tuple[Spot, str] | None
    ) -> None:
        # Counted, so that the same key doubled in two maps gives two findings with a fingerprint each.
        self.told[subject] += 1
        value = f"{subject} {self.told[subject]}"
        self.problems.append(Problem(rule, self._spot(node), message, hint, (related,) if related else (), value=value))


def _is_unfilled(node: yaml.MappingNode) -> bool:
    """True for `{text}` as a template leaves it, which YAML reads as a map with an empty value."""
    return bool(node.value) and all(
        not isinstance(key, yaml.ScalarNode)
        or (isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style)
        for key, value in node.value
    )
